"""A number together with how precisely it is known.

Press figures come exact ("607.426"), rounded ("31 persen") or not at all, and then follow from others only
as an interval. Arithmetic is on exact fractions; a binary float never enters.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, lcm
from typing import Final

Number = int | Fraction
_NOTHING: Final = Fraction(0)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count of people or a share (1 = all), somewhere from `low` to `high`, both included.

    `shown` is the one number to tell people and `step` its resolution: 0 where the number is exact, a
    hundredth of a percent (1/10000) for a share printed with two decimals, 1000 for "573 ribu".
    `derived` says that no source states the number.
    """

    low: Fraction
    high: Fraction
    shown: Fraction
    step: Fraction = _NOTHING
    derived: bool = False

    @classmethod
    def exact(cls, value: Number, *, derived: bool = False) -> Quantity:
        """A number without any doubt about its size."""
        value = _fraction(value)
        return cls(value, value, value, _NOTHING, derived)

    @classmethod
    def rounded(cls, value: Number, step: Number) -> Quantity:
        """A number that its source rounded to a multiple of `step`, half up."""
        value, step = _fraction(value), _fraction(step)
        half = step / 2
        return cls(value - half, value + half, value, step)

    @classmethod
    def between(cls, low: Number, high: Number) -> Quantity:
        """A number known only by its bounds; the roundest one between them is shown.

        Raises ValueError where `low` is above `high`: then the facts it was derived from contradict.
        """
        if low > high:
            raise ValueError(f"empty interval: {low} > {high}")
        if low == high:
            return cls.exact(low, derived=True)
        shown, step = roundest(Fraction(low), Fraction(high))
        return cls(Fraction(low), Fraction(high), shown, step, derived=True)

    @property
    def is_exact(self) -> bool:
        """Whether the number is known to the last digit."""
        return self.low is self.high or self.low == self.high

    def meets(self, other: Quantity) -> bool:
        """Whether one number could be both."""
        return self.low <= other.high and other.low <= self.high

    def __sub__(self, other: Quantity) -> Quantity:
        """The difference; exact operands give an exact result, others an interval at the coarser step."""
        if self.is_exact and other.is_exact:
            return Quantity.exact(self.low - other.low, derived=True)
        low, high = self.low - other.high, self.high - other.low
        step = max(self.step, other.step)
        return Quantity(low, high, self.shown - other.shown, step, derived=True)

    @property
    def size(self) -> Quantity:
        """The number without its sign."""
        if self.shown >= 0:
            return self
        return Quantity(-self.high, -self.low, -self.shown, self.step, self.derived)


def _fraction(value: Number) -> Fraction:
    """The same number; one that is a fraction already is not built again, which is half the work."""
    return value if isinstance(value, Fraction) else Fraction(value)


def roundest(low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """The number with the fewest digits from `low` to `high`, nearest their middle, and its step."""
    scale = lcm(low.denominator, high.denominator)
    first, last = scale // low.denominator * low.numerator, scale // high.denominator * high.numerator
    step = scale * 10 ** len(str(floor(abs(high)) or 1))
    while True:
        # all in whole numbers, of which `scale` make one
        shown = _nearest(first + last, 2 * step) * step
        if first <= shown <= last:
            return Fraction(shown, scale), Fraction(step, scale)
        if step % 10:
            first, last, scale, step = 10 * first, 10 * last, 10 * scale, 10 * step
        step //= 10


def half_up(value: Fraction) -> int:
    """The nearest whole number; a half goes away from zero, as Indonesian offices round."""
    return _nearest(value.numerator, value.denominator)


def half_up_at(value: Fraction, places: int) -> int:
    """The digits of the value with so many decimals, rounded as `half_up` does."""
    return _nearest(value.numerator * 10**places, value.denominator)


def _nearest(numerator: int, denominator: int) -> int:
    if numerator < 0:
        return -((denominator - 2 * numerator) // (2 * denominator))
    return (2 * numerator + denominator) // (2 * denominator)


def to_decimal(value: Fraction, places: int) -> Decimal:
    """The value with a fixed number of decimals, rounded half up."""
    return Decimal(half_up_at(value, places)).scaleb(-places)


def parse_decimal(text: str) -> Fraction:
    """A plain decimal ("36.47") as an exact fraction. Raises ValueError for anything else."""
    try:
        value = Decimal(text)
    except ArithmeticError:
        raise ValueError(f"not a decimal number: {text!r}") from None
    if not value.is_finite():
        raise ValueError(f"not a finite number: {text!r}")
    return Fraction(value)


def divide(covered: Quantity, workers: Quantity) -> Quantity | None:
    """The share of `covered` among `workers`; nothing where there may be no workers at all."""
    if workers.low <= 0:
        return None
    if covered.is_exact and workers.is_exact:
        return Quantity.exact(covered.low / workers.low, derived=True)
    return Quantity.between(covered.low / workers.high, covered.high / workers.low)


def ceil_of(share: Fraction, count: Fraction) -> int:
    """The whole number that a share of a count comes to, rounded up."""
    return -(-share.numerator * count.numerator // (share.denominator * count.denominator))


def intersect(first: Quantity, second: Quantity) -> Quantity | None:
    """What both say together; nothing where they contradict."""
    low, high = max(first.low, second.low), min(first.high, second.high)
    return None if low > high else Quantity.between(low, high)


def whole_between(low: Fraction, high: Fraction) -> tuple[int, int]:
    """The smallest and the largest whole number from `low` to `high`."""
    return ceil(low), floor(high)
