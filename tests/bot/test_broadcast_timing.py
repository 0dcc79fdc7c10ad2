"""The hour at which a broadcast begins."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.broadcast.timing import UnreadableTimeError, read_time

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
"""12:00 in Pontianak."""

PONTIANAK = ZoneInfo("Asia/Pontianak")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15:00", "2026-11-22 15:00 +0700"),
        ("15.00", "2026-11-22 15:00 +0700"),
        ("8:05", "2026-11-23 08:05 +0700"),
        ("2026-12-01 08:00", "2026-12-01 08:00 +0700"),
        ("2026-12-01T08:00", "2026-12-01 08:00 +0700"),
        ("13:00 WITA", "2026-11-23 13:00 +0800"),
        ("13.30 wita", "2026-11-22 13:30 +0800"),
        ("2026-12-01 08:00 WIT", "2026-12-01 08:00 +0900"),
        ("besok 08.00", "2026-11-23 08:00 +0700"),
        ("besok pukul 08.00 WITA", "2026-11-23 08:00 +0800"),
        ("lusa 8.00", "2026-11-24 08:00 +0700"),
        ("tomorrow 08:00", "2026-11-23 08:00 +0700"),
        ("25 Des 2026 08.00 WITA", "2026-12-25 08:00 +0800"),
        ("25 Desember, 08.00", "2026-12-25 08:00 +0700"),
        ("3 Jan 08.00", "2027-01-03 08:00 +0700"),
    ],
)
def test_an_hour_is_today_or_tomorrow_and_in_the_zone_it_names(text: str, expected: str) -> None:
    assert f"{read_time(text, NOON, PONTIANAK):%Y-%m-%d %H:%M %z}" == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("besok", "write 08:00 or 2026-12-01 08:00"),
        ("25:00", "there is no such day or hour"),
        ("2026-02-30 08:00", "there is no such day or hour"),
        ("2026-11-22 11:59", "that is past"),
        ("hari ini 08.00", "that is past"),
        ("31 Feb 2027 08.00", "there is no such day or hour"),
    ],
)
def test_what_is_no_time_to_come_is_refused(text: str, told: str) -> None:
    with pytest.raises(UnreadableTimeError, match=told):
        read_time(text, NOON, PONTIANAK)
