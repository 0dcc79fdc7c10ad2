"""What a row of a table is, whatever file it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from bot.figures.problems import Fault


class Number(NamedTuple):
    """A cell that a spreadsheet holds as a number: a plain decimal, with "%" behind it where it is shown so."""

    text: str


class Unusable(NamedTuple):
    """A cell from which nothing can be read, and why."""

    fault: Fault
    text: str


Cell = str | Number | date | Unusable
Row = tuple[int, list[Cell]]
"""The row's number as a spreadsheet counts, from 1, and its cells; there may be fewer than columns."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a file; a file of delimited text has one without a name for each separator it may have."""

    name: str
    rows: Iterator[Row]


class Document(Protocol):
    """A file of tables. Reading it raises Unreadable where it cannot be gone on with."""

    def sheets(self) -> Iterator[Sheet]:
        """Its tables, each to be read before the next."""

    def share(self) -> float:
        """How much of the table that is being read has been read, from 0 to 1."""

    def close(self) -> None:
        """Let the file go."""
