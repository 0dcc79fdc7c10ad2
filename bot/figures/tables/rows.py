"""What a row of a table is, whatever file it came from."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Final, NamedTuple, Protocol

from bot.figures.problems import Fault


class Number(NamedTuple):
    """A cell that a spreadsheet holds as a number: a plain decimal, with "%" behind it where it is shown so."""

    text: str


class Unusable(NamedTuple):
    """A cell from which nothing can be read, and why."""

    fault: Fault
    text: str


LETTERS: Final = [
    "".join(letters) for length in (1, 2) for letters in product(string.ascii_uppercase, repeat=length)
]
"""The letters of the columns."""
Cell = str | Number | date | Unusable
Row = tuple[int, list[Cell]]
"""The row's number as a spreadsheet counts, from 1, and its cells; there may be fewer than columns."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a file. It is a `guess` where it is one of the ways to take a delimited text apart."""

    name: str
    rows: Iterator[Row]
    guess: bool = False


class Document(Protocol):
    """A file of tables. Reading it raises Unreadable where it cannot be gone on with."""

    def sheets(self) -> Iterator[Sheet]:
        """Its tables, each to be read before the next."""

    def share(self) -> float:
        """How much of the table that is being read has been read, from 0 to 1."""

    def close(self) -> None:
        """Let the file go."""
