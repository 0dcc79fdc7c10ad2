"""The development of a region's coverage over time, told only from figures that somebody reported.

Figures of one basis make one series. Between two of them a difference is computed only where both measure the
same thing at two times; nothing is interpolated, extrapolated or carried across a break.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import combinations
from typing import Final

from core.coverage import Coverage, work_out
from core.figures import Figures
from core.model import Basis, Break, Segment
from core.period import Period
from core.quantity import Quantity

_TWO_DECIMALS: Final = Fraction(1, 10_000)
MONTHS_OF_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Window:
    """The time asked about, all of it where nothing bounds it; a figure counts by the end of its period.

    `months` reach back from today. Of several `periods`, one has to contain the figure's.
    """

    since: Period | None = None
    until: Period | None = None
    months: int | None = None
    periods: tuple[Period, ...] = ()

    def holds(self, period: Period, today: date) -> bool:
        """Whether a figure of that period belongs here."""
        end, now = period.last_month, today.year * 12 + today.month - 1
        return (
            (self.since is None or end >= self.since.first_month)
            and (self.until is None or end <= self.until.last_month)
            and (self.months is None or end >= now - self.months)
            and (not self.periods or any(each.contains(period) for each in self.periods))
        )


class Obstacle(Enum):
    """Why two figures of one basis, without a break between them, give no difference."""

    NESTED = "one period lies within the other"
    UNNAMED = "the denominators are not named, and the sources differ"
    ROUNDED = "rounded too coarsely to tell them apart"


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of the series: `share` is covered / workers, or the rest to 1 where the uncovered are meant."""

    coverage: Coverage
    share: Quantity

    @property
    def period(self) -> Period:
        """When it was."""
        return self.coverage.figure.period

    @property
    def doubtful(self) -> bool:
        """Whether a number of the figure may be wrong."""
        return bool(self.coverage.doubts)

    @property
    def precise(self) -> bool:
        """Whether the share is exact or known to two decimals of a percent."""
        return self.share.step <= _TWO_DECIMALS


@dataclass(frozen=True, slots=True)
class Step:
    """From an earlier figure to a later one: the difference of their shares, or why there is none."""

    earlier: Point
    later: Point
    outcome: Quantity | Obstacle | Break

    @property
    def months(self) -> int:
        """From the end of the one period to the end of the other."""
        return self.later.period.last_month - self.earlier.period.last_month

    @property
    def doubtful(self) -> bool:
        """Whether either figure is."""
        return self.earlier.doubtful or self.later.doubtful

    @property
    def precise(self) -> bool:
        """Whether both figures are."""
        return self.earlier.precise and self.later.precise

    @property
    def yearly(self) -> Quantity | None:
        """The mean change a year as a share: the difference by the months between, times twelve.

        Absent for less than a year, which would be an extrapolation, and for rounded or doubtful figures.
        """
        change = self.outcome
        if (
            not isinstance(change, Quantity)
            or self.months < MONTHS_OF_A_YEAR
            or self.doubtful
            or not self.precise
        ):
            return None
        rate = Fraction(MONTHS_OF_A_YEAR, self.months)
        return Quantity(change.low * rate, change.high * rate, change.shown * rate, change.step, derived=True)


@dataclass(frozen=True, slots=True)
class Trend:
    """A region's series on one basis, oldest first, with the step that leads to each point but the first.

    `finding` is the step between the two comparable figures that lie farthest apart, precise ones before
    rounded ones. `gaps` are years without a figure on this basis, `others` points on other bases, `known`
    the periods of all figures, also outside the time asked about.
    """

    region: str
    segment: Segment
    basis: Basis
    points: tuple[Point, ...]
    steps: tuple[Step, ...]
    finding: Step | None
    gaps: tuple[int, ...]
    others: tuple[Point, ...]
    known: tuple[Period, ...]
    uncovered: bool
    as_of: date


