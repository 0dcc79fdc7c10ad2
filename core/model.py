"""The vocabulary of coverage: segments, bases, sources, figures and targets.

One reading of the two systems in use: BPS counts employed people by status, BPJS Ketenagakerjaan counts
participants by PP 44/2015. Which of them a denominator follows is its `Basis`, and no calculation here
crosses from one basis to another.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, IntEnum
from fractions import Fraction
from typing import Final

from core.period import Period
from core.quantity import Quantity


class _Term(Enum):
    """A word of the vocabulary: a key of nearly every dictionary here, for which Enum's own hash is slow."""

    __hash__ = object.__hash__


class Segment(_Term):
    """A part of the workers. Formal is equated with Penerima Upah (PU), informal with BPU, as the press does."""

    TOTAL = "total"
    FORMAL = "formal"
    INFORMAL = "informal"
    CONSTRUCTION = "jasa_konstruksi"
    CONSTRUCTION_AND_MIGRANT = "jasa_konstruksi_pmi"


class Basis(_Term):
    """Whom a denominator counts.

    ELIGIBLE ("potensi", the basis of Universal Coverage Jamsostek): Sakernas less ASN, TNI, Polri and
    under-age workers. EMPLOYED: all employed people of 15 and over (BPS). UNKNOWN: the source does not say.
    """

    ELIGIBLE = "eligible"
    EMPLOYED = "employed"
    UNKNOWN = "unknown"


class Metric(_Term):
    """What a published number measures; `SHARE` is a segment's part of all workers, not its coverage."""

    COVERED = "covered"
    WORKERS = "workers"
    UNCOVERED = "uncovered"
    COVERAGE = "coverage"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark for the reader, in Indonesian and English; it is part of the data, like the figure."""

    id: str
    en: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number was published. `published` is a year, a month or a day, as precisely as is known."""

    key: str
    publisher: str
    title: str
    published: str
    url: str

    def __hash__(self) -> int:
        """No two sources share a key; an address many of them lack."""
        return hash(self.key)

    @property
    def published_by(self) -> date:
        """The last day on which it may have appeared; the far future where no date is known."""
        match [int(part) for part in self.published.split("-") if part]:
            case [year]:
                return date(year, 12, 31)
            case [year, month]:
                return Period.parse(f"{year}-{month:02}").last_day
            case [year, month, day]:
                return date(year, month, day)
            case _:
                return date.max


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as its source printed it. `doubt` says why it may be wrong, and goes wherever it is shown.

    `basis_inferred` tells that its basis follows from its size or context, not from the source's words.
    """

    quantity: Quantity
    source: Source
    basis_inferred: bool = False
    doubt: Note | None = None
    note: Note | None = None


class Completeness(IntEnum):
    """How much a set of figures tells, from a mere count to a total with its segments."""

    WORKERS_ONLY = 0
    COUNT = 1
    PERCENTAGE = 2
    PARTS = 3
    SEGMENTS = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """What is stated of one segment of one region in one period, on one basis.

    `completeness` is how much that is: never more than `PARTS`.
    """

    region: str
    period: Period
    segment: Segment
    basis: Basis
    stated: Mapping[Metric, Stated]
    completeness: Completeness = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Weigh it once: every choice between figures asks for it."""
        object.__setattr__(self, "completeness", completeness_of(self.stated))

    def __getitem__(self, metric: Metric) -> Stated | None:
        """The published number, where there is one."""
        return self.stated.get(metric)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source of the figure, each once."""
        return tuple(dict.fromkeys(number.source for number in self.stated.values()))


def completeness_of(metrics: Container[Metric]) -> Completeness:
    """How much the metrics that are stated of a segment tell of it: never more than `PARTS`.

    Of the covered, the uncovered, all workers and the coverage any two give the others.
    """
    if sum(metric in metrics for metric in _TELLING) >= 2:
        return Completeness.PARTS
    if Metric.COVERAGE in metrics:
        return Completeness.PERCENTAGE
    counted = Metric.COVERED in metrics or Metric.UNCOVERED in metrics
    return Completeness.COUNT if counted else Completeness.WORKERS_ONLY


_TELLING: Final = (Metric.COVERAGE, Metric.COVERED, Metric.UNCOVERED, Metric.WORKERS)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a choice between sets asks of a segment.

    `completeness` is how much the set tells of it; a total counts as whole only with its two great segments.
    `doubtful` says that its coverage rests on a number that its own source puts in doubt.
    """

    completeness: Completeness = Completeness.WORKERS_ONLY
    doubtful: bool = False


