"""Clauses put together into questions: what tells joins what asks, and two that ask stay two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from bot.language.deciding import decide
from bot.language.lexicon import Kind
from bot.language.question import ABOUT_FIGURES, Intent
from bot.language.said import Said
from bot.language.words import STOPS

_JOINING: Final = frozenset({"dan", "lalu", "kemudian", "terus", "sekalian", "serta", "plus", "dengan", ","})
_PAIRS: Final = frozenset(
    {
        frozenset({Intent.WHAT_IF, Intent.BUDGET}),
        frozenset({Intent.COVERAGE, Intent.BUDGET}),
        frozenset({Intent.COVERAGE, Intent.SOURCE}),
        frozenset({Intent.COVERAGE, Intent.TARGET}),
        frozenset({Intent.COVERAGE, Intent.RULES}),
        frozenset({Intent.TARGET, Intent.RULES}),
        frozenset({Intent.TREND, Intent.RULES}),
        frozenset({Intent.TARGET, Intent.BUDGET}),
    }
)


def halves(clause: Sequence[str], read: Callable[[Sequence[str]], Said]) -> list[Said]:
    """A clause, or its two halves where "dan" or "lalu" joins two questions of different kinds."""
    whole = read(clause)
    if not _may_hold_two(whole):
        return [whole]
    for at, word in enumerate(clause):
        if word in _JOINING and 0 < at < len(clause) - 1:
            halves = [read(part) for part in (clause[:at], clause[at + 1 :])]
            if _are_two(word, *halves):
                for half in halves:
                    half.asks = True
                    if not half.places and decide(half) in ABOUT_FIGURES:
                        half.places = list(whole.places)
                return halves
    return [whole]


def _may_hold_two(said: Said) -> bool:
    explained = said.topic is not None and "apa" in said.words
    goes_on = not {"terus", "lalu"}.isdisjoint(said.words)
    kinds_of_figures = said.cues & ABOUT_FIGURES
    of_two_places = len(said.places) > 1 and len(kinds_of_figures) > 1 and Intent.COMPARE not in said.cues
    twice = len(set(said.orders)) > 1 or said.words.count("berapa") > 1
    return not _BESIDES.isdisjoint(said.cues) or explained or goes_on or of_two_places or twice


_BESIDES: Final = frozenset(
    {Intent.TREND, Intent.BUDGET, Intent.RULES, Intent.TERMS, Intent.SOURCE, Intent.BRIEF}
)
"""Kinds that often stand beside another question."""


def _are_two(joining: str, first: Said, second: Said) -> bool:
    """Whether two halves of a clause are two questions."""
    kinds = decide(first), decide(second)
    if kinds == (Intent.TREND, Intent.RANK) and joining not in ("dengan", ","):
        return True
    if joining not in ("dengan", ",") and kinds[0] is not kinds[1] and _of_two_places(first, second):
        return True
    if set(kinds) == {Intent.COVERAGE, Intent.TARGET} and joining in ("dan", "serta", "plus"):
        return False
    if first.orders and second.orders:
        return first.orders[0] is not second.orders[0]
    if kinds == (Intent.TERMS, Intent.COVERAGE):
        return first.topic is not None and second.asks and bool(second.places)
    if joining in ("dengan", ","):
        return False
    if kinds == (Intent.COVERAGE, Intent.TERMS):
        return second.topic is not None and bool(first.places)
    return first.asks and second.asks and frozenset(kinds) in _PAIRS


def _of_two_places(first: Said, second: Said) -> bool:
    return bool(first.places and second.places) and first.places[0].codes != second.places[0].codes


def clauses_of(plain: Sequence[str]) -> Iterable[Sequence[str]]:
    """The words of a text clause by clause; a question keeps its mark."""
    start = 0
    for at, word in enumerate(plain):
        if word in STOPS:
            if at > start:
                yield plain[start : at + (word == "?")]
            start = at + 1
    if start < len(plain):
        yield plain[start:]


def questions_of(clauses: Sequence[Said]) -> list[Said]:
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
    requested = bool(said.places and said.cues & ABOUT_FIGURES) and len(said.words) <= _SHORT
    asks = said.asks or (requested and said.share is None and not said.loose)
    return asks and decide(said) not in (None, Intent.START, Intent.THANKS, Intent.HELP)


_SHORT: Final = 5
"""Words of the longest clause that asks by naming a figure and a place, as in "tren sambas"."""


def _apart(first: Said, second: Said) -> bool:
    """Whether two clauses ask two things: of different kinds, or of different places."""
    kinds = decide(first), decide(second)
    if kinds[0] is not kinds[1]:
        return kinds[0] is not Intent.COVERAGE or kinds[1] not in _TAGGED_ON or bool(second.places)
    if first.orders and second.orders and first.orders[0] is not second.orders[0]:
        return True
    return _of_two_places(first, second)


_TAGGED_ON: Final = (Intent.SOURCE, Intent.BRIEF, Intent.EXPORT)


def _inheriting(said: Said, earlier: Said) -> Said:
    """A second question without a place or segment of its own is about those of the first."""
    if not said.places and decide(said) in ABOUT_FIGURES:
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
    "known",
)
