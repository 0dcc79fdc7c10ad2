"""Figures that stay packed: a question reads only the sets that answer it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache, partial
from itertools import chain
from typing import Final, TypeVar, overload

from core.figures import Figures, strongest
from core.model import Basis, Break, Figure, FigureSet, Segment, Source, Target
from core.packed.blob import digest, dump, load
from core.packed.content import Content, Origin
from core.packed.observation import Observation
from core.packed.outline import Outline, Span
from core.packed.past import Past
from core.packed.standing import ANSWERING, TELLING
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
        """As in every store, but found by rank."""
        return self._best(region, ANSWERING[None], segment, self._outline.of(region))

    def at(self, region: str, period: Period, segment: Segment = Segment.TOTAL) -> FigureSet | None:
        """As in every store, but found by rank."""
        return self._best(region, ANSWERING[None], segment, *self._outline.within(region, period))

    def best_first(
        self, region: str, segment: Segment, period: Period | None = None, basis: Basis | None = None
    ) -> Iterator[FigureSet]:
        """As in every store, but the others are looked for only after the first was not enough."""
        outline = self._outline
        spans = outline.within(region, period) if period else (outline.of(region),)
        return (self._set(region, number) for number in outline.best_first(ANSWERING[basis], segment, *spans))

    def newer(self, than: FigureSet, segment: Segment = Segment.TOTAL) -> tuple[Figure, ...]:
        """As in every store, but only the sets that tell a share are read."""
        later = self._outline.after(than.region, than.period)
        numbers = self._outline.newest_first(self._outline.ranked(TELLING[None], segment, later))
        figures = (self._set(than.region, number)[segment] for number in numbers)
        return tuple(figure for figure in figures if figure is not None)

    def series(
        self, region: str, segment: Segment, basis: Basis | None = None, until: Period | None = None
    ) -> Sequence[FigureSet]:
        """As in every store, but a set is found when it is looked at."""
        outline = self._outline
        span = outline.until(region, until.last_month) if until else outline.of(region)
        numbers = outline.ranked(TELLING[basis], segment, span)
        return _Found(partial(self._set, region), tuple(numbers))

    def beside(
        self, region: str, segment: Segment, year: int, period: Period | None = None
    ) -> Mapping[Basis, FigureSet]:
        """As in every store, but found by rank."""
        if period is None:
            numbers = self._outline.beside(region, segment, year)
            return {(found := self._set(region, number)).basis: found for number in numbers}
        within = chain.from_iterable(range(*span) for span in self._outline.within(region, period))
        return strongest((self._set(region, number) for number in within), segment, year)

    def _best(self, region: str, ranks: bytes, segment: Segment, *spans: Span) -> FigureSet | None:
        number = self._outline.best(ranks, segment, *spans)
        return None if number is None else self._set(region, number)

    def _read(self, region: str, number: int) -> FigureSet:
        period, basis = self._content.place(number)
        read = partial(self._content.figure, region, number, None)
        return FigureSet(region, period, basis, self._outline.standings(number), read)


class _Found(Sequence[FigureSet]):
    """Sets by their numbers, each found when it is looked at."""

    def __init__(self, find: Callable[[int], FigureSet], numbers: Sequence[int]) -> None:
        self._find = find
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> FigureSet: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[FigureSet]: ...
    def __getitem__(self, at: int | slice) -> FigureSet | Sequence[FigureSet]:
        """A set, or some of them."""
        if isinstance(at, slice):
            return _Found(self._find, self._numbers[at])
        return self._find(self._numbers[at])


def by_region(values: Iterable[Regional]) -> Mapping[str, tuple[Regional, ...]]:
    """Targets or breaks, found by the region they are of."""
    found: dict[str, list[Regional]] = {}
    for value in values:
        found.setdefault(value.region, []).append(value)
    return {region: tuple(each) for region, each in found.items()}
