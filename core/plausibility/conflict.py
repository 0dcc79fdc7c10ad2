"""Two rows of an import that give one number differently: one of them is answered, the other is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from core.figures import Figures
from core.packed import Observation
from core.plausibility.finding import Conflict, Severity


def conflicts(figures: Figures, imported: Iterable[Observation]) -> Iterator[Conflict]:
    """Each imported row whose number is not the one that the version answers with, beyond rounding.

    The rows may come in any order; the sets of a region are read once for each run of its rows.
    """
    for region, rows in groupby(imported, key=lambda row: row.region):
        sets = {(each.period, each.basis): each for each in figures.sets(region)}
        for row in rows:
            among = sets.get((row.period, row.basis))
            figure = among[row.segment] if among else None
            used = figure[row.metric] if figure else None
            if figure and used and not used.quantity.meets(row.stated.quantity):
                doubt = used.doubt is not None or row.stated.doubt is not None
                severity = Severity.WARNING.lowered(when=doubt)
                yield Conflict(severity, figure, row.metric, used, row.stated)
