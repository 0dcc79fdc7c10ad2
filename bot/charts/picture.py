"""What a picture is to show: values and words that are ready to be drawn, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a drawing: the finding, how to read it, and what the figures rest on.

    `language` decides how numbers on an axis are written.
    """

    title: str
    key: str
    footer: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A target on a bar: its share (1 = all), from `low` to `high` where it is a range, and its line."""

    low: Fraction
    high: Fraction
    said: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a share was before, and its number and time in words."""

    share: Fraction
    said: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A share (1 = all, may exceed it) or a number of people, with its name, its words and targets upon it.

    `beside` stands opposite the name; an `unsure` bar is paler, because a number of it is doubtful or round.
    What is missing from its end to `aim` is drawn on.
    What it was `earlier` is a pale bar close beneath it.
    """

    name: str
    beside: str
    value: Fraction
    said: str
    unsure: bool = False
    marks: tuple[Mark, ...] = ()
    aim: Fraction | None = None
    earlier: Earlier | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Shares beneath one another, each in a track that ends at all workers; or `people` who are not covered."""

    frame: Frame
    bars: tuple[Bar, ...]
    people: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A share at a time; an `unsure` one is drawn hollow."""

    period: str
    share: Fraction
    said: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """Shares one after another, in equal steps whatever time lies between them.

    `joined` are the pairs of dots, by their numbers, between which there is a difference. A number in `breaks`
    is that of the first dot behind a break, and `break_said` the words at its line.
    """

    frame: Frame
    dots: tuple[Dot, ...]
    joined: tuple[tuple[int, int], ...]
    breaks: tuple[int, ...] = ()
    break_said: str = ""


Picture = Bars | Course
