"""Which kind of question the slots of a clause make up.

The order of the rules is the order of their weight: what names its kind outright comes first, what is merely
typical of a kind comes last, and a region alone asks for its coverage.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from bot.language.lexicon import Kind
from bot.language.question import ABOUT_FIGURES, PICTURE, Intent, Question
from bot.language.said import Said
from core.model import Segment
from core.period import Period
from core.region import COUNTRY

_OUTRIGHT: Final = (
    Intent.FORGET,
    Intent.PRIVACY,
    Intent.UNSUBSCRIBE,
    Intent.SUBSCRIBE,
    Intent.LANGUAGE,
    Intent.REGION,
)
_PLAIN_PEOPLE: Final = (Intent.BUDGET, Intent.WHAT_IF)


def decide(said: Said) -> Intent | None:
    """The kind of question; None where nothing in the clause asks for anything."""
    return next((intent for intent, holds in _RULES if holds(said)), None)


_SENDING: Final = frozenset("kirim kirimi kirimin kirimkan kabari kabarin infokan beritahu".split())
_AGAIN: Final = frozenset("tiap setiap rutin berkala".split())


_CHOOSING: Final = frozenset("jadikan jadiin set atur ganti".split())


def _is_chosen(said: Said) -> bool:
    """Whether a region is to become the chat's own: "jadikan kubu raya wilayah chat ini"."""
    named = not {"wilayah", "daerah"}.isdisjoint(said.words)
    return bool(said.places) and named and not _CHOOSING.isdisjoint(said.words)


def _is_rest_a_place(said: Said) -> bool:
    return len(said.places) == 1 and (said.places[0].start, said.places[0].end) == (1, len(said.words))


def _cued(intent: Intent) -> Callable[[Said], bool]:
    return lambda said: intent in said.cues


def _has_number(said: Said) -> bool:
    amounts = (said.people, said.counted, said.share, said.points)
    return any(amount is not None for amount in amounts) or any(value >= 100 for value in said.loose)


def _is_check(said: Said) -> bool:
    quoted = not _QUOTING.isdisjoint(said.words) and not _CHECKING.isdisjoint(said.words)
    figured = said.share is not None or said.people is not None or said.points is not None
    return Intent.CHECK in said.cues or quoted or (figured and not _CHECKING.isdisjoint(said.words))


_QUOTING: Final = frozenset('"“”:')
_CHECKING: Final = frozenset("cek dicek periksa diperiksa verifikasi check".split())


def _is_terms(said: Said) -> bool:
    if said.programmes or Intent.PROGRAMMES in said.cues or _is_rules(said):
        return False
    if Intent.TERMS in said.cues:
        return said.topic is not None or not said.places
    explained = said.topic is not None and not {"maksud", "maksudnya"}.isdisjoint(said.words)
    if explained and not said.places and "berapa" not in said.words:
        return True
    short = len(said.words) <= 7 and said.topic is not None and not said.places
    named = bool({"apa", "what"} & set(said.words)) and not {"berapa", "saja"} & set(said.words)
    return short and named and not said.cues & {Intent.COMPARE, Intent.BUDGET, Intent.RULES, Intent.TARGET}


def _is_export(said: Said) -> bool:
    return Intent.EXPORT in said.cues


def _is_rules(said: Said) -> bool:
    law = said.instrument in ("inpres", "perpres", "perda") and not _OF_A_LAW.isdisjoint(said.words)
    return Intent.RULES in said.cues or (law and Intent.TARGET not in said.cues)


_OF_A_LAW: Final = frozenset("isi isinya tentang ada adakah punya mengatur bunyi".split())


def _is_programmes(said: Said) -> bool:
    named = bool(said.programmes) or Intent.PROGRAMMES in said.cues
    return named and not said.places and not _is_money(said) and not said.uncovered


def _is_money(said: Said) -> bool:
    return said.rupiah is not None or Intent.BUDGET in said.cues or said.payer is not None


def _is_what_if(said: Said) -> bool:
    supposed = Kind.IF in said.kinds or Intent.WHAT_IF in said.cues
    short = Kind.SHORTAGE in said.kinds and said.people is None and said.points is None
    if supposed and _has_number(said) and not (short and said.share is not None):
        return True
    fewer = Kind.FEWER in said.kinds and said.people is not None
    return fewer or (Intent.WHAT_IF in said.cues and not said.thresholds and _simulates(said))


