"""What is said, without knowing where: text, buttons, and how either becomes plain text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Final

from bot.charts.picture import Picture
from bot.language.question import Question

CAPTION_LIMIT: Final = 1024
"""Characters that stand beneath a picture, not counting markup (Bot API, sendPhoto)."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: it asks a question, opens an address or copies a text."""

    text: str
    question: Question | None = None
    url: str | None = None
    copy: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file that goes with a message; `content` makes it, in a thread and only where it is sent."""

    name: str
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Record:
    """An answer as it was said, to be found again by its number; nothing in it is the asker's.

    `region` and `language` are the chat's, `day` is the day for which it was said: with them the same question
    can be answered again.
    """

    number: str
    digest: str
    text: str
    question: Question
    region: str
    language: str
    version: str
    day: date


@dataclass(frozen=True, slots=True)
class Message:
    """One message in Telegram's HTML, with rows of buttons.

    `question` is what it answers; `records` are the answers with a number in it, several where several questions
    were asked. They are remembered with the message, so that a wrong figure can be put right.
    With a `document` the text is its caption. A `picture` shows what the text says; the text stands beneath it,
    and alone where pictures cannot be shown.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    question: Question | None = None
    document: Document | None = None
    picture: Picture | None = None
    records: tuple[Record, ...] = ()


_LINK = re.compile(r'<a href="([^"]+)">(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def plain(text: str) -> str:
    """The HTML of a message as plain text; the address of a link stands behind its words."""
    return unescape(_TAG.sub("", _LINK.sub(r"\2 (\1)", text)))


def shown(text: str) -> str:
    """The HTML of a message as a chat shows it: without tags and without the addresses of links."""
    return unescape(_TAG.sub("", text))


def _outside_markup(text: str, limit: int) -> int:
    """The last place up to `limit` that lies in no tag and no entity."""
    tag = text.rfind("<", 0, limit)
    entity = text.rfind("&", max(0, limit - len("&quot;")), limit)
    in_tag = tag > text.rfind(">", 0, limit)
    in_entity = entity > text.rfind(";", 0, limit)
    return (tag if in_tag else entity if in_entity else limit) or limit


def shortened(text: str, most: int = 32) -> str:
    """What a person wrote, short enough to be quoted back."""
    return text if len(text) <= most else text[: most - 1] + "…"


def split(text: str, limit: int = 4096) -> list[str]:
    """The text in parts of at most `limit` characters, cut between paragraphs, else between lines or words.

    A tag of ours never spans lines; in a line that is too long by itself no tag or entity is cut through.
    """
    parts: list[str] = []
    rest = text
    while len(rest) > limit:
        cuts = (rest.rfind(mark, 1, limit) for mark in ("\n\n", "\n", " "))
        cut = next((cut for cut in cuts if cut > 0), 0) or _outside_markup(rest, limit)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip("\n")
    return [*parts, rest]
