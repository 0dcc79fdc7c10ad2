"""What stands beside what, and what may be subtracted from what."""

from fractions import Fraction

import pytest
from build import SOURCE, archive, count, observed, percent
from hypothesis import given
from hypothesis import strategies as st
from reference import TODAY

from core.comparison import (
    ComparisonAnswer,
    Difference,
    Obstacle,
    Refused,
    answer_comparison,
    surely_above,
)
from core.figures import Figures
from core.model import Basis, Break, Metric, Note, Segment, Source
from core.period import Period
from core.quantity import Quantity
from core.shipped import shipped
from core.side import Asked

COVERED, WORKERS, COVERAGE = Metric.COVERED, Metric.WORKERS, Metric.COVERAGE
ELSEWHERE = Source("other", "Another publisher", "Title", "2025-02-01", "https://example.org/2")


def beside(figures: Figures, *codes: str, **slots: object) -> ComparisonAnswer:
    return answer_comparison(figures, [Asked(code) for code in codes], TODAY, **slots)  # type: ignore[arg-type]


def over_time(figures: Figures, *periods: str) -> ComparisonAnswer:
    asked = [Asked("61", period=Period.parse(period)) for period in periods]
    return answer_comparison(figures, asked, TODAY)


def test_the_difference_is_exact_and_the_higher_side_comes_first() -> None:
    figures = archive(
        *(observed(COVERED, count(30)), observed(WORKERS, count(90))),
        *(observed(COVERED, count(50), region="61.01"), observed(WORKERS, count(100), region="61.01")),
    )
    answer = beside(figures, "61", "61.01")
    assert [side.asked.region for side in answer.sides] == ["61.01", "61"]
    assert answer.differences[0].points == Quantity.exact(Fraction(1, 6), derived=True)
    assert answer.differences[0].people == Quantity.exact(20, derived=True)


@pytest.mark.parametrize(
    ("first", "second", "obstacle"),
    [
        (Basis.ELIGIBLE, Basis.EMPLOYED, Obstacle.OTHER_BASIS),
        (Basis.ELIGIBLE, Basis.UNKNOWN, Obstacle.BASIS_UNKNOWN),
        (Basis.UNKNOWN, Basis.UNKNOWN, Obstacle.BASIS_UNKNOWN),
    ],
)
def test_without_a_common_basis_nothing_is_subtracted(
    first: Basis, second: Basis, obstacle: Obstacle
) -> None:
    answer = beside(
        archive(
            observed(COVERAGE, percent("30.00"), basis=first),
            observed(COVERAGE, percent("40.00"), basis=second, region="61.01", source=ELSEWHERE),
        ),
        "61",
        "61.01",
    )
    assert [pair.obstacle for pair in answer.refused] == [obstacle]
    assert not answer.differences


def test_one_publication_is_common_ground_where_it_names_no_denominator() -> None:
    unnamed = [
        observed(COVERAGE, percent("25.01"), period="2022", basis=Basis.UNKNOWN),
        observed(COVERAGE, percent("39.21"), period="2023", basis=Basis.UNKNOWN),
    ]
    answer = over_time(archive(*unnamed), "2022", "2023")
    assert answer.ground == SOURCE
    assert answer.differences[0].points
    assert answer.differences[0].points.shown == Fraction("-0.1420")


def test_the_shared_basis_is_taken_even_where_a_newer_figure_has_another() -> None:
    figures = archive(
        observed(COVERAGE, percent("30.00"), period="2024"),
        observed(COVERAGE, percent("20.00"), period="2025", basis=Basis.EMPLOYED),
        observed(COVERAGE, percent("40.00"), period="2024", region="61.01"),
    )
    answer = beside(figures, "61", "61.01")
    assert answer.ground is Basis.ELIGIBLE
    assert {str(side.period) for side in answer.sides} == {"2024"}


