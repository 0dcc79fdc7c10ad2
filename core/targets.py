"""Coverage beside its targets: the gap, the people short, the pace and the degree of attainment.

A figure is compared with a target of the same basis only; every other target is listed with the reason why
it is not compared.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from math import ceil, floor

from core.coverage import Coverage, work_out
from core.figures import Figures
from core.model import Basis, FigureSet, Segment, Target
from core.period import Period, months_between
from core.quantity import Quantity, ceil_of


class Category(Enum):
    """The scale of Permendagri 86/2017 for realisation, by its lower bounds in percent, each inclusive.

    The printed intervals leave holes between their whole numbers; a value in a hole belongs below it.
    """

    VERY_HIGH = 91
    HIGH = 76
    MEDIUM = 66
    LOW = 51
    VERY_LOW = 0

    @classmethod
    def of(cls, attainment: Fraction) -> Category:
        """The category of a degree of attainment (1 = the target exactly met).

        The interval of a share that was rounded to nothing reaches below nothing.
        """
        percent = attainment.numerator * 100 // attainment.denominator
        return next((category for category in cls if percent >= category.value), cls.VERY_LOW)


class Incomparable(Enum):
    """Why a target stands beside no figure."""

    NO_FIGURE = "no figure"
    OTHER_BASIS = "other basis"
    TARGET_BASIS_UNKNOWN = "target basis unknown"
    FIGURE_BASIS_UNKNOWN = "figure basis unknown"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One coverage beside one target.

    `gap` is coverage less target as a share (its hundredths are persen poin), negative where it falls short.
    `short` is the number of people still to be covered, absent without a denominator. `attainment` is
    coverage / target, not capped. `met` and `category` are absent where rounding leaves them undecided.
    `pace` is people a month from today to the deadline, absent once that has passed or the target is met.
    """

    coverage: Coverage
    bound: Fraction
    gap: Quantity
    short: Quantity | None
    attainment: Quantity
    met: bool | None
    category: Category | None
    months_left: int
    pace: Quantity | None


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a coverage is from a share that somebody names: `gap` as a share, `short` in people."""

    coverage: Coverage
    share: Fraction
    gap: Quantity
    short: Quantity | None

    @property
    def met(self) -> bool | None:
        """Whether the share is reached; absent where rounding leaves it undecided."""
        return True if self.gap.low >= 0 else False if self.gap.high < 0 else None


def reach(coverage: Coverage, share: Fraction) -> Reach | None:
    """The way from a coverage to a share (1 = all); nothing where the coverage is only a count."""
    if coverage.share is None:
        return None
    return Reach(coverage, share, coverage.share - Quantity.exact(share), people_short(coverage, share))


@dataclass(frozen=True, slots=True)
class TargetCheck:
    """A target with what can be said of it."""

    target: Target
    outcome: Comparison | Incomparable


@dataclass(frozen=True, slots=True)
class TargetAnswer:
    """Every target that applies to a region, those of the answering figures first."""

    region: str
    segment: Segment
    period: Period | None
    checks: tuple[TargetCheck, ...]
    figures: FigureSet | None
    as_of: date

    @property
    def compared(self) -> tuple[TargetCheck, ...]:
        """The targets that stand beside a figure."""
        return tuple(check for check in self.checks if isinstance(check.outcome, Comparison))

    @property
    def listed(self) -> tuple[TargetCheck, ...]:
        """The targets that do not."""
        return tuple(check for check in self.checks if isinstance(check.outcome, Incomparable))


def answer_targets(
    figures: Figures, region: str, segment: Segment, period: Period | None, today: date
) -> TargetAnswer:
    """A region's targets for a segment (for all workers: for its segments too) beside its figures."""
    anchor = figures.at(region, period, segment) if period else figures.newest(region, segment)
    targets = [
        target
        for target in figures.targets(region)
        if segment in (target.segment, Segment.TOTAL) and (period is None or target.year >= period.year)
    ]
    checks = [check_target(figures, region, target, today, period) for target in targets]
    checks.sort(key=lambda check: _nearness(check, anchor))
    return TargetAnswer(region, segment, period, tuple(checks), anchor, today)


