"""Two published numbers for one thing that differ: one of them is answered, the other is not."""

from __future__ import annotations

from collections.abc import Iterator

from core.model import Figure
from core.packed import Observation, PackedFigures
from core.plausibility.finding import Conflict, Severity


def conflicts(old: PackedFigures, new: PackedFigures, region: str) -> Iterator[Conflict]:
    """Each number of a region that is not the one answered, beyond rounding, unless the old version has both."""
    known = {(other, figure[other.metric]) for figure, other in _pairs(old, region)}
    for figure, other in _pairs(new, region):
        used = figure[other.metric]
        if used is None or (other, used) in known or used.quantity.meets(other.stated.quantity):
            continue
        doubt = used.doubt is not None or other.stated.doubt is not None
        severity = Severity.WARNING.lowered(when=doubt)
        yield Conflict(severity, figure, other.metric, used, other.stated)


def _pairs(figures: PackedFigures, region: str) -> Iterator[tuple[Figure, Observation]]:
    """Every number that is not answered, and the figure that is."""
    others = tuple(figures.untold(region))
    sets = {(each.period, each.basis): each for each in figures.sets(region)} if others else {}
    for other in others:
        figure = sets[other.period, other.basis][other.segment]
        if figure:
            yield figure, other
