"""Claims judged: by their own arithmetic, and beside our own figures."""

from fractions import Fraction

import pytest
from build import archive, count, observed, percent
from hypothesis import given
from hypothesis import strategies as st

from core.checking import check
from core.claims import (
    Change,
    Claim,
    Dues,
    Effect,
    Fails,
    Finding,
    Holds,
    PartOf,
    Reason,
    Remark,
    Rest,
    Sum,
    Told,
    Unit,
    Unsure,
)
from core.model import Metric, Segment
from core.period import Period
from core.quantity import Quantity

KALBAR = archive(
    observed(Metric.COVERED, count(607_426)),
    observed(Metric.WORKERS, count(1_665_422)),
    observed(Metric.COVERAGE, percent("36.47")),
    observed(Metric.COVERED, count(460_267), segment=Segment.FORMAL),
    observed(Metric.COVERAGE, percent("57.47"), segment=Segment.FORMAL),
)


def found(claim: Claim) -> Finding:
    (finding,) = check([claim], KALBAR, "61")
    return finding


def failed(claim: Claim) -> Fails:
    finding = found(claim)
    assert isinstance(finding, Fails)
    return finding


def told(metric: Metric, quantity: Quantity, period: str | None = None, region: str = "61") -> Told:
    return Told(region, Segment.TOTAL, Period.parse(period) if period else None, metric, quantity)


@pytest.mark.parametrize(
    ("part", "whole", "share", "expected"),
    [
        (607_426, 1_665_422, "36.47", None),
        (607_426, 1_665_422, "36.5", None),
        (607_426, 1_665_422, "36", None),
        (42_591, 154_008, "55", "27.66"),
        (607_426, 1_665_422, "36.74", "36.47"),
    ],
)
def test_a_share_is_judged_by_the_digits_it_is_printed_with(
    part: int, whole: int, share: str, expected: str | None
) -> None:
    finding = found(PartOf(count(part), count(whole), percent(share)))
    assert isinstance(finding, Fails) is (expected is not None)
    if isinstance(finding, Fails) and expected:
        assert round(finding.expected.shown * 10_000) == round(Fraction(expected) * 100)


def test_two_swapped_digits_of_the_whole_are_recognised() -> None:
    finding = failed(PartOf(count(935_079), count(1_873_899), percent("50.88")))
    assert finding.remark is Remark.SWAPPED
    assert finding.instead == count(1_837_899)


def test_a_share_of_another_number_of_the_text_is_no_mistake() -> None:
    claim = PartOf(
        count(460_267), count(607_426), percent("57.47"), elsewhere=(count(147_159), count(800_904))
    )
    assert found(claim) == Holds(PartOf(count(460_267), count(800_904), percent("57.47")))


def test_a_segments_coverage_told_as_its_share_of_the_covered_is_explained() -> None:
    finding = failed(PartOf(count(460_267), count(607_426), percent("57.47"), segment=Segment.FORMAL))
    assert finding.known is not None
    assert finding.known.figure.segment is Segment.FORMAL


def test_a_segments_coverage_beside_all_workers_cannot_be_checked() -> None:
    finding = found(PartOf(count(460_267), count(1_665_422), percent("57.47"), segment=Segment.FORMAL))
    assert isinstance(finding, Unsure)
    assert finding.reason is Reason.OTHER_WHOLE


def test_a_sum_that_is_four_off_is_wrong() -> None:
    assert failed(Sum((count(60_210), count(92_226)), count(152_432))).expected.shown == 152_436


@pytest.mark.parametrize(
    ("change", "unit", "remark"),
    [
        ("14.2", Unit.PERCENT, Remark.POINTS),
        ("56.8", Unit.POINTS, Remark.RELATIVE),
        ("14.9", Unit.POINTS, None),
    ],
)
def test_percent_and_percentage_points_are_told_apart(change: str, unit: Unit, remark: Remark | None) -> None:
    claim = Change(percent("25.01"), percent("39.21"), percent(change), unit, of_shares=True)
    assert failed(claim).remark is remark


def test_a_rise_that_is_a_fall_is_wrong() -> None:
    claim = Change(percent("42.81"), percent("36.47"), None, Unit.COUNT, of_shares=True, up=True)
    assert failed(claim).remark is Remark.DIRECTION


def test_an_effect_is_measured_by_the_base_named_or_by_ours() -> None:
    people, told_change = count(66_261), percent("2.58")
    named = failed(Effect(people, told_change, Unit.PERCENT, count(2_000_000)))
    ours = failed(Effect(people, told_change, Unit.PERCENT, region="61"))
    assert round(named.expected.shown * 10_000) == 331
    assert round(ours.expected.shown * 10_000) == 398
    assert ours.instead is not None
    assert ours.instead.shown == 2_570_000
    assert found(Effect(people, told_change, Unit.PERCENT)) == Unsure(
        Effect(people, told_change, Unit.PERCENT), Reason.NO_BASE
    )


def test_a_rest_that_is_the_whole_is_recognised() -> None:
    finding = failed(Rest(count(16_684), count(73_236), percent("22.77")))
    assert (finding.remark, finding.expected.shown) == (Remark.DENOMINATOR, 56_552)


def test_a_percentage_of_something_else_beside_a_rest_is_left_alone() -> None:
    assert check([Rest(count(16_684), count(73_236), percent("40"))], KALBAR) == ()


def test_dues_are_people_times_rate_times_months() -> None:
    claim = Dues(count(58_743), count(16_800), 12, count(11_842_588_800))
    assert found(claim) == Holds(claim)
    assert failed(Dues(count(58_743), count(16_800), 12, count(12_842_588_800))).expected == count(
        11_842_588_800
    )


def test_a_figure_told_agrees_differs_or_cannot_be_checked() -> None:
    assert isinstance(found(told(Metric.COVERAGE, percent("36.5"), "2024")), Holds)
    assert failed(told(Metric.COVERAGE, percent("38"), "2024")).expected.shown == Fraction(607_426, 1_665_422)
    past, elsewhere = (
        found(told(Metric.COVERAGE, percent("38"), "2020")),
        found(told(Metric.COVERAGE, percent("38"), region="61.01")),
    )
    assert isinstance(past, Unsure)
    assert isinstance(elsewhere, Unsure)
    assert (past.reason, elsewhere.reason) == (Reason.NO_PERIOD, Reason.NO_FIGURE)


def test_a_count_far_from_ours_is_of_something_else() -> None:
    assert check([told(Metric.COVERED, count(66_261))], KALBAR) == ()


@given(st.integers(1, 10**7), st.integers(1, 10**7), st.integers(0, 4))
def test_a_share_rounded_half_up_or_cut_off_from_its_counts_is_never_called_wrong(
    part: int, whole: int, places: int
) -> None:
    step = Fraction(1, 100 * 10**places)
    cut = Fraction(part, whole) // step * step
    for printed in (cut, cut + step if (Fraction(part, whole) - cut) * 2 >= step else cut):
        share = Quantity(printed - step / 2, printed + step * Fraction(99, 100), printed, step)
        if Fraction(part, whole) <= share.high:
            assert isinstance(found(PartOf(count(part), count(whole), share)), Holds)


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=5), st.integers(-3, 3))
def test_a_sum_holds_exactly_where_its_parts_make_it(parts: list[int], off: int) -> None:
    claim = Sum(tuple(map(count, parts)), count(sum(parts) + off))
    assert isinstance(found(claim), Holds) is (off == 0)
