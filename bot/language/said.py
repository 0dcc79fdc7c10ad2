"""What one clause of a text says: its slots before anybody decides what is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from bot.language.lexicon import Kind
from bot.language.periods import When
from bot.language.question import Intent, Measure, Order, Threshold
from core.model import Segment
from core.period import Period


@dataclass(frozen=True, slots=True)
class Place:
    """A name found at words[start:end], and the codes it may stand for.

    `risky` where the name is an everyday word too, `typed` what was written where it was a slip.
    """

    start: int
    end: int
    name: str
    codes: tuple[str, ...]
    risky: bool = False
    typed: str | None = None


@dataclass(slots=True)
class Said:
    """The slots of a clause. Lists are in the order of the words; `unknown` are the words nobody knows.

    `lead` is a word behind "kecamatan" or the like, `part` a part of the workers without figures of its own.
    `counted` is a number of people that might as well be a year ("2000 pekerja").
    """

    words: tuple[str, ...] = ()
    cues: set[Intent] = field(default_factory=set)
    kinds: set[Kind] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    excluded: list[Segment] = field(default_factory=list)
    whens: list[When] = field(default_factory=list)
    since: Period | None = None
    until: Period | None = None
    newest: bool = False
    uncovered: bool = False
    share: Fraction | None = None
    points: Fraction | None = None
    people: int | None = None
    counted: int | None = None
    rupiah: int | None = None
    months: int | None = None
    thresholds: list[Threshold] = field(default_factory=list)
    loose: list[Fraction] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    measure: Measure | None = None
    instrument: str | None = None
    programmes: list[str] = field(default_factory=list)
    payer: str | None = None
    area: str | None = None
    topic: str | None = None
    language: str | None = None
    unknown: list[str] = field(default_factory=list)
    lead: str | None = None
    part: str | None = None
    wrong_period: str | None = None
    known: date | None = None
    asks: bool = False

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods named, each once; the newest is none."""
        return tuple(dict.fromkeys(when.period for when in self.whens if when.period))

    @property
    def is_empty(self) -> bool:
        """Whether the clause says nothing that could be part of a question."""
        slots = (self.places, self.segments, self.excluded, self.whens, self.cues, self.unknown, self.loose)
        amounts = (
            self.share,
            self.points,
            self.people,
            self.rupiah,
            self.months,
            self.lead,
            self.since,
            self.until,
            self.known,
        )
        if any(slots) or self.newest or any(amount is not None for amount in amounts):
            return False
        return not self.kinds - {Kind.FILLER, Kind.NOT, Kind.IF, Kind.COVERED}
