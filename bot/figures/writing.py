"""Observations as a table that can be brought in again, and then are exactly the same.

One row for what a source states of one region, period, segment and basis, in the order of the observations.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import BinaryIO, Final

from bot.figures.columns import COLUMNS, SOURCE_KEY
from bot.figures.headers import METRICS, SHARES, Column
from bot.figures.numerals import decimal_text
from bot.figures.observed import Observation
from bot.i18n import Translator
from bot.messages import plain
from bot.sheets.spreadsheet import Cell, Percent, as_text
from core.model import Basis, Metric, Segment
from core.quantity import Quantity, to_decimal
from core.region import Regions

_WRITTEN: Final = (*COLUMNS, SOURCE_KEY)
_BY_METRIC: Final = {metric: column for column, metric in METRICS.items()}
_ORDER: Final = {metric: place for place, metric in enumerate(METRICS.values())}
_SEGMENTS: Final[Mapping[Segment, str]] = {
    Segment.TOTAL: "total",
    Segment.FORMAL: "formal",
    Segment.INFORMAL: "informal",
    Segment.CONSTRUCTION: "jasa konstruksi",
    Segment.CONSTRUCTION_AND_MIGRANT: "jasa konstruksi dan PMI",
}
_BASES: Final = {Basis.ELIGIBLE: "potensi", Basis.EMPLOYED: "bekerja", Basis.UNKNOWN: ""}
_SCALES: Final = ((1_000_000_000, "miliar"), (1_000_000, "juta"), (1_000, "ribu"))
_UNDATED: Final = "tanpa tanggal"
_LIKE_THOUSANDS: Final = 3
"""Decimals that read like thousands."""


def write_observations(
    observations: Iterable[Observation], regions: Regions, file: BinaryIO, t: Translator
) -> None:
    """Write them as CSV that an Indonesian spreadsheet opens, row by row, with titles in the language of `t`.

    Raises ValueError for a number that no source states, and for one without a decimal form.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(plain(t(each.title)) for each in _WRITTEN)
    for row in rows(observations, regions):
        writer.writerow(as_text(row.get(each.column)) for each in _WRITTEN)
    text.detach()


def rows(observations: Iterable[Observation], regions: Regions) -> Iterator[Mapping[Column, Cell]]:
    """The cells of each row. Raises ValueError as `write_observations` does."""
    for _, alike in groupby(observations, key=_what_is_shared):
        row: dict[Column, Cell] = {}
        last = -1
        for each in alike:
            if _ORDER[each.metric] <= last:
                yield row
                row = {}
            row = row or _spoken_of(each, regions)
            row[_BY_METRIC[each.metric]] = _number(each.metric, each.stated.quantity)
            last = _ORDER[each.metric]
        yield row


def _what_is_shared(each: Observation) -> tuple[object, ...]:
    stated = each.stated
    about = (each.region, each.period, each.segment, each.basis)
    return (*about, stated.source, stated.basis_inferred, stated.doubt, stated.note)


def _spoken_of(each: Observation, regions: Regions) -> dict[Column, Cell]:
    stated, source = each.stated, each.stated.source
    return {
        Column.CODE: each.region,
        Column.REGION: regions[each.region].name,
        Column.PERIOD: str(each.period),
        Column.SEGMENT: _SEGMENTS[each.segment],
        Column.BASIS: _BASES[each.basis],
        Column.EVIDENCE: "disimpulkan" if stated.basis_inferred else "",
        Column.PUBLISHER: source.publisher,
        Column.TITLE: source.title,
        Column.PUBLISHED: source.published or _UNDATED,
        Column.URL: source.url,
        Column.SOURCE_KEY: source.key,
        Column.DOUBT: stated.doubt.id if stated.doubt else None,
        Column.DOUBT_EN: stated.doubt.en if stated.doubt else None,
        Column.NOTE: stated.note.id if stated.note else None,
        Column.NOTE_EN: stated.note.en if stated.note else None,
    }


def _number(metric: Metric, quantity: Quantity) -> Cell:
    if quantity.derived:
        raise ValueError("only what a source states can be written")
    return _percent(quantity) if _BY_METRIC[metric] in SHARES else _count(quantity)


def _count(quantity: Quantity) -> Cell:
    """A count: 607426, "573 ribu" where it is rounded to a power of ten, else with how far it may be off."""
    people, step = int(quantity.shown), quantity.step
    if people != quantity.shown:
        raise ValueError(f"not a whole number of people: {quantity.shown}")
    if not step:
        return people
    scale = next((each for each in reversed(_SCALES) if step <= each[0]), None)
    decimals = _decimals(scale[0] / step) if scale else None
    if scale is None or decimals in (None, _LIKE_THOUSANDS) or people % step:
        return f"{people} ± {_comma(step / 2)}"
    return f"{_fixed(Fraction(people, scale[0]), decimals)} {scale[1]}"


def _percent(quantity: Quantity) -> Cell:
    """A percentage with the decimals that are known, and with its sign where it could be taken for another."""
    value, step = quantity.shown * 100, quantity.step * 100
    decimals = _decimals(1 / step) if step else None
    if decimals is None or decimals == _LIKE_THOUSANDS or (value / step).denominator != 1:
        return f"{_comma(value)}% ± {_comma(step / 2)}"
    if 1 < value < 100:
        return Percent(Decimal(_fixed(value, decimals).replace(",", ".")))
    return f"{_fixed(value, decimals)}%"


def _decimals(ratio: Fraction) -> int | None:
    """How many decimals make a unit of a step, where it is a power of ten."""
    text = str(ratio)
    return len(text) - 1 if text.rstrip("0") == "1" else None


def _fixed(value: Fraction, decimals: int) -> str:
    return f"{to_decimal(value, decimals):f}".replace(".", ",")


def _comma(value: Fraction) -> str:
    text = decimal_text(value)
    if Fraction(text) != value:
        raise ValueError(f"no number that can be read again: {value}")
    return text.replace(".", ",")
