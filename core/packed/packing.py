"""Rows into a version's content, in one order whatever their own was: the same content has the same bytes."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Final, TypeVar

from core.model import Break, Target
from core.packed.columns import ends, narrow
from core.packed.content import BASES, SEGMENTS, Columns, Content, Origin, Place, Precision
from core.packed.rows import Rows
from core.period import Period

Entry = TypeVar("Entry", Origin, Precision)

_ROW: Final = (1 << 32) - 1


def content_of(rows: Rows, targets: Iterable[Target], breaks: Iterable[Break]) -> Content:
    """Everything of a version, sorted; what no row points to is left out of the tables."""
    counts = Counter(rows.place)
    places = sorted((place for place, at in rows.places.items() if counts[at]), key=_in_order)
    regions = Counter(code for code, _, _ in places)
    periods = sorted({period for _, period, _ in places}, key=_by_end)
    period_at = {period: at for at, period in enumerate(periods)}
    precisions, precision_at = _table(rows.precisions, rows.precision, _plainly)
    origins, origin_at = _table(rows.origins, rows.origin, repr)
    order = _order(rows, places)
    columns = Columns(
        first_set=ends(regions.values()),
        period=narrow((period_at[period] for _, period, _ in places), len(periods)),
        basis=narrow((BASES.index(basis) for _, _, basis in places), len(BASES)),
        first_row=ends(counts[rows.places[place]] for place in places),
        cell=narrow((rows.cell[row] for row in order), 63),
        mantissa=narrow((rows.mantissa[row] for row in order), max(rows.mantissa, default=0)),
        precision=narrow((precision_at[rows.precision[row]] for row in order), len(precisions)),
        origin=narrow((origin_at[rows.origin[row]] for row in order), len(origins)),
    )
    return Content(
        regions=tuple(regions),
        periods=tuple(periods),
        precisions=precisions,
        origins=origins,
        targets=tuple(sorted(targets, key=_target_order)),
        breaks=tuple(sorted(breaks, key=_break_order)),
        columns=columns,
    )


def _table(
    entries: Mapping[Entry, int], column: Iterable[int], order: Callable[[Entry], str | Precision]
) -> tuple[tuple[Entry, ...], Sequence[int]]:
    """The entries that the column points to, sorted, and for each old position the new one."""
    used = set(column)
    kept = sorted((entry for entry, at in entries.items() if at in used), key=order)
    places = array("I", bytes(4 * len(entries)))
    for at, entry in enumerate(kept):
        places[entries[entry]] = at
    return tuple(kept), places


def _order(rows: Rows, places: Sequence[Place]) -> array[int]:
    """The rows by place and cell; where several are of one number, the one to tell first."""
    rank = array("I", bytes(4 * len(rows.places)))
    for at, place in enumerate(places):
        rank[rows.places[place]] = at
    keys = [
        (rank[place] << 6 | cell) << 32 | row
        for row, (place, cell) in enumerate(zip(rows.place, rows.cell, strict=True))
    ]
    keys.sort()
    order = array("I", (key & _ROW for key in keys))
    origins, precisions = tuple(rows.origins), tuple(rows.precisions)

    def worth(row: int) -> tuple[bool, Fraction, str, str, int]:
        """Free from doubt, then fine, then published late: a later source may correct an earlier one."""
        origin, precision = origins[rows.origin[row]], precisions[rows.precision[row]]
        number = rows.mantissa[row] * precision.unit
        return origin.doubt is None, -precision.step, origin.source.published, repr(origin), number

    for first, end in _alike(keys):
        order[first:end] = array("I", sorted(order[first:end], key=worth, reverse=True))
    return order


def _alike(keys: Sequence[int]) -> Iterator[tuple[int, int]]:
    """From where to where several keys differ in nothing but their row."""
    same = (at for at, (first, second) in enumerate(pairwise(keys)) if first >> 32 == second >> 32)
    for _, run in groupby(enumerate(same), key=lambda each: each[1] - each[0]):
        first, *others = (at for _, at in run)
        yield first, first + len(others) + 2


def _in_order(place: Place) -> tuple[str, int, int, int]:
    code, period, basis = place
    return code, *_by_end(period), BASES.index(basis)


def _by_end(period: Period) -> tuple[int, int]:
    return period.last_month, period.first_month


def _plainly(precision: Precision) -> Precision:
    return precision


def _target_order(target: Target) -> tuple[str, int, int, str]:
    return target.region, target.year, SEGMENTS.index(target.segment), repr(target)


def _break_order(found: Break) -> tuple[str, int, int, str]:
    return found.region, *_by_end(found.since), repr(found)
