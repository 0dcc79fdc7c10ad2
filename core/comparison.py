"""Figures side by side: what is chosen to stand there, and what may be subtracted from what.

Two shares are subtracted only where their denominators count the same people: on one known basis, or, where
no source names its denominator, within one publication. Between two periods of a region no break may lie.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import pairwise

from core.figures import Figures
from core.ground import chosen, common_ground
from core.model import Basis, Break
from core.period import Period
from core.quantity import Quantity
from core.side import Asked, Ground, Side, own_breaks, pool


class Obstacle(Enum):
    """Why two figures are not subtracted."""

    NO_FIGURE = "no figure"
    NO_SHARE = "no share"
    BREAK = "break"
    BASIS_UNKNOWN = "basis unknown"
    OTHER_BASIS = "other basis"


@dataclass(frozen=True, slots=True)
class Difference:
    """`first` less `second`: `points` as a share, absent where only people can be compared; `people`."""

    first: Side
    second: Side
    points: Quantity | None
    people: Quantity | None

    @property
    def decided(self) -> bool:
        """Whether it is certain, for all rounding, which of the two is higher."""
        pair = (
            (self.first.share, self.second.share) if self.points else (self.first.people, self.second.people)
        )
        first, second = pair
        if first is None or second is None:
            return False
        return surely_above(first, second) or surely_above(second, first)


@dataclass(frozen=True, slots=True)
class Refused:
    """Two sides that are only listed, and why; `found` is the break between them."""

    first: Side
    second: Side
    obstacle: Obstacle
    found: Break | None = None


Pair = Difference | Refused


@dataclass(frozen=True, slots=True)
class ComparisonAnswer:
    """The sides, highest first (a series of periods: oldest first), and each pair of interest.

    A pair is the highest with another; in a series, a period with the one before. `breaks` are breaks in a
    region's own series that make it count differently from the others; `ground` is what is shared.
    """

    sides: tuple[Side, ...]
    pairs: tuple[Pair, ...]
    ground: Ground | None
    series: bool
    breaks: tuple[Break, ...]
    as_of: date

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The pairs that were subtracted."""
        return tuple(pair for pair in self.pairs if isinstance(pair, Difference))

    @property
    def refused(self) -> tuple[Refused, ...]:
        """The pairs that were not."""
        return tuple(pair for pair in self.pairs if isinstance(pair, Refused))


def answer_comparison(
    figures: Figures, asked: Sequence[Asked], today: date, *, uncovered: bool = False
) -> ComparisonAnswer:
    """The sides on the ground that most of them share, of periods as near to each other as there are."""
    pools = [pool(figures, each, uncovered=uncovered) for each in asked]
    ground = common_ground(pools)
    sides = chosen(figures, pools, ground)
    whole = [each or Side(one, uncovered=uncovered) for each, one in zip(sides, asked, strict=True)]
    series = len({(each.region, each.segment) for each in asked}) == 1
    whole = _in_order(whole, ground, series=series)
    pairs = list(pairwise(whole)) if series else [(whole[0], each) for each in whole[1:]]
    found = tuple(compared(figures, *pair) for pair in pairs)
    breaks = () if series else _breaks(figures, found)
    return ComparisonAnswer(tuple(whole), found, ground, series, breaks, today)


def compared(figures: Figures, first: Side, second: Side) -> Pair:
    """The difference of two sides, or the reason why there is none.

    Where one of them has no share, people are compared with people.
    """
    if first.coverage is None or second.coverage is None:
        return Refused(first, second, Obstacle.NO_FIGURE)
    found = _break_between(figures, first, second)
    if found:
        return Refused(first, second, Obstacle.BREAK, found)
    people = first.people - second.people if first.people and second.people else None
    if first.share is None or second.share is None:
        known = people is not None
        return Difference(first, second, None, people) if known else Refused(first, second, Obstacle.NO_SHARE)
    if not first.grounds & second.grounds:
        unknown = Basis.UNKNOWN in (first.basis, second.basis)
        return Refused(first, second, Obstacle.BASIS_UNKNOWN if unknown else Obstacle.OTHER_BASIS)
    return Difference(first, second, first.share - second.share, people)


def surely_above(first: Quantity, second: Quantity) -> bool:
    """Whether the first number is greater however both were rounded.

    Two roundings that only touch (31 and 32 percent at 31,5) are never equal: half goes up.
    """
    rounded = first.step > 0 and second.step > 0 and not (first.derived or second.derived)
    return first.low > second.high or (rounded and first.low == second.high)


def _in_order(sides: Sequence[Side], ground: Ground | None, *, series: bool) -> list[Side]:
    """A series by its periods; else the highest first of those that are compared, the others as asked."""
    if series:
        return sorted(sides, key=lambda side: side.period or side.asked.period or _LONG_AGO)
    counted = ground is None and any(side.coverage and not side.share for side in sides)
    return sorted(sides, key=lambda side: _standing(side.people if counted else _on(side, ground)))


def _on(side: Side, ground: Ground | None) -> Quantity | None:
    return side.share if ground in side.grounds else None


def _standing(value: Quantity | None) -> tuple[bool, Fraction]:
    return value is None, -value.shown if value else Fraction(0)


def _break_between(figures: Figures, first: Side, second: Side) -> Break | None:
    region, basis = first.asked.region, first.basis
    if (region, basis) != (second.asked.region, second.basis) or not (first.period and second.period):
        return None
    return figures.broken(region, basis, first.period, second.period)


def _breaks(figures: Figures, pairs: Iterable[Pair]) -> tuple[Break, ...]:
    subtracted = [pair for pair in pairs if isinstance(pair, Difference) and pair.points]
    sides = [side for pair in subtracted for side in (pair.first, pair.second)]
    periods = [side.period for side in sides if side.period]
    return tuple(dict.fromkeys(each for side in sides for each in own_breaks(figures, side, periods)))


_LONG_AGO = Period(1)
