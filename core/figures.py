"""Where figures are asked for, whatever holds them.

A store of figures only has to give the sets and targets of one region; which of them answers a question is
decided here, so that every store answers alike. A store that holds many sets may find the same one faster.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from core.model import Basis, Break, Completeness, Figure, FigureSet, Segment, Standing, Target
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
        """All sets of a region by its code, oldest first; of one period in the order of the bases."""

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
        return next(iter(self.best_first(region, segment)), None)

    def at(self, region: str, period: Period, segment: Segment = Segment.TOTAL) -> FigureSet | None:
        """The set that answers for a period: of the sets that lie within it, the one `newest` would choose."""
        return next(iter(self.best_first(region, segment, period)), None)

    def best_first(
        self, region: str, segment: Segment, period: Period | None = None, basis: Basis | None = None
    ) -> Iterable[FigureSet]:
        """The sets that tell of a segment, in the order in which `newest` would choose among them.

        With a period only those that lie within it, with a basis only those on it.
        """
        telling = (
            found
            for found in self.sets(region)
            if answers(found.standing(segment))
            and (period is None or period.contains(found.period))
            and basis in (None, found.basis)
        )
        return sorted(
            telling,
            key=lambda found: (worth(found.standing(segment), found.basis), found.period),
            reverse=True,
        )

    def newer(self, than: FigureSet, segment: Segment = Segment.TOTAL) -> tuple[Figure, ...]:
        """Figures of a later period than the chosen set's, newest first: less complete, or in doubt."""
        later = (found for found in self.series(than.region, segment) if found.period > than.period)
        figures = (found[segment] for found in sorted(later, key=lambda found: found.period, reverse=True))
        return tuple(figure for figure in figures if figure is not None)

    def series(
        self, region: str, segment: Segment, basis: Basis | None = None, until: Period | None = None
    ) -> Sequence[FigureSet]:
        """The sets that tell a share of a segment, oldest first: of one basis, by the end of a period, or all."""
        return [
            found
            for found in self.sets(region)
            if tells(found.standing(segment))
            and basis in (None, found.basis)
            and (until is None or found.period.last_month <= until.last_month)
        ]

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

    def beside(
        self, region: str, segment: Segment, year: int, period: Period | None = None
    ) -> Mapping[Basis, FigureSet]:
        """The set by which a target of a year is measured, for each basis on which a share is told by its end.

        A set within that year comes before all others, then freedom from doubt decides, then the greatest
        completeness, then the newest period. With a period only the sets that lie within it count.
        """
        telling = self.series(region, segment)
        within = (found for found in telling if period is None or period.contains(found.period))
        return strongest(within, segment, year)

    def broken(self, region: str, basis: Basis, first: Period, second: Period) -> Break | None:
        """The break between two periods of a region's series, if there is one."""
        earlier, later = sorted((first, second))
        for found in self.breaks(region):
            if found.basis is basis and earlier < found.since and not later < found.since:
                return found
        return None


def strongest(sets: Iterable[FigureSet], segment: Segment, year: int) -> Mapping[Basis, FigureSet]:
    """Of the sets that tell a share, the one by which a target of that year is measured, for each basis."""
    weakest_first = sorted(
        (found for found in sets if found.period.year <= year and tells(found.standing(segment))),
        key=lambda found: (found.period.year == year, firmness(found.standing(segment)), found.period),
    )
    return {found.basis: found for found in weakest_first}


def tells(standing: Standing) -> bool:
    """Whether a segment's coverage is told, not just a count."""
    return standing.completeness >= Completeness.PERCENTAGE


def answers(standing: Standing) -> bool:
    """Whether anything of a segment's coverage is told, if only a count."""
    return standing.completeness > Completeness.WORKERS_ONLY


def worth(standing: Standing, basis: Basis) -> tuple[Completeness, bool, bool]:
    """What decides, before the period, which set answers for a segment."""
    return standing.completeness, not standing.doubtful, basis is not Basis.UNKNOWN


def firmness(standing: Standing) -> tuple[bool, Completeness]:
    """What decides, within a year, which set a target is measured by."""
    return not standing.doubtful, standing.completeness
