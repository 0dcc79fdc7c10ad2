"""When a broadcast begins, as people write it: "08:00", "besok 08.00", "25 Des 2026 08.00 WITA"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from bot.language.vocabulary import MONTHS

_ZONES: Final = {"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura"}
_DAYS: Final = {"hari ini": 0, "today": 0, "besok": 1, "tomorrow": 1, "lusa": 2}
_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_WHEN: Final = re.compile(
    rf"(?:(?:(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})|(?P<near>{'|'.join(_DAYS)})"
    rf"|(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})\.?(?:\s+(?P<year>\d{{4}}))?)(?:[ T]|,\s)\s*)?"
    r"(?:(?:pukul|jam|at)\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:\s*(?P<zone>wib|wita|wit))?",
    re.IGNORECASE,
)


class UnreadableTimeError(ValueError):
    """Not a time to begin at; the message says what would be right."""


class PastTimeError(UnreadableTimeError):
    """A time that is over."""


def read_time(text: str, now: datetime, zone: tzinfo) -> datetime:
    """The time that is meant, in a zone where the text names none; without a day, the next time it is so late.

    A day without a year is the next one. Raises UnreadableTimeError where it cannot be read, and PastTimeError
    where it is over.
    """
    found = _WHEN.fullmatch(text.strip())
    if found is None:
        raise UnreadableTimeError(f"{text}: write 08:00 or 2026-12-01 08:00, and WIB, WITA or WIT behind it")
    named = found["zone"]
    zone = ZoneInfo(_ZONES[named.lower()]) if named else zone
    here = now.astimezone(zone)
    try:
        clock = time(int(found["hour"]), int(found["minute"]))
        day = _day(found, here.date())
    except ValueError:
        raise UnreadableTimeError(f"{text}: there is no such day or hour") from None
    at = datetime.combine(day or here.date(), clock, zone)
    if day is None and at <= here:
        at = datetime.combine(here.date() + timedelta(days=1), clock, zone)
    if at <= here:
        raise PastTimeError(f"{text}: that is past")
    return at


def _day(found: re.Match[str], today: date) -> date | None:
    """The day that is named; None where none is. Raises ValueError where there is no such day."""
    if found["iso"]:
        return date.fromisoformat(found["iso"])
    if found["near"]:
        return today + timedelta(days=_DAYS[found["near"].lower()])
    if not found["day"]:
        return None
    month, number = MONTHS[found["month"].lower()], int(found["day"])
    if found["year"]:
        return date(int(found["year"]), month, number)
    day = date(today.year, month, number)
    return day if day >= today else date(today.year + 1, month, number)
