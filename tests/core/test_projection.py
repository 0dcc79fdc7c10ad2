"""What a series says of a target: when it would be met at the pace so far, or since when it is."""

from datetime import date
from fractions import Fraction

import pytest
from build import archive, observed, percent, target

from core.model import Metric, Target
from core.period import Period
from core.projection import Ahead, Outlook, Reached, Receding, outlook
from core.targets import Comparison, check_target

TODAY = date(2026, 11, 22)


def told(aim: Target, *shares: tuple[str, str]) -> Outlook | None:
    figures = archive(
        aim, *(observed(Metric.COVERAGE, percent(share), period=period) for period, share in shares)
    )
    outcome = check_target(figures, "61", aim, TODAY).outcome
    assert isinstance(outcome, Comparison)
    return outlook(figures, outcome)


def test_a_steady_rise_is_carried_on_from_the_figure_that_stands_beside_the_target() -> None:
    seen = told(target("40", year=2027), ("2022-12", "30.00"), ("2024-12", "34.00"))
    assert isinstance(seen, Ahead)
    assert seen.step.yearly is not None
    assert seen.step.yearly.shown == Fraction("0.02")
    # 6 points at 2 a year are 36 months; the rounding to two decimals leaves a month open
    assert (seen.earliest, seen.latest) == (Period.parse("2027-12"), Period.parse("2028-01"))


def test_where_coverage_falls_it_would_never_be_met() -> None:
    assert isinstance(told(target("40"), ("2022-12", "36.00"), ("2024-12", "34.00")), Receding)


@pytest.mark.parametrize(
    "shares",
    [
        [("2024-12", "34.00")],
        [("2024-06", "30.00"), ("2024-12", "34.00")],
        [("2022-12", "30"), ("2024-12", "34")],
        [("2022-12", "34.00"), ("2024-12", "34.00")],
    ],
    ids=["one figure", "less than a year", "round figures", "no change to see"],
)
def test_without_two_figures_that_tell_a_pace_nothing_is_said(shares: list[tuple[str, str]]) -> None:
    assert told(target("40"), *shares) is None


def test_a_target_is_met_since_the_first_figure_of_the_run_that_meets_it() -> None:
    shares = ("2021-12", "41.00"), ("2022-12", "39.00"), ("2023-12", "40.50"), ("2024-12", "42.00")
    assert told(target("40"), *shares) == Reached(Period.parse("2023-12"))
    assert told(target("40"), *shares[1:2], shares[3]) is None
