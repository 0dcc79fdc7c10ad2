"""Which regions' figures have grown old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from core.figures import Figures
from core.period import Period, months_between
from core.region import Region

STALE: Final = 12
"""Months after its period's end at which a figure is stale: an office reports at least once a year."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A region with the latest period that it has any figure of."""

    region: Region
    latest: Period


def stale(figures: Figures, today: date, months: int = STALE) -> tuple[Stale, ...]:
    """The regions whose latest figures are that many months old or older, in the order of the official list."""
    latest = ((region, figures.sets(region.code)[-1].period) for region in figures.known())
    return tuple(
        Stale(region, period) for region, period in latest if months_between(period.last_day, today) >= months
    )


def newest(figures: Figures) -> Period | None:
    """The newest period of any region; none where there are no figures."""
    periods = (figures.sets(region.code)[-1].period for region in figures.known())
    return max(periods, key=lambda period: period.last_day, default=None)
