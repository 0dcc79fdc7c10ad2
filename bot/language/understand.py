"""What a text asks: one question or two, or one short question back.

Words are used, known as harmless, or reported. A question with an unknown word in the place of a region is
never answered for another region.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final

from bot.language.deciding import ask, decide
from bot.language.lexicon import Kind
from bot.language.numbers import digits
from bot.language.question import Intent, Question
from bot.language.reading import Reader
from bot.language.said import Said
from bot.language.words import STOPS, is_number, words
from core.model import Segment


@dataclass(frozen=True, slots=True)
class Understood:
    """A question, and the words of the text that play no part in it but might have mattered.

    `corrected` holds names as they were typed where one was read as another: (typed, region's code).
    """

    question: Question
    unused: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()


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
    """The text excludes a segment ("bukan formal"), or names a part without figures ("pekerja rentan")."""

    question: Question
    excluded: tuple[Segment, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class NoSuchPeriod:
    """A quarter, month or semester that no year has ("TW9", "2024-13")."""

    question: Question
    name: str


class Topic(Enum):
    """What people ask this bot about that others must answer."""

    HEALTH = "health"
    PERSONAL = "personal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """A question for somebody else; `question` is what we could say of the same place."""

    topic: Topic
    question: Question


@dataclass(frozen=True, slots=True)
class Abuse:
    """Nothing to answer but calmly."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Nothing in the text is a question we know."""


Heard = (
    Understood
    | WhichRegion
    | WhichSegment
    | NoSuchPeriod
    | UnknownRegion
    | OutOfScope
    | Abuse
    | NotUnderstood
)

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
        plain = self._reader.plain(words(text))
        numbered = [clause for clause in _clauses(plain) if len(clause) > 1 or not is_number(clause[0])]
        clauses = [half for clause in numbered or _clauses(plain) for half in self._halves(clause)]
        return [clause for clause in clauses if not clause.is_empty] or clauses[:1]

    def _halves(self, clause: Sequence[str]) -> list[Said]:
        """A clause, or its two halves where "dan" or "lalu" joins two questions of different kinds."""
        whole = self._reader.read(clause, self._today)
        if not _may_hold_two(whole):
            return [whole]
        for at, word in enumerate(clause):
            if word in _JOINING and 0 < at < len(clause) - 1:
                halves = [self._reader.read(part, self._today) for part in (clause[:at], clause[at + 1 :])]
                if _are_two(word, *halves):
                    for half in halves:
                        half.asks = True
                        if not half.places and decide(half) in _ABOUT_REGIONS:
                            half.places = list(whole.places)
                    return halves
        return [whole]

    def heard(self, clauses: Sequence[Said]) -> tuple[Heard, ...]:
        """What clauses that were read ask together."""
        found = tuple(self._one(said, None) for said in _questions(clauses))
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
        if said.places:
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


_SELF: Final = frozenset("saya kami ayah bapak suami istri ibu lapor".split())


_OF_SEGMENTS: Final = (Intent.COVERAGE, Intent.TARGET, Intent.COMPARE, Intent.RANK, Intent.TREND)
_ABOUT_REGIONS: Final = frozenset(
    {
        Intent.COVERAGE,
        Intent.TARGET,
        Intent.WHAT_IF,
        Intent.BUDGET,
        Intent.COMPARE,
        Intent.RANK,
        Intent.TREND,
        Intent.BRIEF,
        Intent.SOURCE,
        Intent.EXPORT,
        Intent.SUBSCRIBE,
        Intent.REGION,
    }
)
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
            end = at + 1
            while end < len(said.words) and said.words[end] in said.unknown:
                end += 1
            return " ".join(said.words[at:end])
    short = len(said.words) <= 4 or (len(said.words) <= 7 and len(said.unknown) == 1)
    return said.unknown[0] if short and short_too else None


_OURS: Final = frozenset({"cakupan", "cakupannya", "kepesertaan", "kepesertaannya", "coverage"})
_JOINING: Final = frozenset({"dan", "lalu", "kemudian", "terus", "sekalian", "serta", "plus"})
_PAIRS: Final = frozenset(
    {
        frozenset({Intent.WHAT_IF, Intent.BUDGET}),
        frozenset({Intent.COVERAGE, Intent.BUDGET}),
        frozenset({Intent.COVERAGE, Intent.SOURCE}),
        frozenset({Intent.COVERAGE, Intent.TARGET}),
        frozenset({Intent.COVERAGE, Intent.RULES}),
        frozenset({Intent.TARGET, Intent.RULES}),
        frozenset({Intent.TARGET, Intent.BUDGET}),
    }
)


def _may_hold_two(said: Said) -> bool:
    kinds = {Intent.TREND, Intent.BUDGET, Intent.RULES, Intent.TERMS, Intent.SOURCE, Intent.BRIEF} & said.cues
    explained = said.topic is not None and "apa" in said.words
    return bool(kinds) or explained or len(set(said.orders)) > 1 or said.words.count("berapa") > 1


def _are_two(joining: str, first: Said, second: Said) -> bool:
    """Whether two halves of a clause are two questions."""
    kinds = decide(first), decide(second)
    if kinds == (Intent.TREND, Intent.RANK):
        return True
    if first.places and second.places and Intent.BRIEF in kinds and kinds[0] is not kinds[1]:
        return True
    if set(kinds) == {Intent.COVERAGE, Intent.TARGET} and joining in ("dan", "serta", "plus"):
        return False
    if first.orders and second.orders:
        return first.orders[0] is not second.orders[0]
    if kinds == (Intent.TERMS, Intent.COVERAGE):
        return second.asks and bool(second.places)
    return first.asks and second.asks and frozenset(kinds) in _PAIRS


def _clauses(plain: Sequence[str]) -> Iterable[Sequence[str]]:
    start = 0
    for at, word in enumerate(plain):
        if word in STOPS:
            if at > start:
                yield plain[start : at + (word == "?")]
            start = at + 1
    if start < len(plain):
        yield plain[start:]


def _questions(clauses: Sequence[Said]) -> list[Said]:
    """The clauses put together into as many questions as there are.

    Clauses that ask nothing tell what the questions are about.
    """
    asking = [clause for clause in clauses if _asks(clause)]
    if len(asking) < 2 or not _apart(asking[0], asking[1]):
        return [joined(clauses)]
    first, second = asking[:2]
    told = [clause for clause in clauses if clause not in (first, second)]
    return [joined([*told, first]), _inheriting(second, joined([*told, first]))]


def _asks(said: Said) -> bool:
    return said.asks and decide(said) not in (None, Intent.START, Intent.THANKS, Intent.HELP)


def _apart(first: Said, second: Said) -> bool:
    """Whether two clauses ask two things: of different kinds, or of different places."""
    kinds = decide(first), decide(second)
    if kinds[0] is not kinds[1]:
        return kinds[0] is not Intent.COVERAGE or kinds[1] not in _TAGGED_ON or bool(second.places)
    if first.orders and second.orders and first.orders[0] is not second.orders[0]:
        return True
    return bool(first.places and second.places) and first.places[0].codes != second.places[0].codes


_TAGGED_ON: Final = (Intent.SOURCE, Intent.BRIEF, Intent.EXPORT)


def _inheriting(said: Said, earlier: Said) -> Said:
    """A second question without a place or segment of its own is about those of the first."""
    if not said.places and decide(said) in _ABOUT_REGIONS:
        said.places = list(earlier.places)
        said.kinds.add(Kind.PLACE)
    if not said.segments:
        said.segments = list(earlier.segments)
    if said.people is None:
        said.people = earlier.people
    return said


def joined(clauses: Sequence[Said]) -> Said:
    """All that several clauses say, as one."""
    if len(clauses) == 1:
        return clauses[0]
    whole = Said()
    for clause in clauses:
        whole.words += clause.words
        whole.cues |= clause.cues
        whole.kinds |= clause.kinds
        for name in (
            "places",
            "segments",
            "excluded",
            "whens",
            "thresholds",
            "loose",
            "orders",
            "programmes",
            "unknown",
        ):
            getattr(whole, name).extend(getattr(clause, name))
        for name in _SINGLE:
            if getattr(whole, name) is None:
                setattr(whole, name, getattr(clause, name))
        whole.newest = whole.newest or clause.newest
        whole.uncovered = clause.uncovered or (whole.uncovered and Kind.COVERED not in clause.kinds)
        whole.asks = whole.asks or clause.asks
    return whole


_SINGLE: Final = (
    "since",
    "until",
    "share",
    "points",
    "people",
    "rupiah",
    "months",
    "measure",
    "instrument",
    "payer",
    "area",
    "topic",
    "language",
    "lead",
    "part",
    "wrong_period",
)
