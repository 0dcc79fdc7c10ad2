"""How the observations of a file are kept until they are packed: 36 bytes each, beside tables of what repeats."""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct
from typing import Final, NamedTuple

from core.model import Basis, Metric, Segment

SEGMENTS: Final = tuple(Segment)
METRICS: Final = tuple(Metric)
BASES: Final = tuple(Basis)

ROW: Final = Struct("<HHBBBxIIIqBxxxI")
"""Region, period, segment, metric, basis (and if inferred), source, doubt, note, value, decimals, step."""
KEY: Final = Struct("<HHBBBx")
"""Region, period, segment, metric and basis of a figure that is taken away."""


class Tables(NamedTuple):
    """What the indexes mean. A source is key, publisher, title, published, address; a remark has two languages."""

    regions: Sequence[str]
    periods: Sequence[str]
    sources: Sequence[Sequence[str]]
    doubts: Sequence[Sequence[str] | None]
    notes: Sequence[Sequence[str] | None]
    steps: Sequence[str]


class Parcel(NamedTuple):
    """All that a table states: its tables, rows of `ROW`, and rows of `KEY`."""

    tables: Tables
    rows: bytes | bytearray
    removed: bytes | bytearray


def basis_code(basis: Basis, *, inferred: bool) -> int:
    """A basis and whether it is inferred, in one byte."""
    return BASES.index(basis) * 2 + inferred
