"""The span of time a figure speaks of: a year, a semester, a quarter or a month."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import total_ordering


class Span(Enum):
    """The lengths in which offices report, by their number of months."""

    YEAR = 12
    SEMESTER = 6
    QUARTER = 3
    MONTH = 1

    __hash__ = object.__hash__  # each member is itself only; the name's hash, which Enum takes, is slow


_WRITTEN = re.compile(r"(?P<year>\d{4})(?:-(?:S(?P<semester>[12])|Q(?P<quarter>[1-4])|(?P<month>\d\d)))?\Z")


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """One reporting period; `index` counts from 1 within the year, the months from year 0.

    Sorted by its end, and where two end together the shorter one is later: a figure of December tells
    more of the year's end than the year's own figure.
    """

    year: int
    span: Span = Span.YEAR
    index: int = 1
    first_month: int = field(init=False, repr=False, compare=False)
    last_month: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a 13th month, and count the months from year 0 once: every choice by time asks for them."""
        length = self.span.value
        if not 1 <= self.index <= 12 // length:
            raise ValueError(f"no {self.span.name.lower()} number {self.index} in a year")
        first = self.year * 12 + (self.index - 1) * length
        object.__setattr__(self, "first_month", first)
        object.__setattr__(self, "last_month", first + length - 1)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read "2024", "2024-S1", "2024-Q3" or "2024-02". Raises ValueError for anything else."""
        match = _WRITTEN.match(text)
        if match is None:
            raise ValueError(f"not a period: {text!r} (2024, 2024-S1, 2024-Q3 or 2024-02)")
        year = int(match["year"])
        if not 1900 <= year < 2200:
            raise ValueError(f"no year that figures could be of: {year}")
        for span in (Span.SEMESTER, Span.QUARTER, Span.MONTH):
            if match[span.name.lower()]:
                return cls(year, span, int(match[span.name.lower()]))
        return cls(year)

    @property
    def last_day(self) -> date:
        """The last day of the period."""
        year, month = divmod(self.last_month + 1, 12)
        return date.fromordinal(date(year, month + 1, 1).toordinal() - 1)

    def contains(self, other: Period) -> bool:
        """Whether the other period lies wholly within this one."""
        return self.first_month <= other.first_month and other.last_month <= self.last_month

    def __lt__(self, other: Period) -> bool:
        """Earlier: ends earlier, or ends together and is longer."""
        return (self.last_month, self.first_month) < (other.last_month, other.first_month)

    def __le__(self, other: Period) -> bool:
        """As `__lt__`, or the same: said here, because the one derived from it takes three times as long."""
        return (self.last_month, self.first_month) <= (other.last_month, other.first_month)

    def __str__(self) -> str:
        """The way `parse` reads it."""
        match self.span:
            case Span.YEAR:
                return f"{self.year}"
            case Span.SEMESTER:
                return f"{self.year}-S{self.index}"
            case Span.QUARTER:
                return f"{self.year}-Q{self.index}"
            case Span.MONTH:
                return f"{self.year}-{self.index:02}"


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another; 0 where `later` is not later."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return max(0, months - (later.day < earlier.day))


def month_at(months: int) -> Period:
    """The month that stands so many months after January of year 0."""
    year, index = divmod(months, 12)
    return Period(year, Span.MONTH, index + 1)