def answer_trend(
    figures: Figures, region: str, segment: Segment, window: Window, today: date, *, uncovered: bool = False
) -> Trend:
    """The development of a region's segment on the basis that has the most figures; it may be empty."""
    every = _points(figures, region, segment, uncovered=uncovered)
    within = [point for point in every if window.holds(point.period, today)]
    basis = _fullest(within)
    points = tuple(point for point in within if _basis(point) is basis)
    return Trend(
        region=region,
        segment=segment,
        basis=basis,
        points=points,
        steps=tuple(_step(figures, points[:at], points[at]) for at in range(1, len(points))),
        finding=_finding(figures, points),
        gaps=_gaps(points, window, today),
        others=tuple(point for point in within if _basis(point) is not basis),
        known=tuple(sorted({point.period for point in every})),
        uncovered=uncovered,
        as_of=today,
    )


def latest_step(figures: Figures, coverage: Coverage) -> Step | None:
    """The step to a figure from the last one before it on its basis; nothing where it is the first."""
    figure = coverage.figure
    every = _points(figures, figure.region, figure.segment, uncovered=False)
    until = [point for point in every if _basis(point) is figure.basis and point.period <= figure.period]
    return _step(figures, until[:-1], until[-1]) if len(until) > 1 else None


def _points(figures: Figures, region: str, segment: Segment, *, uncovered: bool) -> list[Point]:
    """Every figure with a share, oldest first; of the uncovered only where not more are covered than exist."""
    found = []
    for each in figures.sets(region):
        figure = each[segment]
        coverage = work_out(figure, each) if figure else None
        if coverage is None or coverage.share is None:
            continue
        if not uncovered:
            found.append(Point(coverage, coverage.share))
        elif coverage.share.high <= 1:
            found.append(Point(coverage, _rest(coverage.share)))
    return found


def _rest(share: Quantity) -> Quantity:
    """What is left to 1, as precisely as the share itself."""
    return Quantity(1 - share.high, 1 - share.low, 1 - share.shown, share.step, share.derived)


def _basis(point: Point) -> Basis:
    return point.coverage.figure.basis


def _fullest(points: Sequence[Point]) -> Basis:
    bases = [_basis(point) for point in points]
    return max(Basis, key=lambda basis: (bases.count(basis), -list(Basis).index(basis)))


def _step(figures: Figures, before: Sequence[Point], point: Point) -> Step:
    """From the last comparable point, a precise one if there is one; else from the last, with the reason."""
    comparable = [each for each in before if _obstacle(figures, each, point) is None]
    if not comparable:
        return _between(figures, before[-1], point)
    earlier = max(comparable, key=lambda each: (each.precise and not each.doubtful, each.period))
    return _between(figures, earlier, point)


def _finding(figures: Figures, points: Sequence[Point]) -> Step | None:
    steps = [
        _between(figures, *pair) for pair in combinations(points, 2) if _obstacle(figures, *pair) is None
    ]
    return max(
        steps,
        key=lambda step: (not step.doubtful, step.precise, step.months, step.later.period),
        default=None,
    )


def _between(figures: Figures, earlier: Point, later: Point) -> Step:
    obstacle = _obstacle(figures, earlier, later)
    if obstacle is not None:
        return Step(earlier, later, obstacle)
    exact = earlier.share.is_exact and later.share.is_exact
    if earlier.share.meets(later.share) and not exact:
        return Step(earlier, later, Obstacle.ROUNDED)
    return Step(earlier, later, later.share - earlier.share)


def _obstacle(figures: Figures, earlier: Point, later: Point) -> Obstacle | Break | None:
    """What keeps two points apart besides rounding.

    A source that names no denominator may still compare its own figures; those of two such sources may not
    even count the same people.
    """
    region, basis = later.coverage.figure.region, _basis(later)
    found = figures.broken(region, basis, earlier.period, later.period)
    if found is not None:
        return found
    if later.period.contains(earlier.period) or earlier.period.contains(later.period):
        return Obstacle.NESTED
    shared = set(earlier.coverage.figure.sources) & set(later.coverage.figure.sources)
    return Obstacle.UNNAMED if basis is Basis.UNKNOWN and not shared else None


def _gaps(points: Sequence[Point], window: Window, today: date) -> tuple[int, ...]:
    """The years asked about, or between the first and the last point, for which there is none."""
    if not points:
        return ()
    first = window.since.year if window.since else points[0].period.year
    last = min(window.until.year, today.year) if window.until else points[-1].period.year
    asked = {period.year for period in window.periods} or set(range(first, last + 1))
    return tuple(sorted(asked - {point.period.year for point in points}))
