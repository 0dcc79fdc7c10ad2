"""Counts of people, exact and fast: whole numbers are taken as such, which a million rows make worth it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from core.quantity import Number, Quantity


class Sum:
    """A sum of counts, an interval where any of them is one."""

    __slots__ = ("_high", "_low", "_shown", "_step", "count")

    def __init__(self, counts: Iterable[Quantity] = ()) -> None:
        self.count = 0
        self._low: Number = 0
        self._high: Number = 0
        self._shown: Number = 0
        self._step = Fraction(0)
        for each in counts:
            self.add(each)

    def add(self, each: Quantity) -> None:
        """One count more."""
        self.count += 1
        low = whole(each.low)
        self._low += low
        if each.high is each.low:
            self._high += low
            self._shown += low
            return
        self._high += whole(each.high)
        self._shown += whole(each.shown)
        self._step = max(self._step, each.step)

    def meets(self, other: Quantity) -> bool:
        """Whether they may come to this."""
        return self._low <= whole(other.high) and whole(other.low) <= self._high

    @property
    def quantity(self) -> Quantity:
        """What they come to."""
        return Quantity(
            Fraction(self._low), Fraction(self._high), Fraction(self._shown), self._step, derived=True
        )


def whole(value: Fraction) -> Number:
    """The same number, as an int where it is whole."""
    return value.numerator if value.denominator == 1 else value


def apart(first: Quantity, second: Quantity) -> bool:
    """Whether no number could be both."""
    return whole(first.low) > whole(second.high) or whole(second.low) > whole(first.high)
