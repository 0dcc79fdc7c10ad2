"""/ralat: tell every chat that read a wrong figure what is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from bot.commands import Command
from bot.i18n import Html, Translator, escaped, mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Occasion
from bot.phrases import desk as phrases
from bot.versions import Correction, Sent


@dataclass(frozen=True, slots=True)
class Prepared:
    """How many messages showed a figure that was wrong."""

    correction: Correction


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a correction that was prepared."""

    sent: Sent


Answer = Prepared | Decided | None


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - a reason is no question
    """What follows is the reason; it is not part of the question."""
    return Understood(Question(Intent.CORRECT))


def answer(question: Question, occasion: Occasion) -> Answer:  # noqa: ARG001 - all is in the occasion
    """What was found, or what became of it; None for everybody but an admin."""
    desk = occasion.desk
    if desk is None:
        return None
    if desk.sent is not None:
        return Decided(desk.sent)
    return Prepared(desk.correction) if desk.correction else None


def present(answer: Answer, occasion: Occasion) -> Message:
    """How many messages in how many chats, with the button that sends; or that it is under way."""
    t = occasion.t
    match answer:
        case None:
            return phrases.for_admins_only(occasion)
        case Decided(sent):
            return Message(_decided(sent, t))
        case Prepared(correction):
            return _prepared(correction, occasion)


def _decided(sent: Sent, t: Translator) -> Html:
    match sent:
        case Sent.YES:
            return t("The correction is going out: messages are edited, and older ones get a reply.")
        case Sent.NO:
            return t("No correction was sent.")
        case Sent.GONE:
            return t("This correction does not wait any more. /correct looks again.")
    assert_never(sent)


def _prepared(correction: Correction, occasion: Occasion) -> Message:
    t = occasion.t
    if correction.number is None:
        return Message(t("No message of the last 180 days shows a figure that has been put right since."))
    lines = [
        phrases.correction(correction, t),
        t("Each is edited; one older than ten minutes also gets a reply with old and new figure."),
        _reason(correction.reason, t),
    ]
    send = Question(Intent.CORRECT, topic=f"send-{correction.number}")
    drop = Question(Intent.CORRECT, topic=f"drop-{correction.number}")
    return Message("\n".join(lines), ((Button(t("Send the correction"), send), Button(t("No"), drop)),))


def _reason(reason: str, t: Translator) -> Html:
    if reason:
        return t("Reason told: {reason}", reason=escaped(reason))
    return t(
        "No reason is told yet: send it with the command, for instance "
        "<code>/correct typing error in the report</code>."
    )


COMMAND = Command(
    intent=Intent.CORRECT,
    names=("ralat", "correct"),
    summary=mark("Put wrong figures right in every chat"),
    parse=parse,
    answer=answer,
    present=present,
    for_admins=True,
    in_menu=False,
)
