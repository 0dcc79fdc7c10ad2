"""What a packed version consists of: columns of its sets and rows, and the tables that they point into.

A row is an observation. Rows are sorted by region, period, basis, segment and metric; of several for one number
the one to tell comes first. Rows of one region, period and basis are a set.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from core.model import Basis, Break, Figure, Metric, Note, Segment, Source, Stated, Target
from core.packed.observation import Observation
from core.period import Period
from core.quantity import Quantity

BASES: Final = tuple(Basis)
SEGMENTS: Final = tuple(Segment)
METRICS: Final = tuple(sorted(Metric, key=lambda metric: metric.value))
"""The coverage first: its source is the first that an answer names."""


Place = tuple[str, Period, Basis]
"""Region, period and basis: what the rows of a set have in common."""


class Precision(NamedTuple):
    """How to read a mantissa: mantissa × unit / denominator, rounded to `step`, exact where that is 0."""

    unit: int
    denominator: int
    step: Fraction

    def quantity(self, mantissa: int) -> Quantity:
        """The number as it was packed."""
        if self.step:
            return _rounded(mantissa * self.unit, self.denominator, self.step)
        return Quantity.exact(Fraction(mantissa * self.unit, self.denominator))


@lru_cache(maxsize=16_384)
def _rounded(numerator: int, denominator: int, step: Fraction) -> Quantity:
    """A rounded number. Shares with two decimals are ten thousand, and in a million rows each comes often."""
    return Quantity.rounded(Fraction(numerator, denominator), step)


class Origin(NamedTuple):
    """All of a `Stated` but its quantity, in the same order."""

    source: Source
    basis_inferred: bool
    doubt: Note | None
    note: Note | None


class Cell(NamedTuple):
    """A place in a set: what a row is of, besides its region, period and basis."""

    segment: Segment
    metric: Metric

    @property
    def number(self) -> int:
        """The cell as a byte below 64; in their order the rows of a set are sorted."""
        return SEGMENTS.index(self.segment) << 3 | METRICS.index(self.metric)


CELLS: Final = {cell.number: cell for cell in (Cell(each, metric) for each in SEGMENTS for metric in METRICS)}
"""Every cell by its number."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The sets of region r are `first_set[r]` to `first_set[r + 1]`, the rows of a set likewise.

    `period`, `precision` and `origin` are positions in the tables, `basis` in `BASES`, `cell` a `Cell.number`.
    """

    first_set: array[int]
    period: array[int]
    basis: array[int]
    first_row: array[int]
    cell: array[int]
    mantissa: array[int]
    precision: array[int]
    origin: array[int]


@dataclass(frozen=True, slots=True)
class Content:
    """A version without its name. `regions` are codes, sorted; `periods` are sorted too."""

    regions: tuple[str, ...]
    periods: tuple[Period, ...]
    precisions: tuple[Precision, ...]
    origins: tuple[Origin, ...]
    targets: tuple[Target, ...]
    breaks: tuple[Break, ...]
    columns: Columns

    def observations(self) -> Iterator[Observation]:
        """Every row, read one after the other."""
        spans = pairwise(self.columns.first_row)
        for (code, period, basis), span in zip(self.places(), spans, strict=True):
            for row in range(*span):
                yield self.observation((code, period, basis), row)

    def observation(self, place: Place, row: int) -> Observation:
        """A row of a set, which is of that place."""
        region, period, basis = place
        segment, metric = CELLS[self.columns.cell[row]]
        return Observation(region, period, segment, metric, basis, self.stated(row))

    def places(self) -> Iterator[Place]:
        """Of what region, period and basis each set is."""
        for code, span in zip(self.regions, pairwise(self.columns.first_set), strict=True):
            for number in range(*span):
                yield code, *self.place(number)

    def place(self, number: int) -> tuple[Period, Basis]:
        """The period and the basis of a set."""
        return self.periods[self.columns.period[number]], BASES[self.columns.basis[number]]

    def stated(self, row: int) -> Stated:
        """The number of a row with all that is said of it."""
        columns = self.columns
        quantity = self.precisions[columns.precision[row]].quantity(columns.mantissa[row])
        return Stated(quantity, *self.origins[columns.origin[row]])

    def untold(self, number: int) -> Iterator[tuple[Cell, Stated]]:
        """The rows of a set that another source of the same number is told in place of."""
        columns = self.columns
        first, end = columns.first_row[number], columns.first_row[number + 1]
        for row in range(first + 1, end):
            if columns.cell[row] == columns.cell[row - 1]:
                yield CELLS[columns.cell[row]], self.stated(row)

    def figure(self, region: str, number: int, hidden: bytes | None, segment: Segment) -> Figure | None:
        """A segment's figure in the set of that number; `hidden` has a 1 for each origin to be passed over."""
        columns, found = self.columns, dict[Metric, Stated]()
        first, end = columns.first_row[number], columns.first_row[number + 1]
        begin = SEGMENTS.index(segment) << 3
        for row in range(bisect_left(columns.cell, begin, first, end), end):
            cell = columns.cell[row]
            if cell >= begin + 8:
                break
            metric = METRICS[cell & 7]
            if metric not in found and not (hidden and hidden[columns.origin[row]]):
                found[metric] = self.stated(row)
        if not found:
            return None
        period, basis = self.place(number)
        return Figure(region, period, segment, basis, found)