def target_of_the_year(
    figures: Figures, coverage: Coverage, period: Period | None, today: date
) -> TargetCheck | None:
    """The target for the very year of a figure that stands beside it; of several the first by name."""
    figure = coverage.figure
    own = [
        target
        for target in figures.targets(figure.region)
        if target.segment is figure.segment
        and target.year == figure.period.year
        and target.basis is figure.basis
    ]
    for target in sorted(own, key=lambda target: target.instrument):
        check = check_target(figures, figure.region, target, today, period)
        if isinstance(check.outcome, Comparison) and check.outcome.coverage.figure.period == figure.period:
            return check
    return None


def check_target(
    figures: Figures, region: str, target: Target, today: date, period: Period | None = None
) -> TargetCheck:
    """The target beside the region's best position on its basis: within its year if there is one."""
    if target.basis is Basis.UNKNOWN:
        return TargetCheck(target, Incomparable.TARGET_BASIS_UNKNOWN)
    found = figures.beside(region, target.segment, target.year, period)
    best = found.get(target.basis)
    if best is None:
        return TargetCheck(target, _why_not(found.keys()))
    figure = best[target.segment]
    coverage = work_out(figure, best) if figure else None
    if coverage is None or coverage.share is None:
        return TargetCheck(target, Incomparable.NO_FIGURE)
    return TargetCheck(target, compare(coverage, coverage.share, target, today))


def compare(coverage: Coverage, share: Quantity, target: Target, today: date) -> Comparison:
    """The arithmetic between a coverage and a target, which the caller has found comparable.

    A target that is a range is met from its lower bound on; above it the upper bound is the measure
    (PermenPANRB 6/2022).
    """
    bound = target.high if share.low > target.high else target.low
    met = True if share.low >= bound else False if share.high < bound else None
    short = people_short(coverage, bound)
    months = months_between(today, target.deadline)
    attainment = _attainment(share, bound)
    low, high = Category.of(attainment.low), Category.of(attainment.high)
    pace = None
    if short and short.low > 0 and months:
        pace = Quantity.between(ceil(short.low / months), ceil(short.high / months))
    return Comparison(
        coverage=coverage,
        bound=bound,
        gap=share - Quantity.exact(bound),
        short=short,
        attainment=attainment,
        met=met,
        category=low if low is high else None,
        months_left=months,
        pace=pace,
    )


def people_short(coverage: Coverage, bound: Fraction) -> Quantity | None:
    """max(0, ceil(target × workers) − covered), people; an interval where the workers are one."""
    covered, workers = coverage.covered, coverage.workers
    if covered is None or workers is None:
        return None
    fewest = ceil(covered.low)
    # there may be no whole number between the bounds of what a source printed with decimals
    most = max(floor(covered.high), fewest)
    low, high = ceil_of(bound, workers.low) - most, ceil_of(bound, workers.high) - fewest
    return Quantity.between(max(0, low), max(0, high))


def _attainment(share: Quantity, bound: Fraction) -> Quantity:
    if share.is_exact:
        return Quantity.exact(share.low / bound, derived=True)
    return Quantity(share.low / bound, share.high / bound, share.shown / bound, share.step, derived=True)


def _why_not(bases: Set[Basis]) -> Incomparable:
    if not bases:
        return Incomparable.NO_FIGURE
    return Incomparable.FIGURE_BASIS_UNKNOWN if bases == {Basis.UNKNOWN} else Incomparable.OTHER_BASIS


def _nearness(check: TargetCheck, anchor: FigureSet | None) -> tuple[int, int, int, int, str]:
    """First what stands beside the answering figures, then other comparisons, then the rest.

    Of other comparisons those on the answering figures' basis come first, and of these the ones whose figure
    is of the target's own year.
    """
    outcome, order = check.outcome, list(Segment).index(check.target.segment)
    if isinstance(outcome, Incomparable):
        return 2, 0, check.target.year, order, check.target.instrument
    figure = outcome.coverage.figure
    if anchor is not None and figure.period == anchor.period and figure.basis is anchor.basis:
        return 0, 0, check.target.year, order, check.target.instrument
    foreign = anchor is not None and figure.basis is not anchor.basis
    return (
        1,
        2 * foreign + (figure.period.year != check.target.year),
        check.target.year,
        order,
        check.target.instrument,
    )
