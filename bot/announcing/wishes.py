"""What a line after /siaran or /jadwal asks for, in either language.

What begins with none of these words is the text of a broadcast; so is all that stands on several lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class LookAround:
    """What there is."""


@dataclass(frozen=True, slots=True)
class LookAt:
    """The broadcast with a number."""

    number: int


@dataclass(frozen=True, slots=True)
class Write:
    """A draft with this text."""

    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A draft with the answer to a question."""

    question: str


@dataclass(frozen=True, slots=True)
class ViewAs:
    """The draft as a region, or a chat, reads it."""

    whom: str


@dataclass(frozen=True, slots=True)
class To:
    """The draft goes to these."""

    whom: str


@dataclass(frozen=True, slots=True)
class At:
    """The draft begins at a time; at once without one."""

    time: str | None


@dataclass(frozen=True, slots=True)
class Try:
    """The draft goes to the asker alone."""


@dataclass(frozen=True, slots=True)
class Send:
    """The draft is confirmed, with the code that was typed."""

    code: str


@dataclass(frozen=True, slots=True)
class Move:
    """A scheduled broadcast begins at another time."""

    number: int
    time: str


Wish = LookAround | LookAt | Write | Ask | ViewAs | To | At | Try | Send

_WISHES: Final[tuple[tuple[str, Callable[[str], Wish]], ...]] = (
    (r"(\d{1,3}|\d{5,9})", lambda number: LookAt(int(number))),
    (r"(?:jawaban|answer|ask)\s+(.+)", Ask),
    (r"(?:lihat sebagai|lihat seperti|view as|preview as|see as)\s+(.+)", ViewAs),
    (r"(?:kepada|to)\s+(.+)", To),
    (r"(?:pada|at)\s+(.+)", At),
    (r"(?:segera|sekarang|now)()", lambda _: At(None)),
    (r"(?:uji|test)()", lambda _: Try()),
    (r"(?:(?:kirim|send)\s*)?(\d{4})", Send),
    (r"(?:kirim|send)()", Send),
)
_READERS: Final = [(re.compile(pattern, re.IGNORECASE), make) for pattern, make in _WISHES]
_TEXT: Final = re.compile(r"(?:teks|text)\s+(.+)", re.IGNORECASE | re.DOTALL)
_MOVE: Final = re.compile(r"(\d{1,9})\s+(.+)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


def read_wish(said: str) -> Wish:
    """What is wished for with the words after /siaran."""
    said = said.strip()
    if not said:
        return LookAround()
    text = _TEXT.fullmatch(said)
    if text:
        return Write(text[1].strip())
    for pattern, make in _READERS:
        found = pattern.fullmatch(said)
        if found:
            return make(found[1])
    return Write(said)


def read_move(said: str) -> Move | None:
    """What is wished for with the words after /jadwal; nothing where they move nothing."""
    found = _MOVE.fullmatch(said.strip())
    return Move(int(found[1]), found[2]) if found else None


def may_belong_to_draft(said: str) -> bool:
    """Whether words without a command can be meant for a draft: a code, which is no year, or "lihat sebagai"."""
    wish = read_wish(said)
    return isinstance(wish, ViewAs) or (isinstance(wish, Send) and not _YEAR.fullmatch(said.strip()))
