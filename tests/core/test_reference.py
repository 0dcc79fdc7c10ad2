"""Every figure of the published reference table comes out exactly."""

import pytest
from reference import KALBAR, TABLE, TODAY, Row

from core.coverage import CoverageAnswer, answer_coverage
from core.model import Basis, Completeness, Issuer, Segment
from core.quantity import to_decimal
from core.shipped import shipped
from core.targets import Category, Comparison, TargetCheck, answer_targets

BY_SEGMENT = pytest.mark.parametrize("row", TABLE, ids=lambda row: row.segment.value)


def coverage_of(segment: Segment) -> CoverageAnswer:
    answer = answer_coverage(shipped(), KALBAR, segment, None, TODAY)
    assert isinstance(answer, CoverageAnswer)
    return answer


def check_of(row: Row) -> tuple[TargetCheck, Comparison]:
    answer = answer_targets(shipped(), KALBAR, row.segment, None, TODAY)
    check = next(each for each in answer.checks if each.target.segment is row.segment)
    assert isinstance(check.outcome, Comparison)
    return check, check.outcome


@BY_SEGMENT
def test_covered_workers_and_coverage_are_those_of_the_table(row: Row) -> None:
    coverage = coverage_of(row.segment).coverage
    assert coverage.covered is not None
    assert coverage.covered.shown == row.covered
    assert coverage.workers is not None
    assert (coverage.workers.low, coverage.workers.high) == row.workers
    assert coverage.share is not None
    assert to_decimal(coverage.share.shown * 100, 2) == row.coverage


@BY_SEGMENT
def test_gap_and_people_short_are_those_of_the_table(row: Row) -> None:
    check, comparison = check_of(row)
    assert (check.target.instrument, check.target.low * 100) == (row.instrument, row.target)
    assert to_decimal(comparison.gap.shown * 100, 2) == row.gap
    assert comparison.short is not None
    assert (comparison.short.low, comparison.short.high) == row.short
    assert comparison.met is False


def test_the_total_is_very_high_and_missed() -> None:
    _, comparison = check_of(TABLE[0])
    assert comparison.category is Category.VERY_HIGH
    assert str(to_decimal(comparison.attainment.shown * 100, 2)) == "91.18"


def test_the_segments_targets_are_national_and_the_totals_is_the_provinces_own() -> None:
    assert [check_of(row)[0].target.issuer for row in TABLE] == [Issuer.OWN, Issuer.NATIONAL, Issuer.NATIONAL]


def test_the_derived_denominators_hold_what_a_second_source_states() -> None:
    formal, informal = (
        coverage_of(segment).coverage.workers for segment in (Segment.FORMAL, Segment.INFORMAL)
    )
    assert formal is not None
    assert informal is not None
    assert formal.low <= 800_904 <= formal.high
    assert informal.low <= 864_518 <= informal.high
    assert formal.derived
    assert informal.derived


def test_the_whole_set_of_2024_answers_and_not_the_newer_less_complete_ones() -> None:
    answer = coverage_of(Segment.TOTAL)
    assert str(answer.figures.period) == "2024"
    assert answer.figures.basis is Basis.ELIGIBLE
    assert answer.figures.completeness() is Completeness.SEGMENTS
    assert [str(each.figure.period) for each in answer.newer] == [
        "2025-12",
        "2025-12",
        "2025-09",
        "2025-07",
        "2025-06",
    ]


def test_not_yet_covered_is_the_rest() -> None:
    uncovered = coverage_of(Segment.TOTAL).coverage.uncovered
    assert uncovered is not None
    assert uncovered.shown == 1_057_996
