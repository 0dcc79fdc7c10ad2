"""Versions of the figures, packed into columns: a million observations in less than ten bytes each.

observation  a number by itself              content    the columns and tables of a version
rows         observations as they come       packing    rows in order, so that the same content is the same
blob         a version as bytes              tables     what of it is JSON
standing     what a set is worth, as a byte  outline    which set answers, without reading it
figures      the answers                     past       the answers as of an earlier day
merging      a version with changes
differing    where two versions differ
"""

from __future__ import annotations

from collections.abc import Iterable

from core.model import Break, Target
from core.packed.blob import UnreadableVersionError
from core.packed.differing import Differing, Kind, Number, Pair
from core.packed.figures import PackedFigures
from core.packed.merging import merged
from core.packed.observation import Key, Observation
from core.packed.packing import content_of
from core.packed.rows import Rows
from core.region import Regions

__all__ = [
    "Differing",
    "Key",
    "Kind",
    "Number",
    "Observation",
    "PackedFigures",
    "Pair",
    "UnreadableVersionError",
    "merged",
    "pack",
]


def pack(
    regions: Regions,
    observations: Iterable[Observation],
    targets: Iterable[Target] = (),
    breaks: Iterable[Break] = (),
) -> PackedFigures:
    """A version of all of it. Raises ValueError for a number that no source states."""
    rows = Rows()
    rows.add(observations)
    return PackedFigures(regions, content_of(rows, targets, breaks))
