"""What-if: the coverage and its targets after more, or fewer, people are covered.

Only the number of people covered is varied; the workers stay as the figure counts them. Nobody is forecast.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import assert_never

from core.coverage import Coverage, CoverageAnswer, NoFigures, answer_coverage, work_out
from core.figures import Figures
from core.model import Segment, Target
from core.period import Period
from core.quantity import Quantity, ceil_of, divide
from core.targets import Comparison, TargetAnswer, TargetCheck, answer_targets, compare


@dataclass(frozen=True, slots=True)
class More:
    """So many more people covered; fewer where negative."""

    people: int


@dataclass(frozen=True, slots=True)
class Reaching:
    """As many as it takes for a share (1 = all)."""

    share: Fraction


@dataclass(frozen=True, slots=True)
class Rising:
    """As many as it takes for a rise of the share (0.05 = 5 persen poin); a fall where it is negative."""

    points: Fraction


Wish = More | Reaching | Rising


@dataclass(frozen=True, slots=True)
class Changed:
    """A coverage before and after a change of `people`, who are fewer where negative; `points` as a share."""

    before: Coverage
    after: Coverage
    people: Quantity
    points: Quantity


@dataclass(frozen=True, slots=True)
class TargetShift:
    """A target beside the coverage before and after."""

    target: Target
    before: Comparison
    after: Comparison


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What becomes of a region's coverage, of the coverage of all its workers, and of its targets.

    `total` is there where a segment was changed that makes up the total; `unknown` are the targets beside
    figures that state no people.
    """

    found: CoverageAnswer
    wish: Wish
    change: Changed
    total: Changed | None
    targets: tuple[TargetShift, ...]
    unknown: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class TooMany:
    """More people than are not covered, or fewer than none: `most` is the greatest change, never negative."""

    found: CoverageAnswer
    people: Quantity
    most: Quantity


@dataclass(frozen=True, slots=True)
class Uncounted:
    """The figure states no number of people covered and of workers, so that nobody can be added."""

    found: CoverageAnswer


def answer_what_if(
    figures: Figures, region: str, segment: Segment, period: Period | None, wish: Wish, today: date
) -> WhatIf | TooMany | Uncounted | NoFigures:
    """What a wish comes to on the figures that answer for a region's segment and period."""
    found = answer_coverage(figures, region, segment, period, today)
    if isinstance(found, NoFigures):
        return found
    people = people_wanted(found.coverage, wish)
    most = room(found.coverage, people) if people else None
    if people is None or most is None:
        return Uncounted(found)
    if _least(people) > most.high:
        return TooMany(found, people, most)
    change = changed(found.coverage, people, wish)
    if change is None:
        return Uncounted(found)
    checks = _checks(answer_targets(figures, region, Segment.TOTAL, period, today), found)
    shifts = [_shift(check, found, change, today) for check in checks]
    return WhatIf(
        found=found,
        wish=wish,
        change=change,
        total=_total(found, people),
        targets=tuple(shift for shift in shifts if shift),
        unknown=tuple(check.target for check in checks if not _is_counted(check)),
    )


def people_wanted(coverage: Coverage, wish: Wish) -> Quantity | None:
    """How many more people a wish takes, negative where fewer would do; absent where nobody is counted.

    For a share: ceil(share × workers) − covered. For a rise: ceil(points × workers).
    """
    covered, workers = coverage.covered, coverage.workers
    if covered is None or workers is None:
        return None
    match wish:
        case More(people):
            return Quantity.exact(people)
        case Reaching(share):
            low = ceil_of(share, workers.low) - floor(covered.high)
            return Quantity.between(low, ceil_of(share, workers.high) - ceil(covered.low))
        case Rising(points):
            return Quantity.between(ceil_of(points, workers.low), ceil_of(points, workers.high))
    assert_never(wish)


