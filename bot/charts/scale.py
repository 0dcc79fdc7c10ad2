"""The axis beneath bars: shares in quarters up to all workers, or numbers of people in round steps."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from bot.charts.frame import Json
from bot.charts.picture import Bars

_QUARTER: Final = Fraction(1, 4)
_LEADING: Final = (1, 2, 5)
_MOST_STEPS: Final = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """From nothing to `top` in steps; `whole` is where all workers end, absent for numbers of people."""

    top: Fraction
    step: Fraction
    format: str
    whole: Fraction | None

    @property
    def steps(self) -> list[Fraction]:
        """The values that are written beneath the bars."""
        return [self.step * number for number in range(int(self.top / self.step) + 1)]

    @property
    def x(self) -> Json:
        """The scale and its axis, as Vega-Lite wants them."""
        return {
            "field": "x",
            "type": "quantitative",
            "scale": {"domain": [0, float(self.top)], "nice": False},
            "axis": {"values": list(map(float, self.steps)), "format": self.format, "grid": False},
        }


def scale_of(picture: Bars) -> Scale:
    """The scale that holds every bar, what it was earlier and every target of a picture."""
    values = [bar.value for bar in picture.bars]
    values += [bar.earlier.share for bar in picture.bars if bar.earlier]
    if picture.people:
        step = _round_step(max(*values, Fraction(1)))
        return Scale(ceil(max(*values, step) / step) * step, step, ",.0f", None)
    highest = max(*values, *(mark.high for bar in picture.bars for mark in bar.marks), Fraction(1))
    return Scale(ceil(highest / _QUARTER) * _QUARTER, _QUARTER, ".0%", Fraction(1))


def _round_step(highest: Fraction) -> Fraction:
    """The smallest of 1, 2, 5, 10, 20 and so on that reaches the highest value in few steps."""
    power = Fraction(1)
    while True:
        for leading in _LEADING:
            if leading * power * _MOST_STEPS >= highest:
                return leading * power
        power *= 10
