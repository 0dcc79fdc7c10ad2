"""A version with changes: what is told anew takes the place of all that was told of the same number."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise

from core.packed.content import Cell, Content
from core.packed.figures import PackedFigures
from core.packed.observation import Key, Observation
from core.packed.packing import content_of
from core.packed.rows import Rows


def merged(base: PackedFigures, changes: Iterable[Observation], removed: Iterable[Key] = ()) -> PackedFigures:
    """The base with the changes and without the numbers removed; one that is changed and removed is changed.

    Targets and breaks are those of the base. Raises ValueError for a number that no source states.
    """
    content, rows = base.content, Rows()
    rows.add(changes)
    places = array("I", (rows.place_of(*place) for place in content.places()))
    grid = _left(rows, removed)
    rows.copy(content, places, b"".join(_kept(content, places, grid)))
    return PackedFigures(base.regions, content_of(rows, content.targets, content.breaks))


def _left(rows: Rows, removed: Iterable[Key]) -> bytearray:
    """For each place 64 cells: 1 where the base may keep what it has, 0 where something new is told or it goes."""
    left = bytearray(b"\1") * (len(rows.places) << 6)
    for place, cell in zip(rows.place, rows.cell, strict=True):
        left[place << 6 | cell] = 0
    for key in removed:
        at = rows.places.get((key.region, key.period, key.basis))
        if at is not None:
            left[at << 6 | Cell(key.segment, key.metric).number] = 0
    return left


def _kept(content: Content, places: Iterable[int], left: bytearray) -> Iterator[bytes]:
    """For each set of the base its rows: 1 for what is kept."""
    cells = content.columns.cell.tobytes()
    for (first, end), place in zip(pairwise(content.columns.first_row), places, strict=True):
        # a table of `translate` has 256 places, and no cell lies above the first 64
        yield cells[first:end].translate(left[place << 6 : (place + 1) << 6] * 4)