def standings_of(
    stated: Mapping[Segment, Container[Metric]], doubted: Mapping[Segment, Container[Metric]]
) -> Mapping[Segment, Standing]:
    """The standing of every segment, from the metrics that are stated of it and those that are in doubt."""
    levels = {segment: completeness_of(stated.get(segment, ())) for segment in Segment}
    halves = (levels[Segment.FORMAL], levels[Segment.INFORMAL])
    if levels[Segment.TOTAL] is Completeness.PARTS and min(halves) >= Completeness.PERCENTAGE:
        levels[Segment.TOTAL] = Completeness.SEGMENTS
    return {
        segment: Standing(level, _deciding(stated.get(segment, ())) in doubted.get(segment, ()))
        for segment, level in levels.items()
    }


def _deciding(metrics: Container[Metric]) -> Metric | None:
    """The metric that a segment's coverage rests on."""
    return next(
        (metric for metric in (Metric.COVERAGE, Metric.COVERED, Metric.UNCOVERED) if metric in metrics), None
    )


class FigureSet:
    """All figures of one region in one period on one basis: the total and its segments.

    A figure is read when it is first asked for, because most sets are only weighed: for that the standings do.
    """

    __slots__ = ("_held", "_read", "_standings", "basis", "period", "region")

    def __init__(
        self,
        region: str,
        period: Period,
        basis: Basis,
        standings: Mapping[Segment, Standing],
        read: Callable[[Segment], Figure | None],
    ) -> None:
        self.region = region
        self.period = period
        self.basis = basis
        self._standings = standings
        self._read = read
        self._held: dict[Segment, Figure | None] = {}

    def __repr__(self) -> str:
        return f"FigureSet({self.region}, {self.period}, {self.basis.value})"

    def __getitem__(self, segment: Segment) -> Figure | None:
        """The segment's figure, where there is one."""
        try:
            return self._held[segment]
        except KeyError:
            return self._held.setdefault(segment, self._read(segment))

    @property
    def figures(self) -> Mapping[Segment, Figure]:
        """Every figure, the total first."""
        return {segment: figure for segment in Segment if (figure := self[segment]) is not None}

    def standing(self, segment: Segment) -> Standing:
        """What a choice asks of the segment."""
        return self._standings[segment]

    def completeness(self, segment: Segment = Segment.TOTAL) -> Completeness:
        """How much the set tells of a segment."""
        return self._standings[segment].completeness

    def doubtful(self, segment: Segment = Segment.TOTAL) -> bool:
        """Whether the segment's coverage rests on a number that its own source puts in doubt."""
        return self._standings[segment].doubtful


class Issuer(Enum):
    """Who set a target: the region's own government, the nation, or a branch office for itself."""

    OWN = "own"
    NATIONAL = "national"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Target:
    """A share of a segment's workers to be covered by the end of a year; `low` and `high` differ in a range."""

    region: str
    segment: Segment
    year: int
    low: Fraction
    high: Fraction
    instrument: str
    issuer: Issuer
    basis: Basis
    source: Source
    basis_inferred: bool = False
    doubt: Note | None = None
    note: Note | None = None

    @property
    def deadline(self) -> date:
        """The last day on which the target can be met."""
        return date(self.year, 12, 31)


@dataclass(frozen=True, slots=True)
class Break:
    """From this period on a region's denominators count differently; figures across it are not compared."""

    region: str
    basis: Basis
    since: Period
    reason: Note
    source: Source
