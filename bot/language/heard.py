"""What a text comes to: a question, one short question back, or the reason why it has no answer here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.language.question import Question
from core.model import Segment


@dataclass(frozen=True, slots=True)
class Understood:
    """A question, and the words of the text that play no part in it but might have mattered.

    `corrected` holds names as they were typed where one was read as another: (typed, region's code).
    """

    question: Question
    unused: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WhichRegion:
    """Several regions fit; the question waits for one of the choices."""

    question: Question
    name: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownRegion:
    """A word stands where a region should and is none; some look alike."""

    question: Question
    name: str
    similar: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhichSegment:
    """The text excludes a segment ("bukan formal"), or names a part without figures ("pekerja rentan")."""

    question: Question
    excluded: tuple[Segment, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class NoSuchPeriod:
    """A quarter, month or semester that no year has ("TW9", "2024-13")."""

    question: Question
    name: str


class Topic(Enum):
    """What people ask this bot about that others must answer."""

    HEALTH = "health"
    PERSONAL = "personal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """A question for somebody else; `question` is what we could say of the same place."""

    topic: Topic
    question: Question


@dataclass(frozen=True, slots=True)
class Abuse:
    """Nothing to answer but calmly."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Nothing in the text is a question we know."""


@dataclass(frozen=True, slots=True)
class NoSuchCommand:
    """A command that does not exist, by its name."""

    name: str


Heard = (
    Understood
    | WhichRegion
    | WhichSegment
    | NoSuchPeriod
    | UnknownRegion
    | OutOfScope
    | Abuse
    | NotUnderstood
    | NoSuchCommand
)
