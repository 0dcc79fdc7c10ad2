"""What one set of figures says against itself: its segments, its arithmetic, its period and its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

from core.coverage import Coverage
from core.model import Basis, Completeness, Figure, Metric, Segment
from core.period import Period, Span
from core.plausibility.counting import Sum
from core.plausibility.finding import (
    BESIDE,
    HALVES,
    AboveAll,
    Contradicts,
    Finding,
    NoBasis,
    NotOver,
    PublishedEarly,
    SegmentsDiffer,
    Severity,
    doubted,
)
from core.plausibility.judged import Judged, Worked
from core.quantity import Quantity, divide

_SLIP: Final = Fraction(1, 1000)
"""A tenth of a persen poin, or as much of the workers."""

_MAY_BE_CONSTRUCTION: Final = Fraction(1, 5)
"""Of all covered in Indonesia 7.36 of 41.56 million were construction workers (December 2023), nearly a fifth."""


def alone(judged: Judged, today: date) -> Iterator[Finding]:
    """All that can be said of a set without any other, but for its basis."""
    yield from _timing(judged, today)
    for coverage in judged.worked.values():
        yield from _arithmetic(coverage, judged.worked.get(Segment.TOTAL))
    yield from _segments(judged.worked)


def basis(judged: Judged) -> Iterator[Finding]:
    """That a denominator is not named; people who are only counted have none."""
    if judged.basis is Basis.UNKNOWN:
        levels = {judged.set.completeness(segment) for segment in Segment}
        counted = levels <= {Completeness.COUNT, Completeness.WORKERS_ONLY} and Completeness.COUNT in levels
        yield NoBasis(Severity.NOTE if counted else Severity.WARNING, judged.set)


def _begun(period: Period, day: date) -> bool:
    """Whether a period has begun by a day."""
    return period.first_month <= day.year * 12 + day.month - 1


def _timing(judged: Judged, today: date) -> Iterator[Finding]:
    """A figure of a running year is common, but it is not the year's; one of a year to come is none."""
    period, end = judged.period, judged.period.last_day
    if not _begun(period, today):
        yield NotOver(Severity.ERROR, judged.set)
        return
    if end > today:
        yield NotOver(Severity.NOTE, judged.set)
    stated = (number for figure in judged.figures.values() for number in figure.stated.values())
    for source in dict.fromkeys(number.source for number in stated):
        appeared = source.published_by
        if appeared >= end:
            continue
        severity = Severity.NOTE if period.span is Span.MONTH else Severity.WARNING
        severity = severity if _begun(period, appeared) else Severity.ERROR
        doubt = doubted(judged.figures.values())
        yield PublishedEarly(severity.lowered(when=doubt), judged.set, source)


def _arithmetic(coverage: Coverage, total: Coverage | None) -> Iterator[Finding]:
    figure, printed = coverage.figure, coverage.figure[Metric.COVERAGE]
    if coverage.contradicted and coverage.share:
        yield _contradiction(figure, Metric.COVERAGE, coverage.contradicted, coverage.share)
    if coverage.share and coverage.share.low.numerator > coverage.share.low.denominator:
        said = printed is not None and printed.quantity.low > 1
        yield AboveAll(Severity.WARNING.lowered(when=said or doubted([figure])), coverage)
    uncovered, covered, workers = (
        figure[metric] for metric in (Metric.UNCOVERED, Metric.COVERED, Metric.WORKERS)
    )
    if uncovered and workers:
        rest = workers.quantity - covered.quantity if covered else workers.quantity
        above = uncovered.quantity.low > workers.quantity.high
        if above or (covered and not rest.meets(uncovered.quantity)):
            yield _contradiction(figure, Metric.UNCOVERED, uncovered.quantity, rest)
    part, whole = figure[Metric.SHARE], total.figure[Metric.WORKERS] if total else None
    if part and workers and whole:
        share = divide(workers.quantity, whole.quantity)
        if share and not share.meets(part.quantity):
            yield _contradiction(figure, Metric.SHARE, part.quantity, share)


