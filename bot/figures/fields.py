"""What some columns of a row say together; each wording is read once, for a table repeats itself."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from bot.figures.headers import Column, Header
from bot.figures.problems import Fault, Hole
from bot.figures.tables.rows import Cell, Unusable

Value = TypeVar("Value", bound=Hashable)
Said = Mapping[Column, Cell]
"""The cells of some columns of a row; of those the table has."""

_REMEMBERED: Final = 100_000
"""Wordings that are kept with what they mean."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a cell, in whatever row it stands. The column need not be in the table."""

    fault: Fault
    column: Column
    holes: Mapping[str, Hole] = field(default_factory=dict)


class Field(Generic[Value]):
    """Reads the cells of some columns into a value; `values` are the distinct ones by their index."""

    def __init__(
        self, header: Header, columns: Sequence[Column], read: Callable[[Said], Value | Flaw]
    ) -> None:
        self._columns = tuple((column, header.at[column]) for column in columns if column in header.at)
        self._positions = tuple(position for _, position in self._columns)
        self._read = read
        self._known: dict[tuple[Cell, ...], int | Flaw] = {}
        self._indexes: dict[Value, int] = {}

    @property
    def values(self) -> list[Value]:
        """The values that were read, in the order of their indexes."""
        return list(self._indexes)

    def index(self, cells: Sequence[Cell]) -> int | Flaw:
        """The index of what a row's cells say, or what is wrong with them."""
        key = tuple([cells[position] for position in self._positions])
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[key] = self._found(key)
        return known

    def _found(self, key: tuple[Cell, ...]) -> int | Flaw:
        told = {column: cell for (column, _), cell in zip(self._columns, key, strict=True)}
        for column, cell in told.items():
            if isinstance(cell, Unusable):
                return Flaw(cell.fault, column, {"text": cell.text})
        value = self._read(told)
        if isinstance(value, Flaw):
            return value
        return self._indexes.setdefault(value, len(self._indexes))
