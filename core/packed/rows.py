"""Observations into rows, one by one as they come: a million of them are never in memory at once."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import chain, compress, pairwise, repeat
from typing import Final, TypeVar

from core.model import Basis
from core.packed.content import METRICS, SEGMENTS, Content, Origin, Place, Precision
from core.packed.observation import Observation
from core.period import Period

Entry = TypeVar("Entry", Place, Origin, Precision)

_SEGMENT: Final = {segment: at << 3 for at, segment in enumerate(SEGMENTS)}
_METRIC: Final = {metric: at for at, metric in enumerate(METRICS)}
_GREATEST: Final = 1 << 63


class Rows:
    """Rows in any order, in columns that point into growing tables; `cell` is a `Cell.number`."""

    def __init__(self) -> None:
        self.places: dict[Place, int] = {}
        self.precisions: dict[Precision, int] = {}
        self.origins: dict[Origin, int] = {}
        self.place = array("I")
        self.cell = bytearray()
        self.mantissa = array("Q")
        self.precision = array("I")
        self.origin = array("I")

    def add(self, observations: Iterable[Observation]) -> None:
        """Append a row for each. Raises ValueError for a number that no source states."""
        places, origins = self.places, self.origins
        precisions: dict[tuple[int, int, int, int], int] = {}  # a tuple of integers is found faster
        for each in observations:
            stated, quantity = each.stated, each.stated.quantity
            if quantity.derived:
                raise ValueError(f"worked out, not stated: {each}")
            mantissa, denominator = quantity.shown.as_integer_ratio()
            unit = 1
            if mantissa >= _GREATEST:
                unit, mantissa = mantissa, 1
            key = (unit, denominator, *quantity.step.as_integer_ratio())
            precision = precisions.get(key)
            if precision is None:
                precision = _at(self.precisions, Precision(unit, denominator, quantity.step))
                precisions[key] = precision
            origin = Origin(stated.source, stated.basis_inferred, stated.doubt, stated.note)
            self.place.append(_at(places, (each.region, each.period, each.basis)))
            self.cell.append(_SEGMENT[each.segment] | _METRIC[each.metric])
            self.mantissa.append(mantissa)
            self.precision.append(precision)
            self.origin.append(_at(origins, origin))

    def place_of(self, region: str, period: Period, basis: Basis) -> int:
        """The number of a place, a new one where none of its rows has come yet."""
        return _at(self.places, (region, period, basis))

    def copy(self, content: Content, places: Iterable[int], kept: bytes) -> None:
        """Append the rows of a version that are kept: `kept` has a 1 for each. `places` are those of its sets."""
        columns = content.columns
        precisions = [_at(self.precisions, precision) for precision in content.precisions]
        origins = [_at(self.origins, origin) for origin in content.origins]
        sizes = (end - first for first, end in pairwise(columns.first_row))
        self.place.extend(compress(chain.from_iterable(map(repeat, places, sizes)), kept))
        self.cell.extend(compress(columns.cell, kept))
        self.mantissa.extend(compress(columns.mantissa, kept))
        self.precision.extend(compress(map(precisions.__getitem__, columns.precision), kept))
        self.origin.extend(compress(map(origins.__getitem__, columns.origin), kept))


def _at(table: dict[Entry, int], entry: Entry) -> int:
    """The place of an entry in a table, at its end where it is new."""
    return table.setdefault(entry, len(table))
