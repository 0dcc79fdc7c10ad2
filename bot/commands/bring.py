"""/impor: how new figures come in, and the table to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from bot.commands import Command
from bot.figures.template import template_csv, template_xlsx
from bot.i18n import mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Document, Message
from bot.occasion import Occasion
from bot.phrases import desk as phrases

_FORMATS: Final = ("xlsx", "csv")


@dataclass(frozen=True, slots=True)
class HowTo:
    """What to send and what happens then."""


@dataclass(frozen=True, slots=True)
class Template:
    """The table in one of the formats."""

    format: str
    day: date


Answer = HowTo | Template | None


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - a format is no figure
    """A format of the template, or nothing."""
    word = text.strip().lower()
    return Understood(Question(Intent.IMPORT, topic=word if word in _FORMATS else None))


def answer(question: Question, occasion: Occasion) -> Answer:
    """The template where a format is named; None for everybody but an admin."""
    if occasion.desk is None:
        return None
    return Template(question.topic, occasion.today) if question.topic in _FORMATS else HowTo()


def present(answer: Answer, occasion: Occasion) -> Message:
    """The instructions, or the template as a file."""
    t = occasion.t
    match answer:
        case None:
            return phrases.for_admins_only(occasion)
        case Template("csv"):
            document = Document(t("figures.csv"), partial(template_csv, t))
            text = t("The table with two rows as an example. Fill it in and send it back here.")
            return Message(text, document=document)
        case Template(day=day):
            document = Document(t("figures.xlsx"), partial(template_xlsx, t, day))
            text = t(
                "The table with two rows as an example, and a sheet that explains every column. Fill it in and "
                "send it back here."
            )
            return Message(text, document=document)
        case _:
            return _how_to(occasion)


def _how_to(occasion: Occasion) -> Message:
    t = occasion.t
    lines = [
        t("<b>Bring new figures in</b>"),
        t("Send a CSV or XLSX file here, up to 20 MB. What you write beneath it is kept as its note."),
        "",
        t(
            "1. Every row is checked. If anything is wrong, nothing comes in, and you are told row and column."
        ),
        t("2. You see what is new, changed and gone, and what stands out."),
        t("3. Another admin approves it with /approve. Until then answers stay as they are."),
        "",
        t("A file without columns for its source takes it from the lines beneath it:"),
        t("<code>source: BPJS Ketenagakerjaan\ntitle: Report of October 2026\npublished: 2026-11-05</code>"),
    ]
    buttons = tuple(
        Button(t("Template {format}", format=each.upper()), Question(Intent.IMPORT, topic=each))
        for each in _FORMATS
    )
    return Message("\n".join(lines), (buttons, (Button(t("All versions"), Question(Intent.VERSIONS)),)))


COMMAND = Command(
    intent=Intent.IMPORT,
    names=("impor", "import"),
    summary=mark("Bring new figures in"),
    parse=parse,
    answer=answer,
    present=present,
    for_admins=True,
    in_menu=False,
)
