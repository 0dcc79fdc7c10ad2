"""Every phrase that is known, with what it means: one look-up a phrase, however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Any, Final

from bot.language import vocabulary as v


class Kind(Enum):
    """What a phrase does in a question."""

    PLACE = auto()
    SEGMENT = auto()
    CUE = auto()
    SHORTAGE = auto()
    COVERED = auto()
    UNCOVERED = auto()
    NOT = auto()
    IF = auto()
    FEWER = auto()
    BELOW = auto()
    ABOVE = auto()
    ORDER = auto()
    MEASURE = auto()
    INSTRUMENT = auto()
    PROGRAMME = auto()
    PAYER = auto()
    AREA = auto()
    HEALTH = auto()
    PERSONAL = auto()
    OTHER = auto()
    ABUSE = auto()
    PART = auto()
    PICTURE = auto()
    FILLER = auto()

    __hash__ = object.__hash__  # as of Segment: the name's hash is slow


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a phrase: its kind, and which one of that kind."""

    kind: Kind
    value: object = None


LONGEST: Final = 6
"""Words of the longest phrase that is looked up."""


class Lexicon:
    """The phrases of the vocabulary, each with all its senses, and the plain spelling of single words."""

    def __init__(self, names: Iterable[str]) -> None:
        self._senses = _senses()
        self._known = {word for phrase in self._senses for word in phrase.split()}
        self._known |= {word for name in names for word in name.split()}
        self._known |= (
            set(v.MONTHS) | set(v.SPANS) | set(v.INDEX) | set(v.DIGITS) | set(v.TENS) | set(v.SCALES)
        )
        self._known |= set(v.ONE_OF) | _UNITS | v.NAMED | v.CLOCK | v.LAW_NUMBER | _RELATIVE
        self.plain = lru_cache(maxsize=8_192)(self._plain)

    def __getitem__(self, phrase: str) -> tuple[Sense, ...]:
        """The senses of a phrase; none where it is not known."""
        return self._senses.get(phrase, ())

    def knows(self, word: str) -> bool:
        """Whether a single word is part of any phrase."""
        return word in self._known

    def _plain(self, word: str) -> tuple[str, ...]:
        """A word in plain spelling, which may be several words; as it is where no rule reaches it."""
        for candidate in _spellings(word):
            plain = v.SPELLINGS.get(candidate)
            if plain:
                return tuple(plain.split())
            if candidate in self._known:
                return (candidate,)
        return (word,)


def _spellings(word: str) -> Iterable[str]:
    """The word, then what remains without drawn-out letters, clitics and Pontianak's final -e."""
    yield word
    short = _undrawn(word)
    yield from short
    for each in (word, *short):
        for clitic in ("nya", "nye", "kah", "lah", "pun", "ku", "mu", "loh", "ny"):
            stem = each.removesuffix(clitic)
            if stem != each and len(stem) >= 3:
                yield stem
        if each.endswith("e") and len(each) > 3:
            yield each[:-1] + "a"


def _undrawn(word: str) -> list[str]:
    """ "halooo" as "halo": a letter is drawn out from three of it on."""
    once = _DRAWN.sub(r"\1", word)
    return [once] if once != word else []


_DRAWN: Final = re.compile(r"(.)\1{2,}")


def _senses() -> Mapping[str, tuple[Sense, ...]]:
    found: dict[str, list[Sense]] = {}

    def add(phrases: Iterable[str], kind: Kind, value: object = None) -> None:
        for phrase in phrases:
            found.setdefault(phrase, []).append(Sense(kind, value))

    tables: tuple[tuple[Mapping[Any, v.Phrases], Kind], ...] = (
        (v.SEGMENTS, Kind.SEGMENT),
        (v.CUES, Kind.CUE),
        (v.ORDERS, Kind.ORDER),
        (v.MEASURES, Kind.MEASURE),
        (v.INSTRUMENTS, Kind.INSTRUMENT),
        (v.PROGRAMMES, Kind.PROGRAMME),
        (v.PAYERS, Kind.PAYER),
        (v.AREAS, Kind.AREA),
    )
    for table, kind in tables:
        for value, phrases in table.items():
            add(phrases, kind, value)
    for name, phrases in v.ROLES.items():
        add(phrases, Kind.FILLER if name == "skipped" else Kind[name.upper()])
    add(v.COUNTRY, Kind.PLACE, ("00",))
    add(v.FILLERS, Kind.FILLER)
    add(_WORDS_OF_SPELLINGS - set(found), Kind.FILLER)
    return {phrase: tuple(senses) for phrase, senses in found.items()}


_WORDS_OF_SPELLINGS: Final = {word for plain in v.SPELLINGS.values() for word in plain.split()}
_UNITS: Final = {
    word
    for phrases in (
        *(v.PEOPLE, v.PERCENT, v.POINTS, v.MONTHS_LONG, v.YEARS_LONG, v.RUPIAH, v.SINCE, v.UNTIL, v.LAST),
    )
    for phrase in phrases
    for word in phrase.split()
}
_RELATIVE: Final = frozenset(
    """
    ini lalu kemarin depan setahun sebulan sebelumnya setelahnya sesudahnya berikutnya setengah terbaru terkini
    sekarang berjalan
    """.split()
)