def _contradiction(figure: Figure, metric: Metric, stated: Quantity, computed: Quantity) -> Contradicts:
    """Off by one in the last printed digit, or by a thousandth, is a slip or a number cut off; more is another."""
    whole = figure[Metric.WORKERS] if metric is Metric.UNCOVERED else None
    slip = _SLIP * whole.quantity.high if whole else _SLIP
    slight = abs(stated.shown - computed.shown) <= max(stated.step, slip)
    severity = Severity.WARNING if slight else Severity.ERROR
    return Contradicts(severity.lowered(when=doubted([figure])), figure, metric, stated, computed)


def _segments(worked: Worked) -> Iterator[Finding]:
    total = worked.get(Segment.TOTAL)
    if total is None or len(worked) == 1:
        return
    compared = False
    for metric in (Metric.COVERED, Metric.WORKERS):
        whole = count_of(total, metric)
        parts = _parts(worked, metric)
        if whole is None or not parts:
            continue
        compared = compared or all(segment in parts for segment in HALVES)
        yield from _sums(worked, metric, whole, parts)
    if not compared and not any(segment in worked for segment in BESIDE):
        yield from _between(total, worked)


def _parts(worked: Worked, metric: Metric) -> dict[Segment, Quantity]:
    counts = ((segment, count_of(coverage, metric)) for segment, coverage in worked.items())
    return {segment: count for segment, count in counts if count and segment is not Segment.TOTAL}


def count_of(coverage: Coverage, metric: Metric) -> Quantity | None:
    """The covered or the workers, as stated or worked out."""
    return coverage.covered if metric is Metric.COVERED else coverage.workers


def _sums(
    worked: Worked, metric: Metric, whole: Quantity, parts: Mapping[Segment, Quantity]
) -> Iterator[Finding]:
    """Formal and informal make up the total, or do so with those who are counted in besides them."""
    together = all(segment in parts for segment in HALVES)
    sums = {HALVES: Sum(parts[segment] for segment in HALVES)} if together else {}
    for beside in BESIDE if together else ():
        if beside in parts:
            sums[*HALVES, beside] = Sum(parts[segment] for segment in (*HALVES, beside))
    if any(each.meets(whole) for each in sums.values()):
        return
    alone_above = next((segment for segment, part in parts.items() if part.low > whole.high), None)
    if alone_above:
        yield _differing(worked, metric, whole, parts[alone_above], (alone_above,))
    elif together:
        summed = {segments: each.quantity for segments, each in sums.items()}
        nearest = min(summed, key=lambda segments: abs(summed[segments].shown - whole.shown))
        segments = HALVES if summed[HALVES].low > whole.high else nearest
        yield _differing(worked, metric, whole, summed[segments], segments)


def _differing(
    worked: Worked, metric: Metric, whole: Quantity, summed: Quantity, segments: tuple[Segment, ...]
) -> SegmentsDiffer:
    total, parts = worked[Segment.TOTAL].figure, tuple(worked[each].figure for each in segments)
    severity = Severity.WARNING
    if summed.low > whole.high:
        one_count = total.basis is not Basis.UNKNOWN or _share_a_source((total, *parts))
        severity = Severity.ERROR if one_count else Severity.WARNING
    elif not any(each in worked for each in BESIDE):
        rest = whole.low - summed.high
        severity = Severity.NOTE if rest <= whole.low * _MAY_BE_CONSTRUCTION else Severity.WARNING
    return SegmentsDiffer(
        severity.lowered(when=doubted((total, *parts))), total, parts, metric, whole, summed
    )


def _between(total: Coverage, worked: Worked) -> Iterator[Finding]:
    """A share of all workers lies between those of formal and informal workers."""
    halves = [worked[segment] for segment in HALVES if segment in worked]
    shares = [coverage.share for coverage in halves if coverage.share]
    if total.share is None or len(shares) < len(HALVES):
        return
    among = spanned(shares)
    if not among.meets(total.share):
        parts = tuple(coverage.figure for coverage in halves)
        severity = Severity.WARNING.lowered(when=doubted((total.figure, *parts)))
        yield SegmentsDiffer(severity, total.figure, parts, Metric.COVERAGE, total.share, among)


def spanned(shares: list[Quantity]) -> Quantity:
    """From the lowest to the highest; the lowest is shown."""
    low, high = min(each.low for each in shares), max(each.high for each in shares)
    return Quantity(low, high, low, Fraction(0), derived=True)


def _share_a_source(figures: tuple[Figure, ...]) -> bool:
    return bool(set.intersection(*(set(figure.sources) for figure in figures)))
