"""A store of figures with nothing clever in it: what the packed one must answer too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from core.figures import Figures
from core.model import Break, Figure, FigureSet, Metric, Segment, Stated, Target, standings_of
from core.packed import Observation
from core.region import Region, Regions


class PlainFigures(Figures):
    """Lists that are searched from end to end; `Figures` itself decides which set answers."""

    def __init__(
        self,
        regions: Regions,
        observations: Iterable[Observation],
        targets: Iterable[Target] = (),
        breaks: Iterable[Break] = (),
    ) -> None:
        self._regions = regions
        self._observations = list(observations)
        self._targets = sorted(targets, key=lambda target: target.year)
        self._breaks = sorted(breaks, key=lambda found: found.since)

    @property
    def version(self) -> str:
        return "plain"

    @property
    def regions(self) -> Regions:
        return self._regions

    def sets(self, region: str) -> tuple[FigureSet, ...]:
        own = [each for each in self._observations if each.region == region]
        places = {(each.period, each.basis) for each in own}
        ordered = sorted(
            places, key=lambda place: (place[0].last_month, place[0].first_month, place[1].value)
        )
        return tuple(_set([each for each in own if (each.period, each.basis) == place]) for place in ordered)

    def own_targets(self, region: str) -> tuple[Target, ...]:
        return tuple(target for target in self._targets if target.region == region)

    def breaks(self, region: str) -> tuple[Break, ...]:
        return tuple(found for found in self._breaks if found.region == region)

    def known(self) -> tuple[Region, ...]:
        codes = {each.region for each in self._observations}
        return tuple(region for region in self._regions if region.code in codes)

    def as_of(self, day: date) -> PlainFigures:
        return PlainFigures(
            self._regions,
            [each for each in self._observations if each.stated.source.published_by <= day],
            [each for each in self._targets if each.source.published_by <= day],
            [each for each in self._breaks if each.source.published_by <= day],
        )


def _set(observations: list[Observation]) -> FigureSet:
    first = observations[0]
    figures: dict[Segment, Figure] = {}
    for segment in Segment:
        stated = {metric: _told(observations, segment, metric) for metric in Metric}
        known = {metric: number for metric, number in stated.items() if number}
        if known:
            figures[segment] = Figure(first.region, first.period, segment, first.basis, known)
    doubted = {
        segment: {metric for metric, number in figure.stated.items() if number.doubt}
        for segment, figure in figures.items()
    }
    stated_of = {segment: set(figure.stated) for segment, figure in figures.items()}
    return FigureSet(first.region, first.period, first.basis, standings_of(stated_of, doubted), figures.get)


def _told(observations: list[Observation], segment: Segment, metric: Metric) -> Stated | None:
    """Of several sources the one without doubt, then the finest, then the one that was published last."""
    several = [each.stated for each in observations if (each.segment, each.metric) == (segment, metric)]
    return min(
        sorted(several, key=lambda stated: stated.source.published, reverse=True),
        key=lambda stated: (stated.doubt is not None, stated.quantity.step),
        default=None,
    )
