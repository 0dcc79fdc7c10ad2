"""Figures with the sets of the last region kept at hand: going region by region reads each region only once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from core.figures import Figures
from core.model import Break, FigureSet, Target
from core.region import Region, Regions


class AtHand(Figures):
    """The same figures as those given. Another region's sets take the place of the last one's."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._region: str | None = None
        self._sets: tuple[FigureSet, ...] = ()

    @property
    def version(self) -> str:
        """The name of the version."""
        return self._figures.version

    @property
    def regions(self) -> Regions:
        """Every region that may be asked for."""
        return self._figures.regions

    def sets(self, region: str) -> tuple[FigureSet, ...]:
        """All sets of a region, oldest first."""
        if region != self._region:
            self._region, self._sets = region, self._figures.sets(region)
        return self._sets

    def own_targets(self, region: str) -> tuple[Target, ...]:
        """The region's own targets, oldest first."""
        return self._figures.own_targets(region)

    def breaks(self, region: str) -> tuple[Break, ...]:
        """The breaks in the region's series."""
        return self._figures.breaks(region)

    def known(self) -> tuple[Region, ...]:
        """The regions with figures."""
        return self._figures.known()

    def as_of(self, day: date) -> Figures:
        """What was published by then."""
        return AtHand(self._figures.as_of(day))


def side_by_side(old: Figures, new: Figures) -> Iterator[tuple[str, AtHand, AtHand]]:
    """Every region of either, with both at hand for it: those of the new one in their order, then the rest."""
    before, after = AtHand(old), AtHand(new)
    for region in new.regions:
        yield region.code, before, after
    for region in old.regions:
        if region.code not in new.regions:
            yield region.code, before, after
