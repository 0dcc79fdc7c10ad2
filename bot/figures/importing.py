"""From a file to a version that waits for approval, or to everything that is wrong with the file."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.figures.desk import Desk, stored
from bot.figures.origins import NO_DEFAULTS, SourceDefaults
from bot.figures.reading import OnProgress, Rejected, read
from bot.versions import Draft
from core.judgement import Judgement, judge
from core.packed import Kind, merged
from core.plausibility import Severity


@dataclass(frozen=True, slots=True)
class Proposed:
    """A version waits for approval under its number."""

    number: int
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The file says nothing that the current figures do not say already."""

    rows: int


@dataclass(frozen=True, slots=True)
class Note:
    """Who imports, what they say of it, and the source of rows that name none."""

    importer: int | None
    text: str = ""
    defaults: SourceDefaults = NO_DEFAULTS


Imported = Proposed | Unchanged | Rejected


async def bring_in(
    desk: Desk, path: Path, name: str, today: date, note: Note, on_progress: OnProgress | None = None
) -> Imported:
    """Read a file, lay it over the current figures and keep the result as a version; nothing is current by that.

    Raises sqlalchemy.exc.SQLAlchemyError where the memory is away: then nothing is kept.
    """
    base = desk.figures
    found = await read(path, name, base.regions, today, note.defaults, on_progress)
    if isinstance(found, Rejected):
        return found
    figures = await asyncio.to_thread(merged, base, found.observations, found.removed)
    if figures.version == base.version:
        return Unchanged(found.rows)
    judgement = await asyncio.to_thread(judge, base, figures, today)
    change = judgement.difference
    draft = Draft(
        digest=figures.version,
        base=base.version,
        content=await asyncio.to_thread(stored, figures),
        imported_by=note.importer,
        note=note.text,
        observations=len(figures.content.columns.cell),
        added=change[Kind.NEW].count,
        changed=change[Kind.CHANGED].count + change[Kind.RESOURCED].count,
        gone=change[Kind.GONE].count,
        errors=judgement.count(Severity.ERROR),
        warnings=judgement.count(Severity.WARNING),
    )
    number = await desk.propose(draft)
    desk.remember(number, base.version, judgement)
    return Proposed(number, judgement)
