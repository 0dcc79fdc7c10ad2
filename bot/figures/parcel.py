"""The observations of a file: a few bytes each, made into values as they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final

from bot.figures.layout import BASES, KEY, METRICS, ROW, SEGMENTS, Parcel
from bot.figures.observed import Key, Observation
from core.model import Metric, Note, Source, Stated
from core.period import Period
from core.quantity import Quantity

_REMEMBERED: Final = 65_536
_SHARES: Final = frozenset({METRICS.index(Metric.COVERAGE), METRICS.index(Metric.SHARE)})


class Observations:
    """All observations of a file in the order of its rows; they can be gone through as often as wanted."""

    def __init__(self, parcel: Parcel) -> None:
        self._parcel = parcel

    def __len__(self) -> int:
        """How many there are."""
        return len(self._parcel.rows) // ROW.size

    def __iter__(self) -> Iterator[Observation]:
        """Each of them, made on the way."""
        tables = self._parcel.tables
        regions, periods = tables.regions, [Period.parse(each) for each in tables.periods]
        sources = [Source(*each) for each in tables.sources]
        doubts, notes = (
            [Note(*each) if each else None for each in told] for told in (tables.doubts, tables.notes)
        )
        quantity = _quantities([Fraction(step) for step in tables.steps])
        for row in ROW.iter_unpack(self._parcel.rows):
            region, period, segment, metric, basis, source, doubt, note, value, decimals, step = row
            stated = Stated(
                quantity(value, decimals, step, metric in _SHARES),
                sources[source],
                bool(basis % 2),
                doubts[doubt],
                notes[note],
            )
            yield Observation(
                regions[region],
                periods[period],
                SEGMENTS[segment],
                METRICS[metric],
                BASES[basis // 2],
                stated,
            )

    @property
    def removed(self) -> Iterator[Key]:
        """The keys of figures that are to be taken away."""
        tables = self._parcel.tables
        for region, period, segment, metric, basis in KEY.iter_unpack(self._parcel.removed):
            yield Key(
                tables.regions[region],
                Period.parse(tables.periods[period]),
                BASES[basis // 2],
                SEGMENTS[segment],
                METRICS[metric],
            )


def _quantities(steps: list[Fraction]) -> Callable[[int, int, int, bool], Quantity]:
    """Makes quantities; the same percentages come again and again."""

    @lru_cache(maxsize=_REMEMBERED)
    def quantity(value: int, decimals: int, step: int, percent: bool) -> Quantity:
        unit = 10**decimals * (100 if percent else 1)
        number = Fraction(value, unit)
        if not steps[step]:
            return Quantity.exact(number)
        return Quantity.rounded(number, steps[step] / (100 if percent else 1))

    return quantity
