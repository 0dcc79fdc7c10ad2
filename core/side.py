"""One side of a comparison: the figure that is chosen to stand there.

Figures may stand side by side on one known basis, or, where no source names its denominator, within one
publication. Of those the nearest in time to each other are taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

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


def common_ground(pools: Sequence[Sequence[Side]]) -> Ground | None:
    """What most sides can stand on, at least two of them; the basis of eligible workers where several tie."""
    tally = Counter(ground for sides in pools for ground in {each for side in sides for each in side.grounds})
    shared = [ground for ground, count in tally.items() if count > 1]
    return max(shared, key=lambda ground: (tally[ground], *_preference(ground)), default=None)


def chosen(
    figures: Figures, pools: Sequence[Sequence[Side]], ground: Ground | None
) -> tuple[Side | None, ...]:
    """A figure for each side: those on the common ground near to each other, the others by themselves."""
    fitting = [[side for side in sides if ground in side.grounds] for sides in pools]
    if ground is None and any(sides and not any(side.tells for side in sides) for sides in pools):
        fitting = [[side for side in sides if side.people] for sides in pools]
    nearest = iter(_near(figures, [sides for sides in fitting if sides]))
    return tuple(next(nearest) if fit else best(sides) for fit, sides in zip(fitting, pools, strict=True))


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


def _preference(ground: Ground) -> tuple[int, str]:
    if isinstance(ground, Basis):
        return (2 if ground is Basis.ELIGIBLE else 1), ""
    return 0, f"{ground.published} {ground.key}"


def _near(figures: Figures, fitting: Sequence[Sequence[Side]]) -> tuple[Side, ...]:
    """Of each side's figures one, of periods near to each other; where periods were asked for, just the best."""
    if len({sides[0].asked.period for sides in fitting}) != 1:
        return tuple(max(sides, key=_worth) for sides in fitting)
    best: tuple[Side, ...] = ()
    highest, top = None, _top(fitting)
    for anchor in sorted({side.period for sides in fitting for side in sides if side.period}, reverse=True):
        choice = tuple(max(sides, key=partial(_nearness, anchor)) for sides in fitting)
        harmony = _harmony(figures, choice)
        if highest is None or harmony >= highest:
            best, highest = choice, harmony
        if highest == top:
            break  # of long series the newest figures mostly are in perfect harmony
    return best


def _nearness(anchor: Period, side: Side) -> tuple[int, Completeness, bool, int, Period]:
    period, standing = side.period or anchor, side.standing
    months = abs(period.last_month - anchor.last_month)
    return -(months // 12), standing.completeness, not standing.doubtful, -months, period


Harmony = tuple[int, Completeness, bool, bool, Period, int]
"""Within a year of each other, then complete, sound, across no break, new, and as near as can be."""


def _harmony(figures: Figures, sides: Sequence[Side]) -> Harmony:
    periods = [side.period for side in sides if side.period]
    months = max(periods).last_month - min(periods).last_month
    level = min(*(side.standing.completeness for side in sides), Completeness.PARTS)
    sound = not any(side.standing.doubtful for side in sides)
    whole = not any(own_breaks(figures, side, periods) for side in sides)
    return -(months // 12), level, sound, whole, min(periods), -months


def _top(fitting: Sequence[Sequence[Side]]) -> Harmony:
    """A harmony that no choice among these sides surpasses."""
    level = min(max(side.standing.completeness for side in sides) for sides in fitting)
    newest = min(max(side.period for side in sides if side.period) for sides in fitting)
    return 0, min(level, Completeness.PARTS), True, True, newest, 0


def _worth(side: Side) -> tuple[tuple[Completeness, bool, bool], Period]:
    if side.period is None:
        raise TypeError("a side without a figure has no worth")
    return worth(side.standing, side.basis), side.period
