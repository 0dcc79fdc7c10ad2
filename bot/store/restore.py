"""A backup back into a database, whichever of the two it was made from: all of it, or nothing is changed.

In one transaction the tables are taken down, put up as they were when the backup was made, filled, and brought
up to date. So the triggers of the audit log are in nobody's way and are there again afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, Final

from sqlalchemy import Connection, column, delete, insert, inspect, table, text
from sqlalchemy.exc import DataError, IntegrityError

from bot.announcement import RESTORED
from bot.store import broadcasts
from bot.store.archive import Contents, Fault, Header, Reading, Row, UnusableArchiveError
from bot.store.audit import append
from bot.store.counters import go_on_after
from bot.store.engine import changing_schema, empty_log, open_engine
from bot.store.migrate import HEAD, is_step, revision, take_down, upgrade_to
from bot.store.presence import keep_out, only_process
from bot.store.unusable import usable

_AT_ONCE: Final = 1000
_MOST_BYTES: Final = 8 << 20
_LOCK_WAIT: Final = "10s"
"""How long a session that holds one of the tables is waited for."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: from which backup, how many rows, and how many broadcasts are paused by it."""

    header: Header
    rows: int
    paused: int


def restore(database_url: str, file: BinaryIO, also: Callable[[Connection], None]) -> Restored:
    """Put the memory of a backup in the place of what is remembered; `also` is done in the same transaction.

    Raises UnusableArchiveError for a file that cannot be restored, InUseError where a bot runs, and
    bot.store.UnusableDatabaseError; nothing is changed then.
    """
    reading = Reading(file)
    _check(reading.header)
    with usable(database_url, OSError, ValueError), only_process(database_url):
        engine = open_engine(database_url, alone=True)
        try:
            with changing_schema(engine) as connection:
                keep_out(connection)
                restored = _restored(connection, reading)
                also(connection)
        except (DataError, IntegrityError) as error:
            raise UnusableArchiveError(Fault.UNFIT) from error
        finally:
            engine.dispose()
    empty_log(database_url)
    return restored


def _check(header: Header) -> None:
    if header.schema > HEAD:
        raise UnusableArchiveError(Fault.NEWER)
    if not is_step(header.schema):
        raise UnusableArchiveError(Fault.DAMAGED)


def _restored(connection: Connection, reading: Reading) -> Restored:
    _put_up(connection, reading.header.schema)
    filling = _Filling(connection)
    for part in reading.parts():
        filling.take(part)
    filling.end()
    upgrade_to(connection, HEAD)
    for contents in filling.tables:
        if inspect(connection).has_table(contents.table):
            go_on_after(connection, contents.table, contents.last)
    paused = broadcasts.pause_unfinished(connection, RESTORED)
    append(connection, None, "restore", "memory", _from_when(reading.header))
    return Restored(reading.header, filling.rows, paused)


def _put_up(connection: Connection, schema: str) -> None:
    """The empty tables of a step of the schema, whatever was there before."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCK_WAIT}'"))
    if revision(connection) is not None:
        take_down(connection)
    upgrade_to(connection, schema)


def _from_when(header: Header) -> str:
    made = datetime.fromtimestamp(header.made_at, UTC)
    return f"backup of {made:%Y-%m-%d %H:%M} UTC"


class _Filling:
    """Puts rows into the tables, many at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._names = set(inspect(connection).get_table_names())
        self._waiting: list[Row] = []
        self._bytes = 0
        self.tables: list[Contents] = []
        self.rows = 0

    def take(self, part: Contents | Row) -> None:
        """The next table, or the next row of the one that came last."""
        if isinstance(part, Contents):
            self.end()
            self._begin(part)
            return
        self._waiting.append(part)
        self._bytes += sum(len(value) for value in part if isinstance(value, bytes))
        if len(self._waiting) >= _AT_ONCE or self._bytes > _MOST_BYTES:
            self.end()

    def end(self) -> None:
        """Put in what waits."""
        if self._waiting:
            names = self.tables[-1].columns
            into = insert(table(self.tables[-1].table, *map(column, names)))
            self._connection.execute(into, [dict(zip(names, row, strict=True)) for row in self._waiting])
            self.rows += len(self._waiting)
        self._waiting, self._bytes = [], 0

    def _begin(self, contents: Contents) -> None:
        there = inspect(self._connection)
        known = there.get_columns(contents.table) if contents.table in self._names else []
        if not {each["name"] for each in known} >= set(contents.columns):
            raise UnusableArchiveError(Fault.DAMAGED)
        # a step may have put rows in of its own, and these are among those of the backup
        self._connection.execute(delete(table(contents.table)))
        self.tables.append(contents)
