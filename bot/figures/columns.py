"""The columns of a table of figures as it is written here: for the template, and for all figures of a version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.figures.headers import Column
from bot.i18n import mark


@dataclass(frozen=True, slots=True)
class Described:
    """A column: its title, what goes into it, and its width in characters."""

    column: Column
    title: str
    meaning: str
    width: int


COLUMNS: Final = (
    Described(
        Column.CODE,
        mark("Code"),
        mark("Kemendagri's code of the region (61, 61.71); BPS numbers regions differently"),
        8,
    ),
    Described(
        Column.REGION,
        mark("Region"),
        mark("name of the region; the code or the name is enough, and both must agree"),
        28,
    ),
    Described(
        Column.PERIOD,
        mark("Period"),
        mark("a year, semester, quarter or month: 2024, 2024-S1, Q3 2025, July 2025"),
        12,
    ),
    Described(
        Column.SEGMENT,
        mark("Segment"),
        mark(
            "total, formal (PU), informal (BPU), construction, construction and migrant workers; empty means total"
        ),
        16,
    ),
    Described(
        Column.COVERED,
        mark("Covered"),
        mark(
            "active participants; “573 thousand” is rounded to thousands; “delete” takes an earlier figure away"
        ),
        14,
    ),
    Described(Column.WORKERS, mark("Workers"), mark("the denominator: the workers who could be covered"), 14),
    Described(Column.UNCOVERED, mark("Not covered"), mark("workers who are not yet covered"), 16),
    Described(
        Column.COVERAGE,
        mark("Coverage (%)"),
        mark("in percent with the decimals that are known: 36,47; may be empty where both counts are given"),
        14,
    ),
    Described(
        Column.SHARE,
        mark("Share of all workers (%)"),
        mark("the segment's part of all workers, in percent"),
        16,
    ),
    Described(
        Column.BASIS,
        mark("Basis"),
        mark(
            "whom the denominator counts: eligible (UCJ) or employed (BPS); empty means that it is not known"
        ),
        12,
    ),
    Described(
        Column.EVIDENCE,
        mark("Evidence of the basis"),
        mark("stated where the source names its basis, inferred where it follows from the numbers' size"),
        16,
    ),
    Described(
        Column.PUBLISHER, mark("Publisher"), mark("who published the numbers; every row needs a source"), 28
    ),
    Described(
        Column.TITLE,
        mark("Title"),
        mark("title of the document or article; a title or an address is needed"),
        40,
    ),
    Described(
        Column.PUBLISHED,
        mark("Date published"),
        mark("day, month or year: 2025-07-31, July 2025, 2025; without one “undated”"),
        16,
    ),
    Described(
        Column.URL, mark("Address"), mark("where it can be read, beginning with https://; may be empty"), 40
    ),
    Described(
        Column.DOUBT, mark("Doubtful because"), mark("why the numbers may be wrong, in Indonesian"), 30
    ),
    Described(Column.DOUBT_EN, mark("Doubt in English"), mark("the same in English; may be empty"), 30),
    Described(Column.NOTE, mark("Note"), mark("what else a reader should know, in Indonesian"), 30),
    Described(Column.NOTE_EN, mark("Note in English"), mark("the same in English; may be empty"), 30),
)
"""Those a person fills in; `SOURCE_KEY` is written beside them where all figures of a version are."""

SOURCE_KEY: Final = Described(
    Column.SOURCE_KEY, mark("Source key"), mark("a name of the source that stays the same; may be empty"), 24
)
