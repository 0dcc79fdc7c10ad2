"""Dues (iuran) of non-wage workers (BPU) in the lowest income band: rates by month, and the sums they make.

PP 44/2015 (JKK, JKM) and PP 46/2015 (JHT) set the rates; PP 50/2025 halves JKK and JKM for a time for those
who pay themselves, not where APBN or APBD pays. The rates are data (`core/shipped/rates.csv`), in whole rupiah.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import groupby

from core.model import Note, Source
from core.period import Period, month_at
from core.quantity import Quantity

LONGEST = 120
"""Months that a sum runs at most: beyond ten years today's rates say nothing."""


class Programme(Enum):
    """The programmes a non-wage worker may join: JKK and JKM always, JHT if they wish."""

    JKK = "jkk"
    JKM = "jkm"
    JHT = "jht"


class Payer(Enum):
    """Who pays: a government's budget, or the workers themselves."""

    APBD = "apbd"
    SELF = "mandiri"


class Work(Enum):
    """What a rate may depend on: work in transport, or any other."""

    TRANSPORT = "transport"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Rate:
    """What a programme costs one worker a month, in rupiah, from the month `since` to the month `until`.

    `work` and `payer` narrow it to some; where they are absent it holds for all, unless a narrower one does.
    """

    programme: Programme
    work: Work | None
    payer: Payer | None
    since: Period
    until: Period | None
    rupiah: int
    law: str
    source: Source
    note: Note | None = None

    def holds(self, month: Period, payer: Payer, work: Work) -> bool:
        """Whether it is a rate of that month for those who pay and work so."""
        fits = self.payer in (None, payer) and self.work in (None, work)
        return fits and self.since <= month and (self.until is None or month <= self.until)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months in a row with the same rates."""

    first: Period
    months: int
    rates: tuple[Rate, ...]

    @property
    def last(self) -> Period:
        """Its last month."""
        return month_at(self.first.first_month + self.months - 1)

    @property
    def monthly(self) -> int:
        """What one worker costs a month, in rupiah."""
        return sum(rate.rupiah for rate in self.rates)


@dataclass(frozen=True, slots=True)
class Dues:
    """What one worker costs over a number of months, stretch by stretch."""

    stretches: tuple[Stretch, ...]

    @property
    def months(self) -> int:
        """All months together."""
        return sum(stretch.months for stretch in self.stretches)

    @property
    def per_worker(self) -> int:
        """What one worker costs over all months, in rupiah."""
        return sum(stretch.monthly * stretch.months for stretch in self.stretches)

    @property
    def rates(self) -> tuple[Rate, ...]:
        """Every rate used, each once."""
        return tuple(dict.fromkeys(rate for stretch in self.stretches for rate in stretch.rates))

    def of(self, people: Quantity) -> Quantity:
        """What so many people cost over all months, in rupiah; an interval where the people are one."""
        each = self.per_worker
        return Quantity(
            people.low * each, people.high * each, people.shown * each, people.step * each, derived=True
        )

    def affordable(self, rupiah: int) -> int:
        """How many people a sum pays for over all months."""
        return rupiah // self.per_worker


def dues(
    rates: Iterable[Rate],
    programmes: Iterable[Programme],
    payer: Payer,
    work: Work,
    first: Period,
    months: int,
) -> Dues:
    """The dues from a first month on; of `months`, at least one and at most `LONGEST` are counted.

    Raises LookupError for a month before the first rate.
    """
    known, chosen = tuple(rates), tuple(programmes)
    count = min(max(1, months), LONGEST)
    every = [month_at(first.first_month + at) for at in range(count)]
    monthly = [
        (month, tuple(_rate(known, programme, month, payer, work) for programme in chosen)) for month in every
    ]
    return Dues(tuple(_stretches(monthly)))


def known_since(rates: Iterable[Rate], programmes: Iterable[Programme]) -> Period:
    """The first month of which every one of the programmes has a rate. Raises LookupError where one has none."""
    known = tuple(rates)
    begins = [
        min((rate.since for rate in known if rate.programme is programme), default=None)
        for programme in programmes
    ]
    if not begins or None in begins:
        raise LookupError("a programme without a rate")
    return max(begin for begin in begins if begin)


def next_month(today: date) -> Period:
    """The first month that can still be paid for: the one after today's."""
    return month_at(today.year * 12 + today.month)


def _stretches(monthly: list[tuple[Period, tuple[Rate, ...]]]) -> Iterator[Stretch]:
    for rates, group in groupby(monthly, key=lambda each: each[1]):
        months = [month for month, _ in group]
        yield Stretch(months[0], len(months), rates)


def _rate(rates: tuple[Rate, ...], programme: Programme, month: Period, payer: Payer, work: Work) -> Rate:
    """The narrowest rate that holds."""
    fitting = [rate for rate in rates if rate.programme is programme and rate.holds(month, payer, work)]
    if not fitting:
        raise LookupError(f"no rate of {programme.name} for {month}")
    return max(fitting, key=lambda rate: (rate.payer is not None, rate.work is not None, rate.since))
