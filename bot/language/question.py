"""What a person wants to know, whatever way it was asked: typed, pressed, linked or scheduled.

A question fits into 60 characters of `A-Za-z0-9_-`, so that it can travel in a button, a deep link or a
cache key. Sixty, because Telegram gives buttons 64 bytes and links 64 characters, and both want a prefix.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final

from core.model import Segment
from core.period import Period

MAX_CODE = 60


class Intent(Enum):
    """The kinds of question, by the letters that stand for them in a code."""

    START = "m"
    HELP = "b"
    COVERAGE = "c"
    TARGET = "t"
    WHAT_IF = "k"
    BUDGET = "u"
    COMPARE = "d"
    RANK = "r"
    TREND = "n"
    CHECK = "e"
    BRIEF = "j"
    SOURCE = "s"
    RULES = "a"
    PROGRAMMES = "p"
    TERMS = "i"
    EXPORT = "o"
    SUBSCRIBE = "y"
    UNSUBSCRIBE = "q"
    REGION = "w"
    LANGUAGE = "l"
    SETTINGS = "g"
    PRIVACY = "v"
    FORGET = "h"
    CANCEL = "x"
    THANKS = "f"
    ANSWER = "A"
    DOUBT = "D"
    IMPORT = "I"
    APPROVE = "S"
    VERSIONS = "V"
    CORRECT = "R"
    BROADCAST = "B"
    SCHEDULE = "J"
    STATUS = "H"

    __hash__ = object.__hash__  # each member is itself only; the name's hash, which Enum takes, is slow


ABOUT_FIGURES: Final = frozenset(
    {
        Intent.COVERAGE,
        Intent.TARGET,
        Intent.WHAT_IF,
        Intent.BUDGET,
        Intent.COMPARE,
        Intent.RANK,
        Intent.TREND,
        Intent.BRIEF,
        Intent.SOURCE,
        Intent.EXPORT,
    }
)
"""The kinds that are about a region's figures; a follow-up may go from one to another."""


class Order(Enum):
    """Which end of a ranking comes first."""

    LOWEST = "l"
    HIGHEST = "h"


class Measure(Enum):
    """What a ranking goes by besides coverage: the gap to a target in points, or the people short of it."""

    GAP = "g"
    SHORT = "s"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound on a share (1 = all): above it, or below it."""

    above: bool
    share: Fraction


PICTURE: Final = "pic"
"""The topic of a question whose answer is to be drawn."""


@dataclass(slots=True, unsafe_hash=True)
class Question:
    """One question. What is absent was not said, and falls to the chat's defaults.

    `segments` and `periods` are several where they are compared; `since` and `until` bound a development.
    `uncovered` asks for the workers not covered. `share` and `points` are shares (1 = all), `people` a
    number of workers (negative: fewer), `rupiah` money, `months` a duration. `instrument` is the short name
    of the plan or law of a target, `payer` who pays dues ("apbd" or "mandiri"). `known` asks for the answer as it
    would have been given at the end of that day. `topic` is a word of `A-Za-z0-9-` whose meaning belongs to the
    intent: a term, a language, a page, the number of an answer or a version, or `PICTURE`.

    Its slots are final to the type checker alone: a frozen class of so many takes five times as long to make, and
    a question is made for every button.
    """

    intent: Final[Intent]
    regions: Final[tuple[str, ...]] = ()
    segments: Final[tuple[Segment, ...]] = ()
    periods: Final[tuple[Period, ...]] = ()
    topic: Final[str | None] = None
    since: Final[Period | None] = None
    until: Final[Period | None] = None
    uncovered: Final[bool] = False
    share: Final[Fraction | None] = None
    points: Final[Fraction | None] = None
    people: Final[int | None] = None
    rupiah: Final[int | None] = None
    months: Final[int | None] = None
    thresholds: Final[tuple[Threshold, ...]] = ()
    order: Final[Order | None] = None
    count: Final[int | None] = None
    measure: Final[Measure | None] = None
    instrument: Final[str | None] = None
    programmes: Final[tuple[str, ...]] = ()
    payer: Final[str | None] = None
    known: Final[date | None] = None

    @property
    def region(self) -> str | None:
        """The one region asked about, where one was named."""
        return self.regions[0] if self.regions else None

    @property
    def segment(self) -> Segment | None:
        """The one segment asked about, where one was named."""
        return self.segments[0] if self.segments else None

    @property
    def period(self) -> Period | None:
        """The one period asked about, where one was named."""
        return self.periods[0] if self.periods else None
