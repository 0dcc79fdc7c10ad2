"""Our own figures beside those that a text tells of the same region, segment and metric."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from core.claims import Fails, Finding, Holds, Known, Reason, Remark, Told, Unsure
from core.coverage import Coverage, work_out
from core.figures import Figures
from core.model import Completeness, FigureSet, Metric, Segment
from core.period import Period
from core.quantity import Quantity

_LIKE: Final = Fraction(1, 4)
"""A count further off than this from ours is of something else, not the same figure told wrongly."""

_COURSE: Final = Fraction(1, 10)
"""How far coverage goes within a few years: Kalimantan Barat's from 34,55 % to 42,81 % within one."""


def told(claim: Told, figures: Figures) -> Finding | None:
    """Whether a told figure is one of ours; of several periods and bases the one that agrees counts.

    Without a period every period may agree; the one that answers for the region is the measure otherwise.
    """
    every = tuple(known(figures, claim.region, claim.segment, claim.metric))
    timely = [each for each in every if _overlap(each.figure.period, claim.period)]
    nearest = _answering(figures, claim, timely or list(every))
    by_worth = [*([nearest] if nearest and nearest in timely else []), *reversed(timely)]
    agreeing = next((each for each in by_worth if each.quantity.meets(claim.quantity)), None)
    if agreeing:
        return Holds(claim, agreeing)
    if nearest is None:
        return Unsure(claim, Reason.NO_FIGURE) if claim.metric is Metric.COVERAGE else None
    if not timely:
        return Unsure(claim, Reason.NO_PERIOD, nearest) if claim.metric is Metric.COVERAGE else None
    finding = _differs(claim, nearest)
    if finding and claim.period is None and _may_be_of_another_time(claim, nearest):
        return Unsure(claim, Reason.NO_DATE, nearest)
    return finding


def _may_be_of_another_time(claim: Told, nearest: Known) -> bool:
    """Whether a coverage without a period is near enough to ours to have been true once, or to be by now."""
    apart = abs(claim.quantity.shown - nearest.quantity.shown)
    return claim.metric is Metric.COVERAGE and apart <= _COURSE


def _differs(claim: Told, nearest: Known) -> Finding | None:
    """How a told figure differs; nothing where our source prints the same, or it is of something else."""
    stated, whole = nearest.figure[claim.metric], nearest.figure[Metric.WORKERS]
    if stated and stated.quantity.meets(claim.quantity):
        return None
    if claim.metric is Metric.UNCOVERED and whole and whole.quantity.meets(claim.quantity):
        return Fails(claim, nearest.quantity, Remark.DENOMINATOR, known=nearest)
    off = abs(claim.quantity.shown - nearest.quantity.shown)
    if claim.metric is not Metric.COVERAGE and off > nearest.quantity.shown * _LIKE:
        return None
    return Fails(claim, nearest.quantity, known=nearest)


def known(figures: Figures, region: str, segment: Segment, metric: Metric) -> Iterator[Known]:
    """Every figure of ours, oldest first, as stated or worked out."""
    for found in figures.sets(region):
        each = _known(found, segment, metric)
        if each:
            yield each


def newest(figures: Figures, region: str, segment: Segment, metric: Metric) -> Known | None:
    """The figure of the set that answers a question without a period."""
    found = figures.newest(region, segment)
    return _known(found, segment, metric) if found else None


def _known(found: FigureSet, segment: Segment, metric: Metric) -> Known | None:
    figure = found[segment]
    if figure is None or (figure.completeness is Completeness.WORKERS_ONLY and metric is not Metric.WORKERS):
        return None
    coverage = work_out(figure, found)
    quantity = _of(coverage, metric)
    return Known(quantity, metric, figure, figure.sources) if quantity else None


def _of(coverage: Coverage, metric: Metric) -> Quantity | None:
    match metric:
        case Metric.COVERED:
            return coverage.covered
        case Metric.WORKERS:
            return coverage.workers
        case Metric.UNCOVERED:
            return coverage.uncovered
        case Metric.COVERAGE:
            return coverage.share
        case Metric.SHARE:
            return None


def _answering(figures: Figures, claim: Told, among: list[Known]) -> Known | None:
    """Of several of our figures the one that answers best, without a doubt if there is one."""
    best = newest(figures, claim.region, claim.segment, claim.metric)
    if best and best in among:
        return best
    sound = [each for each in among if not any(stated.doubt for stated in each.figure.stated.values())]
    return next(reversed(sound or among), None)


def _overlap(ours: Period, asked: Period | None) -> bool:
    return asked is None or asked.contains(ours) or ours.contains(asked)
