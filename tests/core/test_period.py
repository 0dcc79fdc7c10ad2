"""Years, semesters, quarters and months."""

from datetime import date

import pytest

from core.period import Period, Span, months_between


@pytest.mark.parametrize("text", ["2024", "2024-S1", "2025-Q3", "2024-02"])
def test_a_period_is_written_as_it_is_read(text: str) -> None:
    assert str(Period.parse(text)) == text


@pytest.mark.parametrize("text", ["24", "2024-13", "2024-S3", "2024-Q5", "2024-2", "2024-02-01", "soon"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"period|in a year"):
        Period.parse(text)


def test_periods_sort_by_their_end_and_a_month_comes_after_its_year() -> None:
    written = ["2024-12", "2024", "2025-Q1", "2024-S1", "2023-12"]
    assert [str(each) for each in sorted(map(Period.parse, written))] == [
        *("2023-12", "2024-S1", "2024", "2024-12", "2025-Q1")
    ]


def test_a_year_contains_its_months_and_no_month_its_year() -> None:
    year, month = Period(2024), Period(2024, Span.MONTH, 12)
    assert year.contains(month)
    assert not month.contains(year)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024", date(2024, 12, 31)), ("2024-02", date(2024, 2, 29)), ("2025-Q3", date(2025, 9, 30))],
)
def test_the_last_day_knows_leap_years(text: str, day: date) -> None:
    assert Period.parse(text).last_day == day


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        (date(2024, 12, 31), date(2026, 11, 22), 22),
        (date(2026, 11, 22), date(2026, 12, 31), 1),
        (date(2026, 11, 30), date(2026, 12, 29), 0),
        (date(2027, 1, 1), date(2026, 1, 1), 0),
    ],
)
def test_only_whole_months_count(earlier: date, later: date, months: int) -> None:
    assert months_between(earlier, later) == months
