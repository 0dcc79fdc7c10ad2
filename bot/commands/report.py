"""/laporkan: tell the admins that a figure of an answer looks wrong."""

from __future__ import annotations

from dataclasses import dataclass

from bot.commands import Command
from bot.i18n import mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Message
from bot.numbering import read
from bot.occasion import Change, Occasion


@dataclass(frozen=True, slots=True)
class Doubted:
    """The number of the answer; None where none was given."""

    number: str | None


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - a number is no figure
    """The number of the answer."""
    return Understood(Question(Intent.DOUBT, topic=read(text)))


def answer(question: Question, occasion: Occasion) -> Doubted:
    """Which answer is meant, where it is known."""
    number = read(question.topic or "")
    return Doubted(number if number and occasion.recalled else None)


def present(answer: Doubted, occasion: Occasion) -> Message:
    """What happens with the report, and that nobody learns whose it is."""
    t = occasion.t
    if answer.number is None:
        return Message(
            t("Which answer? Its number stands beneath it, for instance <code>/report K7F3Q</code>.")
        )
    return Message(
        t(
            "Thank you. The admins are asked to check answer {number}; they are not told who reported it.",
            number=answer.number,
        )
    )


def change(answer: Doubted) -> Change | None:
    """Pass it on."""
    return Change(report=answer.number) if answer.number else None


COMMAND = Command(
    intent=Intent.DOUBT,
    names=("laporkan", "report"),
    summary=mark("Report an answer that looks wrong"),
    parse=parse,
    answer=answer,
    present=present,
    change=change,
    example="/report K7F3Q",
    in_menu=False,
)
