"""The tables of a version as plain values, such as JSON can hold.

Sources and notes are written once and pointed to by their position; a fraction is a text such as "3647/10000".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from fractions import Fraction
from typing import Any, Final, TypeVar

from core.model import Basis, Break, Issuer, Note, Segment, Source, Target
from core.packed.content import BASES, METRICS, SEGMENTS, Columns, Content, Origin, Precision
from core.period import Period, Span

Entry = TypeVar("Entry")

VOCABULARY: Final = [[each.value for each in names] for names in (SEGMENTS, METRICS, BASES)]
"""What the small numbers in the columns mean; with another vocabulary they would mean something else."""


def tables_of(content: Content) -> dict[str, Any]:
    """Everything but the columns."""
    sources: dict[Source, int] = {}
    notes: dict[Note, int] = {}
    return {
        "vocabulary": VOCABULARY,
        "regions": content.regions,
        "periods": [_period(period) for period in content.periods],
        "precisions": [[unit, denominator, str(step)] for unit, denominator, step in content.precisions],
        "origins": [
            [_at(sources, source), inferred, _at(notes, doubt), _at(notes, note)]
            for source, inferred, doubt, note in content.origins
        ],
        "targets": [_target(target, sources, notes) for target in content.targets],
        "breaks": [
            [
                each.region,
                each.basis.value,
                _period(each.since),
                _at(notes, each.reason),
                _at(sources, each.source),
            ]
            for each in content.breaks
        ],
        "sources": [astuple(source) for source in sources],
        "notes": [astuple(note) for note in notes],
    }


def content_from(tables: Mapping[str, Any], columns: Columns) -> Content:
    """The content whose tables `tables_of` gave."""
    sources = [Source(*source) for source in tables["sources"]]
    notes = [Note(*note) for note in tables["notes"]]
    return Content(
        regions=tuple(tables["regions"]),
        periods=tuple(_period_from(period) for period in tables["periods"]),
        precisions=tuple(
            Precision(unit, denominator, Fraction(step)) for unit, denominator, step in tables["precisions"]
        ),
        origins=tuple(
            Origin(sources[source], inferred, _entry(notes, doubt), _entry(notes, note))
            for source, inferred, doubt, note in tables["origins"]
        ),
        targets=tuple(_target_from(target, sources, notes) for target in tables["targets"]),
        breaks=tuple(
            Break(region, Basis(basis), _period_from(since), notes[reason], sources[source])
            for region, basis, since, reason, source in tables["breaks"]
        ),
        columns=columns,
    )


def _at(table: dict[Entry, int], entry: Entry | None) -> int | None:
    return None if entry is None else table.setdefault(entry, len(table))


def _entry(table: list[Entry], at: int | None) -> Entry | None:
    return None if at is None else table[at]


def _period(period: Period) -> list[int]:
    return [period.year, period.span.value, period.index]


def _period_from(plain: list[int]) -> Period:
    year, months, index = plain
    return Period(year, Span(months), index)


def _target(target: Target, sources: dict[Source, int], notes: dict[Note, int]) -> dict[str, Any]:
    return {
        "region": target.region,
        "segment": target.segment.value,
        "year": target.year,
        "low": str(target.low),
        "high": str(target.high),
        "instrument": target.instrument,
        "issuer": target.issuer.value,
        "basis": target.basis.value,
        "source": _at(sources, target.source),
        "basis_inferred": target.basis_inferred,
        "doubt": _at(notes, target.doubt),
        "note": _at(notes, target.note),
    }


def _target_from(plain: Mapping[str, Any], sources: list[Source], notes: list[Note]) -> Target:
    return Target(
        region=plain["region"],
        segment=Segment(plain["segment"]),
        year=plain["year"],
        low=Fraction(plain["low"]),
        high=Fraction(plain["high"]),
        instrument=plain["instrument"],
        issuer=Issuer(plain["issuer"]),
        basis=Basis(plain["basis"]),
        source=sources[plain["source"]],
        basis_inferred=plain["basis_inferred"],
        doubt=_entry(notes, plain["doubt"]),
        note=_entry(notes, plain["note"]),
    )
