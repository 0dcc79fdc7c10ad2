"""A version as it was on an earlier day: the same rows, without what was published later."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial
from typing import Final

from core.figures import Figures
from core.model import Break, FigureSet, Target
from core.packed.content import Content
from core.packed.outline import Outline
from core.packed.standing import standings, weighed
from core.region import Region, Regions

_HELD: Final = 64
"""How many regions' sets are kept for the next question."""


class Past(Figures):
    """What was published by a day; it answers by looking through a region's sets."""

    def __init__(self, regions: Regions, version: str, content: Content, outline: Outline, day: date) -> None:
        self._regions = regions
        self._whole = version
        self._content = content
        self._outline = outline
        self._day = day
        self._hidden = bytes(each.source.published_by > day for each in content.origins)
        self._doubted = bytes(each.doubt is not None for each in content.origins)
        self._targets = [each for each in content.targets if each.source.published_by <= day]
        self._breaks = [each for each in content.breaks if each.source.published_by <= day]
        self._sets = lru_cache(_HELD)(self._seen)

    @property
    def version(self) -> str:
        """The version's own name and what of it is visible, as a digest."""
        visible = f"{self._whole} {self._hidden.hex()} {len(self._targets)} {len(self._breaks)}"
        return hashlib.sha256(visible.encode()).hexdigest()[:12]

    @property
    def regions(self) -> Regions:
        """The official list."""
        return self._regions

    def sets(self, region: str) -> tuple[FigureSet, ...]:
        """The sets of a region of which anything had been published, oldest first."""
        return self._sets(region)

    def own_targets(self, region: str) -> tuple[Target, ...]:
        """The region's own targets, oldest first."""
        return tuple(target for target in self._targets if target.region == region)

    def breaks(self, region: str) -> tuple[Break, ...]:
        """The breaks in the region's series."""
        return tuple(found for found in self._breaks if found.region == region)

    def known(self) -> tuple[Region, ...]:
        """The regions with figures."""
        return tuple(region for region in self._regions if self._any(region.code))

    def as_of(self, day: date) -> Past:
        """What was published by both days."""
        return Past(self._regions, self._whole, self._content, self._outline, min(day, self._day))

    def _any(self, region: str) -> bool:
        columns, (first, end) = self._content.columns, self._outline.of(region)
        origins = columns.origin[columns.first_row[first] : columns.first_row[end]]
        return not all(self._hidden[origin] for origin in set(origins))

    def _seen(self, region: str) -> tuple[FigureSet, ...]:
        return tuple(self._visible(region))

    def _visible(self, region: str) -> Iterator[FigureSet]:
        columns, hidden = self._content.columns, self._hidden
        for number in range(*self._outline.of(region)):
            rows = range(columns.first_row[number], columns.first_row[number + 1])
            seen = [row for row in rows if not hidden[columns.origin[row]]]
            if seen:
                cells = bytes(columns.cell[row] for row in seen)
                doubts = bytes(self._doubted[columns.origin[row]] for row in seen)
                period, basis = self._content.place(number)
                read = partial(self._content.figure, region, number, hidden)
                weights = weighed(cells, doubts, columns.basis[number])
                yield FigureSet(region, period, basis, standings(weights), read)
