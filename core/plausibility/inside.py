"""What a region's figures say against those of the regions inside it, of the same period and basis.

All of them together make up the region; some of them are at most as many.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from core.figures import Figures
from core.model import Basis, Figure, FigureSet, Metric, Source
from core.plausibility.alone import spanned
from core.plausibility.counting import Sum, apart
from core.plausibility.finding import Finding, RegionsDiffer, Severity, doubted
from core.plausibility.judged import Judged
from core.plausibility.screen import Screen
from core.quantity import Quantity

_UNPLACED: Final = Fraction(1, 1000)
"""So few may belong to no kabupaten or kota in the books of an office."""

_COUNTS: Final = (Metric.COVERED, Metric.WORKERS)


@dataclass
class _Cell:
    """A figure of the whole with what its regions come to so far."""

    whole: Figure
    sources: frozenset[Source]
    sums: dict[Metric, Sum]
    shares: int = 0
    among: Quantity | None = None
    doubt: bool = False
    one_source: bool = True


class _Member(NamedTuple):
    """A set of a region inside: the region, the set's place there and its number in the columns."""

    region: str
    place: int
    number: int


@dataclass
class _Set:
    """A set of the whole and those of the regions inside; `touched` if the import did so to any of them."""

    whole: Judged
    touched: bool
    members: list[_Member] = field(default_factory=list)


class Inside:
    """Adds up the regions inside one, each given once, and holds them against the whole.

    Only stated numbers are added: what is worked out from a rounded share would hide most disagreements.
    """

    def __init__(self, screen: Screen, whole: Iterable[Judged], existing: int) -> None:
        self._screen, self._existing = screen, existing
        sets = whole if existing else ()
        self._sets = {(each.period, each.basis): _Set(each, each.touched) for each in sets}

    def add(self, region: str, sets: Iterable[Judged]) -> None:
        """One of the regions inside, with all of its sets."""
        for place, each in enumerate(sets if self._sets else ()):
            found = self._sets.get((each.period, each.basis))
            if found:
                found.touched = found.touched or each.touched
                found.members.append(_Member(region, place, each.number))

    def findings(self, figures: Figures) -> Iterator[Finding]:
        """What disagrees, of what the import touched."""
        read = lru_cache(maxsize=None)(figures.sets)
        for found in self._sets.values():
            members = [each.number for each in found.members]
            if not found.touched or self._screen.clears_inside(found.whole.number, members, self._existing):
                continue
            cells = [_cell(figure) for figure in found.whole.figures.values()]
            for member in found.members:
                _add(cells, read(member.region)[member.place])
            for cell in cells:
                yield from list(self._counts(cell)) or self._shares(cell)

    def _counts(self, cell: _Cell) -> Iterator[Finding]:
        for metric, found in cell.sums.items():
            stated, summed = cell.whole.stated[metric].quantity, found.quantity
            exceeds = summed.low > stated.high
            if exceeds or (found.count == self._existing and apart(summed, stated)):
                severity = _severity(cell, stated, summed)
                yield self._finding(cell, severity, metric, stated, summed, found.count)

    def _shares(self, cell: _Cell) -> Iterator[Finding]:
        """The share of the whole lies between those of all of its regions."""
        stated = cell.whole[Metric.COVERAGE]
        if stated is None or cell.among is None or cell.shares < self._existing:
            return
        if not cell.among.meets(stated.quantity):
            yield self._finding(
                cell, Severity.WARNING, Metric.COVERAGE, stated.quantity, cell.among, cell.shares
            )

    def _finding(
        self,
        cell: _Cell,
        severity: Severity,
        metric: Metric,
        stated: Quantity,
        summed: Quantity,
        members: int,
    ) -> RegionsDiffer:
        severity = severity.lowered(when=cell.doubt or doubted([cell.whole]))
        return RegionsDiffer(severity, cell.whole, metric, stated, summed, members, self._existing)


def _cell(whole: Figure) -> _Cell:
    return _Cell(whole, frozenset(whole.sources), {metric: Sum() for metric in _COUNTS if whole[metric]})


def _add(cells: Iterable[_Cell], among: FigureSet) -> None:
    for cell in cells:
        figure = among[cell.whole.segment]
        if figure:
            _count(cell, figure)


def _count(cell: _Cell, figure: Figure) -> None:
    """One region more; on a basis that no source names only one from the same publication counts."""
    one_source = any(number.source in cell.sources for number in figure.stated.values())
    if figure.basis is Basis.UNKNOWN and not one_source:
        return
    cell.one_source = cell.one_source and one_source
    cell.doubt = cell.doubt or doubted([figure])
    for metric, found in cell.sums.items():
        stated = figure[metric]
        if stated:
            found.add(stated.quantity)
    share = figure[Metric.COVERAGE]
    if share and len(cell.sums) < len(_COUNTS):
        cell.among = spanned([cell.among, share.quantity] if cell.among else [share.quantity])
        cell.shares += 1


def _severity(cell: _Cell, stated: Quantity, summed: Quantity) -> Severity:
    """Parts of one publication that exceed the whole cannot be; of several, they may count differently."""
    if summed.low > stated.high:
        return Severity.ERROR if cell.one_source else Severity.WARNING
    slight = stated.low - summed.high <= stated.low * _UNPLACED
    return Severity.NOTE if slight else Severity.WARNING
