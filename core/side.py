"""One side of a comparison: a figure that could stand there, and on what it may be compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.coverage import Coverage, work_out
from core.figures import Figures, tells, worth
from core.model import Basis, Break, Completeness, FigureSet, Segment, Source, Standing
from core.period import Period
from core.quantity import Quantity

Ground = Basis | Source


@dataclass(frozen=True, slots=True)
class Asked:
    """What one side of a comparison should show; without a period whatever compares best."""

    region: str
    segment: Segment = Segment.TOTAL
    period: Period | None = None


@dataclass(frozen=True)
class Side:
    """One side, with the set chosen for it if there is any. `uncovered` looks at those not covered.

    Its coverage is worked out when it is looked at: most sides are only weighed.
    """

    asked: Asked
    found: FigureSet | None = None
    uncovered: bool = False

    @cached_property
    def coverage(self) -> Coverage | None:
        """The figure, worked out."""
        figure = self.found[self.asked.segment] if self.found else None
        return work_out(figure, self.found) if figure else None

    @property
    def standing(self) -> Standing:
        """What the figure tells."""
        return self.found.standing(self.asked.segment) if self.found else Standing()

    @property
    def tells(self) -> bool:
        """Whether there is a share to compare."""
        return self.share is not None if self.uncovered else tells(self.standing)

    @property
    def share(self) -> Quantity | None:
        """The share (1 = all) of the workers that the comparison is about."""
        return share_of(self.coverage, uncovered=self.uncovered) if self.coverage else None

    @property
    def people(self) -> Quantity | None:
        """The number of people that the comparison is about."""
        if self.coverage is None:
            return None
        return self.coverage.uncovered if self.uncovered else self.coverage.covered

    @property
    def period(self) -> Period | None:
        """The period of the figure."""
        return self.found.period if self.found else None

    @property
    def basis(self) -> Basis:
        """The basis of the figure."""
        return self.found.basis if self.found else Basis.UNKNOWN

    @property
    def grounds(self) -> frozenset[Ground]:
        """On what its share may be compared: a known basis, else the publications it stands in."""
        if not self.tells:
            return frozenset()
        if self.basis is not Basis.UNKNOWN:
            return frozenset([self.basis])
        return frozenset(self.coverage.figure.sources if self.coverage else ())


def pool(figures: Figures, asked: Asked, *, uncovered: bool = False) -> tuple[Side, ...]:
    """Every figure that could stand on a side, oldest first."""
    sides = (
        Side(asked, each, uncovered)
        for each in figures.sets(asked.region)
        if asked.period is None or asked.period.contains(each.period)
    )
    return tuple(side for side in sides if side.tells or side.people)


def best(sides: Iterable[Side]) -> Side | None:
    """The side that answers best for itself, by the rule of `Figures.newest`."""
    return max(sides, key=_worth, default=None)


def own_breaks(figures: Figures, side: Side, periods: Sequence[Period]) -> list[Break]:
    """Breaks of a side's own series that one of the periods lies beyond."""
    found = (each for each in figures.breaks(side.asked.region) if each.basis is side.basis)
    return [each for each in found if any(not period < each.since for period in periods)]


def share_of(coverage: Coverage, *, uncovered: bool) -> Quantity | None:
    """The share covered, or the share not covered; the latter is absent where more are covered than exist."""
    share = coverage.share
    if share is None or not uncovered:
        return share
    if share.high > 1:
        return None
    return Quantity(1 - share.high, 1 - share.low, 1 - share.shown, share.step, share.derived)


def _worth(side: Side) -> tuple[tuple[Completeness, bool, bool], Period]:
    if side.period is None:
        raise TypeError("a side without a figure has no worth")
    return worth(side.standing, side.basis), side.period
