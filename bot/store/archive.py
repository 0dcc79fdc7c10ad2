"""The file of a backup, the same for both databases: compressed lines of JSON, read and written in passing.

    {"format": "cakupan-memory", "edition": 1, "schema": …, "program": …, "made_at": …, "database": …}
    {"table": …, "columns": […], "last": …}     a table, and the last number that its counter gave
    […]                                         a row of it; bytes stand behind the line, here {"bytes": length}
    {"end": {table: rows, …}}

The last line and the checksum of the compression (CRC-32, with the length) tell whether a file is whole.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from io import BufferedWriter
from typing import Any, BinaryIO, Final, cast

import orjson
from pydantic import TypeAdapter

Value = int | str | bytes | None
Row = tuple[Value, ...]

_FORMAT: Final = "cakupan-memory"
EDITION: Final = 1
_LEVEL: Final = 1
"""Of the compression: the content of a version is compressed already, and the rest gives way easily."""

_BUFFER: Final = 1 << 17
_LONGEST_HEADER: Final = 4096
_LONGEST_VALUE: Final = 1 << 30
_DAMAGE: Final = (EOFError, zlib.error, gzip.BadGzipFile, ValueError, KeyError, TypeError, AttributeError)


class Fault(Enum):
    """Why a file cannot be restored."""

    FOREIGN = "no backup"
    NEWER = "of a newer release"
    DAMAGED = "cut off or damaged"
    UNFIT = "holds what the database refuses"


class UnusableArchiveError(Exception):
    """A file that cannot be restored; nothing was changed."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Header:
    """What a backup says of itself: the step of the schema, the program, the seconds since 1970, the database."""

    schema: str
    program: str
    made_at: int
    database: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The beginning of a table. `last` is the last number that its counter gave; None where it has given none."""

    table: str
    columns: tuple[str, ...]
    last: int | None


_HEADER: Final = TypeAdapter(Header)
_CONTENTS: Final = TypeAdapter(Contents)


class _Sink:
    """Where the compressed bytes go: into a file, or nowhere once that has failed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file: BinaryIO | None = file

    def write(self, data: bytes) -> int:
        return self._file.write(data) if self._file else len(data)

    def flush(self) -> None:
        if self._file:
            self._file.flush()

    def drop(self) -> None:
        self._file = None


class Writing:
    """A backup as it is written; whole once `end` has returned.

    As a context it lets go of what is still held where the block fails: nothing more is written then.
    """

    def __init__(self, file: BinaryIO, header: Header) -> None:
        self._sink = _Sink(file)
        packed = gzip.GzipFile(
            filename="", mode="wb", compresslevel=_LEVEL, fileobj=cast(BinaryIO, self._sink)
        )
        self._out = BufferedWriter(cast(Any, packed), _BUFFER)
        self._rows: dict[str, int] = {}
        self._table = ""
        self._line({"format": _FORMAT, "edition": EDITION, **asdict(header)})

    def __enter__(self) -> Writing:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind:
            self._sink.drop()
            self._out.close()

    @property
    def rows(self) -> int:
        """How many were written."""
        return sum(self._rows.values())

    def table(self, contents: Contents) -> None:
        """Begin a table; the rows that follow are its."""
        self._table = contents.table
        self._rows[contents.table] = 0
        self._line(asdict(contents))

    def row(self, values: Sequence[Value]) -> None:
        """Write a row, its values in the order of the table's columns."""
        blobs = [value for value in values if isinstance(value, bytes)]
        self._line([{"bytes": len(value)} if isinstance(value, bytes) else value for value in values])
        for blob in blobs:
            self._out.write(blob)
        self._rows[self._table] += 1

    def end(self) -> None:
        """Write the last line and all that is still held."""
        self._line({"end": self._rows})
        self._out.close()

    def _line(self, content: object) -> None:
        self._out.write(orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE))


class Reading:
    """A backup as it is read. Raises UnusableArchiveError as soon as it turns out to be none, or not whole."""

    def __init__(self, file: BinaryIO) -> None:
        self._in = gzip.GzipFile(fileobj=file)
        self.header = self._read_header()

    def parts(self) -> Iterator[Contents | Row]:
        """Each table with its rows behind it. The file is known to be whole once they have all been given."""
        try:
            yield from self._read_parts()
        except _DAMAGE as error:
            raise UnusableArchiveError(Fault.DAMAGED) from error

    def _read_header(self) -> Header:
        try:
            line = self._in.readline(_LONGEST_HEADER)
        except (EOFError, zlib.error) as error:
            raise UnusableArchiveError(Fault.DAMAGED) from error
        except gzip.BadGzipFile as error:
            raise UnusableArchiveError(Fault.FOREIGN) from error
        try:
            said = orjson.loads(line)
            if said.pop("format") != _FORMAT:
                raise UnusableArchiveError(Fault.FOREIGN)
            if said.pop("edition") != EDITION:
                raise UnusableArchiveError(Fault.NEWER)
            return _HEADER.validate_python(said)
        except _DAMAGE as error:
            raise UnusableArchiveError(Fault.FOREIGN) from error

    def _read_parts(self) -> Iterator[Contents | Row]:
        rows: dict[str, int] = {}
        contents = None
        while True:
            said = orjson.loads(self._in.readline())
            if isinstance(said, list):
                row = tuple(map(self._value, said))
                if contents is None or len(row) != len(contents.columns):
                    raise ValueError("a row that fits no table")
                rows[contents.table] += 1
                yield row
            elif "end" in said:
                if said["end"] != rows or self._in.read(1):
                    raise ValueError("an end that does not fit")
                return
            else:
                contents = _CONTENTS.validate_python(said)
                rows[contents.table] = 0
                yield contents

    def _value(self, said: Any) -> Value:
        if said is None or isinstance(said, int | str):
            return said
        length = said["bytes"]
        if not 0 <= length <= _LONGEST_VALUE:
            raise ValueError("a length that no database holds")
        value = self._in.read(length)
        if len(value) != length:
            raise EOFError
        return value
