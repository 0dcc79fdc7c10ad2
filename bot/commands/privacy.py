"""/privasi: what is kept, for how long, and how to have it erased."""

from __future__ import annotations

from bot.commands import Command
from bot.i18n import Html, mark
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
    lines = [
        t("<b>What is kept about this chat</b>"),
        t("• Its region and language, if you chose any, and whether it sent the bot away."),
        t("• What it subscribed to, and when that is to be told; of a channel also who set it up."),
        t("• Your message until it is answered; then its text is erased."),
        t(
            "• The chat's number with which of my messages answered which question, for 180 days, so that a "
            "wrong figure can be put right."
        ),
        t("• Which broadcasts went to it and whether they arrived, for 180 days."),
        t(
            "• In memory only: what you asked last, for 15 minutes, so that you can ask on, and how many answers "
            "you reported, for a day."
        ),
        t("Names, phone numbers and what you typed are not kept beyond that and never written to a log."),
        "",
        t("/forget_me erases all of it. In backups of the operator it lasts until those are deleted."),
        t(
            "The text of each answer is kept by its number, for 180 days, without who asked or what was typed."
        ),
    ]
    if occasion.to_admin:
        lines.append(
            t(
                "You are an admin: the versions you imported or approved, your broadcasts and the log of both "
                "keep your number, also after that."
            )
        )
    return Message(Html("\n".join(lines)), ((Button(t("Erase my data"), Question(Intent.FORGET)),),))


COMMAND = Command(
    intent=Intent.PRIVACY,
    names=("privasi", "privacy"),
    summary=mark("What is kept, and how to erase it"),
    parse=parse,
    answer=answer,
    present=present,
)
