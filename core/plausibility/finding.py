"""What may be found in new figures, as plain values: each with its severity and the figures it is about.

None of this says that a figure is wrong. It says what a second pair of eyes should look at, and why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from core.coverage import Coverage
from core.model import Figure, FigureSet, Metric, Segment, Source, Stated
from core.period import Period
from core.quantity import Quantity


class Severity(IntEnum):
    """How grave a finding is: an ERROR blocks the approval, a WARNING must be read, a NOTE may be."""

    NOTE = 0
    WARNING = 1
    ERROR = 2

    def lowered(self, *, when: bool) -> Severity:
        """One step less where a doubt stands with the numbers already: their reader is told."""
        return Severity(max(0, self - 1)) if when else self


@dataclass(frozen=True, slots=True)
class SegmentsDiffer:
    """The segments of one set do not make up its total; `summed` is their sum, people.

    Where `metric` is COVERAGE, the total's share lies outside of those of formal and informal workers, whose
    range `summed` is.
    """

    severity: Severity
    whole: Figure
    parts: tuple[Figure, ...]
    metric: Metric
    stated: Quantity
    summed: Quantity

    @property
    def period(self) -> Period:
        """The period of the set."""
        return self.whole.period

    @property
    def exceeds(self) -> bool:
        """Whether the parts are more than the whole."""
        return self.summed.low > self.stated.high


@dataclass(frozen=True, slots=True)
class RegionsDiffer:
    """The regions inside another do not make it up; `summed` is their sum, people.

    `members` of the `existing` have a figure of the same period and basis. Where `metric` is COVERAGE, the share
    lies outside of those of its regions, whose range `summed` is.
    """

    severity: Severity
    whole: Figure
    metric: Metric
    stated: Quantity
    summed: Quantity
    members: int
    existing: int

    @property
    def period(self) -> Period:
        """The period of all of them."""
        return self.whole.period

    @property
    def exceeds(self) -> bool:
        """Whether the regions are more than the whole."""
        return self.summed.low > self.stated.high


@dataclass(frozen=True, slots=True)
class Contradicts:
    """A number that the other numbers of the same figure do not give; `computed` is what they give."""

    severity: Severity
    figure: Figure
    metric: Metric
    stated: Quantity
    computed: Quantity

    @property
    def period(self) -> Period:
        """The period of the figure."""
        return self.figure.period


@dataclass(frozen=True, slots=True)
class AboveAll:
    """More workers are covered than there are."""

    severity: Severity
    coverage: Coverage

    @property
    def period(self) -> Period:
        """The period of the figure."""
        return self.coverage.figure.period


@dataclass(frozen=True, slots=True)
class Jump:
    """A rise or fall beyond what so many months explain: `points` as a share, `people` covered."""

    severity: Severity
    earlier: Coverage
    later: Coverage
    points: Quantity | None
    people: Quantity | None

    @property
    def period(self) -> Period:
        """The later period."""
        return self.later.figure.period

    @property
    def months(self) -> int:
        """From the end of the one period to the end of the other."""
        return self.period.last_month - self.earlier.figure.period.last_month


@dataclass(frozen=True, slots=True)
class Copied:
    """All numbers of coverage that a set shares with the last period are the same, so that they may be a copy."""

    severity: Severity
    earlier: FigureSet
    later: FigureSet
    numbers: int

    @property
    def period(self) -> Period:
        """The later period."""
        return self.later.period


@dataclass(frozen=True, slots=True)
class OtherDenominator:
    """The number of workers is another than in the last period of the basis: perhaps a break in the series."""

    severity: Severity
    earlier: Figure
    later: Figure
    before: Quantity
    after: Quantity

    @property
    def period(self) -> Period:
        """The later period."""
        return self.later.period


@dataclass(frozen=True, slots=True)
class LessComplete:
    """A set tells less than the one before: the last period's, or its own in the old version (`same_period`)."""

    severity: Severity
    earlier: FigureSet
    later: FigureSet

    @property
    def period(self) -> Period:
        """The later period."""
        return self.later.period

    @property
    def same_period(self) -> bool:
        """Whether it is the very set that has lost something."""
        return self.earlier.period == self.later.period


@dataclass(frozen=True, slots=True)
class NoBasis:
    """Nobody says whom the denominator counts, so that nothing is compared with the set."""

    severity: Severity
    figures: FigureSet

    @property
    def period(self) -> Period:
        """The period of the set."""
        return self.figures.period


@dataclass(frozen=True, slots=True)
class NotOver:
    """A period that ends after today, or has not even begun."""

    severity: Severity
    figures: FigureSet

    @property
    def period(self) -> Period:
        """The period that is not over."""
        return self.figures.period


@dataclass(frozen=True, slots=True)
class TooOld:
    """A period before the oldest that was known of any region."""

    severity: Severity
    figures: FigureSet
    oldest: Period

    @property
    def period(self) -> Period:
        """The period in question."""
        return self.figures.period


@dataclass(frozen=True, slots=True)
class PublishedEarly:
    """A source that appeared before the period was over that it speaks of."""

    severity: Severity
    figures: FigureSet
    source: Source

    @property
    def period(self) -> Period:
        """The period that it speaks of."""
        return self.figures.period


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two numbers for one thing: `used` is what is answered, `other` what another row says."""

    severity: Severity
    figure: Figure
    metric: Metric
    used: Stated
    other: Stated

    @property
    def period(self) -> Period:
        """The period of both."""
        return self.figure.period


Finding = (
    SegmentsDiffer
    | RegionsDiffer
    | Contradicts
    | AboveAll
    | Jump
    | Copied
    | OtherDenominator
    | LessComplete
    | NoBasis
    | NotOver
    | TooOld
    | PublishedEarly
    | Conflict
)


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings of one kind and severity: how many there are, and those of the latest periods."""

    severity: Severity
    count: int
    latest: tuple[Finding, ...]


def doubted(figures: Iterable[Figure]) -> bool:
    """Whether any number of these figures carries a doubt."""
    return any(stated.doubt is not None for figure in figures for stated in figure.stated.values())


HALVES: Final[tuple[Segment, ...]] = (Segment.FORMAL, Segment.INFORMAL)
"""The two segments that make up all workers, before construction is counted in."""

BESIDE: Final[tuple[Segment, ...]] = (Segment.CONSTRUCTION, Segment.CONSTRUCTION_AND_MIGRANT)
"""Segments that a total may count in besides them, as Kalimantan Barat's does from 2025 on."""
