"""The common ground of a comparison, and the figures that are chosen to stand on it.

Figures may stand side by side on one known basis, or, where no source names its denominator, within one
publication. Of those the nearest in time to each other are taken.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from core.figures import Figures
from core.model import Basis, Completeness
from core.period import Period
from core.side import Ground, Side, best, own_breaks


def common_ground(pools: Sequence[Sequence[Side]]) -> Ground | None:
    """What most sides can stand on, at least two of them; the basis of eligible workers where several tie."""
    tally = Counter(ground for sides in pools for ground in {each for side in sides for each in side.grounds})
    shared = [ground for ground, count in tally.items() if count > 1]
    return max(shared, key=lambda ground: (tally[ground], *_preference(ground)), default=None)


def chosen(
    figures: Figures, pools: Sequence[Sequence[Side]], ground: Ground | None
) -> tuple[Side | None, ...]:
    """A figure for each side: those on the common ground near to each other, the others by themselves."""
    fitting = [[side for side in sides if ground in side.grounds] for sides in pools]
    if ground is None and any(sides and not any(side.tells for side in sides) for sides in pools):
        fitting = [[side for side in sides if side.people] for sides in pools]
    nearest = iter(_near(figures, [sides for sides in fitting if sides]))
    return tuple(next(nearest) if fit else best(sides) for fit, sides in zip(fitting, pools, strict=True))


def _preference(ground: Ground) -> tuple[int, str]:
    if isinstance(ground, Basis):
        return (2 if ground is Basis.ELIGIBLE else 1), ""
    return 0, f"{ground.published} {ground.key}"


def _near(figures: Figures, fitting: Sequence[Sequence[Side]]) -> tuple[Side, ...]:
    """Of each side's figures one, of periods near to each other; where periods were asked for, just the best.

    For every month in which there is a figure the nearest ones are looked at, those of the newest month first.
    """
    if len({sides[0].asked.period for sides in fitting}) != 1:
        return tuple(side for side in map(best, fitting) if side)
    rows = [_Row(sides) for sides in fitting]
    found: tuple[Side, ...] = ()
    highest: Harmony | None = None
    for month in sorted({month for row in rows for month in row.months}, reverse=True):
        if highest and _is_final(highest, rows, month):
            break
        choice = tuple(row.nearest(month) for row in rows)
        harmony = _harmony(figures, choice)
        if highest is None or harmony >= highest:
            found, highest = choice, harmony
    return found


class _Row:
    """The figures of one side, oldest first."""

    def __init__(self, sides: Sequence[Side]) -> None:
        self._sides = sides
        self.periods = [side.period for side in sides if side.period]
        self.months = [period.last_month for period in self.periods]
        self._standings = [(side.standing.completeness, not side.standing.doubtful) for side in sides]
        self.fullest = max(level for level, _ in self._standings)

    def nearest(self, month: int) -> Side:
        """The best figure within a year of a month; where there is none, within two years, and so on."""
        first, end = bisect_left(self.months, month - 11), bisect_left(self.months, month + 12)
        near = range(first, end) or range(len(self.months))
        return self._sides[max(near, key=lambda at: self._nearness(month, at))]

    def _nearness(self, month: int, at: int) -> tuple[int, tuple[Completeness, bool], int, Period]:
        months = abs(self.months[at] - month)
        return -(months // 12), self._standings[at], -months, self.periods[at]

    def reach(self, month: int) -> int:
        """The last month of which a figure could be the nearest to that month or to an older one."""
        after = bisect_right(self.months, month)
        return self.months[min(after, len(self.months) - 1)] + 11


Harmony = tuple[int, Completeness, bool, bool, Period, int]
"""Within a year of each other, then complete, sound, across no break, new, and as near as can be."""


def _harmony(figures: Figures, sides: Sequence[Side]) -> Harmony:
    periods = [side.period for side in sides if side.period]
    months = max(periods).last_month - min(periods).last_month
    level = min(*(side.standing.completeness for side in sides), Completeness.PARTS)
    sound = not any(side.standing.doubtful for side in sides)
    whole = not any(own_breaks(figures, side, periods) for side in sides)
    return -(months // 12), level, sound, whole, min(periods), -months


def _is_final(harmony: Harmony, rows: Sequence[_Row], month: int) -> bool:
    """Whether no choice near that month or an older one is in greater harmony."""
    *matching, oldest, months = harmony
    level = min(*(row.fullest for row in rows), Completeness.PARTS)
    if matching != [0, level, True, True]:
        return False
    newest = min(row.periods[-1] for row in rows)
    return (oldest == newest and months == 0) or oldest.last_month > min(row.reach(month) for row in rows)
