"""Figures held in memory, grouped by region once; small enough for the files that are shipped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from core.figures import Figures
from core.model import Basis, Break, Figure, FigureSet, Metric, Segment, Stated, Target
from core.period import Period
from core.region import Region, Regions

_Regional = TypeVar("_Regional", Target, Break)


@dataclass(frozen=True, slots=True)
class Observation:
    """One published number: a row of the observations file."""

    region: str
    period: Period
    segment: Segment
    metric: Metric
    basis: Basis
    stated: Stated


class Archive(Figures):
    """Observations, targets and breaks of one version."""

    def __init__(
        self,
        regions: Regions,
        observations: Iterable[Observation],
        targets: Iterable[Target],
        breaks: Iterable[Break],
    ) -> None:
        self._regions = regions
        self._observations = tuple(observations)
        self._every_target = tuple(targets)
        self._every_break = tuple(breaks)
        self._sets = _grouped(self._observations)
        self._targets = _by_region(self._every_target)
        self._breaks = _by_region(self._every_break)
        self._version = _digest((*self._observations, *self._every_target, *self._every_break))

    @property
    def version(self) -> str:
        """A short digest of the content."""
        return self._version

    @property
    def regions(self) -> Regions:
        """The official list."""
        return self._regions

    def sets(self, region: str) -> tuple[FigureSet, ...]:
        """All sets of a region, oldest first."""
        return self._sets.get(region, ())

    def own_targets(self, region: str) -> tuple[Target, ...]:
        """The region's own targets, oldest first."""
        return self._targets.get(region, ())

    def breaks(self, region: str) -> tuple[Break, ...]:
        """The breaks in the region's series."""
        return self._breaks.get(region, ())

    def known(self) -> tuple[Region, ...]:
        """The regions with figures."""
        return tuple(region for region in self._regions if region.code in self._sets)

    def as_of(self, day: date) -> Archive:
        """What was published by then; a source known by its year only counts from the year's end."""
        return Archive(
            self._regions,
            (each for each in self._observations if each.stated.source.published_by <= day),
            (each for each in self._every_target if each.source.published_by <= day),
            (each for each in self._every_break if each.source.published_by <= day),
        )


def _grouped(observations: Iterable[Observation]) -> Mapping[str, tuple[FigureSet, ...]]:
    numbers: dict[tuple[str, Period, Basis], dict[Segment, dict[Metric, Stated]]] = {}
    for each in observations:
        segments = numbers.setdefault((each.region, each.period, each.basis), {})
        metrics = segments.setdefault(each.segment, {})
        metrics[each.metric] = _better(metrics.get(each.metric), each.stated)
    found: dict[str, list[FigureSet]] = {}
    for (region, period, basis), segments in sorted(numbers.items(), key=lambda item: item[0][:2]):
        figures = {name: Figure(region, period, name, basis, stated) for name, stated in segments.items()}
        found.setdefault(region, []).append(FigureSet(region, period, basis, figures))
    return {region: tuple(sets) for region, sets in found.items()}


def _better(first: Stated | None, second: Stated) -> Stated:
    """Of two sources for one number: the one without doubt, then the finer, then the one named first."""
    if first is None:
        return second
    return min(first, second, key=lambda stated: (stated.doubt is not None, stated.quantity.step))


def _by_region(values: Iterable[_Regional]) -> Mapping[str, tuple[_Regional, ...]]:
    found: dict[str, list[_Regional]] = {}
    for value in values:
        found.setdefault(value.region, []).append(value)
    return {region: tuple(each) for region, each in found.items()}


def _digest(content: Iterable[object]) -> str:
    digest = hashlib.sha256()
    for each in content:
        digest.update(repr(each).encode())
    return digest.hexdigest()[:12]
