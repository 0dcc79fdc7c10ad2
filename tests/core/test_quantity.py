"""Exact arithmetic, and numbers that are only partly known."""

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.quantity import (
    Quantity,
    divide,
    half_up,
    intersect,
    parse_decimal,
    roundest,
    to_decimal,
    whole_between,
)

whole = st.integers(min_value=0, max_value=10**9)
shares = st.fractions(min_value=Fraction(1, 1000), max_value=10**6, max_denominator=10**6)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        (Fraction(36475, 1000), 2, "36.48"),
        (Fraction(-36475, 1000), 2, "-36.48"),
        (Fraction(36474, 1000), 2, "36.47"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(0), 2, "0.00"),
    ],
)
def test_a_half_goes_away_from_zero(value: Fraction, places: int, rounded: str) -> None:
    assert to_decimal(value, places) == Decimal(rounded)


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [(800_813, 800_951, 800_900), (136_900, 137_003, 137_000), (77_085, 77_121, 77_100), (99, 101, 100)],
)
def test_the_roundest_number_between_is_shown(low: int, high: int, shown: int) -> None:
    assert roundest(Fraction(low), Fraction(high))[0] == shown


@given(low=whole, width=whole)
def test_what_is_shown_lies_within_its_interval(low: int, width: int) -> None:
    quantity = Quantity.between(low, low + width)
    assert quantity.low <= quantity.shown <= quantity.high


@given(covered=whole, workers=st.integers(min_value=1, max_value=10**9))
def test_a_rounded_percentage_holds_the_exact_one(covered: int, workers: int) -> None:
    exact = Fraction(covered, workers)
    printed = Quantity.rounded(Fraction(half_up(exact * 10_000), 10_000), Fraction(1, 10_000))
    assert printed.low <= exact <= printed.high


@given(covered=whole, workers=st.integers(min_value=1, max_value=10**9), step=st.sampled_from([1, 10, 1000]))
def test_dividing_rounded_counts_holds_the_exact_share(covered: int, workers: int, step: int) -> None:
    printed = Quantity.rounded(half_up(Fraction(workers, step)) * step, step)
    share = divide(Quantity.exact(covered), printed)
    if share is not None:
        assert share.low <= Fraction(covered, workers) <= share.high


@given(first=whole, second=whole, third=whole, fourth=whole)
def test_an_intersection_holds_exactly_what_both_hold(
    first: int, second: int, third: int, fourth: int
) -> None:
    one = Quantity.between(min(first, second), max(first, second))
    other = Quantity.between(min(third, fourth), max(third, fourth))
    both = intersect(one, other)
    assert (both is not None) == one.meets(other)
    if both is not None:
        assert (both.low, both.high) == (max(one.low, other.low), min(one.high, other.high))


def test_contradicting_bounds_are_an_error() -> None:
    with pytest.raises(ValueError, match="empty interval"):
        Quantity.between(2, 1)


@pytest.mark.parametrize("text", ["", "x", "1,5", "NaN", "Infinity", "--1"])
def test_only_plain_decimals_are_read(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        parse_decimal(text)


def test_the_whole_numbers_between_include_both_ends() -> None:
    assert whole_between(Fraction(3), Fraction(7, 2)) == (3, 3)


@given(shares, shares)
def test_the_roundest_number_is_the_one_that_fewest_digits_write(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    assume(low < high)
    shown, step = roundest(low, high)
    assert low <= shown <= high
    assert (shown / step).denominator == 1
    coarser = 10 * step
    assert not low <= floor((low + high) / 2 / coarser + Fraction(1, 2)) * coarser <= high
