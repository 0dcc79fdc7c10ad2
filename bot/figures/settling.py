"""The second look at a table: every number by its column's convention, and a row's numbers against each other.

What comes out is packed as it is read; as soon as anything is wrong, nothing more is.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from bot.figures import layout
from bot.figures.checking import Kept, Looking
from bot.figures.convention import NumberColumn
from bot.figures.fields import Flaw
from bot.figures.headers import METRICS, SHARES, Column, Header
from bot.figures.layout import KEY, ROW, Parcel, Tables
from bot.figures.numerals import Reading
from bot.figures.problems import Problems
from core.model import Note

_CODES: Final = {column: layout.METRICS.index(metric) for column, metric in METRICS.items()}


class Settling:
    """The second look at what the first one has kept."""

    def __init__(self, looked: Looking, header: Header) -> None:
        self._looked, self._header = looked, header
        self._segments = [layout.SEGMENTS.index(segment) for segment in looked.segments.values]
        self._bases = [layout.basis_code(basis, inferred=each) for basis, each in looked.bases.values]
        self._steps: dict[str, int] = {}
        self._rows, self._removed = bytearray(), bytearray()

    def parcel(self) -> Parcel:
        """Everything that was read."""
        looked = self._looked
        tables = Tables(
            regions=looked.regions.values,
            periods=[str(period) for period in looked.periods.values],
            sources=[
                (source.key, source.publisher, source.title, source.published, source.url)
                for source in looked.sources.values
            ],
            doubts=[_told(note) for note in looked.doubts.values],
            notes=[_told(note) for note in looked.notes.values],
            steps=list(self._steps),
        )
        return Parcel(tables, self._rows, self._removed)

    def settle(self, problems: Problems) -> Iterator[int]:
        """Read every number; the number of rows so far comes from time to time."""
        count = 0
        for chunk in self._looked.kept:
            kept: list[Kept] = marshal.loads(chunk)  # noqa: S302 - our own, of a moment ago
            for each in kept:
                self._row(each, problems)
            count += len(kept)
            yield count

    def _row(self, kept: Kept, problems: Problems) -> None:
        row, (region, period, segment, basis, _, _), numbers, _ = kept
        for column, stored in zip(self._looked.numbers, numbers, strict=True):
            if stored is None:
                continue
            read = column.read(stored)
            if isinstance(read, Reading) and column.column in SHARES:
                read = self._compared(column, read, kept)
            if isinstance(read, Flaw):
                problems.add(read.fault, row, self._header.title(read.column), read.holes)
            elif problems.count:
                continue
            elif read is not None:
                self._pack(kept, column.column, read)
            else:
                codes = (self._segments[segment], _CODES[column.column], self._bases[basis])
                self._removed += KEY.pack(region, period, *codes)

    def _pack(self, kept: Kept, column: Column, read: Reading) -> None:
        _, (region, period, segment, basis, doubt, note), _, source = kept
        step = self._steps.setdefault(read.step, len(self._steps))
        self._rows += ROW.pack(
            region,
            period,
            self._segments[segment],
            _CODES[column],
            self._bases[basis],
            source,
            doubt,
            note,
            read.value,
            read.decimals,
            step,
        )

    def _compared(self, column: NumberColumn, read: Reading, kept: Kept) -> Reading | Flaw:
        """A percentage, unless it is so small or large that it is off by a hundred."""
        if read.unit < read.value < 100 * read.unit:
            return read
        own = self._own(kept) if column.column is Column.COVERAGE else None
        return column.off_by_hundred(read, own) or read

    def _own(self, kept: Kept) -> Fraction | None:
        """The coverage in percent that a row's counts give."""
        counts: dict[Column, Fraction] = {}
        for column, stored in zip(self._looked.numbers, kept[2], strict=True):
            read = None if stored is None or column.column in SHARES else column.read(stored)
            if isinstance(read, Reading):
                counts[column.column] = read.amount
        return _coverage(counts)


def _coverage(counts: Mapping[Column, Fraction]) -> Fraction | None:
    """Covered of workers in percent, from any two of the three counts."""
    covered, uncovered = counts.get(Column.COVERED), counts.get(Column.UNCOVERED)
    workers = counts.get(Column.WORKERS)
    if workers is None and covered is not None and uncovered is not None:
        workers = covered + uncovered
    if covered is None and workers is not None and uncovered is not None:
        covered = workers - uncovered
    return 100 * covered / workers if covered is not None and workers else None


def _told(note: Note | None) -> tuple[str, str] | None:
    return (note.id, note.en) if note else None
