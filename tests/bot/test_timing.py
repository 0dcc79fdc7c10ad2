"""When a subscription tells something."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.timing import read_timing, without_timing
from bot.subscription import ZONES, Rhythm, Timing, Wish, channel_in, without_channel

SUNDAY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
"""10:00 in western, 11:00 in central, 12:00 in eastern Indonesia."""

HOURS = st.integers(0, 23)
TIMINGS = st.builds(
    Timing,
    st.sampled_from(Rhythm),
    HOURS,
    st.sampled_from(list(ZONES)),
    st.none() | st.tuples(HOURS, HOURS).filter(lambda hours: hours[0] != hours[1]),
)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@pytest.mark.parametrize(
    ("timing", "expected"),
    [
        (Timing(), "2026-11-22 10:00 +0700"),
        (Timing(Rhythm.DAILY, 11), "2026-11-22 11:00 +0700"),
        (Timing(Rhythm.DAILY, 10), "2026-11-23 10:00 +0700"),
        (Timing(Rhythm.DAILY, 11, "WITA"), "2026-11-23 11:00 +0800"),
        (Timing(Rhythm.WEEKLY, 8, "WIT"), "2026-11-23 08:00 +0900"),
        (Timing(Rhythm.MONTHLY, 8), "2026-12-01 08:00 +0700"),
        (Timing(quiet=(9, 12)), "2026-11-22 12:00 +0700"),
        (Timing(quiet=(21, 6)), "2026-11-22 10:00 +0700"),
        (Timing(quiet=(22, 11)), "2026-11-22 11:00 +0700"),
        (Timing(Rhythm.DAILY, 5, quiet=(21, 6)), "2026-11-23 06:00 +0700"),
    ],
)
def test_figures_are_told_at_the_next_moment_of_the_timing(timing: Timing, expected: str) -> None:
    found = timing.next(SUNDAY).astimezone(ZONES[timing.zone])
    assert f"{found:%Y-%m-%d %H:%M %z}" == expected


def test_a_digest_without_a_rhythm_is_monthly() -> None:
    assert Timing().next_digest(SUNDAY) == datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


@given(TIMINGS, MOMENTS)
def test_nothing_is_told_earlier_or_in_quiet_hours_and_nothing_waits_for_more_than_a_month(
    timing: Timing, now: datetime
) -> None:
    for told in (timing.next(now), timing.next_digest(now)):
        assert now <= told
        assert (told - now).days <= 32
        assert timing.awake(told) == told


@given(TIMINGS, MOMENTS)
def test_the_moment_after_a_digest_is_a_later_one(timing: Timing, now: datetime) -> None:
    first = timing.next_digest(now)
    assert timing.next_digest(first) > first


@pytest.mark.parametrize(
    ("text", "expected", "rest"),
    [
        ("kalbar", Timing(), "kalbar"),
        ("kalbar tiap hari", Timing(Rhythm.DAILY), "kalbar"),
        ("kalbar mingguan jam 7", Timing(Rhythm.WEEKLY, 7), "kalbar"),
        ("kalbar setiap bulan pukul 09.00 WITA", Timing(Rhythm.MONTHLY, 9, "WITA"), "kalbar"),
        ("every day at 6 kalbar", Timing(Rhythm.DAILY, 6), "kalbar"),
        ("kalbar jam 25", Timing(), "kalbar"),
    ],
)
def test_a_timing_is_read_from_a_text(text: str, expected: Timing, rest: str) -> None:
    assert read_timing(text, Timing()) == expected
    assert without_timing(text) == rest


@pytest.mark.parametrize(
    ("text", "expected", "rest"),
    [
        ("@kabar_kerja kalbar", "@kabar_kerja", "kalbar"),
        ("kalbar https://t.me/kabar_kerja", "@kabar_kerja", "kalbar"),
        ("-1001234567 kalbar", "-1001234567", "kalbar"),
        ("kalbar", None, "kalbar"),
        ("orang@contoh.id", None, "orang@contoh.id"),
    ],
)
def test_a_channel_is_read_from_a_text(text: str, expected: str | None, rest: str) -> None:
    assert channel_in(text) == expected
    assert without_channel(text) == rest


@pytest.mark.parametrize(
    "wish", [Wish(), Wish("open"), Wish("quiet", "21-6", -1001234567), Wish(channel=-10012345)]
)
def test_a_wish_travels_in_the_topic_of_a_question(wish: Wish) -> None:
    assert Wish.of(wish.topic) == wish
