"""Names in words: segments, denominators, kinds of questions, and what a question is about."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from bot.i18n import Html, Translator
from bot.language.question import Intent, Question
from bot.occasion import Occasion
from bot.phrases.shares import decimals
from core.model import Basis, Segment


def segment_name(segment: Segment, t: Translator) -> Html:
    """The segment with BPJS's own name for it, as a heading or list entry."""
    match segment:
        case Segment.TOTAL:
            return t("All workers")
        case Segment.FORMAL:
            return t("Formal (PU)")
        case Segment.INFORMAL:
            return t("Informal (BPU)")
        case Segment.CONSTRUCTION:
            return t("Construction")
        case Segment.CONSTRUCTION_AND_MIGRANT:
            return t("Construction and migrant workers")
    assert_never(segment)


def workers_of(segment: Segment, t: Translator) -> Html:
    """The workers of a segment within a sentence: "formal workers"."""
    match segment:
        case Segment.TOTAL:
            return t("workers")
        case Segment.FORMAL:
            return t("formal workers")
        case Segment.INFORMAL:
            return t("informal workers")
        case Segment.CONSTRUCTION:
            return t("construction workers")
        case Segment.CONSTRUCTION_AND_MIGRANT:
            return t("construction and migrant workers")
    assert_never(segment)


def basis_name(basis: Basis, t: Translator) -> Html:
    """Whom a denominator counts, in words."""
    match basis:
        case Basis.ELIGIBLE:
            return t("eligible workers (UCJ)")
        case Basis.EMPLOYED:
            return t("all employed people (BPS)")
        case Basis.UNKNOWN:
            return t("not named by the source")
    assert_never(basis)


def basis_in_words(basis: Basis, t: Translator) -> Html:
    """Whom a denominator counts, without an abbreviation in brackets, for a place that has brackets already."""
    match basis:
        case Basis.ELIGIBLE:
            return t("eligible workers")
        case Basis.EMPLOYED:
            return t("all employed people")
        case Basis.UNKNOWN:
            return t("not named")
    assert_never(basis)


def how_to_reach(occasion: Occasion) -> Html:
    """How to ask in a group, where the bot hears only what is meant for it."""
    return occasion.t(
        "In a group use a command, reply to one of my messages, or mention @{name}.", name=occasion.bot_name
    )


def kind_of(question: Question, occasion: Occasion) -> Html:
    """What a question is about, for a button: "Target, Kabupaten Sambas"."""
    kind = intent_name(question.intent, occasion.t)
    if not question.region:
        return kind
    return occasion.t("{kind}, {region}", kind=kind, region=occasion.figures.regions[question.region].name)


def carried(question: Question, occasion: Occasion) -> Html:
    """What a follow-up asks, in full, so that nobody has to guess what was carried over."""
    t, regions = occasion.t, occasion.figures.regions
    parts: list[str] = [intent_name(question.intent, t)]
    parts += [regions[code].name for code in question.regions]
    parts += [segment_name(segment, t) for segment in question.segments]
    parts += [t.period(period) for period in question.periods]
    if question.share is not None:
        parts.append(t.percent(question.share, decimals(question.share)))
    if question.people is not None:
        parts.append(t("{number} workers", number=t.number(question.people)))
    return t("Continued from your last question: {parts}.", parts=", ".join(parts))


def as_known(day: date, t: Translator) -> Html:
    """That an answer rests on what was known on a day, not on today's figures."""
    return t("As it was known on {day}; later figures are left out.", day=t.date(day))


def intent_name(intent: Intent, t: Translator) -> Html:
    """The kind of a question as a noun."""
    names = {
        Intent.COVERAGE: t("Coverage"),
        Intent.TARGET: t("Target"),
        Intent.WHAT_IF: t("What-if"),
        Intent.BUDGET: t("Budget"),
        Intent.COMPARE: t("Comparison"),
        Intent.RANK: t("Ranking"),
        Intent.TREND: t("Trend"),
        Intent.CHECK: t("Check of a sentence"),
        Intent.BRIEF: t("Summary"),
        Intent.SOURCE: t("Source"),
        Intent.RULES: t("Rules"),
        Intent.EXPORT: t("Export"),
        Intent.SUBSCRIBE: t("Subscription"),
        Intent.UNSUBSCRIBE: t("Subscription"),
    }
    return names.get(intent) or t("Question")
