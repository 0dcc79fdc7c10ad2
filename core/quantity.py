"""A number together with how precisely it is known.

Press figures come exact ("607.426"), rounded ("31 persen") or not at all, and then follow from others only
as an interval. Arithmetic is on exact fractions; a binary float never enters.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Final, Literal

Number = int | Fraction

_ZERO: Final = Fraction(0)


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
    step: Fraction = _ZERO
    derived: bool = False

    @classmethod
    def exact(cls, value: Number, *, derived: bool = False) -> Quantity:
        """A number without any doubt about its size."""
        value = _fraction(value)
        return cls(value, value, value, _ZERO, derived)

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
        return self.low == self.high

    def meets(self, other: Quantity) -> bool:
        """Whether one number could be both."""
        return self.low <= other.high and other.low <= self.high

    def __sub__(self, other: Quantity) -> Quantity:
        """The difference; exact operands give an exact result, others an interval at the coarser step."""
        low, high = self.low - other.high, self.high - other.low
        if low == high:
            return Quantity.exact(low, derived=True)
        step = max(self.step, other.step)
        return Quantity(low, high, self.shown - other.shown, step, derived=True)

    @property
    def size(self) -> Quantity:
        """The number without its sign."""
        if self.shown >= 0:
            return self
        return Quantity(-self.high, -self.low, -self.shown, self.step, self.derived)


def _fraction(value: Number) -> Fraction:
    """The same number as a fraction; one that is so already is not built again."""
    return value if isinstance(value, Fraction) else Fraction(value)


def roundest(low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """The number with the fewest digits from `low` to `high`, nearest their middle, and its step."""
    middle = (low + high) / 2
    step = Fraction(10) ** len(str(floor(abs(high)) or 1))
    while True:
        shown = half_up(middle / step) * step
        if low <= shown <= high:
            return shown, step
        step /= 10


def half_up(value: Fraction) -> int:
    """The nearest whole number; a half goes away from zero, as Indonesian offices round."""
    return floor(value + Fraction(1, 2)) if value >= 0 else -floor(-value + Fraction(1, 2))


def to_decimal(value: Fraction, places: int) -> Decimal:
    """The value with a fixed number of decimals, rounded half up."""
    return Decimal(half_up(value * 10**places)).scaleb(-places)


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
    low, high = covered.low / workers.high, covered.high / workers.low
    if low == high:
        return Quantity.exact(low, derived=True)
    return Quantity.between(low, high)


def intersect(first: Quantity, second: Quantity) -> Quantity | None:
    """What both say together; nothing where they contradict."""
    low, high = max(first.low, second.low), min(first.high, second.high)
    return None if low > high else Quantity.between(low, high)


def whole_between(low: Fraction, high: Fraction, bounds: Literal["[]", "(]"] = "[]") -> tuple[int, int]:
    """The smallest and the largest whole number from `low` to `high`; "(]" leaves `low` itself out."""
    first = floor(low) + 1 if bounds == "(]" else ceil(low)
    return first, floor(high)
