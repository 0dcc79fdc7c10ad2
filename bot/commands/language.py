"""/bahasa: the language of this chat."""

from __future__ import annotations

from dataclasses import dataclass

from bot import phrases
from bot.commands import Command
from bot.i18n import LANGUAGES, mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.language.words import words
from bot.messages import Button, Message
from bot.occasion import Change, Occasion

_NAMES = {"id": ("id", "indonesia", "indonesian", "bahasa"), "en": ("en", "inggris", "english")}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The language that the chat uses from now on."""

    language: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Both languages to choose from."""


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """Only the group's admins may choose."""


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - no region plays a part
    """A language by its code or name; nothing shows the choice."""
    said = words(text)
    found = next((code for code, names in _NAMES.items() if any(name in said for name in names)), None)
    return Understood(Question(Intent.LANGUAGE, topic=found), () if found else tuple(said))


def answer(question: Question, occasion: Occasion) -> Chosen | Choice | NotAllowed:
    """The chosen language, or the choice."""
    if question.topic is None or question.topic not in LANGUAGES:
        return Choice()
    return Chosen(question.topic) if occasion.may_configure else NotAllowed()


def present(answer: Chosen | Choice | NotAllowed, occasion: Occasion) -> Message:
    """What was chosen, in that language, or buttons to choose with."""
    t = occasion.t
    match answer:
        case NotAllowed():
            return Message(t("Only admins of this group may change its language."))
        case Chosen():
            text = t("This chat is now in English.")
        case Choice():
            text = t("Choose the language of this chat:")
    buttons = [
        Button(
            phrases.chosen(name, when=code == t.language),
            Question(Intent.LANGUAGE, topic=code),
        )
        for code, name in LANGUAGES.items()
    ]
    return Message(text, (tuple(buttons),))


def change(answer: Chosen | Choice | NotAllowed) -> Change | None:
    """The chat's new language."""
    return Change(language=answer.language) if isinstance(answer, Chosen) else None


COMMAND = Command(
    intent=Intent.LANGUAGE,
    names=("bahasa", "language"),
    summary=mark("The language of this chat"),
    parse=parse,
    answer=answer,
    present=present,
    example="/bahasa en",
    change=change,
)
