"""What a person wants to know, whatever way it was asked: typed, pressed, linked or scheduled.

A question fits into 60 characters of `A-Za-z0-9_-`, so that it can travel in a button, a deep link or a
cache key. Sixty, because Telegram gives buttons 64 bytes and links 64 characters, and both want a prefix.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from core.model import Segment
from core.period import Period

MAX_CODE = 60


class Intent(Enum):
    """The kinds of question, by the letter that stands for them in a code."""

    START = "m"
    HELP = "b"
    COVERAGE = "c"
    TARGET = "t"
    SOURCE = "s"
    RULES = "a"
    PROGRAMMES = "p"
    TERMS = "i"
    REGION = "w"
    LANGUAGE = "l"
    SETTINGS = "g"
    PRIVACY = "v"
    FORGET = "h"
    CANCEL = "x"


_SEGMENTS = {
    Segment.TOTAL: "t",
    Segment.FORMAL: "f",
    Segment.INFORMAL: "i",
    Segment.CONSTRUCTION: "k",
    Segment.CONSTRUCTION_AND_MIGRANT: "km",
}
_BY_LETTER = {letter: segment for segment, letter in _SEGMENTS.items()}
_CODE = re.compile(r"[A-Za-z0-9_-]+\Z")
_REGION = re.compile(r"(\d\d)(\d\d)?\Z")


@dataclass(frozen=True, slots=True)
class Question:
    """One question. What is absent was not said, and falls to the chat's defaults.

    `topic` is a word of `A-Za-z0-9-` whose meaning belongs to the intent: a term, a language, a page.
    """

    intent: Intent
    regions: tuple[str, ...] = ()
    segment: Segment | None = None
    period: Period | None = None
    topic: str | None = None

    @property
    def region(self) -> str | None:
        """The one region asked about, where one was named."""
        return self.regions[0] if self.regions else None


def encode(question: Question) -> str:
    """The question as a code; it may be longer than `MAX_CODE` where many regions are named."""
    parts = [question.intent.value]
    parts += [f"r{code.replace('.', '')}" for code in question.regions]
    if question.segment:
        parts.append(f"s{_SEGMENTS[question.segment]}")
    if question.period:
        parts.append(f"p{question.period}")
    if question.topic is not None:
        parts.append(f"x{question.topic}")
    return "_".join(parts)


def decode(code: str) -> Question:
    """The question that a code stands for. Raises ValueError for what `encode` cannot have made."""
    if not _CODE.match(code):
        raise ValueError("a question's code is made of A-Z, a-z, 0-9, _ and -")
    intent, *slots = code.split("_")
    regions: list[str] = []
    segment, period, topic = None, None, None
    for slot in slots:
        value = slot[1:]
        match slot[:1]:
            case "r":
                regions.append(_region(value))
            case "s" if value in _BY_LETTER:
                segment = _BY_LETTER[value]
            case "p":
                period = Period.parse(value)
            case "x" if value:
                topic = value
            case _:
                raise ValueError(f"no slot {slot!r}")
    return Question(Intent(intent), tuple(regions), segment, period, topic)


def _region(value: str) -> str:
    match = _REGION.match(value)
    if match is None:
        if value.startswith("REG-"):
            return value
        raise ValueError(f"no region code {value!r}")
    return ".".join(part for part in match.groups() if part)
