"""The gate of the shipped files: every row is checked, and every fault is told with file, row and column.

`datapackage.json` beside the files describes the same schema for people and other programs.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from fractions import Fraction
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from core.dues import Payer, Programme, Rate, Work
from core.model import Basis, Break, Issuer, Metric, Note, Segment, Source, Stated, Target
from core.packed import Observation, PackedFigures, pack
from core.period import Period, Span
from core.quantity import Quantity, parse_decimal
from core.region import Region, Regions

_SHARES = (Metric.COVERAGE, Metric.SHARE)


class InvalidDataError(ValueError):
    """Rows that break the schema; `problems` holds a line for each, with file, row and column."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _known_region(code: str, info: ValidationInfo) -> str:
    if code not in (info.context or {})["regions"]:
        raise ValueError(f"no region has the code {code!r}")
    return code


def _known_source(key: str, info: ValidationInfo) -> Source:
    source: Source | None = (info.context or {})["sources"].get(key)
    if source is None:
        raise ValueError(f"no source has the key {key!r}")
    return source


def _one_month(period: Period) -> Period:
    if period.span is not Span.MONTH:
        raise ValueError(f"not a month: {str(period)!r} (2026-04)")
    return period


RegionCode = Annotated[str, AfterValidator(_known_region)]
KnownSource = Annotated[Source, BeforeValidator(_known_source)]
Exact = Annotated[Fraction, BeforeValidator(parse_decimal)]
When = Annotated[Period, BeforeValidator(Period.parse)]
Month = Annotated[When, AfterValidator(_one_month)]
EmptyIsNone = BeforeValidator(lambda value: None if value == "" else value)


class Row(BaseModel):
    """A row of one of the files; a column it does not know is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class RegionRow(Row):
    """A region of the official list."""

    code: str = Field(pattern=r"^(\d\d(\.\d\d)?|REG-[A-Z]+)$")
    name: str = Field(min_length=2)
    other_names: str

    def region(self) -> Region:
        """The region it describes."""
        return Region(self.code, self.name, tuple(name for name in self.other_names.split("|") if name))


class SourceRow(Row):
    """A publication."""

    key: str = Field(pattern=r"^[a-z0-9-]+$")
    publisher: str = Field(min_length=2)
    title: str
    published: str = Field(pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$")
    url: str = Field(pattern=r"^https?://\S+$")

    def source(self) -> Source:
        """The source it describes."""
        return Source(self.key, self.publisher, self.title, self.published, self.url)


class Sourced(Row):
    """A row that somebody published, with the doubt or remark that goes to the reader."""

    region: RegionCode
    basis: Basis
    basis_evidence: Literal["stated", "inferred", ""]
    source: KnownSource
    doubt_id: str = ""
    doubt_en: str = ""
    note_id: str = ""
    note_en: str = ""

    @property
    def basis_inferred(self) -> bool:
        """Whether the basis follows from the size of the number or its context, not from the source's words."""
        return self.basis_evidence == "inferred"

    @property
    def doubt(self) -> Note | None:
        """Why it may be wrong."""
        return Note(self.doubt_id, self.doubt_en) if self.doubt_id else None

    @property
    def note(self) -> Note | None:
        """What else to know of it."""
        return Note(self.note_id, self.note_en) if self.note_id else None

    @model_validator(mode="after")
    def _in_both_languages(self) -> Sourced:
        if bool(self.doubt_id) != bool(self.doubt_en) or bool(self.note_id) != bool(self.note_en):
            raise ValueError("a doubt or note needs both languages")
        return self


class ObservationRow(Sourced):
    """A published number. `value` and `step` are people, or percent for a coverage or share."""

    period: When
    segment: Segment
    metric: Metric
    value: Exact = Field(ge=0)
    step: Exact = Field(gt=0)

    @model_validator(mode="after")
    def _whole_people(self) -> ObservationRow:
        if self.metric not in _SHARES and self.value.denominator != 1:
            raise ValueError("a count of people is a whole number")
        return self

    @property
    def quantity(self) -> Quantity:
        """The number with its precision: people, or a share where 1 is all."""
        if self.metric in _SHARES:
            return Quantity.rounded(self.value / 100, self.step / 100)
        return Quantity.exact(self.value) if self.step == 1 else Quantity.rounded(self.value, self.step)

    def observation(self) -> Observation:
        """The observation it describes."""
        stated = Stated(self.quantity, self.source, self.basis_inferred, self.doubt, self.note)
        return Observation(self.region, self.period, self.segment, self.metric, self.basis, stated)


