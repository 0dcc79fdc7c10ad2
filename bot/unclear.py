"""What is said where a question was not, or not wholly, understood: one short question, or one example."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot import phrases
from bot.language.heard import (
    Abuse,
    NoSuchCommand,
    NoSuchPeriod,
    NotUnderstood,
    OutOfScope,
    Topic,
    UnknownRegion,
    WhichRegion,
    WhichSegment,
)
from bot.language.question import Intent, Question
from bot.messages import Button, Message, shortened
from bot.occasion import Occasion
from core.model import Segment

Unclear = (
    WhichRegion
    | WhichSegment
    | NoSuchPeriod
    | UnknownRegion
    | OutOfScope
    | Abuse
    | NotUnderstood
    | NoSuchCommand
)


def present(unclear: Unclear, occasion: Occasion) -> Message:
    """The question back, or where to ask instead."""
    t = occasion.t
    match unclear:
        case WhichRegion():
            return _which_region(unclear, occasion)
        case WhichSegment():
            return _which_segment(unclear, occasion)
        case NoSuchPeriod():
            return _no_such_period(unclear, occasion)
        case UnknownRegion():
            return _unknown_region(unclear, occasion)
        case OutOfScope(topic):
            return _out_of_scope(topic, occasion)
        case Abuse():
            text = t("I am here for figures on coverage, and glad to help with one.")
            return Message(text, (_ways_on(occasion),))
        case NotUnderstood():
            text = t("I did not understand that. Type a region, for instance <code>coverage kalbar</code>.")
            return Message(text, (_ways_on(occasion),))
        case NoSuchCommand(name):
            return _no_such_command(name, occasion)
    assert_never(unclear)


def not_text(occasion: Occasion) -> Message:
    """For stickers, pictures and everything else that holds no question."""
    t = occasion.t
    text = t("I can read text only. Type a region, for instance <code>coverage kalbar</code>.")
    return Message(text, (_ways_on(occasion),))


def location(occasion: Occasion) -> Message:
    """For a shared location: the shipped list of regions has names and codes, but no boundaries."""
    t = occasion.t
    text = t(
        "I cannot tell a region from a location. Type its name, for instance <code>kota pontianak</code>."
    )
    return Message(text, (_ways_on(occasion),))


def _no_such_command(name: str, occasion: Occasion) -> Message:
    t = occasion.t
    text = t(
        "There is no command /{name}. /help lists them all; for instance /coverage kalbar.",
        name=shortened(name),
    )
    return Message(text, (_ways_on(occasion),))


def outdated_button(occasion: Occasion) -> Message:
    """For a button whose question can no longer be read."""
    return Message(occasion.t("This button no longer works. Please ask again."))


def in_channel(occasion: Occasion) -> Message:
    """For a button in a channel: what came of it would take the place of the post, for everybody."""
    return Message(occasion.t("Please ask me in a chat of our own: @{name}", name=occasion.bot_name))


def too_fast(occasion: Occasion) -> Message:
    """For more questions at once than anybody reads; said once, then there is silence for a while."""
    return Message(
        occasion.t("That is more at once than I can answer. Please wait a minute, then ask again.")
    )


def one_by_one(occasion: Occasion) -> Message:
    """For more questions in a private chat than come at once: said once, then the answers come."""
    return Message(occasion.t("You ask faster than I may answer; the answers now come one by one."))


def without_command(question: Question, occasion: Occasion) -> Message:
    """For a question that is understood, but has no answer here yet; and for thanks, which want none."""
    t = occasion.t
    if question.intent is Intent.THANKS:
        return Message(t("You are welcome. Ask again whenever you like."))
    region = question.region or occasion.region
    buttons = (
        Button(t("Coverage"), Question(Intent.COVERAGE, (region,), question.segments, question.periods[:1])),
        Button(t("Target"), Question(Intent.TARGET, (region,), question.segments)),
    )
    text = t(
        "I understood: {kind}. That I cannot answer yet; coverage and targets I can.",
        kind=phrases.kind_of(question, occasion),
    )
    return Message(text, (buttons,))


def apology(occasion: Occasion) -> Message:
    """For our own mistakes; what went wrong is in the log, not in the chat."""
    return Message(occasion.t("Something went wrong on our side. Please try again in a moment."))


def forgetful(occasion: Occasion) -> Message:
    """For what needs the memory while that is away; figures need none."""
    t = occasion.t
    return Message(
        t(
            "My memory is out of reach at the moment, so this has to wait; please try again in a minute. "
            "Figures I can tell as always, for instance /coverage kalbar."
        )
    )


def _which_region(unclear: WhichRegion, occasion: Occasion) -> Message:
    buttons = (phrases.region_button(code, unclear.question, occasion) for code in unclear.choices[:12])
    text = occasion.t("“{name}” may mean several regions. Which one?", name=shortened(unclear.name))
    return Message(text, phrases.in_rows(buttons, 2))


def _which_segment(unclear: WhichSegment, occasion: Occasion) -> Message:
    t = occasion.t
    buttons = [
        Button(label, replace(unclear.question, segments=(segment,)))
        for segment, label in (
            (Segment.TOTAL, t("Total")),
            (Segment.FORMAL, t("Formal")),
            (Segment.INFORMAL, t("Informal")),
            (Segment.CONSTRUCTION, t("Constr.")),
        )
        if segment not in unclear.excluded
    ]
    if unclear.part:
        text = t(
            "There are no figures of “{part}” by themselves. Which workers do you mean?", part=unclear.part
        )
        return Message(text, (tuple(buttons),))
    names = t.listed(phrases.segment_name(segment, t) for segment in unclear.excluded)
    return Message(t("Without {segments}. Which workers do you mean?", segments=names), (tuple(buttons),))


def _no_such_period(unclear: NoSuchPeriod, occasion: Occasion) -> Message:
    t, asked = occasion.t, replace(unclear.question, periods=())
    known = sorted(
        {found.period for found in occasion.figures.sets(asked.region or occasion.region)}, reverse=True
    )
    buttons = (Button(t.period(period), replace(asked, periods=(period,))) for period in known[:6])
    text = t(
        "There is no period “{name}”: a year has 12 months, 4 quarters and 2 semesters.",
        name=shortened(unclear.name),
    )
    return Message(text, phrases.in_rows(buttons, 3))


def _unknown_region(unclear: UnknownRegion, occasion: Occasion) -> Message:
    t = occasion.t
    if not unclear.similar:
        text = t(
            "I know no region called “{name}”. Type a province, kabupaten or kota, for instance "
            "<code>coverage kalbar</code>.",
            name=shortened(unclear.name),
        )
        return Message(text, (_ways_on(occasion),))
    buttons = (phrases.region_button(code, unclear.question, occasion) for code in unclear.similar)
    text = t("I know no region called “{name}”. Do you mean one of these?", name=shortened(unclear.name))
    return Message(text, phrases.in_rows(buttons, 2))


def _out_of_scope(topic: Topic, occasion: Occasion) -> Message:
    t = occasion.t
    match topic:
        case Topic.HEALTH:
            text = t(
                "That is about BPJS Kesehatan (JKN), another body; I have no figures of it. Please ask its "
                "care centre 165 or the Mobile JKN app."
            )
        case Topic.OTHER:
            text = t(
                "I have no figures of that. I answer questions on the coverage of BPJS Ketenagakerjaan; for other "
                "statistics please ask BPS or the office in charge."
            )
        case Topic.PERSONAL:
            text = t(
                "I know no personal data. For balances, claims and cards please use the JMO app or a branch "
                "of BPJS Ketenagakerjaan, and do not send your number here."
            )
    return Message(text, (_ways_on(occasion),))


def _ways_on(occasion: Occasion) -> tuple[Button, ...]:
    t, region = occasion.t, occasion.figures.regions[occasion.region]
    label = t("Coverage of {region}", region=region.name)
    return (
        Button(label, Question(Intent.COVERAGE, (region.code,))),
        Button(t("Help"), Question(Intent.HELP)),
    )
