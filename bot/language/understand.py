"""What a text asks: one question or two, or one short question back.

Words are used, known as harmless, or reported. A question with an unknown word in the place of a region is
never answered for another region.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from bot.language.asking import clauses_of, halves, joined, questions_of
from bot.language.deciding import ask, decide
from bot.language.heard import (
    Abuse,
    Heard,
    NoSuchPeriod,
    NotUnderstood,
    OutOfScope,
    Topic,
    Understood,
    UnknownRegion,
    WhichRegion,
    WhichSegment,
)
from bot.language.knowing import known_on
from bot.language.lexicon import Kind
from bot.language.numbers import digits
from bot.language.question import ABOUT_FIGURES, Intent, Question
from bot.language.reading import Reader
from bot.language.said import Said
from bot.language.words import is_number, words

_LISTED: Final = 6
_LONGEST_NAME: Final = 40


class Understanding:
    """Understands texts about the regions of one list, on one day."""

    def __init__(self, reader: Reader, today: date) -> None:
        self._reader = reader
        self._today = today
        self.gazetteer = reader.gazetteer

    def sentence(self, text: str) -> tuple[Heard, ...]:
        """What a free text asks: mostly one thing, two where it holds two questions."""
        return self.heard(self.said(text))

    def argument(self, intent: Intent, text: str) -> Heard:
        """What stands behind a command, whose intent is already said."""
        said = joined(self.said(text))
        return self._one(said, intent)

    def said(self, text: str) -> list[Said]:
        """The clauses of a text with their slots; those that say nothing are left out where others do."""
        text, known = known_on(text, self._today)
        plain = self._reader.plain(words(text))
        numbered = [clause for clause in clauses_of(plain) if len(clause) > 1 or not is_number(clause[0])]
        clauses = [half for clause in numbered or clauses_of(plain) for half in halves(clause, self._read)]
        if known:
            clauses = clauses or [Said()]
            for clause in clauses:
                clause.known = known
        return [clause for clause in clauses if not clause.is_empty] or clauses[:1]

    def _read(self, clause: Sequence[str]) -> Said:
        return self._reader.read(clause, self._today)

    def heard(self, clauses: Sequence[Said]) -> tuple[Heard, ...]:
        """What clauses that were read ask together."""
        found = tuple(self._one(said, None) for said in questions_of(clauses))
        if isinstance(found[0], OutOfScope) and found[0].topic is Topic.OTHER and len(found) == 1:
            return (*found, *self._besides(clauses))
        return found

    def _besides(self, clauses: Sequence[Said]) -> tuple[Heard, ...]:
        """The coverage that is asked for in one breath with somebody else's figures."""
        said = joined(clauses)
        if not said.places or _OURS.isdisjoint(said.words):
            return ()
        return (Understood(ask(Intent.COVERAGE, said)),)

    def _one(self, said: Said, intent: Intent | None) -> Heard:
        refusal = _refused(said)
        if refusal:
            return refusal
        intent = intent or decide(said)
        if intent is None and said.lead:
            intent = Intent.COVERAGE
        if intent is None:
            return self._nothing_asked(said)
        question = ask(intent, said)
        if said.wrong_period:
            return NoSuchPeriod(question, said.wrong_period)
        if said.excluded and not said.segments:
            return WhichSegment(question, tuple(said.excluded))
        if said.part and not said.segments and question.intent in _OF_SEGMENTS:
            return WhichSegment(question, part=said.part)
        doubtful = next((place for place in said.places if len(place.codes) > 1), None)
        if doubtful and question.intent in _ABOUT_REGIONS:
            return WhichRegion(question, doubtful.typed or doubtful.name, doubtful.codes)
        missing = self._missing_region(question, said)
        if missing:
            return missing
        corrected = tuple((place.typed, place.codes[0]) for place in said.places if place.typed)
        return Understood(question, tuple(said.unknown[:_LISTED]), corrected)

    def _missing_region(self, question: Question, said: Said) -> UnknownRegion | WhichRegion | None:
        """A word that stands where a region should."""
        if said.lead:
            return UnknownRegion(question, said.lead, self.gazetteer.similar(said.lead))
        if question.intent not in _ABOUT_REGIONS or question.intent is Intent.SOURCE:
            return None
        unsure = [place for place in said.places if place.risky]
        if unsure and (said.unknown or unsure[0].typed) and question.intent is not Intent.REGION:
            return WhichRegion(replace(question, regions=()), unsure[0].name, unsure[0].codes)
        if said.places or (question.count is not None and not said.unknown):
            return None
        name = _in_place_of_region(said, short_too=question.intent not in (Intent.BUDGET, Intent.WHAT_IF))
        return UnknownRegion(question, name[:_LONGEST_NAME], self.gazetteer.similar(name)) if name else None

    def _nothing_asked(self, said: Said) -> Heard:
        for word in said.unknown[:3]:
            similar = self.gazetteer.similar(word) if len(word) >= 5 else ()
            if similar:
                return UnknownRegion(Question(Intent.COVERAGE), word, similar)
        return NotUnderstood()


