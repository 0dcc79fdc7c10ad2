"""The connection to SQLite or PostgreSQL, set up alike for every use."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL

from bot.store.presence import file_of, share

POSTGRESQL: Final = {
    "client_encoding": "utf8",
    "options": "-c idle_in_transaction_session_timeout=10000",
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
"""Texts are UTF-8 whatever the database was made with. A process that is stopped in the middle of a transaction,
or cut off, does not hold its locks for long.
"""

_MIGRATION: Final = 727_610_001
"""Any number, the same in every process: whoever holds it changes the schema, the others wait."""

_PATIENCE: Final = 0.25
"""Seconds for which nobody may write while the log is to be emptied and somebody reads."""


def open_engine(database_url: str, *, alone: bool = False) -> Engine:
    """An engine for `sqlite:///FILE` or `postgresql://…`; the folder of a file is made if it is missing.

    `alone` is for who keeps everybody else out (`presence`). Its errors hide the parameters of a statement: an
    update is one of them, and logs hold no texts.
    """
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        pool_size=2,
        hide_parameters=True,
        connect_args=POSTGRESQL,
    )
    if not alone:
        event.listen(engine, "connect", share)
    return engine


@contextmanager
def changing_schema(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else changes the schema: all that is done in it happens, or nothing."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION})"))
        else:
            # the driver begins none by itself before a table is made
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection
        connection.commit()


def empty_log(database_url: str) -> bool:
    """Move what SQLite has written ahead into its file and leave nothing of it behind; whether that was done.

    Not while somebody reads: that is hardly waited for, because nobody could write meanwhile.
    """
    file = file_of(database_url)
    if file is None:
        return True
    try:
        # a file that is gone stays gone
        address = f"{file.as_uri()}?mode=rw"
        with closing(sqlite3.connect(address, timeout=_PATIENCE, uri=True)) as connection:
            (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return False
    return not busy


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _set_up)
    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    """Write ahead, so that reading and committing do not wait for each other.

    NORMAL keeps every commit through the death of the process; only a power cut may cost the last ones. What is
    erased is overwritten, as /hapus_data promises.
    """
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "busy_timeout=5000",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
