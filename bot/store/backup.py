"""The whole memory as it is at one moment, written into a file while bots go on working on it."""

from __future__ import annotations

import time
from typing import Any, BinaryIO, Final

from sqlalchemy import ColumnClause, Connection, LargeBinary, column, func, inspect, select, table

from bot import VERSION
from bot.store.archive import Contents, Header, Writing
from bot.store.counters import last_given
from bot.store.engine import open_engine
from bot.store.migrate import revision
from bot.store.presence import file_of
from bot.store.tables import metadata
from bot.store.unusable import usable

_AT_ONCE: Final = 1000
_MOST_BYTES: Final = 8 << 20
"""Rows that are fetched together at most, and about how much they may hold: a version may have tens of MB."""


class NothingToBackUpError(Exception):
    """There is no memory yet."""


def back_up(database_url: str, file: BinaryIO) -> int:
    """Write the memory into a file, at whichever step its schema is, and return how many rows that were.

    Raises NothingToBackUpError, bot.store.UnusableDatabaseError, and OSError where the file cannot be written.
    """
    with usable(database_url, ValueError):
        path = file_of(database_url)
        if path and not path.exists():
            raise NothingToBackUpError
        engine = open_engine(database_url)
    try:
        with usable(database_url), engine.connect() as connection:
            return _written(_at_one_moment(connection), file)
    finally:
        engine.dispose()


def _at_one_moment(connection: Connection) -> Connection:
    """The connection in a transaction that sees the memory as it is now, and lets everybody go on writing."""
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    # the driver begins none by itself before it reads
    connection.exec_driver_sql("BEGIN")
    return connection


def _written(connection: Connection, file: BinaryIO) -> int:
    schema = revision(connection)
    if schema is None:
        raise NothingToBackUpError
    with Writing(file, Header(schema, VERSION, int(time.time()), connection.dialect.name)) as writing:
        for contents in _tables(connection):
            writing.table(contents)
            _write_rows(connection, contents, writing)
        writing.end()
    return writing.rows


def _tables(connection: Connection) -> list[Contents]:
    """The tables of this program that are there, in the order in which they may be filled."""
    there = inspect(connection)
    names = set(there.get_table_names())
    return [
        Contents(
            str(each.name),
            tuple(str(found["name"]) for found in there.get_columns(each.name)),
            last_given(connection, each.name),
        )
        for each in metadata.sorted_tables
        if each.name in names
    ]


def _write_rows(connection: Connection, contents: Contents, writing: Writing) -> None:
    rows = table(contents.table)
    key = inspect(connection).get_pk_constraint(contents.table)["constrained_columns"]
    columns: list[ColumnClause[Any]] = [column(name) for name in contents.columns]
    query = select(*columns).select_from(rows).order_by(*map(column, key))
    together = _together(connection, contents.table)
    with connection.execute(query, execution_options={"yield_per": together}) as found:
        for row in found:
            writing.row(row)


def _together(connection: Connection, name: str) -> int:
    """How many rows of a table may be in hand at once, going by the largest."""
    types = {each["name"]: each["type"] for each in inspect(connection).get_columns(name)}
    blobs: list[ColumnClause[bytes]] = [
        column(each) for each, kind in types.items() if isinstance(kind, LargeBinary)
    ]
    if not blobs:
        return _AT_ONCE
    lengths = [func.coalesce(func.max(func.length(blob)), 0) for blob in blobs]
    longest = sum(connection.execute(select(*lengths).select_from(table(name))).one())
    return max(1, min(_AT_ONCE, _MOST_BYTES // (longest + 1)))
