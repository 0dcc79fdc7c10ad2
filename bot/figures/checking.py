"""The first look at a table: what each row speaks of, and what its numbers show of their columns' conventions.

Every row is looked at, however many problems there are. The numbers wait in a compact form for the second look.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from bot.figures.convention import REMOVAL, NumberColumn, Stored
from bot.figures.fields import Field, Flaw
from bot.figures.headers import METRICS, PLACES, TIMES, Column, Header
from bot.figures.limits import Limits
from bot.figures.origins import SOURCE, Origins, SourceDefaults, doubt_of, note_of
from bot.figures.problems import Fault, Problems, Unreadable
from bot.figures.regions import Whereabouts
from bot.figures.tables.rows import LETTERS, Cell, Row
from bot.figures.terms import basis_of, segment_of
from bot.figures.times import Times
from core.model import Basis, Note, Segment, Source
from core.period import Period

CHUNK: Final = 4_096
"""Rows that are kept together, and after which progress is told."""
NONE: Final = -1
"""In place of an index: something is wrong with it, or it is not needed."""
Kept = tuple[int, tuple[int, ...], tuple[Stored | None, ...], int]
"""A row: its number; indexes of its region, period, segment, basis, doubt and note; its numbers; its source."""


class Looking:
    """A table at first look; afterwards `kept` holds its rows, each as indexes into the fields and its numbers."""

    def __init__(
        self, header: Header, whereabouts: Whereabouts, defaults: SourceDefaults, today: date, limits: Limits
    ) -> None:
        self.regions: Field[str] = Field(header, PLACES, whereabouts)
        self.periods: Field[Period] = Field(header, TIMES, Times(today))
        self.segments: Field[Segment] = Field(header, (Column.SEGMENT,), segment_of)
        self.bases: Field[tuple[Basis, bool]] = Field(header, (Column.BASIS, Column.EVIDENCE), basis_of)
        self.sources: Field[Source] = Field(header, SOURCE, Origins(defaults, today))
        self.doubts: Field[Note | None] = Field(header, (Column.DOUBT, Column.DOUBT_EN), doubt_of)
        self.notes: Field[Note | None] = Field(header, (Column.NOTE, Column.NOTE_EN), note_of)
        self.numbers = [NumberColumn(each, header.scales[each]) for each in METRICS if each in header.at]
        self._about = (self.regions, self.periods, self.segments, self.bases, self.doubts, self.notes)
        self.kept: list[bytes] = []
        self.count = 0
        self._header, self._limits = header, limits
        self._told: set[Fault] = set()

    def look(self, rows: Iterator[Row], problems: Problems) -> Iterator[int]:
        """Look at every row; the number of rows so far comes from time to time."""
        kept: list[Kept] = []
        width = len(self._header.titles)
        for row, cells in rows:
            self.count += 1
            cells.extend([""] * (width - len(cells)))
            self._check_titled(row, cells, problems)
            about = tuple([self._index(field, row, cells, problems) for field in self._about])
            numbers = tuple([self._number(column, row, cells, problems) for column in self.numbers])
            states = any(stored is not None and stored != REMOVAL for stored in numbers)
            # a row that only takes figures away needs no source
            source = self._index(self.sources, row, cells, problems) if states else NONE
            kept.append((row, about, numbers, source))
            if len(kept) == CHUNK:
                self._keep(kept)
                yield self.count
        self._keep(kept)
        for each in self.numbers:
            each.settle()

    def _index(self, field: Field[Any], row: int, cells: Sequence[Cell], problems: Problems) -> int:
        index = field.index(cells)
        if isinstance(index, Flaw):
            self._flawed(row, index, problems)
            return NONE
        return index

    def _number(
        self, column: NumberColumn, row: int, cells: Sequence[Cell], problems: Problems
    ) -> Stored | None:
        stored = column.seen(cells[self._header.at[column.column]])
        if isinstance(stored, Flaw):
            self._flawed(row, stored, problems)
            return None
        return stored

    def _keep(self, kept: list[Kept]) -> None:
        if self.count > self._limits.rows:
            raise Unreadable(Fault.TOO_MANY_ROWS, most=self._limits.rows)
        self.kept.append(marshal.dumps(kept))
        kept.clear()

    def _check_titled(self, row: int, cells: Sequence[Cell], problems: Problems) -> None:
        for at in (*self._header.untitled, *range(len(self._header.titles), len(cells))):
            if cells[at] and not str(cells[at]).isspace():
                problems.add(Fault.NO_HEADER_ABOVE, row, LETTERS[at])

    def _flawed(self, row: int, flaw: Flaw, problems: Problems) -> None:
        """A flaw in its row; where the table lacks the column, once for all rows."""
        if flaw.column in self._header.at:
            problems.add(flaw.fault, row, self._header.title(flaw.column), flaw.holes)
        elif flaw.fault not in self._told:
            self._told.add(flaw.fault)
            problems.add(flaw.fault, row, None, flaw.holes)
