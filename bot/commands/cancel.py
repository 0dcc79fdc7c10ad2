"""/batal: leave whatever was begun."""

from __future__ import annotations

from bot.commands import Command
from bot.i18n import mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Message
from bot.occasion import Occasion


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - takes no argument
    """Whatever follows is ignored."""
    return Understood(Question(Intent.CANCEL))


def answer(question: Question, occasion: Occasion) -> None:
    """Nothing is under way between two questions, so there is nothing to undo."""


def present(answer: None, occasion: Occasion) -> Message:  # noqa: ARG001 - nothing was asked
    """That nothing was changed, and how to go on."""
    t = occasion.t
    return Message(t("Nothing was changed. Ask again whenever you like, for instance <code>kalbar</code>."))


COMMAND = Command(
    intent=Intent.CANCEL,
    names=("batal", "cancel"),
    summary=mark("Leave what was begun"),
    parse=parse,
    answer=answer,
    present=present,
)