def room(coverage: Coverage, people: Quantity) -> Quantity | None:
    """How many can be added (the uncovered), or taken away (the covered), whichever way `people` goes.

    Where more are covered than there are workers, nobody can be added.
    """
    covered, workers = coverage.covered, coverage.workers
    if covered is None or workers is None:
        return None
    if people.shown < 0:
        return covered
    low, high = workers.low - covered.high, workers.high - covered.low
    return Quantity.between(max(Fraction(0), low), max(Fraction(0), high))


def changed(coverage: Coverage, people: Quantity, wish: Wish | None = None) -> Changed | None:
    """The coverage with so many more people; absent without counts, or beyond what there is room for."""
    most = room(coverage, people)
    if coverage.covered is None or coverage.workers is None or most is None or _least(people) > most.high:
        return None
    covered, workers = _sum(coverage.covered, people), coverage.workers
    if workers.low <= 0:
        return None
    share, points = divide(covered, workers), _points(people, workers)
    if isinstance(wish, Reaching):
        covered = Quantity.between(ceil(wish.share * workers.low), ceil(wish.share * workers.high))
        share = Quantity.between(wish.share, wish.share + 1 / workers.low)
        share = divide(covered, workers) if workers.is_exact else share
    if share is None:
        return None
    return Changed(coverage, replace(coverage, covered=covered, share=share), people, points)


def beside(check: TargetCheck, found: CoverageAnswer) -> bool:
    """Whether a target is compared with the very figures of an answer."""
    if not isinstance(check.outcome, Comparison):
        return False
    figure = check.outcome.coverage.figure
    return (figure.period, figure.basis) == (found.figures.period, found.figures.basis)


def _least(people: Quantity) -> Fraction:
    """The smallest change that an interval leaves possible."""
    return Fraction(0) if people.low <= 0 <= people.high else min(abs(people.low), abs(people.high))


def _sum(first: Quantity, second: Quantity) -> Quantity:
    low, high = first.low + second.low, first.high + second.high
    if low == high:
        return Quantity.exact(low, derived=True)
    step = max(first.step, second.step)
    return Quantity(low, high, first.shown + second.shown, step, derived=True)


def _points(people: Quantity, workers: Quantity) -> Quantity:
    """people / workers; unlike a share it may be negative."""
    ends = [change / count for change in (people.low, people.high) for count in (workers.low, workers.high)]
    return Quantity.between(min(ends), max(ends))


def _total(found: CoverageAnswer, people: Quantity) -> Changed | None:
    """All workers of the same set after a change in one of the two segments that make them up."""
    if not _makes_total(found.coverage.figure.segment):
        return None
    figure = found.figures[Segment.TOTAL]
    return changed(work_out(figure, found.figures), people) if figure else None


def _checks(targets: TargetAnswer, found: CoverageAnswer) -> list[TargetCheck]:
    """The compared targets of the segment; then, of all workers it is part of, those beside the same figures."""
    segment = found.coverage.figure.segment
    own = [check for check in targets.compared if check.target.segment is segment]
    if not _makes_total(segment):
        return own
    total = (check for check in targets.compared if check.target.segment is Segment.TOTAL)
    return [*own, *(check for check in total if beside(check, found))]


def _is_counted(check: TargetCheck) -> bool:
    if not isinstance(check.outcome, Comparison):
        return False
    return check.outcome.coverage.covered is not None and check.outcome.coverage.workers is not None


def _makes_total(segment: Segment) -> bool:
    return segment in (Segment.FORMAL, Segment.INFORMAL)


def _shift(check: TargetCheck, found: CoverageAnswer, change: Changed, today: date) -> TargetShift | None:
    if not isinstance(check.outcome, Comparison):
        return None
    coverage = check.outcome.coverage
    same = coverage.figure == found.coverage.figure
    after = change if same else changed(coverage, change.people)
    if after is None or after.after.share is None:
        return None
    return TargetShift(
        check.target, check.outcome, compare(after.after, after.after.share, check.target, today)
    )
