"""Figures of one basis one after another, and the steps between them.

Between two figures a difference is computed only where both measure the same thing at two times. A long series is
read no further than a question needs: a figure is worked out when it is looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import cache, partial
from itertools import pairwise
from typing import Final

from core.coverage import Coverage, work_out
from core.figures import Figures
from core.model import Basis, Break, FigureSet, Segment
from core.period import Period
from core.quantity import Quantity

_TWO_DECIMALS: Final = Fraction(1, 10_000)
MONTHS_OF_A_YEAR: Final = 12


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
    def basis(self) -> Basis:
        """On what denominator it was."""
        return self.coverage.figure.basis

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


Reading = Callable[[FigureSet], Point | None]
"""The point that a set stands for; nothing where no share comes out."""


def reading(segment: Segment, *, uncovered: bool = False) -> Reading:
    """How sets are read as points, each once; of the uncovered only where not more are covered than exist."""
    return cache(partial(_point, segment, uncovered))


def _point(segment: Segment, uncovered: bool, found: FigureSet) -> Point | None:
    figure = found[segment]
    coverage = work_out(figure, found) if figure else None
    share = coverage.share if coverage else None
    if coverage is None or share is None:
        return None
    if not uncovered:
        return Point(coverage, share)
    rest = Quantity(1 - share.high, 1 - share.low, 1 - share.shown, share.step, share.derived)
    return Point(coverage, rest) if share.high <= 1 else None


class Series:
    """Sets of a region, oldest first, that are read as points when they are looked at."""

    def __init__(self, sets: Sequence[FigureSet], read: Reading) -> None:
        self._sets = sets
        self._read = read

    def __len__(self) -> int:
        return len(self._sets)

    def period(self, at: int) -> Period:
        """When the figure at a place was."""
        return self._sets[at].period

    def point(self, at: int) -> Point | None:
        """The point at a place."""
        return self._read(self._sets[at])

    def points(self) -> tuple[Point, ...]:
        """Every point."""
        return tuple(reversed(tuple(self.backwards())))

    def backwards(self) -> Iterator[Point]:
        """The points, the latest first."""
        found = (self.point(at) for at in reversed(range(len(self))))
        return (point for point in found if point is not None)

    def unbroken(self, breaks: Iterable[Break]) -> Iterator[range]:
        """The places between one break and the next."""
        cuts = [bisect_left(range(len(self)), each.since, key=self.period) for each in breaks]
        return (range(*ends) for ends in pairwise(sorted((0, *cuts, len(self)))))


def fullest(count: Callable[[Basis], int]) -> Basis:
    """The basis with the most figures; of several the first."""
    return max(Basis, key=lambda basis: (count(basis), -list(Basis).index(basis)))


def step_to(figures: Figures, point: Point, before: Iterable[Point]) -> Step | None:
    """The step from the last comparable point, a precise one if there is one; else from the last, with the reason.

    `before` are the points before it, the latest first; without any there is no step.
    """
    last = comparable = None
    for earlier in before:
        last = last or earlier
        if _obstacle(figures, earlier, point) is None:
            if earlier.precise and not earlier.doubtful:
                return _between(figures, earlier, point)
            comparable = comparable or earlier
    start = comparable or last
    return _between(figures, start, point) if start else None


def farthest(figures: Figures, region: str, basis: Basis, series: Series) -> Step | None:
    """The step between the two comparable points of a basis that lie farthest apart; of several, the latest.

    Two without a doubt and precise come first, then two without a doubt, then two that are precise.
    """
    kinds: tuple[Callable[[Point], bool], ...] = (
        lambda point: not point.doubtful and point.precise,
        lambda point: not point.doubtful,
        lambda point: point.precise,
        lambda _: True,
    )
    runs = tuple(series.unbroken(each for each in figures.breaks(region) if each.basis is basis))
    for fits in kinds:
        steps = [step for run in runs if (step := _farthest(figures, series, run, fits))]
        if steps:
            return max(steps, key=lambda step: (step.months, step.later.period))
    return None


def _farthest(figures: Figures, series: Series, run: range, fits: Callable[[Point], bool]) -> Step | None:
    """The step between two points of an unbroken run that both fit."""

    def fitting(at: int) -> Point | None:
        point = series.point(at)
        return point if point and fits(point) else None

    best, reach = None, (0, _NEVER)
    for at in run:
        if _apart(series, at, run[-1]) <= reach:
            break  # what begins later reaches no farther
        first, to = fitting(at), run[-1]
        while first and _apart(series, at, to) > reach:
            second = fitting(to)
            if second and _obstacle(figures, first, second) is None:
                best, reach = _between(figures, first, second), _apart(series, at, to)
            to -= 1
    return best


def _apart(series: Series, at: int, to: int) -> tuple[int, Period]:
    """Months from end to end, and the later period where that is the same."""
    earlier, later = series.period(at), series.period(to)
    return later.last_month - earlier.last_month, later


_NEVER: Final = Period(9999)


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
    region, basis = later.coverage.figure.region, later.basis
    found = figures.broken(region, basis, earlier.period, later.period)
    if found is not None:
        return found
    if later.period.contains(earlier.period) or earlier.period.contains(later.period):
        return Obstacle.NESTED
    if basis is not Basis.UNKNOWN:
        return None
    shared = set(earlier.coverage.figure.sources) & set(later.coverage.figure.sources)
    return None if shared else Obstacle.UNNAMED
