"""Bringing a file in: the version that it makes of the current one, or everything that is wrong with it.

found = await read(File(path, name, defaults), base, regions, today, on_progress)
match found:
    case Made(version, judgement): ...
    case Same(rows): ...
    case Rejected(problems, more): ...                   # bot.figures.wording says them
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic import TypeAdapter

from bot.figures import judgements
from bot.figures.apart import OnProgress, apart
from bot.figures.frames import Kind
from bot.figures.limits import LIMITS, Limits
from bot.figures.ordering import File, Order
from bot.figures.problems import Fault, Problem
from core.judgement import Judgement
from core.region import Regions

_PROBLEMS: Final = TypeAdapter(tuple[tuple[Problem, ...], int])


@dataclass(frozen=True, slots=True)
class Made:
    """A file without problems, laid over a version: the new one as it is stored, and what it means.

    `digest` is its name, `observations` their number in it.
    """

    content: bytes
    digest: str
    observations: int
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Same:
    """A file that says nothing that the version does not say; `rows` counts those below its header."""

    rows: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file with problems: the first ones in the order of its rows, and how many more there are."""

    problems: tuple[Problem, ...]
    more: int = 0


async def read(
    file: File,
    base: bytes,
    regions: Regions,
    today: date,
    on_progress: OnProgress | None = None,
    limits: Limits = LIMITS,
) -> Made | Same | Rejected:
    """Read and check a file of figures, and lay it over a version as it is stored.

    Whatever is wrong with it, or becomes of the process that reads it, is an answer. Where this is cancelled, or
    `on_progress` raises, that process is ended.
    """
    said = await apart(Order(file, regions, today, limits), base, on_progress=on_progress)
    if isinstance(said, Fault):
        return Rejected((Problem(said),))
    if Kind.FAULTY in said:
        return Rejected(*_PROBLEMS.validate_json(said[Kind.FAULTY]))
    if Kind.SAME in said:
        return Same(json.loads(said[Kind.SAME]))
    digest, observations = json.loads(said[Kind.READ])
    judgement = await asyncio.to_thread(judgements.unpacked, said[Kind.JUDGEMENT])
    return Made(said[Kind.VERSION], digest, observations, judgement)
