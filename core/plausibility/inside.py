"""What a region's figures say against those of the regions inside it, of the same period and basis.

All of them together make up the region; some of them are at most as many.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from core.model import Basis, Figure, Metric, Segment, Source
from core.plausibility.alone import spanned
from core.plausibility.counting import Sum, apart
from core.plausibility.finding import Finding, RegionsDiffer, Severity, doubted
from core.plausibility.judged import Judged
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


@dataclass
class _Set:
    """A set of the whole: added up from the first touched one on, until then the others only wait."""

    whole: Judged
    cells: dict[Segment, _Cell] = field(default_factory=dict)
    waiting: list[Judged] = field(default_factory=list)

    def add(self, judged: Judged) -> None:
        for segment, cell in self.cells.items():
            figure = judged.figures.get(segment)
            if figure:
                _add(cell, figure)


class Inside:
    """Adds up the regions inside one, each given once, and holds them against the whole.

    Only stated numbers are added: what is worked out from a rounded share would hide most disagreements.
    """

    def __init__(self, whole: Iterable[Judged], existing: int) -> None:
        self._existing = existing
        self._sets = {(each.period, each.basis): _Set(each) for each in whole} if existing else {}

    def add(self, region: Iterable[Judged]) -> None:
        """One of the regions inside, with all of its sets."""
        for each in region if self._sets else ():
            found = self._sets.get((each.period, each.basis))
            if found and (each.touched or found.whole.touched):
                found.cells = found.cells or _cells(found.whole)
                found.add(each)
            elif found:
                found.waiting.append(each)

    def findings(self) -> Iterator[Finding]:
        """What disagrees, of what the import touched."""
        for found in self._sets.values():
            if found.cells:
                for each in found.waiting:
                    found.add(each)
                for cell in found.cells.values():
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


def _cells(whole: Judged) -> dict[Segment, _Cell]:
    return {
        segment: _Cell(
            figure, frozenset(figure.sources), {metric: Sum() for metric in _COUNTS if figure[metric]}
        )
        for segment, figure in whole.figures.items()
    }


def _add(cell: _Cell, figure: Figure) -> None:
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
