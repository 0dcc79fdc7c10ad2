"""Ranking: the regions inside another in order, on one basis only.

A region stands above another only where rounding cannot turn them round; otherwise they share a rank.
Regions whose figure has another basis are named beside the ranking, never within it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import islice
from typing import assert_never

from core.comparison import surely_above
from core.coverage import Coverage, work_out
from core.figures import Figures
from core.model import Basis, Issuer, Segment, Target
from core.period import Period
from core.quantity import Quantity
from core.region import COUNTRY, Region
from core.targets import Comparison, answer_targets


class RankBy(Enum):
    """What regions are ranked by.

    COVERAGE a share. UNCOVERED people not covered. GAP how far coverage is below the region's target, a share,
    negative where it is above. SHORT people still to be covered for that target.
    """

    COVERAGE = "coverage"
    UNCOVERED = "uncovered"
    GAP = "gap"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class RankingRequest:
    """What to rank: the regions inside `parent`. `above` and `below` bound coverage, themselves left out.

    `instrument` is part of the name of the plan or law whose targets count.
    """

    parent: str
    segment: Segment = Segment.TOTAL
    period: Period | None = None
    by: RankBy = RankBy.COVERAGE
    lowest_first: bool = False
    above: Fraction | None = None
    below: Fraction | None = None
    instrument: str | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """One region in its place, counted from the asked end; `target` where the ranking goes by one."""

    region: Region
    coverage: Coverage
    value: Quantity
    target: Target | None = None
    place: int = 0


class Left(Enum):
    """Why a region is not ranked."""

    OTHER_BASIS = "other basis"
    NO_VALUE = "no value"
    NO_FIGURE = "no figure"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A region that is not ranked, with its own best figure if it has one."""

    region: Region
    why: Left
    coverage: Coverage | None = None


@dataclass(frozen=True, slots=True)
class RankingAnswer:
    """The ranking on `basis` in order, before the bounds `among` regions, and the regions left out of it.

    Some share a place, because they are equal or because rounding hides which is higher. `eligible` of the
    regions could be ranked on the basis of eligible workers.
    """

    request: RankingRequest
    basis: Basis | None
    rows: tuple[Ranked, ...]
    among: int
    eligible: int
    left: tuple[LeftOut, ...]
    as_of: date


def answer_ranking(figures: Figures, request: RankingRequest, today: date) -> RankingAnswer:
    """The regions inside the parent, on the basis that most of them have; of eligible workers where two tie."""
    regions = members(figures, request.parent)
    candidates = [row for region in regions for row in _candidates(figures, region, request, today)]
    tally = Counter(row.coverage.figure.basis for row in candidates)
    basis = max(tally, key=lambda each: (tally[each], each is Basis.ELIGIBLE), default=None)
    rows = [row for row in candidates if row.coverage.figure.basis is basis]
    ranked = {row.region.code for row in rows}
    left = [_left_out(figures, region, request) for region in regions if region.code not in ranked]
    kept = [row for row in rows if _within(row.coverage.share, request)]
    left = [each for each in left if each.coverage is None or _within(each.coverage.share, request)]
    placed = in_places(kept, lowest_first=request.lowest_first)
    return RankingAnswer(request, basis, placed, len(rows), tally[Basis.ELIGIBLE], tuple(left), today)


def members(figures: Figures, parent: str) -> tuple[Region, ...]:
    """The regions directly inside another; of an island its provinces."""
    if parent in _ISLANDS:
        provinces = figures.regions.within(COUNTRY)
        return tuple(region for region in provinces if region.code.startswith(_ISLANDS[parent]))
    return figures.regions.within(parent)