def _simulates(said: Said) -> bool:
    return any(word.startswith("simulasi") for word in said.words)


def _is_rank(said: Said) -> bool:
    if said.area and not _LISTING.isdisjoint(said.words) and (said.orders or said.thresholds):
        return True
    if Intent.RANK in said.cues and (
        said.area or said.orders or said.loose or said.thresholds or said.places
    ):
        return True
    asked_who = not {"mana", "saja", "siapa"}.isdisjoint(said.words)
    if said.thresholds and (said.area or not said.places or asked_who):
        return bool(said.area) or Kind.SHORTAGE not in said.kinds
    if _codes(said) >= 2 or len(said.segments) >= 2:
        return False
    return bool(said.orders) and not (said.share is not None and not said.thresholds)


_LISTING: Final = frozenset("sebutkan daftar mana apa siapa urutkan which what susun list".split())


def _is_trend(said: Said) -> bool:
    return Intent.TREND in said.cues or said.since is not None


def _is_compare(said: Said) -> bool:
    compared = Intent.COMPARE in said.cues
    several = max(_codes(said), len(set(said.segments)), len(said.periods))
    target = Intent.TARGET in said.cues or Kind.SHORTAGE in said.kinds
    if len(set(said.segments)) >= 2 and "target" not in said.words and Kind.SHORTAGE not in said.kinds:
        # the difference between two segments, not between one and its target
        target = False
    if several >= 2:
        return not (target or said.instrument) or (compared and (not target or _codes(said) >= 2))
    return compared and several == 1 and not (target or said.instrument)


def _codes(said: Said) -> int:
    return len({place.codes for place in said.places})


def _is_target(said: Said) -> bool:
    if Intent.TARGET in said.cues or said.instrument is not None:
        return True
    if Kind.SHORTAGE in said.kinds:
        return not said.uncovered or said.share is not None
    return said.share is not None and (Kind.ABOVE in said.kinds or not _AIMING.isdisjoint(said.words))


_AIMING: Final = frozenset("lagi sampai jadi demi supaya biar agar menuju mencapai menjadi".split())


def _is_coverage(said: Said) -> bool:
    if said.places or said.segments or said.excluded or said.uncovered:
        return True
    if Intent.COVERAGE in said.cues or (Kind.COVERED in said.kinds and said.asks):
        return True
    return said.newest or bool(said.whens)


def _is_mere_thanks(said: Said) -> bool:
    asked = said.places or said.segments or said.whens or said.asks
    return Intent.THANKS in said.cues and not asked


_RULES: Final[tuple[tuple[Intent, Callable[[Said], bool]], ...]] = (
    (Intent.CHECK, _is_check),
    *((intent, _cued(intent)) for intent in _OUTRIGHT),
    (Intent.UNSUBSCRIBE, lambda said: list(said.words) == ["berhenti"]),
    (Intent.SUBSCRIBE, lambda said: not (_SENDING.isdisjoint(said.words) or _AGAIN.isdisjoint(said.words))),
    (Intent.REGION, _is_chosen),
    (
        Intent.REGION,
        lambda said: len(said.words) > 1 and said.words[0] == "wilayah" and _is_rest_a_place(said),
    ),
    (Intent.TERMS, _is_terms),
    (Intent.EXPORT, _is_export),
    (Intent.RULES, _is_rules),
    (Intent.SOURCE, _cued(Intent.SOURCE)),
    (Intent.BRIEF, _cued(Intent.BRIEF)),
    (Intent.WHAT_IF, lambda said: _is_what_if(said) and not _is_money(said)),
    (Intent.BUDGET, _is_money),
    (Intent.PROGRAMMES, _is_programmes),
    (Intent.RANK, _is_rank),
    (Intent.TREND, _is_trend),
    (Intent.COMPARE, _is_compare),
    (Intent.TARGET, _is_target),
    (Intent.CANCEL, lambda said: Intent.CANCEL in said.cues and not said.places),
    (Intent.SETTINGS, _cued(Intent.SETTINGS)),
    (Intent.HELP, lambda said: Intent.HELP in said.cues and not said.places),
    (
        Intent.COVERAGE,
        lambda said: _is_coverage(said) and not _is_mere_thanks(said),
    ),
    (Intent.THANKS, _cued(Intent.THANKS)),
    (Intent.START, _cued(Intent.START)),
)

