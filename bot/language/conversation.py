"""Follow-ups: what a short question leaves out, the last one in the same chat said.

A follow-up replaces what it names and carries over the rest; the answer says what was carried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.language.asking import joined
from bot.language.deciding import DRAWN, decide, wants_picture
from bot.language.heard import (
    Abuse,
    Heard,
    NoSuchPeriod,
    NotUnderstood,
    OutOfScope,
    Understood,
    UnknownRegion,
    WhichRegion,
    WhichSegment,
)
from bot.language.lexicon import Kind
from bot.language.places import KINDS
from bot.language.question import ABOUT_FIGURES, PICTURE, Intent, Question
from bot.language.said import Place, Said
from bot.language.understand import Understanding
from bot.language.words import is_word
from core.period import Period

_LONGEST: Final = 9
"""Words of the longest follow-up; who writes more says all of it."""

_CARRYING: Final = ABOUT_FIGURES | {Intent.RULES}
_FIGURE: Final = frozenset("cakupan kepesertaan realisasi realisasinya capaian capaiannya posisinya".split())
_PAGES: Final = (Intent.SOURCE, Intent.RULES, Intent.BRIEF, Intent.EXPORT, Intent.TARGET, Intent.WHAT_IF)
_ADDING: Final = frozenset({"tambah", "tambahin", "plus", "ditambah"})
_LEADING: Final = frozenset(
    "kalau dan terus yang eh oh kok lalu juga maksud maksudnya and what how bagaimana di".split()
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What was heard, and whether something was carried over from the turn before."""

    heard: tuple[Heard, ...]
    carried: bool = False

    def known_on(self, day: date | None) -> Turn:
        """The same, to be answered as at the end of that day; of none, as it is."""
        if day is None:
            return self
        heard = tuple(
            replace(each, question=replace(each.question, known=day))
            if isinstance(each, Understood)
            else each
            for each in self.heard
        )
        return replace(self, heard=heard)


def listen(understanding: Understanding, text: str, before: Sequence[Heard] = ()) -> Turn:
    """What a text asks in the light of what was asked before it in the same chat."""
    clauses = understanding.said(text)
    earlier = [question for heard in before if (question := _question(heard)) is not None]
    alone = understanding.heard(clauses)
    said = joined(clauses)
    if not earlier or not _follows(said):
        return Turn(alone)
    chosen = _chosen(said, before, understanding)
    if chosen:
        return Turn((chosen,), carried=True)
    _complete_name(said, earlier[0], understanding)
    if any(isinstance(heard, OutOfScope) for heard in alone) or _complete(alone[0], said):
        return Turn(alone)
    if isinstance(alone[0], WhichRegion | UnknownRegion | WhichSegment | NoSuchPeriod):
        merged = _merged(earlier[0], said, alone[0].question)
        return Turn((replace(alone[0], question=merged),), carried=True)
    new = alone[0].question if isinstance(alone[0], Understood) else None
    asks_else = new is not None and new.intent not in _CARRYING
    if asks_else and not (new and new.programmes and earlier[0].intent is Intent.BUDGET):
        return Turn(alone)
    merged_all = tuple(Understood(_merged(each, said, new), tuple(said.unknown)) for each in earlier)
    # words that change nothing ask nothing: the same answer once more would be none
    empty = said.is_empty or (said.unknown and merged_all[0].question == earlier[0])
    if isinstance(alone[0], NotUnderstood | Abuse) and empty and not _goes_on(said, before):
        return Turn(alone)
    both = len(earlier) > 1 and new is not None and new.intent is Intent.WHAT_IF
    taken = merged_all if both else merged_all[:1]
    leading = bool(said.words) and said.words[0] in _LEADING
    return Turn(taken, carried=leading or [each.question for each in taken] != [new])


def _question(heard: Heard) -> Question | None:
    match heard:
        case Understood(question) if question.intent in _CARRYING:
            return question
        case OutOfScope(_, question) if question.regions:
            return question
        case (
            WhichRegion(question) | UnknownRegion(question) | WhichSegment(question) | NoSuchPeriod(question)
        ):
            return question
        case _:
            return None


def _follows(said: Said) -> bool:
    """Whether a text is short, or begins like a follow-up, and leaves something out."""
    length = sum(map(is_word, said.words))
    if length > _LONGEST and said.words[0] not in _LEADING:
        return False
    return length <= 2 * _LONGEST


