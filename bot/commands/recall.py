"""/jawaban: an earlier answer by its number, as it was said, and whether it still holds."""

from __future__ import annotations

from dataclasses import dataclass

from bot.commands import Command
from bot.i18n import Html, escaped, mark
from bot.language.code import encode
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message, shortened
from bot.numbering import read
from bot.occasion import Occasion, Recalled


@dataclass(frozen=True, slots=True)
class NoNumber:
    """What was written is no number of an answer; empty where nothing was."""

    text: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """No answer of the last 180 days has this number."""

    number: str


@dataclass(frozen=True, slots=True)
class NoMemory:
    """There is no memory to look it up in."""


Answer = NoNumber | Unknown | NoMemory | tuple[Recalled, ...]


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - a number is no figure
    """The number; whatever is no number is quoted back."""
    return Understood(Question(Intent.ANSWER, topic=read(text)))


def answer(question: Question, occasion: Occasion) -> Answer:
    """The answers with that number: mostly one."""
    number = read(question.topic or "")
    if number is None:
        return NoNumber(occasion.text)
    if occasion.recalled is None:
        return NoMemory()
    return occasion.recalled or Unknown(number)


def present(answer: Answer, occasion: Occasion) -> Message:
    """The text as it was said, when, from which figures, and what has become of it."""
    t = occasion.t
    match answer:
        case NoNumber(""):
            return Message(t("Type the number that stands beneath an answer, for instance /answer K7F3Q."))
        case NoNumber(text):
            return Message(
                t(
                    "“{text}” is not the number of an answer. It has five letters or digits and stands beneath "
                    "the answer, for instance /answer K7F3Q.",
                    text=shortened(text),
                )
            )
        case Unknown(number):
            return Message(t("No answer of the last 180 days has the number {number}.", number=number))
        case NoMemory():
            return Message(t("Earlier answers can be found in the chat with the bot only."))
        case _:
            return _found(answer, occasion)


def _found(recalled: tuple[Recalled, ...], occasion: Occasion) -> Message:
    t = occasion.t
    blocks = [_told(each, occasion) for each in recalled]
    if len(recalled) > 1:
        blocks.insert(0, t("Two different answers happen to have this number; both follow."))
    record = recalled[0].record
    link = f"https://t.me/{occasion.bot_name}?start={encode(Question(Intent.ANSWER, topic=record.number))}"
    again = Button(t("Ask again now"), record.question)
    return Message(Html("\n\n— — —\n\n".join(blocks)), ((again, Button(t("Copy link"), copy=link)),))


def _told(recalled: Recalled, occasion: Occasion) -> Html:
    t, record = occasion.t, recalled.record
    number = Html(f"<code>{record.number}</code>")
    head = t(
        "<b>Answer {number}</b>, as told on {day} (figures {version})",
        number=number,
        day=t.date(record.day),
        version=Html(f"<code>{escaped(record.version)}</code>"),
    )
    if recalled.now is None:
        standing = t("It still holds: today's figures give the same answer.")
    else:
        standing = t("<b>Superseded.</b> With today's figures the same question is answered differently:")
    lines = [head, standing]
    if recalled.now is not None:
        lines += [Html(f"<blockquote expandable>{recalled.now.text}</blockquote>"), t("As it was told:")]
    return Html("\n".join([*lines, "", record.text]))


COMMAND = Command(
    intent=Intent.ANSWER,
    names=("jawaban", "answer"),
    summary=mark("An earlier answer by its number"),
    parse=parse,
    answer=answer,
    present=present,
    example="/answer K7F3Q",
)