def in_places(rows: Iterable[Ranked], *, lowest_first: bool = False) -> tuple[Ranked, ...]:
    """The rows in order; a new rank begins only where all rows before are surely beyond all that follow."""
    ordered = sorted(rows, key=lambda row: row.value.shown, reverse=not lowest_first)
    placed: list[Ranked] = []
    for at, row in enumerate(ordered):
        apart = all(
            _beyond(first.value, second.value, lowest_first=lowest_first)
            for first in ordered[:at]
            for second in ordered[at:]
        )
        placed.append(replace(row, place=at + 1 if apart else placed[-1].place))
    return tuple(placed)


def _beyond(first: Quantity, second: Quantity, *, lowest_first: bool) -> bool:
    return surely_above(second, first) if lowest_first else surely_above(first, second)


def _candidates(figures: Figures, region: Region, request: RankingRequest, today: date) -> list[Ranked]:
    """A region's best figure on each known basis, with the value it would be ranked by."""
    if request.by in (RankBy.GAP, RankBy.SHORT):
        return _beside_targets(figures, region, request, today)
    found: list[Ranked] = []
    for basis in (Basis.ELIGIBLE, Basis.EMPLOYED):
        coverages = _best_first(figures, region, request, basis)
        ranked = (Ranked(region, each, value) for each in coverages if (value := _value(each, request.by)))
        found += islice(ranked, 1)
    return found


def _best_first(
    figures: Figures, region: Region, request: RankingRequest, basis: Basis | None = None
) -> Iterator[Coverage]:
    """What is told of the covered in a region, on one basis or on any, what answers best first."""
    for found in figures.best_first(region.code, request.segment, request.period, basis):
        figure = found[request.segment]
        coverage = work_out(figure, found) if figure else None
        if coverage and (coverage.share or coverage.covered):
            yield coverage


def _value(coverage: Coverage, by: RankBy) -> Quantity | None:
    return coverage.uncovered if by is RankBy.UNCOVERED else coverage.share


def _beside_targets(figures: Figures, region: Region, request: RankingRequest, today: date) -> list[Ranked]:
    """A region beside the target that `/target` shows first: on each basis its own, else the nation's."""
    checks = answer_targets(figures, region.code, request.segment, request.period, today).compared
    found: dict[Basis, Ranked] = {}
    for check in sorted(checks, key=lambda check: check.target.issuer is not Issuer.OWN):
        target, outcome = check.target, check.outcome
        value = _missing(outcome, request.by) if isinstance(outcome, Comparison) else None
        if value and isinstance(outcome, Comparison) and _counts(target, request):
            found.setdefault(target.basis, Ranked(region, outcome.coverage, value, target))
    return list(found.values())


def _counts(target: Target, request: RankingRequest) -> bool:
    named = request.instrument is None or request.instrument.lower() in target.instrument.lower()
    return target.segment is request.segment and target.issuer is not Issuer.INTERNAL and named


def _missing(outcome: Comparison, by: RankBy) -> Quantity | None:
    match by:
        case RankBy.SHORT:
            return outcome.short
        case RankBy.GAP:
            gap = outcome.gap
            return Quantity(-gap.high, -gap.low, -gap.shown, gap.step, gap.derived)
        case RankBy.COVERAGE | RankBy.UNCOVERED:
            return None
    assert_never(by)


def _left_out(figures: Figures, region: Region, request: RankingRequest) -> LeftOut:
    coverage = next(_best_first(figures, region, request), None)
    if coverage is None:
        return LeftOut(region, Left.NO_FIGURE)
    ranked_by_share = request.by is RankBy.COVERAGE and coverage.share
    return LeftOut(region, Left.OTHER_BASIS if ranked_by_share else Left.NO_VALUE, coverage)


def _within(share: Quantity | None, request: RankingRequest) -> bool:
    """Whether a share, as it is told, lies within the bounds; what has no share lies within none."""
    above, below = request.above, request.below
    if share is None:
        return above is None and below is None
    return (above is None or share.shown > above) and (below is None or share.shown < below)


_ISLANDS = {"REG-KALIMANTAN": "6"}  # Kemendagri numbers the provinces island by island
