"""What can be wrong with a file that somebody wants to bring in, as values that wait for words.

A file that breaks the schema is nothing exceptional: its problems are the answer. `Unreadable` ends the reading
where nothing sensible could follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from types import MappingProxyType
from typing import Final

Hole = str | int | tuple[str, ...]
"""What fills a sentence: words of the file, a number, or names to be listed."""


class Fault(StrEnum):
    """The kinds of problems: of a file as a whole, of its header, of a cell."""

    EMPTY = auto()
    MISSING = auto()
    BAD_NAME = auto()
    TOO_BIG = auto()
    PDF = auto()
    PICTURE = auto()
    ARCHIVE = auto()
    OLD_OFFICE = auto()
    ENCRYPTED = auto()
    MACROS = auto()
    BINARY_WORKBOOK = auto()
    OPEN_DOCUMENT = auto()
    NOT_A_WORKBOOK = auto()
    WEB_PAGE = auto()
    NUL = auto()
    ENCODING = auto()
    CUT_OFF = auto()
    DAMAGED = auto()
    UNPACKS_TOO_BIG = auto()
    DECLARES = auto()
    NO_HEADER = auto()
    ONLY_HEADER = auto()
    NOTHING_STATED = auto()
    TOO_MANY_ROWS = auto()
    TOO_MANY_COLUMNS = auto()
    LINE_TOO_LONG = auto()
    QUOTE_OPEN = auto()
    QUOTE_WRONG = auto()
    CUT_ROW = auto()
    GIVEN_UP = auto()
    TOO_SLOW = auto()
    TOO_MUCH_MEMORY = auto()
    BROKE = auto()

    UNKNOWN_HEADER = auto()
    UNKNOWN_HEADER_NEAR = auto()
    HEADER_TWICE = auto()
    NOT_WORKERS = auto()
    NO_REGION_COLUMN = auto()
    NO_PERIOD_COLUMN = auto()
    NO_NUMBER_COLUMN = auto()
    NO_HEADER_ABOVE = auto()

    CELL_TOO_LONG = auto()
    FORMULA_FAILED = auto()
    FORMULA_EMPTY = auto()
    NOT_A_DAY = auto()

    NO_REGION = auto()
    UNKNOWN_REGION = auto()
    UNKNOWN_REGION_NEAR = auto()
    WHICH_REGION = auto()
    UNKNOWN_CODE = auto()
    WHICH_CODE = auto()
    CODE_OF_ANOTHER = auto()
    REGIONS_DISAGREE = auto()
    NO_PERIOD = auto()
    NOT_A_PERIOD = auto()
    NO_YEAR = auto()
    PERIODS_DISAGREE = auto()
    UNKNOWN_SEGMENT = auto()
    UNKNOWN_BASIS = auto()
    UNKNOWN_EVIDENCE = auto()
    NO_PUBLISHER = auto()
    NO_PUBLICATION = auto()
    NO_DATE = auto()
    NOT_A_DATE = auto()
    NOT_YET = auto()
    NOT_AN_ADDRESS = auto()
    NOT_A_KEY = auto()
    KEY_TAKEN = auto()

    NOT_A_NUMBER = auto()
    A_DAY = auto()
    TOO_MANY_DIGITS = auto()
    READS_BOTH_WAYS = auto()
    MIXED = auto()
    NEGATIVE = auto()
    PARTS_OF_PEOPLE = auto()
    PERCENT_OF_PEOPLE = auto()
    PEOPLE_OF_PERCENT = auto()
    NOT_ROUND = auto()
    A_FRACTION = auto()
    TOO_LARGE_A_SHARE = auto()
    A_HUNDREDFOLD = auto()


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. `row` is counted as a spreadsheet does; `column` is its title in the file, or its letter."""

    fault: Fault
    row: int | None = None
    column: str | None = None
    holes: Mapping[str, Hole] = field(default_factory=dict)


class Unreadable(Exception):  # noqa: N818 - it ends a reading; nothing is broken
    """The reading ends here; `problem` says why."""

    def __init__(
        self, fault: Fault, row: int | None = None, column: str | None = None, **holes: Hole
    ) -> None:
        super().__init__(fault.name)
        self.problem = Problem(fault, row, column, holes)


_HOPELESS: Final = 50
"""Times the problems that are kept, at which a file is given up."""
NOTHING: Final[Mapping[str, Hole]] = MappingProxyType({})


class Problems:
    """The first problems of a reading, and how many there are."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.kept: list[Problem] = []
        self.count = 0

    def add(
        self,
        fault: Fault,
        row: int | None = None,
        column: str | None = None,
        holes: Mapping[str, Hole] = NOTHING,
    ) -> None:
        """Note a problem; beyond the most that are kept it is only counted.

        Raises Unreadable where there are so many that the file is something else altogether.
        """
        self.count += 1
        if self.count > self._most * _HOPELESS:
            raise Unreadable(Fault.GIVEN_UP, row)
        if len(self.kept) < self._most:
            self.kept.append(Problem(fault, row, column, holes))
