"""What a text asks: its intent, region, segment and period, and the words that were left over.

Words are used, known as harmless, or reported. A question with an unknown word in the place of a region is
never answered for the default region.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from bot.language import vocabulary
from bot.language.places import Gazetteer, Place
from bot.language.question import Intent, Question
from bot.language.words import is_number, words
from core.model import Segment
from core.period import Period, Span


@dataclass(frozen=True, slots=True)
class Understood:
    """A question, and the words of the text that play no part in it but might have mattered."""

    question: Question
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhichRegion:
    """Several regions fit; the question waits for one of the choices."""

    question: Question
    name: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownRegion:
    """A word stands where a region should and is none; some look alike."""

    question: Question
    name: str
    similar: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhichSegment:
    """The text excludes a part of the workers ("bukan formal"); what remains is asked, not guessed."""

    question: Question
    name: str


class Topic(Enum):
    """What people ask this bot about that others must answer."""

    HEALTH = "health"
    PERSONAL = "personal"


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """A question for somebody else."""

    topic: Topic


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Nothing in the text is a question we know."""

    words: tuple[str, ...]


Heard = Understood | WhichRegion | WhichSegment | UnknownRegion | OutOfScope | NotUnderstood

_YEAR: Final = re.compile(r"(?:19|20)\d\d\Z")
_SHORT_SPAN: Final = re.compile(r"(tw|q|smt|s)([1-4])\Z")


class Understanding:
    """Reads texts about the regions of one list."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def sentence(self, text: str) -> Heard:
        """What a free sentence asks; a region alone asks for its coverage."""
        said = words(text)
        foreign = _foreign(said)
        if foreign:
            return OutOfScope(foreign)
        codes = self._gazetteer.exactly(text)
        if codes:
            return _settled(Question(Intent.COVERAGE), text.strip(), codes, ())
        intent = _intent(said)
        places = self._gazetteer.find(said)
        if intent is None and not places:
            return self._nothing_known(said)
        return self._heard(said, places, intent or Intent.COVERAGE)

    def argument(self, intent: Intent, text: str) -> Heard:
        """What stands behind a command, whose intent is already said."""
        codes = self._gazetteer.exactly(text)
        if codes:
            return _settled(Question(intent), text.strip(), codes, ())
        said = words(text)
        foreign = _foreign(said)
        return OutOfScope(foreign) if foreign else self._heard(said, self._gazetteer.find(said), intent)

    def _heard(self, said: list[str], places: Sequence[Place], intent: Intent) -> Heard:
        left = list(said)
        for place in places:
            left[place.start : place.end] = [""] * (place.end - place.start)
        segment = _take_segment(left)
        period = _take_period(left)
        question = Question(intent, segment=segment, period=period)
        unused = tuple(word for word in left if word and not _harmless(word))
        codes = tuple(dict.fromkeys(code for place in places for code in place.codes))
        excluding = next((word for word in unused if word in vocabulary.EXCLUDING), None)
        if excluding and len(codes) < 2:
            return WhichSegment(replace(question, regions=codes, segment=None), excluding)
        if places:
            return _settled(question, " ".join(place.name for place in places), codes, unused)
        for word in unused:
            if not is_number(word):
                return UnknownRegion(question, word, self._gazetteer.similar(word))
        return Understood(question, unused)

    def _nothing_known(self, said: list[str]) -> Heard:
        for word in said:
            similar = () if _harmless(word) or len(word) < 5 else self._gazetteer.similar(word)
            if similar:
                return UnknownRegion(Question(Intent.COVERAGE), word, similar)
        return NotUnderstood(tuple(said[:12]))


def _settled(question: Question, name: str, codes: tuple[str, ...], unused: tuple[str, ...]) -> Heard:
    if len(codes) > 1:
        return WhichRegion(question, name, codes)
    return Understood(replace(question, regions=codes), unused)


def _foreign(said: Sequence[str]) -> Topic | None:
    if vocabulary.HEALTH.intersection(said):
        return Topic.HEALTH
    return Topic.PERSONAL if vocabulary.PERSONAL.intersection(said) else None


def _intent(said: Sequence[str]) -> Intent | None:
    return next(
        (intent for intent, names in vocabulary.INTENTS.items() if any(name in said for name in names)), None
    )


def _harmless(word: str) -> bool:
    return word in vocabulary.HARMLESS or any(word in names for names in vocabulary.INTENTS.values())


def _take_segment(left: list[str]) -> Segment | None:
    """The segment named, its words blanked out; longer names first, "non formal" before "formal"."""
    names = [(name.split(), segment) for segment, each in vocabulary.SEGMENTS.items() for name in each]
    for name, segment in sorted(names, key=lambda pair: -len(pair[0])):
        for start in range(len(left) - len(name) + 1):
            if left[start : start + len(name)] == name:
                left[start : start + len(name)] = [""] * len(name)
                return segment
    return None


def _take_period(left: list[str]) -> Period | None:
    """The period named, its words blanked out: a year, alone or behind its month, quarter or semester."""
    for at, word in enumerate(left):
        if not _YEAR.match(word):
            continue
        start, period = _before_year(left, at, int(word))
        left[start : at + 1] = [""] * (at + 1 - start)
        return period
    return None


def _before_year(left: Sequence[str], at: int, year: int) -> tuple[int, Period]:
    one = left[at - 1] if at >= 1 else ""
    two = left[at - 2] if at >= 2 else ""
    if one in vocabulary.MONTHS:
        return at - 1, Period(year, Span.MONTH, vocabulary.MONTHS[one])
    short = _SHORT_SPAN.match(one)
    if short:
        start, name, number = at - 1, short[1], short[2]
    else:
        start, name, number = at - 2, two, one
    span, index = vocabulary.SPANS.get(name), vocabulary.INDEX.get(number, 0)
    if span and 1 <= index <= 12 // span.value:
        return start, Period(year, span, index)
    return at, Period(year)
