"""The connection to SQLite or PostgreSQL, set up alike for every use."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL

POSTGRESQL: Final = {
    "options": "-c idle_in_transaction_session_timeout=10000",
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
"""A process that is stopped in the middle of a transaction, or cut off, does not hold its locks for long."""


def open_engine(database_url: str) -> Engine:
    """An engine for `sqlite:///FILE` or `postgresql://…`; the folder of a file is made if it is missing.

    Its errors hide the parameters of a statement: an update is one of them, and logs hold no texts.
    """
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        pool_size=2,
        hide_parameters=True,
        connect_args=POSTGRESQL,
    )


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