class TargetRow(Sourced):
    """A target in percent; `low` and `high` differ where it is a range."""

    segment: Segment
    year: int = Field(ge=2000, le=2100)
    low: Exact = Field(gt=0)
    high: Exact = Field(gt=0)
    instrument: str = Field(min_length=2)
    issuer: Issuer

    @model_validator(mode="after")
    def _ordered(self) -> TargetRow:
        if self.low > self.high:
            raise ValueError("the lower end of a range is above its upper end")
        return self

    def target(self) -> Target:
        """The target it describes."""
        return Target(
            region=self.region,
            segment=self.segment,
            year=self.year,
            low=self.low / 100,
            high=self.high / 100,
            instrument=self.instrument,
            issuer=self.issuer,
            basis=self.basis,
            basis_inferred=self.basis_inferred,
            source=self.source,
            doubt=self.doubt,
            note=self.note,
        )


class BreakRow(Row):
    """A change in what a region's series counts."""

    region: RegionCode
    basis: Basis
    since: When
    source: KnownSource
    reason_id: str = Field(min_length=2)
    reason_en: str = Field(min_length=2)

    def series_break(self) -> Break:
        """The break it describes."""
        return Break(self.region, self.basis, self.since, Note(self.reason_id, self.reason_en), self.source)


class RateRow(Row):
    """What a programme costs a non-wage worker a month, in rupiah; empty `work` or `payer`: for all."""

    programme: Programme
    work: Annotated[Work | None, EmptyIsNone]
    payer: Annotated[Payer | None, EmptyIsNone]
    since: Month
    until: Annotated[Month | None, EmptyIsNone]
    rupiah: int = Field(gt=0)
    law: str = Field(min_length=2)
    source: KnownSource
    note_id: str = Field(min_length=2)
    note_en: str = Field(min_length=2)

    @model_validator(mode="after")
    def _ordered(self) -> RateRow:
        if self.until is not None and self.until < self.since:
            raise ValueError("a rate ends before it begins")
        return self

    def rate(self) -> Rate:
        """The rate it describes."""
        return Rate(
            programme=self.programme,
            work=self.work,
            payer=self.payer,
            since=self.since,
            until=self.until,
            rupiah=self.rupiah,
            law=self.law,
            source=self.source,
            note=Note(self.note_id, self.note_en),
        )


AnyRow = TypeVar("AnyRow", bound=Row)


def read_archive(folder: Traversable | None = None) -> PackedFigures:
    """The figures of a folder of files, by default the shipped one. Raises InvalidDataError for any faulty row."""
    folder = folder or files("core.shipped")
    regions = Regions.of(row.region() for row in read_rows(folder / "regions.csv", RegionRow, {}))
    sources = {row.key: row.source() for row in read_rows(folder / "sources.csv", SourceRow, {})}
    context = {"regions": regions, "sources": sources}
    return pack(
        regions,
        [row.observation() for row in read_rows(folder / "observations.csv", ObservationRow, context)],
        [row.target() for row in read_rows(folder / "targets.csv", TargetRow, context)],
        [row.series_break() for row in read_rows(folder / "breaks.csv", BreakRow, context)],
    )


def read_rates(folder: Traversable | None = None) -> tuple[Rate, ...]:
    """The rates of dues of a folder, by default the shipped ones. Raises InvalidDataError for any faulty row."""
    folder = folder or files("core.shipped")
    sources = {row.key: row.source() for row in read_rows(folder / "sources.csv", SourceRow, {})}
    rows = read_rows(folder / "rates.csv", RateRow, {"sources": sources})
    return tuple(row.rate() for row in rows)


def read_rows(file: Traversable, row_type: type[AnyRow], context: Mapping[str, object]) -> list[AnyRow]:
    """Every row of a CSV file, checked. Raises InvalidDataError with all of the file's faults at once."""
    rows: list[AnyRow] = []
    problems: list[str] = []
    lines = io.StringIO(file.read_text(encoding="utf-8"), newline="")
    for number, record in enumerate(csv.DictReader(lines, strict=True), start=2):
        try:
            rows.append(row_type.model_validate(record, context=dict(context)))
        except ValidationError as error:
            problems.extend(_problems(file.name, number, error))
    if problems:
        raise InvalidDataError(problems)
    return rows


def _problems(file: str, row: int, error: ValidationError) -> Iterator[str]:
    for fault in error.errors():
        column = ".".join(str(part) for part in fault["loc"]) or "the whole row"
        yield f"{file}, row {row}, {column}: {fault['msg']} (found {fault['input']!r})"
