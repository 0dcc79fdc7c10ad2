"""The cells of a sheet, and the texts that the sheets of a workbook share (ECMA-376 part 1, 18.3.1 and 18.4)."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from xml.parsers.expat import XMLParserType

from bot.figures.limits import Limits
from bot.figures.problems import Fault, Unreadable
from bot.figures.tables.formats import PLAIN, Format, Kind, shown
from bot.figures.tables.rows import LETTERS, Cell, Number, Row, Unusable

Text = str | Unusable
_REMEMBERED: Final = 50_000
"""Numbers that are kept as cells."""
_LAST_ROW: Final = 1_048_576
_ESCAPED: Final = re.compile("_x00[01][0-9A-Fa-f]_")
"""A control character as XLSX writes it (ECMA-376 part 1, 22.9.2.19): the end of a line in a title."""
_TRUE: Final = {"0": "FALSE", "1": "TRUE"}


class Strings:
    """The shared texts of a workbook, by their number."""

    def __init__(self, limits: Limits) -> None:
        self.texts: list[Text] = []
        self._most = limits.cell
        self._pieces: list[str] = []
        self._aside = False

    def begin(self, parser: XMLParserType, prefix: str) -> None:
        """Listen to the texts; what tells how they are pronounced (rPh) is no part of them."""
        item, text, aside = prefix + "si", prefix + "t", prefix + "rPh"

        def start(name: str, _attributes: Mapping[str, str]) -> None:
            if name == text and not self._aside:
                parser.CharacterDataHandler = self._add
            elif name == aside:
                self._aside = True

        def end(name: str) -> None:
            if name == text:
                parser.CharacterDataHandler = None
            elif name == item:
                self.texts.append(_text("".join(self._pieces), self._most))
                self._pieces = []
            elif name == aside:
                self._aside = False

        parser.StartElementHandler, parser.EndElementHandler = start, end

    def _add(self, data: str) -> None:
        if sum(map(len, self._pieces)) <= self._most:
            self._pieces.append(data)


class Worksheet:
    """The rows of a sheet, taken as far as they have been read."""

    def __init__(
        self, strings: Sequence[Text], formats: Mapping[str, Format], epoch: date, limits: Limits
    ) -> None:
        self._strings, self._formats, self._epoch, self._limits = strings, formats, epoch, limits
        self._columns = {name: index for index, name in enumerate(LETTERS[: limits.columns])}
        self._numbers: dict[tuple[str, str], Cell] = {}
        self._found: list[Row] = []
        self._row = 0
        self._cells: list[Cell] = []

    def taken(self) -> list[Row]:
        """The rows that were read since it was last asked, blank ones left out."""
        found, self._found = self._found, []
        return found

    def begin(self, parser: XMLParserType, prefix: str) -> None:  # noqa: C901 - three small functions
        """Listen to rows, cells and their values.

        These functions run for every cell, millions of times; what they need is at hand without looking it up.
        """
        row, cell, value, text, formula = (prefix + name for name in ("row", "c", "v", "t", "f"))
        attributes: Mapping[str, str] = {}
        held, computed, most = "", False, self._limits.cell

        def start(name: str, given: Mapping[str, str]) -> None:
            nonlocal attributes, held, computed
            if name == cell:
                attributes, held, computed = given, "", False
            elif name == value or name == text:  # noqa: SIM109 - it builds nothing
                parser.CharacterDataHandler = add
            elif name == row:
                self._begin_row(given.get("r"))
            elif name == formula:
                computed = True

        def add(data: str) -> None:
            nonlocal held
            if len(held) <= most:
                held += data

        def end(name: str) -> None:
            if name == value or name == text:  # noqa: SIM109 - as above
                parser.CharacterDataHandler = None
            elif name == cell:
                if held:
                    self._put(attributes.get("r"), self._cell(attributes, held))
                elif computed:
                    self._put(attributes.get("r"), Unusable(Fault.FORMULA_EMPTY, ""))
                elif "r" not in attributes:
                    self._put(None, "")
            elif name == row and self._cells:
                self._found.append((self._row, self._cells))

        parser.StartElementHandler, parser.EndElementHandler = start, end

    def _begin_row(self, number: str | None) -> None:
        before, self._cells = self._row, []
        self._row = before + 1 if number is None else int(number) if _is_whole(number) else 0
        if not before < self._row <= _LAST_ROW:
            raise Unreadable(Fault.DAMAGED, before + 1)

    def _put(self, reference: str | None, cell: Cell) -> None:
        """A cell into its row; blank ones to the right of all others are left out."""
        cells = self._cells
        at = len(cells) if reference is None else self._columns.get(reference.rstrip(string.digits), -1)
        if at == len(cells):
            cells.append(cell)
        elif 0 <= at < len(cells):
            cells[at] = cell
        elif at > 0:
            cells += [""] * (at - len(cells))
            cells.append(cell)
        if not 0 <= at < self._limits.columns:
            raise Unreadable(Fault.TOO_MANY_COLUMNS, self._row, most=self._limits.columns)

    def _cell(self, attributes: Mapping[str, str], held: str) -> Cell:
        kind = attributes.get("t", "n")
        if kind == "n":
            return self._number(attributes.get("s", ""), held)
        if kind == "s":
            return self._shared(held)
        if kind == "e":
            return Unusable(Fault.FORMULA_FAILED, held[:20])
        return _TRUE.get(held, held) if kind == "b" else _text(held, self._limits.cell)

    def _shared(self, number: str) -> Cell:
        at = int(number) if _is_whole(number) else len(self._strings)
        if at >= len(self._strings):
            raise Unreadable(Fault.DAMAGED, self._row)
        return self._strings[at]

    def _number(self, style: str, text: str) -> Cell:
        form = self._formats.get(style, PLAIN)
        if form.kind is Kind.PLAIN and _is_whole(text):
            return Number(text)
        cell = self._numbers.get((style, text))
        if cell is None:
            if len(self._numbers) >= _REMEMBERED:
                self._numbers.clear()
            cell = self._numbers[style, text] = shown(text, form, self._epoch)
        return cell


def _text(value: str, most: int) -> Text:
    if len(value) > most:
        return Unusable(Fault.CELL_TOO_LONG, "")
    return (_ESCAPED.sub(" ", value) if "_x00" in value else value).strip()


def _is_whole(text: str) -> bool:
    return len(text) < 10 and text.isascii() and text.isdigit()
