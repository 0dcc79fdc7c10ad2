"""The engine's own database: a file beside ours, or a schema of its own in the same PostgreSQL.

It may be lost: what is to be sent stands in our tables, and the engine is told of it again.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL

from bot.store.engine import POSTGRESQL

if TYPE_CHECKING:
    from dbos import DBOS, DBOSConfig

VERSION: Final = "1"
"""Fixed: with the automatic one an edited workflow would leave its unfinished work behind after an update."""

_SCHEMA: Final = "engine"
_LEVEL: Final = "ERROR"
"""Of its log: it warns of everything that it tries again, and tells of itself otherwise."""

_THREADS: Final = 16
_CONNECTIONS: Final = 8
_WITH_SUBSECONDS: Final = (3, 42)


def imported(database_url: str) -> type[DBOS]:
    """DBOS, with its database up to date. Takes up to seconds: call it in a thread."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        # it would write to standard error by itself, past the filter that hides the token
        logger.addHandler(logging.NullHandler())
        logger.setLevel(_LEVEL)
    from dbos import DBOS  # noqa: PLC0415 - only a process that sends needs it, and not before it answers

    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        DBOS.migrate(_address(url), schema=_SCHEMA)
    return DBOS


def config(database_url: str, executor: str) -> DBOSConfig:
    """What DBOS has to know; `executor` is the name of this process in what it writes."""
    url = make_url(database_url)
    return {
        "name": "cakupan",
        "application_version": VERSION,
        "executor_id": executor,
        "system_database_url": _address(url),
        "system_database_engine": _connections(url),
        "dbos_system_schema": _SCHEMA,
        "max_executor_threads": _THREADS,
        "log_level": _LEVEL,
    }


def file_of(database_url: str) -> Path | None:
    """The engine's file beside a SQLite database; none for PostgreSQL."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    path = Path(url.database)
    return path.with_name(f"{path.stem}-engine{path.suffix}")


def discard(connection: Connection, database_url: str) -> None:
    """Let the engine begin anew: after a restore what it had done is not what the rows tell."""
    file = file_of(database_url)
    if file is None:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {_SCHEMA} CASCADE"))
        return
    for each in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        each.unlink(missing_ok=True)


def _address(url: URL) -> str:
    file = file_of(url.render_as_string(hide_password=False))
    return f"sqlite:///{file}" if file else url.render_as_string(hide_password=False)


def _connections(url: URL) -> Engine:
    pool = {"pool_size": _CONNECTIONS, "max_overflow": 0, "pool_timeout": 30}
    if url.get_backend_name() != "sqlite":
        driver = url.set(drivername="postgresql+psycopg")
        return create_engine(driver, pool_pre_ping=True, connect_args=POSTGRESQL, **pool)
    engine = create_engine(_address(url), **pool)
    event.listen(engine, "connect", _set_up)
    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    """As DBOS sets its own connections up, with a log that is written ahead."""
    connection.isolation_level = "IMMEDIATE"
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=30000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    if sqlite3.sqlite_version_info < _WITH_SUBSECONDS:
        connection.create_function("unixepoch", -1, _unixepoch)


def _unixepoch(*modifiers: str) -> float | int:
    """SQLite's own of 3.42, as far as DBOS asks for it."""
    now = time.time()
    return now if "subsec" in modifiers else int(now)
