"""What of an earlier version a later one puts right: its numbers that changed or went away, and none that came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.difference import Change
from core.figures import Figures
from core.model import FigureSet, Metric, Segment, Stated
from core.packed import Key, Observation, PackedFigures, merged


@dataclass(frozen=True, slots=True)
class Corrected:
    """The earlier version as it should have been, and the numbers in which it was not so."""

    figures: PackedFigures
    changes: tuple[Change, ...]


def corrected(old: PackedFigures, new: PackedFigures, regions: Iterable[str]) -> Corrected:
    """The old version with what the new one says of the same numbers of these regions.

    A number is the same by region, period, basis, segment and metric. What only the new version tells is left out:
    a later figure makes no earlier one wrong. A number that differs in its source or its remarks alone was right.
    """
    changes = tuple(change for region in regions for change in _changes(old, new, region))
    told = (_observation(change.key, change.after) for change in changes if change.after)
    gone = [change.key for change in changes if change.after is None]
    return Corrected(merged(old, told, gone) if changes else old, changes)


def _changes(old: Figures, new: Figures, region: str) -> Iterator[Change]:
    later = {(each.period, each.basis): each for each in new.sets(region)}
    for earlier in old.sets(region):
        now = later.get((earlier.period, earlier.basis))
        for (segment, metric), before in _numbers(earlier):
            after = _number(now, segment, metric)
            if after is None or after.quantity != before.quantity:
                key = Key(region, earlier.period, earlier.basis, segment, metric)
                yield Change(key, before, after)


def _numbers(figures: FigureSet) -> Iterator[tuple[tuple[Segment, Metric], Stated]]:
    for segment, figure in figures.figures.items():
        for metric, stated in figure.stated.items():
            yield (segment, metric), stated


def _number(figures: FigureSet | None, segment: Segment, metric: Metric) -> Stated | None:
    figure = figures[segment] if figures else None
    return figure[metric] if figure else None


def _observation(key: Key, stated: Stated) -> Observation:
    return Observation(key.region, key.period, key.segment, key.metric, key.basis, stated)
