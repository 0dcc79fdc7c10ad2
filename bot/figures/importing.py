"""From a file to a version that waits for approval, or to everything that is wrong with the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.figures.apart import OnProgress
from bot.figures.desk import Desk
from bot.figures.ordering import File
from bot.figures.origins import NO_DEFAULTS, SourceDefaults
from bot.figures.reading import Made, Rejected, Same, read
from bot.versions import Draft
from core.judgement import Judgement
from core.packed import Kind
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
    base, content = desk.figures, await desk.content(desk.current)
    made = await read(File(path, name, note.defaults), content, base.regions, today, on_progress)
    if isinstance(made, Rejected):
        return made
    if isinstance(made, Same):
        return Unchanged(made.rows)
    number = await desk.propose(_draft(made, base.version, note))
    desk.remember(number, base.version, made.judgement)
    return Proposed(number, made.judgement)


def _draft(made: Made, base: str, note: Note) -> Draft:
    change = made.judgement.difference
    return Draft(
        digest=made.digest,
        base=base,
        content=made.content,
        imported_by=note.importer,
        note=note.text,
        observations=made.observations,
        added=change[Kind.NEW].count,
        changed=change[Kind.CHANGED].count + change[Kind.RESOURCED].count,
        gone=change[Kind.GONE].count,
        errors=made.judgement.count(Severity.ERROR),
        warnings=made.judgement.count(Severity.WARNING),
    )
