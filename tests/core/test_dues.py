"""Dues by month: the published sums, the halved months, and what a sum pays for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dues import LONGEST, Dues, Payer, Programme, Work, dues, known_since, next_month
from core.period import Period, month_at
from core.quantity import Quantity
from core.shipped import rates

BASIC = (Programme.JKK, Programme.JKM)
DECEMBER = Period.parse("2026-12")


def basic(months: int, payer: Payer = Payer.APBD, work: Work = Work.OTHER, first: str = "2026-12") -> Dues:
    return dues(rates(), BASIC, payer, work, Period.parse(first), months)


@pytest.mark.parametrize(("people", "rupiah"), [(58_743, 11_842_588_800), (4_500, 907_200_000)])
def test_the_published_sums_come_out_to_the_rupiah(people: int, rupiah: int) -> None:
    assert basic(12).of(Quantity.exact(people)).shown == rupiah


def test_old_age_savings_add_at_least_20_000_a_month() -> None:
    assert dues(rates(), Programme, Payer.APBD, Work.OTHER, DECEMBER, 1).per_worker == 36_800


@pytest.mark.parametrize(
    ("payer", "work", "first", "monthly"),
    [
        (Payer.SELF, Work.OTHER, "2026-03", 16_800),
        (Payer.SELF, Work.OTHER, "2026-04", 8_400),
        (Payer.SELF, Work.OTHER, "2026-12", 8_400),
        (Payer.SELF, Work.OTHER, "2027-01", 16_800),
        (Payer.SELF, Work.TRANSPORT, "2025-12", 16_800),
        (Payer.SELF, Work.TRANSPORT, "2026-01", 8_400),
        (Payer.SELF, Work.TRANSPORT, "2027-03", 8_400),
        (Payer.SELF, Work.TRANSPORT, "2027-04", 16_800),
        (Payer.APBD, Work.TRANSPORT, "2026-05", 16_800),
        (Payer.APBD, Work.OTHER, "2026-05", 16_800),
    ],
)
def test_jkk_and_jkm_are_halved_in_their_months_but_not_for_apbd(
    payer: Payer, work: Work, first: str, monthly: int
) -> None:
    assert basic(1, payer, work, first).per_worker == monthly


def test_each_month_has_its_own_rate() -> None:
    found = basic(12, Payer.SELF)
    spans = [(str(each.first), str(each.last), each.monthly) for each in found.stretches]
    assert spans == [("2026-12", "2026-12", 8_400), ("2027-01", "2027-11", 16_800)]
    assert found.per_worker == 8_400 + 11 * 16_800


@given(people=st.integers(0, 10**9), more=st.integers(0, 10**9), months=st.integers(1, 60))
def test_the_sum_is_linear_in_people(people: int, more: int, months: int) -> None:
    each = basic(months, Payer.SELF, Work.TRANSPORT, "2026-01")
    whole = each.of(Quantity.exact(people + more)).shown
    assert whole == each.of(Quantity.exact(people)).shown + each.of(Quantity.exact(more)).shown


@given(months=st.integers(1, 60), more=st.integers(1, 60))
def test_a_sum_of_apbd_is_linear_in_months_and_any_sum_is_that_of_its_parts(months: int, more: int) -> None:
    assert basic(months).per_worker == months * basic(1).per_worker
    later = str(month_at(DECEMBER.first_month + months))
    whole = basic(months + more, Payer.SELF).per_worker
    assert whole == basic(months, Payer.SELF).per_worker + basic(more, Payer.SELF, first=later).per_worker


@given(rupiah=st.integers(0, 10**13), months=st.integers(1, 24))
def test_a_sum_pays_for_as_many_as_fit_and_not_one_more(rupiah: int, months: int) -> None:
    each = basic(months, Payer.SELF)
    people = each.affordable(rupiah)
    assert people * each.per_worker <= rupiah < (people + 1) * each.per_worker


def test_an_interval_of_people_is_an_interval_of_money() -> None:
    money = basic(12).of(Quantity.between(301_280, 301_523))
    assert (money.low, money.high) == (60_738_048_000, 60_787_036_800)


def test_months_are_at_least_one_and_at_most_ten_years() -> None:
    assert basic(0).months == 1
    assert basic(10**15).months == LONGEST


def test_the_first_month_is_the_one_after_today() -> None:
    assert str(next_month(date(2026, 11, 22))) == "2026-12"
    assert str(next_month(date(2026, 12, 31))) == "2027-01"


def test_before_the_first_rate_there_is_none() -> None:
    with pytest.raises(LookupError, match="no rate of JKK for 2015-06"):
        basic(1, first="2015-06")


def test_rates_are_known_since_the_month_in_which_the_last_of_them_began() -> None:
    assert known_since(rates(), BASIC) == Period.parse("2015-07")
    with pytest.raises(LookupError):
        known_since((), BASIC)
