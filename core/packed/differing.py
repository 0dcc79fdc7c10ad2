"""Where two versions differ, told by their columns: only what differs has to be read.

Both are compared by the positions of their tables, those of the old one translated into those of the new one once.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple, TypeVar

from core.model import Basis, Metric, Segment, Stated
from core.packed.content import CELLS, Content
from core.packed.figures import PackedFigures
from core.packed.outline import NONE, Span
from core.period import Period

_NOWHERE: Final = 0xFFFF_FFFF
"""The translation of an entry that the new version's table lacks."""

Entry = TypeVar("Entry", bound=Hashable)


class Kind(Enum):
    """What became of a number."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    RESOURCED = "re-sourced"


class Pair(NamedTuple):
    """A set that differs, by its place among the region's sets in either version; absent where one lacks it."""

    before: int | None
    after: int | None


class Number(NamedTuple):
    """A number that differs: its segment and metric, its row in either version, and what became of it."""

    segment: Segment
    metric: Metric
    before: int | None
    after: int | None
    kind: Kind


class Differing:
    """An old version beside a new one."""

    def __init__(self, old: PackedFigures, new: PackedFigures) -> None:
        self._old, self._new = old.content, new.content
        self._old_sets, self._new_sets = _sets(self._old), _sets(self._new)
        self._old_places, self._new_places = _places(self._old), _places(self._new)
        columns = self._old.columns
        self._precision = _translated(columns.precision, self._old.precisions, self._new.precisions)
        self._origin = _translated(columns.origin, self._old.origins, self._new.origins)

    def sets(self, region: str) -> Iterator[Pair]:
        """The sets of a region that are not the same in everything: those of the new version, then the gone."""
        (old, old_end), (new, new_end) = (
            spans.get(region, NONE) for spans in (self._old_sets, self._new_sets)
        )
        before = dict(zip(self._old_places[old:old_end], range(old, old_end), strict=True))
        for after, place in enumerate(self._new_places[new:new_end], start=new):
            found = before.pop(place, None)
            if found is None:
                yield Pair(None, after - new)
            elif not self._is_same(found, after):
                yield Pair(found - old, after - new)
        for gone in before.values():
            yield Pair(gone - old, None)

    def first(self, region: str) -> int:
        """The number that the first set of a region has in the new version's columns; 0 where there is none."""
        return self._new_sets.get(region, NONE)[0]

    def numbers(self, region: str, pair: Pair) -> Iterator[Number]:
        """The numbers of a set that differ. Of several sources for one number the one that is told counts."""
        before, after = self._rows(region, pair)
        for cell in sorted(before.keys() | after.keys()):
            was, now = before.get(cell), after.get(cell)
            kind = self._kind(was, now)
            if kind:
                yield Number(*CELLS[cell], was, now, kind)

    def place(self, region: str, pair: Pair) -> tuple[Period, Basis]:
        """The period and the basis of a set."""
        if pair.after is None:
            return self._old.place(self._old_sets[region][0] + (pair.before or 0))
        return self._new.place(self._new_sets[region][0] + pair.after)

    def count(self, region: str, pair: Pair) -> int:
        """How many numbers the set has in the new version, or in the old one where it is gone."""
        before, after = self._rows(region, pair)
        return len(after or before)

    def told(self) -> int:
        """How many numbers the new version tells."""
        columns = self._new.columns
        cells = columns.cell.tobytes()
        return sum(len(set(cells[first:end])) for first, end in pairwise(columns.first_row))

    def stated(self, number: Number) -> tuple[Stated | None, Stated | None]:
        """The number before and after, as it was told."""
        before = None if number.before is None else self._old.stated(number.before)
        return before, None if number.after is None else self._new.stated(number.after)

    def size(self, number: Number) -> Fraction:
        """How far a number moved, of which there are both."""
        if number.before is None or number.after is None:
            raise TypeError("only a number that was and is has moved")
        return abs(_shown(self._new, number.after) - _shown(self._old, number.before))

    def _kind(self, was: int | None, now: int | None) -> Kind | None:
        if was is None:
            return Kind.NEW
        if now is None:
            return Kind.GONE
        old, new = self._old.columns, self._new.columns
        if (old.mantissa[was], self._precision[was]) != (new.mantissa[now], new.precision[now]):
            return Kind.CHANGED
        return None if self._origin[was] == new.origin[now] else Kind.RESOURCED

    def _is_same(self, before: int, after: int) -> bool:
        old, new = self._old.columns, self._new.columns
        was, now = _rows(old.first_row, before), _rows(new.first_row, after)
        return (
            old.cell[was] == new.cell[now]
            and old.mantissa[was] == new.mantissa[now]
            and self._precision[was] == new.precision[now]
            and self._origin[was] == new.origin[now]
        )

    def _rows(self, region: str, pair: Pair) -> tuple[Mapping[int, int], Mapping[int, int]]:
        old, new = self._old_sets.get(region, NONE)[0], self._new_sets.get(region, NONE)[0]
        before = {} if pair.before is None else _told(self._old, old + pair.before)
        return before, {} if pair.after is None else _told(self._new, new + pair.after)


def _sets(content: Content) -> Mapping[str, Span]:
    return dict(zip(content.regions, pairwise(content.columns.first_set), strict=True))


def _places(content: Content) -> Sequence[int]:
    """For each set its period and basis as one number, the same in every version."""
    periods = [period.last_month << 4 | period.span.value for period in content.periods]
    columns = content.columns
    return array(
        "I",
        (periods[period] << 2 | basis for period, basis in zip(columns.period, columns.basis, strict=True)),
    )


def _translated(column: Sequence[int], old: Sequence[Entry], new: Sequence[Entry]) -> array[int]:
    """A column of positions in the old table as positions in the new one."""
    places = {entry: at for at, entry in enumerate(new)}
    table = [places.get(entry, _NOWHERE) for entry in old]
    return array("I", map(table.__getitem__, column))


def _rows(first_row: Sequence[int], number: int) -> slice:
    return slice(first_row[number], first_row[number + 1])


def _told(content: Content, number: int) -> Mapping[int, int]:
    """For each cell of a set the row that is told: the first of several."""
    rows = range(*content.columns.first_row[number : number + 2])
    return dict(zip(reversed(content.columns.cell[rows.start : rows.stop]), reversed(rows), strict=True))


def _shown(content: Content, row: int) -> Fraction:
    precision = content.precisions[content.columns.precision[row]]
    return Fraction(content.columns.mantissa[row] * precision.unit, precision.denominator)
