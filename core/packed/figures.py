"""Figures that stay packed: a question reads only the sets that answer it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import Final, TypeVar

from core.figures import Figures
from core.model import Basis, Break, Figure, FigureSet, Segment, Source, Target
from core.packed.blob import digest, dump, load
from core.packed.content import BASES, Content, Origin
from core.packed.observation import Observation
from core.packed.outline import Outline, Span
from core.packed.past import Past
from core.packed.standing import ANSWERING, BASIS, BESIDE
from core.period import Period
from core.region import Region, Regions

_HELD: Final = 2048
"""How many sets are kept for the next question, with the figures read from them: some 10 kB each where all are."""

Regional = TypeVar("Regional", Target, Break)


class PackedFigures(Figures):
    """One version: its content beside the official list of regions."""

    def __init__(self, regions: Regions, content: Content) -> None:
        self._regions = regions
        self._content = content
        self._outline = Outline(content)
        self._targets = by_region(content.targets)
        self._breaks = by_region(content.breaks)
        self._set = lru_cache(_HELD)(self._read)

    @classmethod
    def from_bytes(cls, blob: bytes, regions: Regions) -> PackedFigures:
        """The version that `to_bytes` gave. Raises UnreadableVersionError for a foreign or damaged blob."""
        return cls(regions, load(blob))

    def to_bytes(self) -> bytes:
        """All of it but the list of regions, as one blob."""
        return dump(self._content)

    @cached_property
    def version(self) -> str:
        """A short digest of the content."""
        return digest(self._content)

    @property
    def regions(self) -> Regions:
        """The official list."""
        return self._regions

    @property
    def content(self) -> Content:
        """What it is packed of."""
        return self._content

    def observations(self) -> Iterator[Observation]:
        """Every published number in order, also where another source is told in its place."""
        return self._content.observations()

    def untold(self, region: str) -> Iterator[Observation]:
        """The published numbers of a region in whose place another one of the same is told."""
        content = self._content
        cells, ends = content.columns.cell, content.columns.first_row
        for number in range(*self._outline.of(region)):
            for row in range(ends[number] + 1, ends[number + 1]):
                if cells[row] == cells[row - 1]:
                    yield content.observation((region, *content.place(number)), row)

    def every_target(self) -> tuple[Target, ...]:
        """The targets of all regions."""
        return self._content.targets

    def every_break(self) -> tuple[Break, ...]:
        """The breaks of all regions."""
        return self._content.breaks

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source, each once."""
        content = self._content
        every: tuple[tuple[Origin | Target | Break, ...], ...] = (
            content.origins,
            content.targets,
            content.breaks,
        )
        return tuple(dict.fromkeys(each.source for table in every for each in table))

    def sets(self, region: str) -> tuple[FigureSet, ...]:
        """All sets of a region, oldest first."""
        return tuple(self._set(region, number) for number in range(*self._outline.of(region)))

    def own_targets(self, region: str) -> tuple[Target, ...]:
        """The region's own targets, oldest first."""
        return self._targets.get(region, ())

    def breaks(self, region: str) -> tuple[Break, ...]:
        """The breaks in the region's series."""
        return self._breaks.get(region, ())

    def known(self) -> tuple[Region, ...]:
        """The regions with figures."""
        return tuple(region for region in self._regions if region.code in self._outline)

    def as_of(self, day: date) -> Past:
        """What was published by then; a source known by its year only counts from the year's end."""
        return Past(self._regions, self.version, self._content, self._outline, day)

    def newest(self, region: str, segment: Segment = Segment.TOTAL) -> FigureSet | None:
        """As of every store, but found by rank."""
        return self._best(region, ANSWERING, segment, self._outline.of(region))

    def at(self, region: str, period: Period, segment: Segment = Segment.TOTAL) -> FigureSet | None:
        """As of every store, but found by rank."""
        return self._best(region, ANSWERING, segment, *self._outline.within(region, period))

    def newer(self, than: FigureSet, segment: Segment = Segment.TOTAL) -> tuple[Figure, ...]:
        """As of every store, but only the sets that tell a share are read."""
        later = self._outline.after(than.region, than.period)
        telling = self._outline.ranked(BASIS, segment, later)
        return self._figures(than.region, segment, self._outline.newest_first(telling))

    def series(self, region: str, segment: Segment, basis: Basis) -> tuple[Figure, ...]:
        """As of every store, but only the sets of the basis are read."""
        telling = self._outline.ranked(BESIDE[basis], segment, self._outline.of(region))
        return self._figures(region, segment, telling)

    def beside(self, target: Target, region: str, period: Period | None = None) -> FigureSet | None:
        """As of every store, but found by rank."""
        ranks, segment = BESIDE[target.basis], target.segment
        if period is not None:
            return self._best(region, ranks, segment, *self._within(target, region, period))
        in_its_year = self._outline.within(region, Period(target.year))
        found = self._best(region, ranks, segment, *in_its_year)
        return found or self._best(region, ranks, segment, self._outline.until(region, target.year - 1))

    def bases(self, target: Target, region: str, period: Period | None = None) -> frozenset[Basis]:
        """As of every store, but without a loop over the sets."""
        spans = self._within(target, region, period)
        found = (rank for span in spans for rank in set(self._outline.ranks(BASIS, target.segment, span)))
        return frozenset(BASES[rank - 1] for rank in found if rank)

    def _within(self, target: Target, region: str, period: Period | None) -> tuple[Span, ...]:
        """The sets by the end of the target's year, within the period if there is one."""
        if period is None:
            return (self._outline.until(region, target.year),)
        return self._outline.within(region, period) if period.year <= target.year else ()

    def _best(self, region: str, ranks: bytes, segment: Segment, *spans: Span) -> FigureSet | None:
        number = self._outline.best(ranks, segment, *spans)
        return None if number is None else self._set(region, number)

    def _figures(self, region: str, segment: Segment, numbers: Iterable[int]) -> tuple[Figure, ...]:
        figures = (self._set(region, number)[segment] for number in numbers)
        return tuple(figure for figure in figures if figure is not None)

    def _read(self, region: str, number: int) -> FigureSet:
        period, basis = self._content.place(number)
        read = partial(self._content.figure, region, number, None)
        return FigureSet(region, period, basis, self._outline.standings(number), read)


def by_region(values: Iterable[Regional]) -> Mapping[str, tuple[Regional, ...]]:
    """Targets or breaks, found by the region they are of."""
    found: dict[str, list[Regional]] = {}
    for value in values:
        found.setdefault(value.region, []).append(value)
    return {region: tuple(each) for region, each in found.items()}
