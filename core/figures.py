"""Where figures are asked for, whatever holds them: the shipped files today, imported versions later.

A store of figures only has to give the sets and targets of one region; which of them answers a question is
decided here, so that every store answers alike.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from core.model import Basis, Break, Completeness, Figure, FigureSet, Segment, Target
from core.period import Period
from core.region import COUNTRY, Region, Regions


class Figures(Protocol):
    """Read-only figures of one version. Asking for a region that has none gives nothing, never an error."""

    @property
    @abstractmethod
    def version(self) -> str:
        """The name of the version, the same for the same content."""

    @property
    @abstractmethod
    def regions(self) -> Regions:
        """Every region that may be asked for, with or without figures."""

    @abstractmethod
    def sets(self, region: str) -> tuple[FigureSet, ...]:
        """All sets of a region by its code, oldest first."""

    @abstractmethod
    def own_targets(self, region: str) -> tuple[Target, ...]:
        """The targets that were set for just this region, oldest first."""

    @abstractmethod
    def breaks(self, region: str) -> tuple[Break, ...]:
        """Where the region's series changes what it counts."""

    @abstractmethod
    def known(self) -> tuple[Region, ...]:
        """The regions that have any figure, in the order of the official list."""

    @abstractmethod
    def as_of(self, day: date) -> Figures:
        """What was published by the end of that day."""

    def newest(self, region: str, segment: Segment = Segment.TOTAL) -> FigureSet | None:
        """The set that answers a question without a period.

        The greatest completeness decides, then freedom from doubt, then a known basis, then the newest period.
        """
        return _best(self.sets(region), segment)

    def at(self, region: str, period: Period, segment: Segment = Segment.TOTAL) -> FigureSet | None:
        """The set that answers for a period: of the sets that lie within it, the one `newest` would choose."""
        return _best((found for found in self.sets(region) if period.contains(found.period)), segment)

    def newer(self, than: FigureSet, segment: Segment = Segment.TOTAL) -> tuple[Figure, ...]:
        """Figures of a later period than the chosen set's, newest first: less complete, or in doubt."""
        later = (found[segment] for found in self.sets(than.region) if found.period > than.period)
        return tuple(figure for figure in reversed(list(later)) if figure is not None and _tells(figure))

    def series(self, region: str, segment: Segment, basis: Basis) -> tuple[Figure, ...]:
        """A segment's figures on one basis, oldest first."""
        found = (each[segment] for each in self.sets(region) if each.basis is basis)
        return tuple(figure for figure in found if figure is not None and _tells(figure))

    def across(
        self, parent: str, segment: Segment = Segment.TOTAL
    ) -> tuple[tuple[Region, FigureSet | None], ...]:
        """Each region directly inside another with the set that answers for it, if any."""
        return tuple((region, self.newest(region.code, segment)) for region in self.regions.within(parent))

    def targets(self, region: str) -> tuple[Target, ...]:
        """The targets that apply to a region: its own, and the national ones that its own leave room for.

        A national target for all workers steps back where the region has one of its own for that year.
        """
        own = self.own_targets(region)
        if region == COUNTRY:
            return own
        taken = {target.year for target in own if target.segment is Segment.TOTAL}
        national = (
            target
            for target in self.own_targets(COUNTRY)
            if target.segment is not Segment.TOTAL or target.year not in taken
        )
        return (*own, *national)

    def broken(self, region: str, basis: Basis, first: Period, second: Period) -> Break | None:
        """The break between two periods of a region's series, if there is one."""
        earlier, later = sorted((first, second))
        for found in self.breaks(region):
            if found.basis is basis and earlier < found.since and not later < found.since:
                return found
        return None


def _tells(figure: Figure) -> bool:
    return figure.completeness >= Completeness.PERCENTAGE


def _best(sets: Iterable[FigureSet], segment: Segment) -> FigureSet | None:
    telling = (found for found in sets if found.completeness(segment) > Completeness.WORKERS_ONLY)
    return max(telling, key=lambda found: _worth(found, segment), default=None)


def _worth(found: FigureSet, segment: Segment) -> tuple[Completeness, bool, bool, Period]:
    known = found.basis is not Basis.UNKNOWN
    return found.completeness(segment), not found.doubtful(segment), known, found.period
