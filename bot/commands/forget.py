"""/hapus_data: erase what is kept about this chat, after asking once."""

from __future__ import annotations

from enum import Enum

from bot.commands import Command
from bot.i18n import mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Change, Occasion

_CONFIRMED = "yes"


class Step(Enum):
    """How far the erasing has come."""

    ASK = "ask"
    ERASE = "erase"
    NOT_ALLOWED = "not allowed"


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - takes no argument
    """Whatever follows is ignored; only the button confirms."""
    return Understood(Question(Intent.FORGET))


def answer(question: Question, occasion: Occasion) -> Step:
    """Asked first, erased when confirmed; in a group by its admins only."""
    if not occasion.may_configure:
        return Step.NOT_ALLOWED
    return Step.ERASE if question.topic == _CONFIRMED else Step.ASK


def present(answer: Step, occasion: Occasion) -> Message:
    """The question, or what was done."""
    t = occasion.t
    match answer:
        case Step.NOT_ALLOWED:
            return Message(t("Only admins of this group may erase its data."))
        case Step.ERASE:
            return Message(t("Everything kept about this chat is erased."))
        case Step.ASK:
            erase = Button(t("Yes, erase"), Question(Intent.FORGET, topic=_CONFIRMED))
            keep = Button(t("No"), Question(Intent.CANCEL))
            text = t(
                "Erase this chat's region, language and subscriptions, and the list of what was answered and "
                "broadcast here?"
            )
            return Message(text, ((erase, keep),))


def change(answer: Step) -> Change | None:
    """Forget the chat."""
    return Change(forget=True) if answer is Step.ERASE else None


COMMAND = Command(
    intent=Intent.FORGET,
    names=("hapus_data", "hapus_saya", "forget_me"),
    summary=mark("Erase what is kept about this chat"),
    parse=parse,
    answer=answer,
    present=present,
    change=change,
)
