"""Periods as Indonesians type them: 2024, feb 24, TW III 2025, triwulan tiga, semester I 2025, tahun lalu.

What is said without a year, and what is relative, is settled by the day of the question: the latest such
period that has begun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.language import vocabulary as v
from core.period import Period, Span

_YEAR: Final = re.compile(r"(?:19[89]\d|20[0-6]\d)\Z", re.ASCII)
_SHORT_YEAR: Final = re.compile(r"[12]\d\Z", re.ASCII)
_DATE: Final = re.compile(r"\d{1,2}/(\d{1,2})/((?:20)?\d\d)\Z", re.ASCII)
_MONTH_AND_YEAR: Final = re.compile(r"(\d{1,2})/(20\d\d)\Z", re.ASCII)
_YEAR_RANGE: Final = re.compile(r"(20\d\d)/(20\d\d)\Z", re.ASCII)
_NEWEST: Final = frozenset({"terbaru", "terkini", "sekarang"})
_AGO: Final = frozenset({"lalu", "kemarin", "kemaren", "sebelumnya", "sblmnya", "sebelum"})
_AFTER: Final = frozenset({"setelahnya", "sesudahnya", "berikutnya"})


@dataclass(frozen=True, slots=True)
class When:
    """A period at words[start:end]; None for the newest there is. `yearless` where its year was not said.

    `beside` is -1 or 1 where it is the year before or after another, `impossible` where there is
    no such period ("TW9").
    """

    start: int
    end: int
    period: Period | None
    yearless: bool = False
    beside: int = 0
    impossible: bool = False


def is_year(word: str) -> bool:
    """Whether a word is a year that figures could be of."""
    return bool(_YEAR.match(word))


def period_at(words: Sequence[str], start: int, today: date) -> When | None:
    """The period that begins at a word."""
    word = words[start]
    if is_year(word):
        return _year(words, start)
    monthly = _MONTH_AND_YEAR.match(word)
    if monthly:
        return _numbered_month(start, start + 1, monthly[2], monthly[1])
    dated = _DATE.match(word)
    if dated and 1 <= int(dated[1]) <= 12:
        return When(start, start + 1, Period(_full(dated[2]), Span.MONTH, int(dated[1])))
    if word in v.MONTHS:
        return _month(words, start, today)
    if word in v.SPANS:
        return _span(words, start, today)
    if word in ("tahun", "bulan", "setahun") and start + 1 < len(words):
        return _relative(words, start, today)
    return When(start, start + 1, None) if word in _NEWEST else None


def _year(words: Sequence[str], start: int) -> When:
    """A year, or a month as in "2023-02"."""
    month = words[start + 2] if start + 2 < len(words) and words[start + 1] == "-" else ""
    if len(month) == 2 and month.isdigit():
        return _numbered_month(start, start + 3, words[start], month)
    return When(start, start + 1, Period(int(words[start])))


def _numbered_month(start: int, end: int, year: str, month: str) -> When:
    if not 1 <= int(month) <= 12:
        return When(start, end, None, impossible=True)
    return When(start, end, Period(int(year), Span.MONTH, int(month)))


def _month(words: Sequence[str], start: int, today: date) -> When | None:
    index = v.MONTHS[words[start]]
    year, end = _year_after(words, start + 1)
    if year is None and words[start] in (
        "mar",
        "mei",
        "may",
        "sep",
        "des",
        "jan",
        "jun",
        "jul",
        "agu",
        "ags",
    ):
        before = words[start - 1] if start else ""
        if before not in ("bulan", "per", "posisi", "pada") and not before.isdigit():
            return None if words[start] in ("mar", "may") else _yearless(start, end, Span.MONTH, index, today)
    if year is None:
        return _yearless(start, end, Span.MONTH, index, today)
    return When(start, end, Period(year, Span.MONTH, index))


def _span(words: Sequence[str], start: int, today: date) -> When | None:
    at = start + 1
    if at < len(words) and words[at] in ("ke", "-"):
        at += 1
    span = v.SPANS[words[start]]
    index = v.INDEX.get(words[at], 0) if at < len(words) else 0
    if not 1 <= index <= 12 // span.value:
        numbered = at < len(words) and (words[at].isdigit() or words[at] in v.INDEX)
        return When(start, at + 1, None, impossible=True) if numbered else None
    year, end = _year_after(words, at + 1)
    return When(start, end, Period(year, span, index)) if year else _yearless(start, end, span, index, today)


def _year_after(words: Sequence[str], at: int) -> tuple[int | None, int]:
    """The year behind a month or quarter, "2025", "thn 2025" or "25", and where it ends."""
    behind = at + 1 if at < len(words) and words[at] in ("tahun", "-", "/") else at
    if behind < len(words):
        word = words[behind]
        if is_year(word):
            return int(word), behind + 1
        if behind == at and _SHORT_YEAR.match(word) and not _has_unit(words, behind + 1):
            return 2000 + int(word), behind + 1
    return None, at


def _has_unit(words: Sequence[str], at: int) -> bool:
    return at < len(words) and (words[at] in v.SCALES or words[at] in ("%", "persen", "orang", "pekerja"))


def _yearless(start: int, end: int, span: Span, index: int, today: date) -> When:
    period = Period(today.year, span, index)
    if period.first_month > today.year * 12 + today.month - 1:
        period = Period(today.year - 1, span, index)
    return When(start, end, period, yearless=True)


def _relative(words: Sequence[str], start: int, today: date) -> When | None:
    unit, which = words[start].removeprefix("se"), words[start + 1]
    if words[start] == "setahun" and which not in _AGO | _AFTER:
        return None
    year, month = today.year, today.month
    if which == "berjalan" or which == "ini":
        period = Period(year) if unit == "tahun" else Period(year, Span.MONTH, month)
        return When(start, start + 2, period)
    if which in _AGO:
        if unit == "tahun":
            return When(start, start + 2, Period(year - 1), beside=-which.startswith(("sebelum", "sblm")))
        month0 = year * 12 + month - 2
        return When(start, start + 2, Period(month0 // 12, Span.MONTH, month0 % 12 + 1))
    if which in _AFTER and unit == "tahun":
        return When(start, start + 2, Period(year + 1), beside=1)
    if which == "depan" and unit == "tahun":
        return When(start, start + 2, Period(year + 1))
    return None


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def years_of(word: str) -> tuple[int, int] | None:
    """The two years of "2022/2024"."""
    found = _YEAR_RANGE.match(word)
    return (int(found[1]), int(found[2])) if found else None