def _complete(heard: Heard, said: Said) -> bool:
    """Whether a text says by itself what is asked and of where, so that nothing is carried over."""
    if not isinstance(heard, Understood) or not said.places:
        return False
    intent = heard.question.intent
    if intent is Intent.COMPARE:
        return len(heard.question.regions) > 1
    explicit = bool(said.cues & (_CARRYING - {Intent.COVERAGE})) or Kind.SHORTAGE in said.kinds
    leading = bool(said.words) and said.words[0] in _LEADING and intent is not Intent.WHAT_IF
    coverage = Intent.COVERAGE in said.cues and said.asks
    return (explicit or coverage or intent is Intent.WHAT_IF) and not leading


def _chosen(said: Said, before: Sequence[Heard], understanding: Understanding) -> Heard | None:
    """The answer to a question back: "kota", "yang kabupaten", "barat", "yg kalsel"."""
    asked = next((heard for heard in before if isinstance(heard, WhichRegion)), None)
    if asked is None:
        return None
    regions = understanding.gazetteer.regions
    levels = {KINDS[word] for word in said.words if word in KINDS}
    named = {place.codes[0] for place in said.places if len(place.codes) == 1}
    fitting = [
        code
        for code in asked.choices
        if code in named
        or regions[code].parent in named
        or regions[code].level in levels
        or _last_word(regions[code].name) in said.words
    ]
    if len(fitting) != 1:
        return None
    question = replace(asked.question, regions=(*asked.question.regions, fitting[0]))
    return Understood(_with_slots(question, said, None))


def _goes_on(said: Said, before: Sequence[Heard]) -> bool:
    """Whether a text without any slot still means the refused question, on our side ("yang ketenagakerjaan?")."""
    refused = any(isinstance(heard, OutOfScope) for heard in before)
    turned = any(isinstance(heard, Understood) and heard.question.uncovered for heard in before)
    return (refused and "ketenagakerjaan" in said.words) or (turned and "sudah" in said.words)


def _complete_name(said: Said, before: Question, understanding: Understanding) -> None:
    """ "yang barat daya?" after Papua, "kalau timur?" after Kalimantan Barat: the rest of a name."""
    if said.places or not before.region:
        return
    regions, gazetteer = understanding.gazetteer.regions, understanding.gazetteer
    stem = regions[before.region].bare_name.lower().split()
    levels = {KINDS[word] for word in said.words if word in KINDS}
    namesakes = [code for code in gazetteer[" ".join(stem)] if regions[code].level in levels]
    if len(namesakes) == 1:
        said.places.append(Place(0, 0, " ".join(stem), tuple(namesakes)))
        return
    points = [word for word in said.words if word in _POINTS]
    for length in range(len(stem), 0, -1):
        codes = gazetteer[" ".join((*stem[:length], *points))] if points else ()
        if len(codes) == 1 and codes[0] != before.region:
            said.places.append(Place(0, 0, " ".join(points), codes))
            said.unknown = [word for word in said.unknown if word not in points]
            return


_POINTS: Final = frozenset(
    "barat timur utara selatan tengah daya laut tenggara pegunungan raya hulu hilir".split()
)


def _last_word(name: str) -> str:
    return name.lower().split()[-1]


def _merged(before: Question, said: Said, new: Question | None) -> Question:
    """The earlier question with whatever the new text says in its place."""
    merged = replace(before, regions=_regions(before, said))
    intent = _intent(before, said)
    if intent is not before.intent:
        merged = _changed(merged, intent)
    if intent is Intent.RANK and new and new.intent is intent and new.regions:
        # "provinsi terendah" means those of the country, wherever the earlier question was about
        merged = replace(merged, regions=new.regions)
    return _with_slots(merged, said, new)


def _regions(before: Question, said: Said) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(place.codes[0] for place in said.places if len(place.codes) == 1))
    if not named:
        return before.regions
    adding = not _ADDING.isdisjoint(said.words) and said.people is None and not said.loose
    comparing = Intent.COMPARE in said.cues or adding
    if comparing and len(named) == 1:
        return tuple(dict.fromkeys((*before.regions, *named)))
    return named


