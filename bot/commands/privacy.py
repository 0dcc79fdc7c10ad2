"""/privasi: what is kept, for how long, and how to have it erased."""

from __future__ import annotations

from bot.commands import Command
from bot.i18n import mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Occasion


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - takes no argument
    """Whatever follows is ignored."""
    return Understood(Question(Intent.PRIVACY))


def answer(question: Question, occasion: Occasion) -> None:
    """The page is the same for everyone."""


def present(answer: None, occasion: Occasion) -> Message:  # noqa: ARG001 - nothing was asked
    """What the store holds about a chat, in plain words."""
    t = occasion.t
    text = "\n".join(
        [
            t("<b>What is kept about this chat</b>"),
            t("• Its region and language, if you chose any."),
            t("• Your message until it is answered; then its text is erased."),
            t("• What you asked last, for 15 minutes and in memory only, so that you can ask on."),
            t(
                "• The chat's number with which of my messages answered which question, for 180 days, so that a "
                "wrong figure can be put right."
            ),
            t("• The text of each answer by its number, for 180 days, without who asked or what was typed."),
            t("• Which announcements were sent to this chat, for 180 days."),
            t("Names, phone numbers and what you typed are not kept and never written to a log."),
            "",
            t("/forget_me erases all of it."),
        ]
    )
    return Message(text, ((Button(t("Erase my data"), Question(Intent.FORGET)),),))


COMMAND = Command(
    intent=Intent.PRIVACY,
    names=("privasi", "privacy"),
    summary=mark("What is kept, and how to erase it"),
    parse=parse,
    answer=answer,
    present=present,
)
