"""Delimited text: comma, semicolon or tab, in the encodings that offices write, with quoted fields over lines."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.figures.limits import Limits
from bot.figures.problems import Fault, Unreadable
from bot.figures.tables.rows import Row, Sheet

_SEPARATORS: Final = (";", ",", "\t")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_LETTER: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
"""Bytes that stand for nothing in Windows-1252."""


class Delimited:
    """A file of delimited text. Raises Unreadable where its bytes are no text."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path, self._limits = path, limits
        self._encoding = _encoding(path)
        self._size = path.stat().st_size
        self._raw: io.FileIO | None = None
        self._text: io.TextIOWrapper | None = None

    def sheets(self) -> Iterator[Sheet]:
        """The table as each of the separators makes it."""
        for separator in _SEPARATORS:
            yield Sheet("", self._rows(separator), guess=True)

    def share(self) -> float:
        """The bytes read, of all."""
        return self._raw.tell() / self._size if self._raw and not self._raw.closed else 0.0

    def close(self) -> None:
        """Let the file go."""
        if self._text:
            self._text.close()

    def _rows(self, separator: str) -> Iterator[Row]:
        self.close()
        csv.field_size_limit(self._limits.cell)
        self._raw = io.FileIO(self._path)
        self._text = io.TextIOWrapper(io.BufferedReader(self._raw), encoding=self._encoding, newline="")
        yield from _Reading(self._text, separator, self._limits).rows()


class _Reading:
    """One reading of the text; it remembers what tells a cut-off file from a whole one."""

    def __init__(self, text: io.TextIOWrapper, separator: str, limits: Limits) -> None:
        self._text, self._limits = text, limits
        self._ended = True
        self._row = 0
        self._csv = csv.reader(self._lines(), delimiter=separator, strict=True)

    def rows(self) -> Iterator[Row]:
        """Every row that has something in it."""
        widths, last = set[int](), list[str]()
        while True:
            begun = self._csv.line_num
            try:
                row = next(self._csv)
            except StopIteration:
                break
            except csv.Error as error:
                raise self._fault(error, begun) from None
            self._row += 1
            if last:
                widths.add(len(last))
            last = self._fitting(row)
            if any(last) and not "".join(last).isspace():
                yield self._row, [*last]
        if len(widths) == 1 and 0 < len(last) < widths.pop() and not self._ended:
            # it stops in the middle of a row: cells are missing as nowhere before
            raise Unreadable(Fault.CUT_ROW, self._row)

    def _fitting(self, row: list[str]) -> list[str]:
        most = self._limits.columns
        if any(cell.strip() for cell in row[most:]):
            raise Unreadable(Fault.TOO_MANY_COLUMNS, self._row, most=most)
        return row[:most]

    def _lines(self) -> Iterator[str]:
        most = self._limits.line
        while line := self._text.readline(most + 1):
            if len(line) > most:
                raise Unreadable(Fault.LINE_TOO_LONG, self._row + 1, most=most)
            self._ended = line.endswith(("\n", "\r"))
            yield line

    def _fault(self, error: csv.Error, begun: int) -> Unreadable:
        """What the csv module's message means, for the row that began after line `begun`."""
        row, said = self._row + 1, str(error)
        if "unexpected end of data" in said:
            return Unreadable(Fault.QUOTE_OPEN, row)
        if "field larger" in said:
            over_lines = self._csv.line_num - begun > 1
            if over_lines:
                return Unreadable(Fault.QUOTE_OPEN, row)
            return Unreadable(Fault.CELL_TOO_LONG, row, most=self._limits.cell)
        return Unreadable(Fault.QUOTE_WRONG, row)


def _encoding(path: Path) -> str:
    """The encoding of a text by its mark, else UTF-8 where it is that, else Windows-1252.

    Raises Unreadable for NUL bytes, and for text that is UTF-8 in one place and something else in another.
    """
    content = path.read_bytes()
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\0" in content:
        raise Unreadable(Fault.NUL, content.count(b"\n", 0, content.index(b"\0")) + 1)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        return _eight_bits(content, error, encoding)
    if "\0" in text:
        raise Unreadable(Fault.NUL, text.count("\n", 0, text.index("\0")) + 1)
    return encoding


def _eight_bits(content: bytes, error: UnicodeDecodeError, encoding: str) -> str:
    """Windows-1252, where nothing before the error shows that the text was meant to be UTF-8 or UTF-16."""
    meant = encoding != "utf-8" or not content[: error.start].isascii()
    if meant and error.end >= len(content):
        raise Unreadable(Fault.CUT_OFF)
    undefined = _NO_LETTER.search(content)
    if meant or undefined:
        at = undefined.start() if undefined and not meant else error.start
        raise Unreadable(Fault.ENCODING, content.count(b"\n", 0, at) + 1)
    return "cp1252"
