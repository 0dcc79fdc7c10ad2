"""Periods and days as tables hold them: in one column or several, in words, numbers or a spreadsheet's dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import Final

from bot.figures.fields import Flaw, Said
from bot.figures.headers import Column
from bot.figures.problems import Fault
from bot.figures.spelling import TERMS, normal, said
from bot.figures.tables.rows import Cell
from bot.language.periods import is_year, period_at
from bot.language.vocabulary import INDEX, MONTHS
from bot.language.words import is_number, words
from core.period import Period, Span

_LABELS: Final = frozenset(
    "per posisi periode bulan tahun sampai dengan hingga akhir data s d sd . as of".split()  # noqa: SIM905 - words
)
"""What may stand before a period."""
_MARKS: Final = frozenset("-–—/.,")
_DAYS: Final = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ][\d:.]+)?", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})[ -](?P<month>[a-z]+)[ -](?P<year>\d{4})", re.ASCII),
)
_MONTHS: Final = (
    re.compile(r"(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])", re.ASCII),
    re.compile(r"(?P<month>\d{1,2})[-.](?P<year>20\d\d)", re.ASCII),
)
_UNDATED: Final = frozenset(TERMS["absent"]["undated"])
_KINDS: Final = {Column.SEMESTER: "semester", Column.QUARTER: "triwulan", Column.MONTH: "bulan"}
_NAMES: Final = {str(number): name for name, number in reversed(MONTHS.items())}


class Times:
    """Reads the columns that tell a period, on a day."""

    def __init__(self, today: date) -> None:
        self._today = today

    def __call__(self, told: Said) -> Period | Flaw:
        """The period; where several columns tell one, the shortest, which must lie in the others."""
        cells = {column: cell for column, cell in told.items() if said(cell)}
        if not cells:
            return Flaw(Fault.NO_PERIOD, next(iter(told)))
        year, found = said(cells.get(Column.YEAR, "")), dict[Column, Period]()
        for column, cell in cells.items():
            period = self._period(column, cell, year)
            if isinstance(period, Flaw):
                return period
            found[column] = period
        column, shortest = min(found.items(), key=lambda each: each[1].span.value)
        if all(each.contains(shortest) for each in found.values()):
            return shortest
        return Flaw(Fault.PERIODS_DISAGREE, column, {"text": said(cells[column])})

    def _period(self, column: Column, cell: Cell, year: str) -> Period | Flaw:
        if isinstance(cell, date):
            return Period(cell.year, Span.MONTH, cell.month)
        text = _labelled(column, said(cell))
        found = period_of(text, self._today)
        if found is None and column is not Column.YEAR:
            found = period_of(f"{text} {year}", self._today)
        if found is None:
            yearless = period_of(f"{text} {self._today.year}", self._today)
            fault = Fault.NO_YEAR if yearless else Fault.NOT_A_PERIOD
            return Flaw(fault, column, {"text": said(cell)[:40]})
        return found


def _labelled(column: Column, text: str) -> str:
    """A bare number under "Triwulan" or "Bulan" with what it counts."""
    bare = normal(text).lstrip("0")
    if column is Column.MONTH:
        return _NAMES.get(bare, text)
    return f"{_KINDS[column]} {bare}" if column in _KINDS and bare in INDEX else text


def period_of(text: str, today: date) -> Period | None:
    """The period that a text tells in full, with its year; the month of a day."""
    with suppress(ValueError):
        return Period.parse(text.upper())
    day = day_of(text)
    if day:
        return _month_of(day)
    for form in _MONTHS:
        match = form.fullmatch(text)
        if match and 1 <= int(match["month"]) <= 12:
            return Period(int(match["year"]), Span.MONTH, int(match["month"]))
    orders = (order for typed in (text, text.replace("/", " ")) for order in _orders(words(typed)))
    return next((found for order in orders if (found := _whole(order, today))), None)


def _orders(typed: Sequence[str]) -> Iterator[Sequence[str]]:
    """The words without labels, then with the year at the end, then without marks."""
    first = next((at for at, word in enumerate(typed) if word not in _LABELS), len(typed))
    bare = [word for word in typed[first:] if word not in _MARKS]
    for order in (typed[first:], bare):
        yield order
        if order and is_year(order[0]):
            yield [*(word for word in order[1:] if word not in _LABELS), order[0]]


def _whole(typed: Sequence[str], today: date) -> Period | None:
    """The period that all of the words tell, the month of a day; nothing is relative."""
    if not any(is_number(word) for word in typed):
        return None
    if len(typed) == 3 and typed[1] in MONTHS:
        day = day_of(" ".join(typed))
        return _month_of(day) if day else None
    when = period_at(typed, 0, today)
    return when.period if when and when.end == len(typed) and not when.yearless else None


def day_of(text: str) -> date | None:
    """The day that a text tells: 2024-12-31, 31/12/2024 with the day first, "31 Desember 2024"."""
    for form in _DAYS:
        match = form.fullmatch(text.casefold())
        month = match and (MONTHS.get(match["month"]) or (match["month"].isdigit() and int(match["month"])))
        if match and month:
            with suppress(ValueError):
                return date(int(match["year"]), month, int(match["day"]))
    return None


def _month_of(day: date) -> Period | None:
    """The month of a day in a year that figures could be of."""
    with suppress(ValueError):
        return Period.parse(f"{day:%Y-%m}")
    return None


def published_of(cell: Cell, today: date) -> str | None:
    """A day of publication as sources keep it: a year, a month or a day; empty where it is said to have none."""
    text = said(cell)
    if normal(text) in _UNDATED:
        return ""
    day = day_of(text)
    if day:
        return day.isoformat()
    period = period_of(text, today)
    return str(period) if period and period.span in (Span.YEAR, Span.MONTH) else None
