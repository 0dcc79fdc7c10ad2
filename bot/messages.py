"""What is said, without knowing where: text, buttons, and how either becomes plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from bot.language.question import Question


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: it asks a question, opens an address or copies a text."""

    text: str
    question: Question | None = None
    url: str | None = None
    copy: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message in Telegram's HTML, with rows of buttons.

    `question` is what it answers; it is remembered with the message so that a wrong figure can be put right.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    question: Question | None = None


_LINK = re.compile(r'<a href="([^"]+)">(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def plain(text: str) -> str:
    """The HTML of a message as plain text; the address of a link stands behind its words."""
    return unescape(_TAG.sub("", _LINK.sub(r"\2 (\1)", text)))


def split(text: str, limit: int = 4096) -> list[str]:
    """The text in parts of at most `limit` characters, cut between paragraphs, else between lines.

    A tag never spans lines in our messages, so every part is whole HTML.
    """
    parts: list[str] = []
    rest = text
    while len(rest) > limit:
        cut = max(rest.rfind("\n\n", 0, limit), 0) or max(rest.rfind("\n", 0, limit), 0) or limit
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip("\n")
    return [*parts, rest]
