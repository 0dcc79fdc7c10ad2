"""Made-up observations by the million, always the same: every region, month after month, in all five segments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from core.model import Basis, Metric, Segment, Source, Stated
from core.packed import Observation
from core.period import Period, Span
from core.quantity import Quantity
from core.shipped import shipped

Numbers = Callable[[int, int], Mapping[Metric, Quantity]]
"""What is stated of so many covered among so many workers."""


def months(first: int, last: int) -> tuple[Period, ...]:
    """The months from the first year to the last."""
    return tuple(Period(year, Span.MONTH, month) for year in range(first, last + 1) for month in range(1, 13))


def whole(covered: int, workers: int) -> Mapping[Metric, Quantity]:
    """All that an office reports: such figures answer."""
    share = Fraction(covered * 10_000 // workers, 10_000)
    return {
        Metric.COVERED: Quantity.exact(covered),
        Metric.WORKERS: Quantity.exact(workers),
        Metric.COVERAGE: Quantity.rounded(share, Fraction(1, 10_000)),
    }


def silent(_covered: int, workers: int) -> Mapping[Metric, Quantity]:
    """Nothing of the covered: such figures answer no question, and are only in the way."""
    return {
        Metric.WORKERS: Quantity.exact(workers),
        Metric.SHARE: Quantity.rounded(Fraction(workers % 100, 100), Fraction(1, 100)),
    }


def observations(periods: Sequence[Period], numbers: Numbers) -> Iterator[Observation]:
    """The observations; those of a month are the same whatever other months there are."""
    for at, region in enumerate(shipped().regions):
        for period in periods:
            source = _SOURCES[period.year]
            for segment, place in _PLACES.items():
                seed = (at * 7919 + period.last_month * 104_729 + place * 1_299_709) % 2_147_483_647
                workers = 50_000 + seed % 900_000
                for metric, quantity in numbers(workers * (20 + seed % 61) // 100, workers).items():
                    stated = Stated(quantity, source)
                    yield Observation(region.code, period, segment, metric, Basis.ELIGIBLE, stated)


_PLACES: Final = {segment: place for place, segment in enumerate(Segment)}
_SOURCES: Final = {
    year: Source(
        f"g{year}", "Publisher", f"Report {year}", f"{year + 1}-01-10", f"https://example.org/{year}"
    )
    for year in range(2001, 2026)
}