def test_the_periods_chosen_lie_as_near_to_each_other_as_there_are() -> None:
    years = [observed(COVERAGE, percent("30.00"), period=year) for year in ("2020", "2022", "2025")]
    figures = archive(*years, observed(COVERAGE, percent("40.00"), period="2022-08", region="61.01"))
    assert {str(side.period) for side in beside(figures, "61", "61.01").sides} == {"2022", "2022-08"}


def test_across_a_break_in_its_series_a_region_is_not_compared_with_itself() -> None:
    found = Break("61", Basis.ELIGIBLE, Period.parse("2025-06"), Note("a", "a"), SOURCE)
    figures = archive(
        observed(COVERAGE, percent("30.00"), period="2024"),
        observed(COVERAGE, percent("31.00"), period="2025-07"),
        found,
    )
    (pair,) = over_time(figures, "2024", "2025").pairs
    assert isinstance(pair, Refused)
    assert (pair.obstacle, pair.found) == (Obstacle.BREAK, found)


def test_a_region_that_counts_differently_since_a_break_is_compared_with_a_warning() -> None:
    found = Break("61", Basis.ELIGIBLE, Period.parse("2025-06"), Note("a", "a"), SOURCE)
    figures = archive(
        observed(COVERAGE, percent("30.00"), period="2025-07"),
        observed(COVERAGE, percent("31.00"), period="2025-07", region="61.01"),
        found,
    )
    assert beside(figures, "61", "61.01").breaks == (found,)


def test_counts_are_compared_as_counts_where_there_is_no_share() -> None:
    figures = archive(
        observed(COVERED, count(30)), observed(COVERED, count(50), region="61.01", basis=Basis.UNKNOWN)
    )
    (pair,) = beside(figures, "61", "61.01").pairs
    assert isinstance(pair, Difference)
    assert pair.points is None
    assert pair.people == Quantity.exact(20, derived=True)


def test_a_missing_figure_is_a_reason_and_no_zero() -> None:
    answer = beside(archive(observed(COVERAGE, percent("30.00"))), "61", "61.01")
    assert [pair.obstacle for pair in answer.refused] == [Obstacle.NO_FIGURE]


def test_those_not_covered_are_compared_the_other_way_round() -> None:
    figures = archive(
        observed(COVERAGE, percent("30.00")), observed(COVERAGE, percent("40.00"), region="61.01")
    )
    answer = beside(figures, "61", "61.01", uncovered=True)
    assert [side.asked.region for side in answer.sides] == ["61", "61.01"]
    assert [side.share.shown for side in answer.sides if side.share] == [Fraction("0.7"), Fraction("0.6")]


@pytest.mark.parametrize(
    ("first", "second", "certain"),
    [("31", "30.4", True), ("31", "30.6", False), ("31", "30", True), ("31", "31", False)],
)
def test_rounding_decides_what_is_surely_above(first: str, second: str, certain: bool) -> None:
    assert surely_above(percent(first), percent(second)) is certain


shares = st.decimals(0, 100, places=2).map(str) | st.integers(0, 100).map(str)


@given(first=shares, second=shares)
def test_a_difference_seen_from_the_other_side_only_changes_its_sign(first: str, second: str) -> None:
    def points(low: str, high: str) -> Quantity | None:
        figures = archive(
            observed(COVERAGE, percent(low), period="2023"), observed(COVERAGE, percent(high), period="2024")
        )
        (pair,) = over_time(figures, "2023", "2024").differences
        return pair.points

    there, back = points(first, second), points(second, first)
    assert there
    assert back
    assert (there.low, there.shown, there.high) == (-back.high, -back.shown, -back.low)


def test_the_shipped_segments_of_kalbar_stand_beside_each_other_in_one_period() -> None:
    asked = [Asked("61", segment) for segment in (Segment.INFORMAL, Segment.FORMAL)]
    answer = answer_comparison(shipped(), asked, TODAY)
    assert [(side.asked.segment, str(side.period)) for side in answer.sides] == [
        (Segment.FORMAL, "2024"),
        (Segment.INFORMAL, "2024"),
    ]
