"""A judgement on its way between two processes of the bot: a list of values, of which the later name the earlier.

It is not pickled: the process that judges may have read a hostile file, and whatever it says must not become more
than one of the values listed here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from enum import Enum
from fractions import Fraction
from typing import Any, Final, get_args

from core.comparison import Obstacle, Refused
from core.coverage import Coverage
from core.crossing import Crossing
from core.difference import Change, Difference, Tally
from core.judgement import Judgement
from core.model import (
    Basis,
    Break,
    Completeness,
    Figure,
    FigureSet,
    Issuer,
    Metric,
    Note,
    Segment,
    Source,
    Standing,
    Stated,
    Target,
)
from core.packed import Key, Kind
from core.period import Period, Span
from core.plausibility import Finding, Findings, Severity
from core.quantity import Quantity
from core.shifts import Answering, Shift
from core.side import Asked, Side

_WORDS: Final[Mapping[str, type[Enum]]] = {
    each.__name__: each
    for each in (Basis, Completeness, Issuer, Kind, Metric, Obstacle, Segment, Severity, Span)
}
_VALUES: Final[Mapping[str, type[Any]]] = {
    each.__name__: each
    for each in (
        *(Answering, Asked, Break, Change, Coverage, Crossing, Difference, Figure, Findings, Judgement, Key),
        *(Note, Period, Quantity, Refused, Shift, Side, Source, Standing, Stated, Tally, Target),
        *get_args(Finding),
    )
}
_NAMES: Final = {name: [each.name for each in fields(kind) if each.init] for name, kind in _VALUES.items()}


def packed(judgement: Judgement) -> bytes:
    """The judgement as JSON."""
    packing = _Packing()
    packing.place(judgement)
    return json.dumps(packing.entries, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(content: bytes) -> Judgement:
    """The judgement that `packed` gave. Raises ValueError for anything else."""
    values: list[Any] = []
    try:
        for entry in json.loads(content):
            values.append(_value(entry, values))
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError("not a judgement") from error
    if not values or not isinstance(values[-1], Judgement):
        raise ValueError("not a judgement")
    return values[-1]


class _Packing:
    """The values so far, each once: what one value shares with another stays shared."""

    def __init__(self) -> None:
        self.entries: list[Any] = []
        self._places: dict[int, int] = {}
        self._values: list[object] = []

    def place(self, value: object) -> int:
        """The place of a value among the entries."""
        found = self._places.get(id(value))
        if found is not None:
            return found
        self.entries.append(self._entry(value))
        self._values.append(value)  # as long as it lives no other value has its id
        place = self._places[id(value)] = len(self.entries) - 1
        return place

    def _entry(self, value: object) -> object:
        match value:
            case Enum():
                return type(value).__name__, value.name
            case None | bool() | int() | str():
                return value
            case Fraction():
                return "Fraction", value.numerator, value.denominator
            case tuple():
                return "tuple", *map(self.place, value)
            case Mapping():
                return "dict", *(self.place(each) for entry in value.items() for each in entry)
            case FigureSet():
                standings = {segment: value.standing(segment) for segment in Segment}
                parts = (value.region, value.period, value.basis, standings, value.figures)
                return "FigureSet", *map(self.place, parts)
            case _:
                kind = type(value).__name__
                return kind, *(self.place(getattr(value, name)) for name in _parts(value, kind))


def _parts(value: object, kind: str) -> Sequence[str]:
    """The names of what a value is made of. Raises TypeError for what is no value of a judgement."""
    if type(value) is not _VALUES.get(kind):
        raise TypeError(f"no value of a judgement: {kind}")
    return _NAMES[kind]


def _value(entry: Any, earlier: Sequence[Any]) -> object:
    if not isinstance(entry, list):
        return entry
    name, *rest = entry
    if name in _WORDS:
        return _WORDS[name][rest[0]]
    if name == "Fraction":
        return Fraction(*rest)
    parts = [earlier[at] for at in rest]
    match name:
        case "tuple":
            return tuple(parts)
        case "dict":
            return dict(zip(parts[::2], parts[1::2], strict=True))
        case "FigureSet":
            region, period, basis, standings, figures = parts
            return FigureSet(region, period, basis, standings, figures.get)
        case _:
            return _VALUES[name](*parts)
