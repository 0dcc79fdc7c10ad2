"""XLSX workbooks: the visible sheets, their rows streamed from the XML, so that a million rows take little memory.

After ECMA-376 part 1, 18.2 to 18.4 and 18.8. A reader of our own, because those at hand hold a sheet as a whole
(some 90 bytes a cell) and do not tell how a cell is shown. Formulas are not computed: what was saved with them
counts. Links to other files are not followed.
"""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import BinaryIO, Final, NamedTuple
from xml.parsers.expat import XMLParserType
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.figures.limits import Limits
from bot.figures.problems import Fault, Unreadable
from bot.figures.tables.formats import Format, format_of
from bot.figures.tables.rows import Row, Sheet
from bot.figures.tables.worksheet import Strings, Worksheet
from bot.figures.tables.xml import parse, parsed

_CHUNK: Final = 1 << 16
_SMALL: Final = 20_000_000
"""Bytes unpacked that a part beside the sheets and their texts may have."""
_EPOCH: Final = date(1899, 12, 30)
_EPOCH_OF_OLD_MACS: Final = date(1904, 1, 1)


class _Relation(NamedTuple):
    """What a part refers to: by which id, as what, and where it is."""

    id: str
    kind: str
    path: str


class Workbook:
    """An opened workbook. The package may be hostile: what it declares is checked, and what comes out too."""

    def __init__(self, file: BinaryIO, package: ZipFile, limits: Limits) -> None:
        self._file, self._package, self._limits = file, package, limits
        self._entries = {entry.filename.lower(): entry for entry in package.infolist()}
        self._done, self._size = 0, 1

    def sheets(self) -> Iterator[Sheet]:
        """The visible sheets in their order."""
        path = next((each.path for each in self._relations("") if each.kind == "officeDocument"), "")
        related = self._relations(path)
        contents, styles, strings = _Contents(), _Styles(), Strings(self._limits)
        parse(self._small(path), contents)
        for each in related:
            if each.kind == "styles":
                parse(self._small(each.path), styles)
            elif each.kind == "sharedStrings":
                parse(self._chunks(each.path, self._limits.unpacked // 4), strings)
        paths = {each.id: each.path for each in related if each.kind == "worksheet"}
        for id_, name in contents.visible:
            if id_ in paths:
                sheet = Worksheet(strings.texts, styles.formats, contents.epoch, self._limits)
                yield Sheet(name, self._rows(paths[id_], sheet))

    def share(self) -> float:
        """The bytes of the part that were unpacked, of all."""
        return min(1.0, self._done / self._size)

    def close(self) -> None:
        """Let the file go."""
        self._package.close()
        self._file.close()

    def _rows(self, path: str, sheet: Worksheet) -> Iterator[Row]:
        for _ in parsed(self._chunks(path, self._limits.unpacked), sheet):
            yield from sheet.taken()

    def _relations(self, path: str) -> list[_Relation]:
        folder, name = posixpath.split(path)
        found = _Relations(folder)
        parse(self._small(posixpath.join(folder, "_rels", f"{name}.rels")), found)
        return found.all

    def _small(self, path: str) -> Iterator[bytes]:
        return self._chunks(path, _SMALL)

    def _chunks(self, path: str, most: int) -> Iterator[bytes]:
        """The bytes of a part. Raises Unreadable where it is missing, damaged, or unpacks to more than `most`."""
        entry = self._entries.get(path.lower())
        if entry is None or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Unreadable(Fault.DAMAGED)
        self._done, self._size = 0, max(1, entry.file_size)
        if entry.file_size > most:
            raise Unreadable(Fault.UNPACKS_TOO_BIG, megabytes=most // 1_000_000)
        try:
            yield from self._unpacked(entry, most)
        except (BadZipFile, EOFError, zlib.error, NotImplementedError):
            raise Unreadable(Fault.DAMAGED) from None

    def _unpacked(self, entry: ZipInfo, most: int) -> Iterator[bytes]:
        with self._package.open(entry) as part:
            while chunk := part.read(_CHUNK):
                self._done += len(chunk)
                if self._done > most:
                    raise Unreadable(Fault.UNPACKS_TOO_BIG, megabytes=most // 1_000_000)
                yield chunk


class _Relations:
    """The relations of a part that lies in a folder; those to other files are left out."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.all: list[_Relation] = []

    def begin(self, parser: XMLParserType, prefix: str) -> None:
        """Listen to the relations."""

        def start(name: str, attributes: Mapping[str, str]) -> None:
            target = attributes.get("Target", "")
            if name == prefix + "Relationship" and attributes.get("TargetMode") != "External" and target:
                path = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
                kind = attributes.get("Type", "").rpartition("/")[2]
                self.all.append(_Relation(attributes.get("Id", ""), kind, path))

        parser.StartElementHandler = start


class _Contents:
    """The sheets that are shown, by the id of their relation, and from which day the workbook counts."""

    def __init__(self) -> None:
        self.visible: list[tuple[str, str]] = []
        self.epoch = _EPOCH

    def begin(self, parser: XMLParserType, prefix: str) -> None:
        """Listen to the sheets."""

        def start(name: str, attributes: Mapping[str, str]) -> None:
            if name == prefix + "workbookPr" and attributes.get("date1904") in ("1", "true"):
                self.epoch = _EPOCH_OF_OLD_MACS
            elif name == prefix + "sheet" and attributes.get("state", "visible") == "visible":
                id_ = next((value for key, value in attributes.items() if key.endswith(":id")), "")
                self.visible.append((id_, attributes.get("name", "")[:31]))

        parser.StartElementHandler = start


class _Styles:
    """The format of each style, by its number as cells name it."""

    def __init__(self) -> None:
        self.formats: dict[str, Format] = {}
        self._codes: dict[int, str] = {}
        self._within = False

    def begin(self, parser: XMLParserType, prefix: str) -> None:
        """Listen to number formats, and to the styles of cells."""

        def start(name: str, attributes: Mapping[str, str]) -> None:
            number = attributes.get("numFmtId", "0")
            if name == prefix + "numFmt" and number.isdigit():
                self._codes[int(number)] = attributes.get("formatCode", "")[:255]
            elif name == prefix + "cellXfs":
                self._within = True
            elif name == prefix + "xf" and self._within:
                at = int(number) if number.isdigit() else 0
                self.formats[str(len(self.formats))] = format_of(at, self._codes.get(at))

        def end(name: str) -> None:
            if name == prefix + "cellXfs":
                self._within = False

        parser.StartElementHandler, parser.EndElementHandler = start, end