_WITH_REGION: Final = ABOUT_FIGURES | {Intent.SUBSCRIBE, Intent.UNSUBSCRIBE, Intent.REGION, Intent.RULES}


def ask(intent: Intent, said: Said) -> Question:
    """The question that the slots make up; of regions only those whose name leaves no doubt."""
    if intent not in _WITH_REGION:
        return _without_region(intent, said)
    regions = tuple(dict.fromkeys(place.codes[0] for place in said.places if len(place.codes) == 1))
    segments = tuple(dict.fromkeys(said.segments))
    beside = intent is Intent.BUDGET or (len(segments) > 1 and intent is not Intent.COMPARE)
    if beside:
        segments = tuple(segment for segment in segments if segment is not Segment.TOTAL)
    periods = said.periods
    since, until = said.since, said.until
    if intent is not Intent.TREND:
        periods = tuple(dict.fromkeys((*periods, *(each for each in (since, until) if each))))
        since = until = None
    if intent is Intent.RANK and said.area == "province" and all(len(code) == 2 for code in regions):
        # a province among the provinces is ranked within the country
        regions = (COUNTRY,)
    calculating = intent in _PLAIN_PEOPLE
    people = said.people if calculating else None
    if calculating and people is None and said.counted is not None:
        people = said.counted
        periods = tuple(period for period in periods if period != Period(said.counted))
    if calculating and people is None:
        people = next((int(value) for value in said.loose if value >= 100 or intent is Intent.WHAT_IF), None)
    if intent is Intent.WHAT_IF and people is not None and Kind.FEWER in said.kinds:
        people = -abs(people)
    ranking = intent is Intent.RANK
    reaching = ranking and Intent.TARGET in said.cues
    return Question(
        intent,
        regions,
        segments,
        periods,
        since=since,
        until=until,
        uncovered=said.uncovered
        and intent not in (Intent.TARGET, Intent.WHAT_IF, Intent.RULES)
        and not reaching,
        share=said.share if intent in (Intent.TARGET, Intent.WHAT_IF, Intent.BUDGET) else None,
        points=_points(said) if calculating or intent is Intent.TARGET else None,
        people=people,
        rupiah=said.rupiah if intent is Intent.BUDGET else None,
        months=said.months if intent in (Intent.BUDGET, Intent.TREND) else None,
        thresholds=tuple(said.thresholds) if ranking else (),
        order=said.orders[0] if ranking and said.orders else None,
        count=_count(said) if ranking else None,
        measure=said.measure if ranking else None,
        instrument=said.instrument if intent not in (Intent.COMPARE, Intent.TREND, Intent.COVERAGE) else None,
        programmes=tuple(dict.fromkeys(said.programmes)),
        payer=said.payer if intent is Intent.BUDGET or "apbd" in said.words else None,
        topic=PICTURE if wants_picture(said, intent) else None,
        known=said.known,
    )


def wants_picture(said: Said, intent: Intent) -> bool:
    """Whether the answer is to be drawn, and is of a kind that can be."""
    return Kind.PICTURE in said.kinds and intent in DRAWN


DRAWN: Final = (Intent.COVERAGE, Intent.TARGET, Intent.COMPARE, Intent.RANK, Intent.TREND)
"""The kinds of question whose answer can be a picture."""


def _points(said: Said) -> Fraction | None:
    """A rise in points; a fall where the words say so."""
    falling = Kind.FEWER in said.kinds or not _FALLING.isdisjoint(said.words)
    return -said.points if said.points is not None and falling else said.points


_FALLING: Final = frozenset("turun menurun anjlok merosot drop".split())


def _without_region(intent: Intent, said: Said) -> Question:
    match intent:
        case Intent.TERMS:
            return Question(intent, topic=said.topic)
        case Intent.LANGUAGE:
            return Question(intent, topic=said.language or "id")
        case Intent.PROGRAMMES:
            return Question(intent, programmes=tuple(dict.fromkeys(said.programmes)))
        case _:
            return Question(intent)


def _count(said: Said) -> int | None:
    return next((int(value) for value in said.loose if 1 <= value <= 100 and value.denominator == 1), None)
