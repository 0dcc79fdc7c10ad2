"""What a text claims with its figures, as plain values, and what a check of a claim may find.

A number of a text carries how precisely it was printed: "sekitar 700 ribu" is an interval, "607.426" is not.
Shares are ratios (1 = all); a difference of two shares is in persen poin.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from core.model import Figure, Metric, Segment, Source
from core.period import Period
from core.quantity import Quantity


@dataclass(frozen=True, slots=True)
class PartOf:
    """ "A of B is P percent". `asks_part` where the count is told as following from the share.

    `segment` is named beside the part. `elsewhere` are other counts of the text: where one of them is the
    share's true whole, nothing is wrong.
    """

    part: Quantity
    whole: Quantity
    share: Quantity
    asks_part: bool = False
    segment: Segment | None = None
    elsewhere: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """ "A and B make C"."""

    parts: tuple[Quantity, ...]
    whole: Quantity


class Unit(Enum):
    """In what a change is told."""

    PERCENT = "percent"
    POINTS = "points"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Change:
    """ "From X to Y, that is up by D". `of_shares` where X and Y are percentages; `up` is the verb's direction.

    A change in PERCENT or POINTS is a ratio, one in COUNT a number like X and Y.
    """

    before: Quantity
    after: Quantity
    change: Quantity | None
    unit: Unit
    of_shares: bool
    up: bool | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """ "N people raised coverage by D", with the number of workers that the text gives, if any."""

    people: Quantity
    change: Quantity
    unit: Unit
    base: Quantity | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """ "A are covered, P percent, and U are not"."""

    covered: Quantity
    uncovered: Quantity
    share: Quantity


@dataclass(frozen=True, slots=True)
class Dues:
    """ "N people at so much a month for so many months cost T", in rupiah."""

    people: Quantity
    monthly: Quantity
    months: int
    total: Quantity


@dataclass(frozen=True, slots=True)
class Told:
    """A figure told of a region, to be compared with ours; `period` where the text names one."""

    region: str
    segment: Segment
    period: Period | None
    metric: Metric
    quantity: Quantity


Claim = PartOf | Sum | Change | Effect | Rest | Dues | Told


@dataclass(frozen=True, slots=True)
class Known:
    """One of our figures: its value, what it is of, and where it was published."""

    quantity: Quantity
    metric: Metric
    figure: Figure
    sources: tuple[Source, ...]


class Remark(Enum):
    """What kind of mistake it is, where more can be said than the right number."""

    POINTS = "a difference of two percentages, called percent"
    RELATIVE = "a rise in percent, called percentage points"
    DIRECTION = "it went the other way"
    DENOMINATOR = "the number told as the rest is the whole"
    SWAPPED = "two digits of the whole changed places"
    OTHER_BASE = "the change fits another base"


class Reason(Enum):
    """Why a claim cannot be checked."""

    NO_FIGURE = "nothing is known of the region"
    NO_PERIOD = "nothing is known of that period"
    NO_DATE = "no period is said, and it may be true of another one than ours"
    NO_BASE = "the number of workers it refers to is not named"
    OTHER_WHOLE = "the percentage is not of the number it stands beside"


@dataclass(frozen=True, slots=True)
class Holds:
    """The claim is right within its rounding; `known` is our own figure that says so."""

    claim: Claim
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Fails:
    """The claim is wrong: `expected` stands in place of what it tells.

    `instead` is the number that a remark is about: the other base, the whole with its digits put right.
    `known` is our own figure that was compared with, or that explains the percentage.
    """

    claim: Claim
    expected: Quantity
    remark: Remark | None = None
    instead: Quantity | None = None
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Unsure:
    """The claim cannot be checked; `known` is the nearest thing that is known."""

    claim: Claim
    reason: Reason
    known: Known | None = None


Finding = Holds | Fails | Unsure
