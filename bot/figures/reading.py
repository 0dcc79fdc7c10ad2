"""Bringing a file in: its observations, or everything that is wrong with it. Another process does the reading.

found = await read(path, name, regions, today, defaults, on_progress)
match found:
    case Accepted(observations, removed): ...
    case Rejected(problems, more): ...                   # bot.figures.wording says them
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict, astuple, dataclass
from datetime import date
from pathlib import Path
from typing import Final

import structlog
from pydantic import TypeAdapter

from bot.figures.frames import HEAD, Kind
from bot.figures.layout import Parcel, Tables
from bot.figures.limits import LIMITS, Limits
from bot.figures.observed import Key
from bot.figures.origins import NO_DEFAULTS, SourceDefaults
from bot.figures.parcel import Observations
from bot.figures.problems import Fault, Problem
from core.region import Regions

log = structlog.get_logger(__name__)

_ROOT: Final = Path(__file__).parents[2]
"""Where the packages `bot` and `core` are."""
_KEPT: Final = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "LANG", "LC_ALL", "TZ")
"""What of the environment the reading process gets; no token, no address of a database."""
_PROBLEMS: Final = TypeAdapter(tuple[tuple[Problem, ...], int])
_ENDS: Final = {
    -getattr(signal, "SIGXCPU", 0): Fault.TOO_SLOW,
    -getattr(signal, "SIGKILL", 0): Fault.TOO_MUCH_MEMORY,
}
"""What it means where the system ended the process: out of time, or out of the machine's memory."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reading is: rows so far, and percent of all the work."""

    rows: int
    percent: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file without problems. `sheet` is empty for delimited text, `rows` counts those below the header."""

    observations: Observations
    removed: tuple[Key, ...]
    sheet: str
    rows: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file with problems: the first ones in the order of its rows, and how many more there are."""

    problems: tuple[Problem, ...]
    more: int = 0


_LAST_BREATH: Final = 5
"""Seconds that the process may take to end after its last word."""
OnProgress = Callable[[Progress], Awaitable[None]]


async def read(
    path: Path,
    name: str,
    regions: Regions,
    today: date,
    defaults: SourceDefaults = NO_DEFAULTS,
    on_progress: OnProgress | None = None,
    limits: Limits = LIMITS,
) -> Accepted | Rejected:
    """Read and check a file of figures, named `name` by whoever sent it.

    Whatever is wrong with it, or becomes of the process that reads it, is an answer. Where this is cancelled, or
    `on_progress` raises, that process is ended.
    """
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ} | {"PYTHONPATH": str(_ROOT)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "bot.figures.child", stdin=PIPE, stdout=PIPE, env=environment
    )
    reading = _Reading(process, on_progress, limits)
    try:
        found = await reading.done(_order(path, name, regions, today, defaults, limits))
        if found:
            return found
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _LAST_BREATH)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
    log.error("the process that reads figures has ended", status=process.returncode)
    return Rejected((Problem(_ENDS.get(process.returncode or 0, Fault.BROKE)),))


class _Reading:
    """The messages of one reading process."""

    def __init__(self, process: Process, on_progress: OnProgress | None, limits: Limits) -> None:
        self._process, self._on_progress, self._limits = process, on_progress, limits
        self._deadline = asyncio.get_running_loop().time() + limits.seconds

    async def done(self, order: bytes) -> Accepted | Rejected | None:
        """What came of the order; None where the process ended without a word."""
        if self._process.stdin is None or self._process.stdout is None:
            raise TypeError("the process needs both pipes")
        with suppress(BrokenPipeError, ConnectionResetError):
            self._process.stdin.write(order)
            await self._process.stdin.drain()
        self._process.stdin.close()
        try:
            return await self._answer(self._process.stdout)
        except asyncio.IncompleteReadError:
            return None

    async def _answer(self, stream: asyncio.StreamReader) -> Accepted | Rejected:
        parts: dict[Kind, bytes] = {}
        while True:
            try:
                async with asyncio.timeout_at(self._deadline):
                    kind, content = await self._message(stream)
            except TimeoutError:
                return Rejected((Problem(Fault.TOO_SLOW),))
            match kind:
                case Kind.PROGRESS:
                    await self._tell(Progress(*json.loads(content)))
                case Kind.FAULTY:
                    return Rejected(*_PROBLEMS.validate_json(content))
                case Kind.FINE:
                    return _accepted(parts, *json.loads(content))
                case part:
                    parts[part] = content

    async def _message(self, stream: asyncio.StreamReader) -> tuple[Kind, bytes]:
        kind, length = HEAD.unpack(await stream.readexactly(HEAD.size))
        if length > self._limits.memory:
            raise TypeError("no message is longer than the process' memory")
        return Kind(kind), await stream.readexactly(length)

    async def _tell(self, progress: Progress) -> None:
        """Tell it; the time that this takes is not the reading's."""
        if self._on_progress:
            loop = asyncio.get_running_loop()
            begun = loop.time()
            await self._on_progress(progress)
            self._deadline += loop.time() - begun


def _accepted(parts: dict[Kind, bytes], sheet: str, rows: int) -> Accepted:
    tables = Tables.unpacked(parts[Kind.TABLES])
    observations = Observations(Parcel(tables, parts[Kind.ROWS], parts[Kind.REMOVED]))
    return Accepted(observations, tuple(observations.removed), sheet, rows)


def _order(
    path: Path, name: str, regions: Regions, today: date, defaults: SourceDefaults, limits: Limits
) -> bytes:
    """The order as `bot.figures.child` reads it."""
    order = {
        "path": str(path.absolute()),
        "name": name,
        "regions": [(region.code, region.name, region.other_names) for region in regions],
        "today": today.isoformat(),
        "defaults": astuple(defaults),
        "limits": asdict(limits),
    }
    return json.dumps(order).encode()