def _intent(before: Question, said: Said) -> Intent:
    """The new text's own kind where it names one outright; else the earlier one goes on."""
    decided = decide(said)
    if decided is None or decided not in _CARRYING or decided is Intent.COVERAGE:
        named = _FIGURE.intersection(said.words)
        goes_back = decided is Intent.COVERAGE and (named or (said.uncovered and before.intent in _PAGES))
        return Intent.COVERAGE if goes_back else before.intent
    if (
        decided is Intent.RANK
        and before.intent is not Intent.RANK
        and not said.orders
        and not said.thresholds
    ):
        return before.intent
    if (
        decided is Intent.TARGET
        and before.intent in (Intent.RANK, Intent.BUDGET)
        and not said.cues & {Intent.TARGET}
    ):
        return before.intent
    if decided is Intent.WHAT_IF and before.intent is Intent.TARGET and said.people is None:
        return before.intent
    if decided is Intent.WHAT_IF and before.intent is Intent.BUDGET:
        return before.intent
    if decided is Intent.PROGRAMMES:
        return before.intent
    return decided


def _changed(question: Question, intent: Intent) -> Question:
    """The same slots under another kind, without those that belong to the earlier kind alone."""
    keeps_people = intent in (Intent.BUDGET, Intent.WHAT_IF)
    keeps_drawing = question.topic == PICTURE and intent in DRAWN
    return Question(
        intent,
        question.regions,
        question.segments,
        question.periods,
        PICTURE if keeps_drawing else None,
        uncovered=question.uncovered
        and intent in (Intent.COVERAGE, Intent.COMPARE, Intent.RANK, Intent.TREND),
        people=question.people if keeps_people else None,
        share=question.share if intent in (Intent.TARGET, Intent.BUDGET) else None,
        instrument=question.instrument if intent in (Intent.RANK, Intent.BUDGET) else None,
        known=question.known,
    )


def _with_slots(question: Question, said: Said, new: Question | None) -> Question:  # noqa: C901 - one line a slot
    changes: dict[str, object] = {}
    segments = tuple(dict.fromkeys(said.segments))
    if segments:
        changes["segments"] = segments
    periods = _periods(question, said)
    if periods is not None:
        changes["periods"] = periods
    if said.newest and not said.periods:
        changes["periods"] = ()
    if wants_picture(said, question.intent):
        changes["topic"] = PICTURE
    if said.known:
        changes["known"] = said.known
    if said.uncovered:
        changes["uncovered"] = True
    elif "sudah" in said.words and len(said.words) <= 4:
        changes["uncovered"] = False
    if new is not None:
        for name in (
            "since",
            "until",
            "points",
            "people",
            "rupiah",
            "months",
            "order",
            "count",
            "measure",
            "instrument",
            "payer",
        ):
            value = getattr(new, name)
            if value is not None:
                changes[name] = value
        if new.thresholds:
            changes |= {"thresholds": new.thresholds, "order": new.order, "count": new.count}
    if question.intent is Intent.TREND and said.until:
        changes |= {"until": said.until, "periods": ()}
    if question.intent is Intent.RANK and said.loose and not said.thresholds:
        changes["count"] = int(said.loose[0])
    if question.intent in (Intent.WHAT_IF, Intent.BUDGET) and said.people is None and said.loose:
        changes["people"] = int(said.loose[0])
    elif said.people is not None and question.intent in (Intent.WHAT_IF, Intent.BUDGET):
        changes["people"] = said.people
    if question.intent in (Intent.TARGET, Intent.WHAT_IF) and said.share is not None:
        changes["share"] = said.share
    if question.intent is Intent.BUDGET and said.months is not None:
        changes["months"] = said.months
    if said.instrument and question.intent in (Intent.TARGET, Intent.RANK):
        changes["instrument"] = said.instrument
    if said.programmes:
        added = Kind.SHORTAGE in said.kinds or not _ADDING.isdisjoint(said.words)
        kept = question.programmes if added else ()
        changes["programmes"] = tuple(dict.fromkeys((*kept, *said.programmes)))
    return replace(question, **changes)  # type: ignore[arg-type]  # each name is a slot, each value of its type


def _periods(question: Question, said: Said) -> tuple[Period, ...] | None:
    if not said.periods:
        return None
    when = said.whens[-1]
    before = question.period
    if when.beside and before:
        return (replace(before, year=before.year + when.beside),)
    if when.yearless and when.period and before:
        return (replace(when.period, year=before.year),)
    return said.periods
