"""When a broadcast begins, as people write it: "08:00", "2026-12-01 08.00 WIB"."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

_ZONES: Final = {"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura"}
_WHEN: Final = re.compile(
    r"(?:(?P<day>\d{4}-\d{2}-\d{2})[ T]+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:\s*(?P<zone>wib|wita|wit))?",
    re.IGNORECASE,
)


class UnreadableTimeError(ValueError):
    """Not a time to begin at; the message says what would be right."""


def read_time(text: str, now: datetime, zone: tzinfo) -> datetime:
    """The time that is meant, in a zone where the text names none; without a day, the next time it is so late.

    Raises UnreadableTimeError where it cannot be read, or is past.
    """
    found = _WHEN.fullmatch(text.strip())
    if found is None:
        raise UnreadableTimeError(f"{text}: write 08:00 or 2026-12-01 08:00, and WIB, WITA or WIT behind it")
    named = found["zone"]
    zone = ZoneInfo(_ZONES[named.lower()]) if named else zone
    here = now.astimezone(zone)
    try:
        clock = time(int(found["hour"]), int(found["minute"]))
        day = datetime.fromisoformat(found["day"]).date() if found["day"] else here.date()
    except ValueError:
        raise UnreadableTimeError(f"{text}: there is no such day or hour") from None
    at = datetime.combine(day, clock, zone)
    if not found["day"] and at <= here:
        at = datetime.combine(day + timedelta(days=1), clock, zone)
    if at <= here:
        raise UnreadableTimeError(f"{text}: that is past")
    return at
