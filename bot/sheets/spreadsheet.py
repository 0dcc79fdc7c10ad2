"""Tables as files for a spreadsheet: CSV as an Indonesian Excel opens it, XLSX with typed cells.

No cell ever becomes a formula or a link: a text that a spreadsheet would read as one stays a text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a text must not begin with in a CSV file (OWASP, CSV injection), nor in the full width of Eastern Asia."""
_PASSED_OVER: Final = "' \n\u00a0"
"""What some spreadsheets pass over before it."""
_COUNT: Final = "#,##0"
_DATE: Final = "dd/mm/yyyy"


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage (36.47 means 36.47%), shown with the decimals it has."""

    value: Decimal


Cell = str | int | Percent | date | None
"""A text, a count, a percentage, a day; None leaves the cell empty."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title and its width in characters; `wrap` breaks long texts into lines."""

    title: str
    width: int
    wrap: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its name (31 characters at most), its columns, and rows with one cell for each of them."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def csv_file(table: Table) -> bytes:
    """A table as CSV: UTF-8 with a byte order mark, semicolons, decimal commas, days as 2026-11-22."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([as_text(column.title) for column in table.columns])
    writer.writerows([as_text(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig", errors="ignore")


def as_text(cell: Cell) -> str:
    """A cell as text, with an apostrophe before what a spreadsheet would take for a formula, or would lose."""
    match cell:
        case None:
            return ""
        case Percent(value):
            return f"{value:f}".replace(".", ",")
        case str():
            return f"'{cell}" if cell.lstrip(_PASSED_OVER).startswith(_FORMULA) else cell
        case _:
            return str(cell)


def xlsx_file(tables: Sequence[Table], title: str, day: date) -> bytes:
    """Tables as the sheets of a workbook that names itself and its day; the same tables give the same bytes."""
    # a tenth of a second that only a download should cost
    from xlsxwriter import Workbook  # noqa: PLC0415

    content = io.BytesIO()
    safely = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(content, {"in_memory": True, **safely}) as book:
        book.set_properties({"title": title, "created": datetime.combine(day, time())})
        formats = _Formats(book)
        for table in tables:
            _fill(book.add_worksheet(table.name), table, formats)
    return content.getvalue()


class _Formats:
    """The workbook's formats, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}
        self.title = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"valign": "top", "num_format": "@"})
        self.wrapped = book.add_format({"valign": "top", "num_format": "@", "text_wrap": True})

    def number(self, pattern: str) -> Format:
        """The format of numbers shown by a pattern."""
        if pattern not in self._made:
            self._made[pattern] = self._book.add_format({"valign": "top", "num_format": pattern})
        return self._made[pattern]


def _fill(sheet: Worksheet, table: Table, formats: _Formats) -> None:
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.title, formats.title)
    for down, row in enumerate(table.rows, start=1):
        for across, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _write(sheet, down, across, cell, formats, wrap=column.wrap)
    sheet.ignore_errors({"number_stored_as_text": f"A1:A{len(table.rows) + 1}"})
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write(sheet: Worksheet, down: int, across: int, cell: Cell, formats: _Formats, *, wrap: bool) -> None:
    match cell:
        case None:
            return
        case str():
            sheet.write_string(down, across, cell, formats.wrapped if wrap else formats.text)
        case Percent(value):
            decimals = max(0, -int(value.as_tuple().exponent))
            pattern = "0." + "0" * decimals + "%" if decimals else "0%"
            sheet.write_number(down, across, float(value / 100), formats.number(pattern))
        case date():
            moment = datetime.combine(cell, time())
            sheet.write_datetime(down, across, moment, formats.number(_DATE))
        case int():
            sheet.write_number(down, across, cell, formats.number(_COUNT))