def _refused(said: Said) -> Heard | None:
    kinds = said.kinds
    if kinds.isdisjoint(_REFUSED):
        return None
    if Kind.ABUSE in kinds:
        return Abuse()
    ours = ask(Intent.COVERAGE, said)
    explained = Intent.TERMS in said.cues or (Intent.COMPARE in said.cues and Kind.HEALTH in kinds)
    if Kind.HEALTH in kinds and not explained:
        return OutOfScope(Topic.HEALTH, ours)
    if explained and Kind.HEALTH in kinds:
        return Understood(Question(Intent.TERMS, topic="bpjs"))
    asked = {Intent.FORGET, Intent.PRIVACY, Intent.RULES, Intent.TERMS, Intent.BUDGET}
    himself = (
        Kind.PERSONAL in kinds
        and not _SELF.isdisjoint(said.words)
        and not asked & said.cues - {Intent.BUDGET}
    )
    if himself:
        return OutOfScope(Topic.PERSONAL, ours)
    if asked & said.cues or (said.programmes and Intent.PROGRAMMES in said.cues):
        return None
    if Kind.PERSONAL in kinds and (Kind.OTHER not in kinds or not _SELF.isdisjoint(said.words)):
        return OutOfScope(Topic.PERSONAL, ours)
    return OutOfScope(Topic.OTHER, ours) if Kind.OTHER in kinds else None


_REFUSED: Final = frozenset({Kind.ABUSE, Kind.HEALTH, Kind.PERSONAL, Kind.OTHER})
_SELF: Final = frozenset("saya kami ayah bapak suami istri ibu lapor".split())


_OF_SEGMENTS: Final = (Intent.COVERAGE, Intent.TARGET, Intent.COMPARE, Intent.RANK, Intent.TREND)
_ABOUT_REGIONS: Final = ABOUT_FIGURES | {Intent.SUBSCRIBE, Intent.REGION}
_LEADS: Final = frozenset(
    """
    di ke dari untuk cakupan target kota kabupaten provinsi daerah wilayah angka data capaian realisasi kepesertaan
    ringkasan profil of in for tren perkembangan peringkat iuran anggaran
    """.split()
)


def _in_place_of_region(said: Said, *, short_too: bool) -> str | None:
    """The unknown word that most likely is meant as a region: behind a preposition, or in a short text."""
    if not said.unknown:
        numbers = [word for word in said.words if is_number(word) and digits(word) in said.loose]
        return numbers[0] if numbers and short_too and not (said.orders or said.thresholds) else None
    for word in said.unknown:
        at = said.words.index(word)
        before = said.words[at - 1] if at else ""
        if before in _LEADS:
            return _stretch(said, at)
    most = 1 if said.cues - {Intent.COVERAGE} else 2
    short = len(said.words) <= 4 or (len(said.words) <= 7 and len(said.unknown) <= most)
    return _stretch(said, said.words.index(said.unknown[0])) if short and short_too else None


def _stretch(said: Said, at: int) -> str:
    """The unknown word there, with the unknown ones that follow it: "sungai kakap"."""
    end = at + 1
    while end < len(said.words) and said.words[end] in said.unknown:
        end += 1
    return " ".join(said.words[at:end])


_OURS: Final = frozenset({"cakupan", "cakupannya", "kepesertaan", "kepesertaannya", "coverage"})
