"""The header of a table: which row it is, and what each of its columns holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from itertools import chain, islice
from typing import Final

from rapidfuzz import fuzz, process

from bot.figures.problems import Fault, Problems, Unreadable
from bot.figures.spelling import as_text, normal, word_list
from bot.figures.tables.rows import LETTERS, Cell, Document, Row, Unusable
from bot.language.vocabulary import SCALES
from core.model import Metric

_SEARCHED: Final = 21
"""Rows that are looked at for the header: up to 20 may stand above it."""
_LEAST: Final = 2
"""Known titles that make a row a header."""
_LONGEST: Final = 40
_SIMILAR: Final = 70


class Column(StrEnum):
    """What a column can hold; `headers.toml` lists the titles of each."""

    CODE = auto()
    REGION = auto()
    PROVINCE = auto()
    DISTRICT = auto()
    PERIOD = auto()
    YEAR = auto()
    SEMESTER = auto()
    QUARTER = auto()
    MONTH = auto()
    SEGMENT = auto()
    COVERED = auto()
    WORKERS = auto()
    UNCOVERED = auto()
    COVERAGE = auto()
    SHARE = auto()
    BASIS = auto()
    EVIDENCE = auto()
    PUBLISHER = auto()
    TITLE = auto()
    PUBLISHED = auto()
    URL = auto()
    SOURCE_KEY = auto()
    DOUBT = auto()
    DOUBT_EN = auto()
    NOTE = auto()
    NOTE_EN = auto()
    IGNORED = auto()


METRICS: Final[Mapping[Column, Metric]] = {
    Column.COVERED: Metric.COVERED,
    Column.WORKERS: Metric.WORKERS,
    Column.UNCOVERED: Metric.UNCOVERED,
    Column.COVERAGE: Metric.COVERAGE,
    Column.SHARE: Metric.SHARE,
}
"""The columns of numbers, in the order in which their figures are given."""
SHARES: Final = frozenset({Column.COVERAGE, Column.SHARE})
PLACES: Final = (Column.CODE, Column.REGION, Column.PROVINCE, Column.DISTRICT)
TIMES: Final = (Column.PERIOD, Column.YEAR, Column.SEMESTER, Column.QUARTER, Column.MONTH)
_NEEDED: Final = (
    (PLACES, Fault.NO_REGION_COLUMN),
    (TIMES, Fault.NO_PERIOD_COLUMN),
    (tuple(METRICS), Fault.NO_NUMBER_COLUMN),
)

_WORDS: Final = word_list("headers.toml")
_COLUMNS: Final = {phrase: Column(name) for name, phrases in _WORDS["columns"].items() for phrase in phrases}
_NOT_WORKERS: Final = frozenset(_WORDS["others"]["not_workers"])
_PEOPLE: Final = frozenset(_WORDS["units"]["people"])
_PERCENT: Final = frozenset(_WORDS["units"]["percent"])


@dataclass(frozen=True, slots=True)
class Title:
    """What a column's title says. `scale` is 1000 where its numbers are told in thousands."""

    column: Column
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: where each column is, from 0, and every column's title as it stands in the file, or
    its letters where it is `untitled`.
    """

    row: int
    at: Mapping[Column, int]
    titles: tuple[str, ...]
    scales: Mapping[Column, int]
    untitled: tuple[int, ...]

    @property
    def is_complete(self) -> bool:
        """Whether rows can say anything: of which region, when, and a number."""
        return all(any(column in self.at for column in wanted) for wanted, _ in _NEEDED)

    def title(self, column: Column) -> str:
        """The title of a column that is there."""
        return self.titles[self.at[column]]


@dataclass(frozen=True, slots=True)
class Headed:
    """A table with its header, and the rows below it."""

    sheet: str
    header: Header
    rows: Iterator[Row]


def title_of(text: str) -> Title | None:
    """What a title says; None where it is not known."""
    words = normal(text).split()
    scale, units = 1, set[str]()
    while words:
        column = _COLUMNS.get(" ".join(words))
        if column and _fits(column, scale, units):
            return Title(column, scale)
        last = words.pop()
        if last in _PEOPLE:
            units.add("people")
        elif last in _PERCENT:
            units.add("percent")
        elif scale == 1 and len(last) > 1 and last in SCALES:
            scale = SCALES[last]
        else:
            return None
    return None


def _fits(column: Column, scale: int, units: set[str]) -> bool:
    """Whether a column can have these units."""
    wanted = {"percent"} if column in SHARES else {"people"} if column in METRICS else set[str]()
    return units <= wanted and (scale == 1 or "people" in wanted)


def headed(document: Document, problems: Problems) -> Headed:
    """The first table of a file that has a header. Raises Unreadable where none has one."""
    broken: Unreadable | None = None
    for sheet in document.sheets():
        first, end = _first(sheet.rows)
        at = max(range(len(first)), key=lambda each: _known(first[each][1]), default=None)
        if at is not None and _known(first[at][1]) >= _LEAST:
            below = chain(_without_numbering(first[at + 1 :]), _rest(sheet.rows, end))
            return Headed(sheet.name, _header(first[at], problems), below)
        if end and not sheet.guess:
            raise end
        broken = broken or end
    raise broken or Unreadable(Fault.NO_HEADER)


def _first(rows: Iterator[Row]) -> tuple[list[Row], Unreadable | None]:
    """The rows in which a header is looked for, and what ended their reading."""
    first: list[Row] = []
    try:
        for row in islice(rows, _SEARCHED):
            first.append(row)  # noqa: PERF402 - what was read before the end is kept
    except Unreadable as end:
        return first, end
    return first, None


def _rest(rows: Iterator[Row], end: Unreadable | None) -> Iterator[Row]:
    if end:
        raise end
    yield from rows


def _known(cells: Sequence[Cell]) -> int:
    found = {title_of(cell) for cell in cells if isinstance(cell, str) and len(cell) < 100}
    return len(found - {None})


def _without_numbering(rows: list[Row]) -> list[Row]:
    """Without a row that only numbers the columns, "(1)", "(2)", as in official tables."""
    if rows:
        told = [cell for cell in rows[0][1] if cell]
        if [str(cell) for cell in told] == [f"({number})" for number in range(1, len(told) + 1)]:
            return rows[1:]
    return rows


def _header(row: Row, problems: Problems) -> Header:
    """The columns of a header; what is wrong with them goes to the problems."""
    number, cells = row
    titles = tuple(as_text(cell)[:_LONGEST] or LETTERS[at] for at, cell in enumerate(cells))
    at: dict[Column, int] = {}
    scales: dict[Column, int] = {}
    for index, cell in enumerate(cells):
        text = as_text(cell)
        if not text:
            continue
        found = None if isinstance(cell, Unusable) else title_of(text)
        if found is None:
            _unknown(text, number, LETTERS[index], problems)
        elif found.column in at and found.column is not Column.IGNORED:
            earlier = LETTERS[at[found.column]]
            problems.add(
                Fault.HEADER_TWICE, number, LETTERS[index], {"title": titles[index], "earlier": earlier}
            )
        else:
            at[found.column], scales[found.column] = index, found.scale
    for wanted, fault in _NEEDED:
        if not any(column in at for column in wanted):
            problems.add(fault, number)
    untitled = tuple(index for index, cell in enumerate(cells) if not as_text(cell))
    return Header(number, at, titles, scales, untitled)


def _unknown(text: str, row: int, column: str, problems: Problems) -> None:
    said = normal(text)
    if said in _NOT_WORKERS:
        problems.add(Fault.NOT_WORKERS, row, column, {"title": text[:_LONGEST]})
        return
    near = process.extractOne(said, list(_COLUMNS), scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    if near:
        problems.add(Fault.UNKNOWN_HEADER_NEAR, row, column, {"title": text[:_LONGEST], "near": near[0]})
    else:
        problems.add(Fault.UNKNOWN_HEADER, row, column, {"title": text[:_LONGEST]})
