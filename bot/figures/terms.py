"""Segments and bases by the words that offices use for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

from rapidfuzz import fuzz, process

from bot.figures.fields import Flaw, Said
from bot.figures.headers import Column
from bot.figures.problems import Fault
from bot.figures.spelling import TERMS, normal, said
from bot.language.vocabulary import SEGMENTS
from core.model import Basis, Segment

_Term = TypeVar("_Term")
_SIMILAR: Final = 75


def _table(meanings: Mapping[str, _Term], *lists: Mapping[str, tuple[str, ...]]) -> dict[str, _Term]:
    return {
        normal(phrase): meanings[name]
        for each in lists
        for name, phrases in each.items()
        for phrase in phrases
    }


_SEGMENTS: Final = _table(
    {segment.value: segment for segment in Segment},
    {segment.value: phrases for segment, phrases in SEGMENTS.items()},
    TERMS["segments"],
)
_BASES: Final = _table({basis.value: basis for basis in Basis}, TERMS["bases"])
_EVIDENCE: Final = _table({"stated": False, "inferred": True}, TERMS["evidence"])


def segment_of(told: Said) -> Segment | Flaw:
    """The segment; all workers where none is named."""
    return _meant(told, Column.SEGMENT, _SEGMENTS, Segment.TOTAL, Fault.UNKNOWN_SEGMENT)


def basis_of(told: Said) -> tuple[Basis, bool] | Flaw:
    """Whom the denominator counts, and whether that is inferred; unknown where it is not said."""
    basis = _meant(told, Column.BASIS, _BASES, Basis.UNKNOWN, Fault.UNKNOWN_BASIS)
    inferred = _meant(told, Column.EVIDENCE, _EVIDENCE, False, Fault.UNKNOWN_EVIDENCE)
    if isinstance(basis, Flaw):
        return basis
    return inferred if isinstance(inferred, Flaw) else (basis, inferred)


def _meant(
    told: Said, column: Column, table: Mapping[str, _Term], otherwise: _Term, fault: Fault
) -> _Term | Flaw:
    text = said(told.get(column, ""))
    phrase = normal(text)
    if not phrase:
        return otherwise
    if phrase in table:
        return table[phrase]
    near = process.extractOne(phrase, list(table), scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    return Flaw(fault, column, {"text": text[:60], "near": near[0] if near else ""})
