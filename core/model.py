"""The vocabulary of coverage: segments, bases, sources, figures and targets.

One reading of the two systems in use: BPS counts employed people by status, BPJS Ketenagakerjaan counts
participants by PP 44/2015. Which of them a denominator follows is its `Basis`, and no calculation here
crosses from one basis to another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, IntEnum
from fractions import Fraction

from core.period import Period
from core.quantity import Quantity


class Segment(Enum):
    """A part of the workers. Formal is equated with Penerima Upah (PU), informal with BPU, as the press does."""

    TOTAL = "total"
    FORMAL = "formal"
    INFORMAL = "informal"
    CONSTRUCTION = "jasa_konstruksi"
    CONSTRUCTION_AND_MIGRANT = "jasa_konstruksi_pmi"

    __hash__ = object.__hash__  # each member is itself only; the name's hash, which Enum takes, is slow


class Basis(Enum):
    """Whom a denominator counts.

    ELIGIBLE ("potensi", the basis of Universal Coverage Jamsostek): Sakernas less ASN, TNI, Polri and
    under-age workers. EMPLOYED: all employed people of 15 and over (BPS). UNKNOWN: the source does not say.
    """

    ELIGIBLE = "eligible"
    EMPLOYED = "employed"
    UNKNOWN = "unknown"


class Metric(Enum):
    """What a published number measures; `SHARE` is a segment's part of all workers, not its coverage."""

    COVERED = "covered"
    WORKERS = "workers"
    UNCOVERED = "uncovered"
    COVERAGE = "coverage"
    SHARE = "share"

    __hash__ = object.__hash__  # each member is itself only; the name's hash, which Enum takes, is slow


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
        object.__setattr__(self, "completeness", _completeness(self.stated))

    def __getitem__(self, metric: Metric) -> Stated | None:
        """The published number, where there is one."""
        return self.stated.get(metric)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source of the figure, each once."""
        return tuple(dict.fromkeys(number.source for number in self.stated.values()))


def _completeness(stated: Mapping[Metric, Stated]) -> Completeness:
    covered, coverage = stated.get(Metric.COVERED), stated.get(Metric.COVERAGE)
    denominator = stated.get(Metric.WORKERS) or stated.get(Metric.UNCOVERED)
    if sum(number is not None for number in (covered, coverage, denominator)) >= 2:
        return Completeness.PARTS
    if coverage:
        return Completeness.PERCENTAGE
    return Completeness.COUNT if covered or stated.get(Metric.UNCOVERED) else Completeness.WORKERS_ONLY


@dataclass(frozen=True, slots=True)
class FigureSet:
    """All figures of one region in one period on one basis: the total and its segments."""

    region: str
    period: Period
    basis: Basis
    figures: Mapping[Segment, Figure]

    def __getitem__(self, segment: Segment) -> Figure | None:
        """The segment's figure, where there is one."""
        return self.figures.get(segment)

    def completeness(self, segment: Segment = Segment.TOTAL) -> Completeness:
        """How much the set tells of a segment; a total counts as whole only with its two great segments."""
        figure = self[segment]
        level = figure.completeness if figure else Completeness.WORKERS_ONLY
        if segment is not Segment.TOTAL or level is not Completeness.PARTS:
            return level
        parts = (self[Segment.FORMAL], self[Segment.INFORMAL])
        whole = all(part is not None and part.completeness >= Completeness.PERCENTAGE for part in parts)
        return Completeness.SEGMENTS if whole else level

    def doubtful(self, segment: Segment = Segment.TOTAL) -> bool:
        """Whether the segment's coverage rests on a number that its own source puts in doubt."""
        figure = self.figures.get(segment)
        if figure is None:
            return False
        deciding = figure[Metric.COVERAGE] or figure[Metric.COVERED]
        return deciding is not None and deciding.doubt is not None


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
