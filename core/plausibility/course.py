"""What a set says against the last one before it: a jump, a copy, another denominator, a part that is missing.

Only what counts the same is compared: one basis, no break in between, two periods that do not overlap, and, where
no source names its denominator, one publication.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from core.coverage import Coverage
from core.figures import Figures, answers
from core.model import Basis, Completeness, Figure, FigureSet, Metric, Segment, Stated
from core.period import Period
from core.plausibility.counting import apart
from core.plausibility.finding import (
    Copied,
    Finding,
    Jump,
    LessComplete,
    OtherDenominator,
    Severity,
    doubted,
)
from core.plausibility.judged import Judged
from core.plausibility.jumping import leaps, multiplies
from core.plausibility.screen import Screen

_OTHER: Final = Fraction(1, 20)
"""From one Sakernas to the next a number of workers moves by less than a twentieth."""

_FEW: Final = 1000
"""A count of fewer people may come again by chance."""

_TWO_DECIMALS: Final = Fraction(1, 10_000)
_TELLING: Final = (Metric.COVERED, Metric.UNCOVERED, Metric.COVERAGE)


def course(figures: Figures, screen: Screen, region: Sequence[Judged]) -> Iterator[Finding]:
    """Each set that the import touched beside the last one of its basis, and the next one beside it."""
    for basis in Basis:
        series = [each for each in region if each.basis is basis]
        for at, judged in enumerate(series):
            if judged.touched:
                before = _apart_in_time(series, at)
                yield from _losses(judged, series[before] if before >= 0 else None)
                yield from _beside(figures, screen, series, at)
                after = _next(series, at)
                if after is not None and not series[after].touched:
                    yield from _beside(figures, screen, series, after, judged)


def _beside(
    figures: Figures, screen: Screen, series: Sequence[Judged], at: int, only: Judged | None = None
) -> Iterator[Finding]:
    """A set beside what came before it; of a neighbour, `only` what follows the touched set."""
    later, before = series[at], _apart_in_time(series, at)
    if before < 0 or screen.clears_beside(series[before].number, later.number):
        return
    if only in (None, series[before]):
        yield from _copy(series[before], later)
    for segment in later.figures:
        earlier = _with(series, before, segment)
        if earlier and only in (None, earlier):
            yield from _figures(figures, earlier.worked[segment], later.worked[segment])


def _next(series: Sequence[Judged], at: int) -> int | None:
    """The place of the next set whose period does not overlap."""
    period = series[at].period
    for place in range(at + 1, len(series)):
        if not _overlap(period, series[place].period):
            return place
    return None


def _apart_in_time(series: Sequence[Judged], at: int) -> int:
    """The place of the last one before whose period does not overlap; those that do stand next to each other."""
    period, place = series[at].period, at - 1
    while place >= 0 and _overlap(period, series[place].period):
        place -= 1
    return place


def _overlap(one: Period, other: Period) -> bool:
    return one.contains(other) or other.contains(one)


def _with(series: Sequence[Judged], place: int, segment: Segment) -> Judged | None:
    """The last one up to a place that has the segment."""
    while place >= 0 and segment not in series[place].figures:
        place -= 1
    return series[place] if place >= 0 else None


def _copy(earlier: Judged, later: Judged) -> Iterator[Finding]:
    numbers = _copied(earlier, later)
    if numbers:
        severity = Severity.WARNING.lowered(when=doubted(later.figures.values()))
        yield Copied(severity, earlier.set, later.set, numbers)


def _losses(later: Judged, last: Judged | None) -> Iterator[Finding]:
    """A set that tells less than it did in the old version, or, where it is new, than the last period's."""
    left = later.set.completeness()
    if later.before:
        if left < later.before.completeness():
            yield LessComplete(Severity.WARNING, later.before, later.set)
        return
    if last is None or later.basis is Basis.UNKNOWN or not _tells(later.set):
        return
    had = last.set.completeness()
    if left < had:
        gone = left < Completeness.PERCENTAGE <= had
        yield LessComplete(Severity.WARNING if gone else Severity.NOTE, last.set, later.set)


def _tells(figures: FigureSet) -> bool:
    """Whether it says anything but how many workers there are."""
    return any(answers(figures.standing(segment)) for segment in Segment)


def _copied(earlier: Judged, later: Judged) -> int:
    """How many numbers of coverage both sets state, where all are the same and one is too fine for chance."""
    same, fine = 0, False
    for segment, figure in later.figures.items():
        before = earlier.figures.get(segment)
        for metric in _TELLING if before else ():
            now, then = figure[metric], before[metric] if before else None
            if now is None or then is None:
                continue
            if now.quantity != then.quantity:
                return 0
            same, fine = same + 1, fine or _is_fine(metric, now)
    return same if fine else 0


def _is_fine(metric: Metric, stated: Stated) -> bool:
    quantity = stated.quantity
    if metric is Metric.COVERAGE:
        return quantity.step <= _TWO_DECIMALS
    return quantity.is_exact and quantity.shown >= _FEW


def _figures(figures: Figures, earlier: Coverage, later: Coverage) -> Iterator[Finding]:
    one, two = earlier.figure, later.figure
    found = [*_denominators(one, two), *_jumps(earlier, later)]
    if not found or figures.broken(two.region, two.basis, one.period, two.period):
        return
    if two.basis is not Basis.UNKNOWN or set(one.sources) & set(two.sources):
        yield from found


def _denominators(one: Figure, two: Figure) -> Iterator[Finding]:
    before, after = one[Metric.WORKERS], two[Metric.WORKERS]
    if before is None or after is None or not apart(before.quantity, after.quantity):
        return
    small, large = sorted((before.quantity, after.quantity), key=lambda each: each.shown)
    far = large.low - small.high >= small.high * _OTHER
    severity = (Severity.WARNING if far else Severity.NOTE).lowered(when=doubted((one, two)))
    yield OtherDenominator(severity, one, two, before.quantity, after.quantity)


def _jumps(earlier: Coverage, later: Coverage) -> Iterator[Finding]:
    one, two = earlier.figure, later.figure
    months = two.period.last_month - one.period.last_month
    leapt = earlier.share and later.share and leaps(earlier.share, later.share, months)
    multiplied = earlier.covered and later.covered and multiplies(earlier.covered, later.covered, months)
    if leapt or multiplied:
        yield Jump(
            Severity.WARNING.lowered(when=doubted((one, two))),
            earlier,
            later,
            later.share - earlier.share if earlier.share and later.share else None,
            later.covered - earlier.covered if earlier.covered and later.covered else None,
        )
