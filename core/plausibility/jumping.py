"""How far a coverage may move in so many months before somebody should look at it."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from core.plausibility.counting import whole
from core.quantity import Number, Quantity

FINE: Final = 10_000
"""Hundredths of a percent in all."""

_LEAP: Final = 500
"""In hundredths of a persen poin. One programme paid from a budget raised Kalimantan Barat by 3.98 persen poin in
2023: five may come at once."""

_LEAP_A_MONTH: Final = 50
"""Half a persen poin a month: twice what the RPJMN 2025–2029 plans (11.77 in 48 months)."""

_FIFTIETHS: Final = 50
_FACTOR: Final = 60
_FACTOR_A_MONTH: Final = 1
"""The covered may grow or shrink by a fifth at once, and by a fiftieth more with each month."""

_FEW: Final = 1000
"""Fewer people than these come and go with one village or one employer."""


def leaps(before: Quantity, after: Quantity, months: int) -> bool:
    """Whether a share moved further than so many months explain, however it was rounded."""
    if not may_leap(floored(before.shown), floored(after.shown), months):
        return False
    bound = Fraction(_LEAP + _LEAP_A_MONTH * months, FINE)
    return after.low - before.high > bound or before.low - after.high > bound


def may_leap(before: int, after: int, months: int) -> bool:
    """Whether it may be so, by the whole hundredths of a persen poin."""
    return abs(after - before) >= _LEAP + _LEAP_A_MONTH * months


def floored(share: Fraction) -> int:
    """The whole hundredths of a percent in a share."""
    return share.numerator * FINE // share.denominator


def multiplies(before: Quantity, after: Quantity, months: int) -> bool:
    """Whether the people became more, or fewer, by a greater factor than so many months explain."""
    rises = whole(after.shown) > whole(before.shown)
    small, large = (before, after) if rises else (after, before)
    return is_multiple(whole(small.high), whole(large.low), months)


def is_multiple(small: Number, large: Number, months: int) -> bool:
    """Whether one count is so much greater than the other."""
    factor = _FACTOR + _FACTOR_A_MONTH * months
    return large - small > _FEW and large * _FIFTIETHS > small * factor
