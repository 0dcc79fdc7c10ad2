"""/pengaturan: this chat's region and language at a glance."""

from __future__ import annotations

from bot.commands import Command
from bot.i18n import LANGUAGES, mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Occasion


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - takes no argument
    """Whatever follows is ignored."""
    return Understood(Question(Intent.SETTINGS))


def answer(question: Question, occasion: Occasion) -> str:  # noqa: ARG001 - only the chat matters
    """The chat's region; its language is the occasion's own."""
    return occasion.region


def present(answer: str, occasion: Occasion) -> Message:
    """Each setting with its value, and a button to change it."""
    t = occasion.t
    text = "\n".join(
        [
            t("<b>Settings of this chat</b>"),
            t("Region: {region}", region=occasion.figures.regions[answer].name),
            t("Language: {language}", language=LANGUAGES[t.language]),
        ]
    )
    buttons = (
        (Button(t("Region"), Question(Intent.REGION)), Button(t("Language"), Question(Intent.LANGUAGE))),
        (
            Button(t("Subscriptions"), Question(Intent.SUBSCRIBE)),
            Button(t("Privacy"), Question(Intent.PRIVACY)),
        ),
    )
    return Message(text, buttons)


COMMAND = Command(
    intent=Intent.SETTINGS,
    names=("pengaturan", "settings"),
    summary=mark("Region and language of this chat"),
    parse=parse,
    answer=answer,
    present=present,
)
