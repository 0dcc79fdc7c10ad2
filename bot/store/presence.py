"""Who works on a memory now: a lock that the system lets go of when its process dies.

A SQLite file has one bot; a file beside it is locked. A PostgreSQL database has any number: every connection
to it shares an advisory lock, which a restore needs for itself.
"""

from __future__ import annotations

import os
import secrets
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import OperationalError

_KEY: Final = 727_610_002
"""Any number, the same in every process, and another than that of the migrations."""


class InUseError(Exception):
    """Another process works on the memory."""


class BeingRestoredError(OperationalError):
    """A backup is being restored into the database: for as long as that takes, it is away."""

    def __init__(self) -> None:
        super().__init__("connect", None, RuntimeError("a backup is being restored"))


def process_name() -> str:
    """What tells this start of the program from every other one, on any machine."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


@contextmanager
def only_process(database_url: str) -> Iterator[None]:
    """Be the one process of a SQLite file during the block; of PostgreSQL there may be more.

    Raises InUseError where another is, and OSError where the file beside it cannot be written.
    """
    file = file_of(database_url)
    if file is None:
        yield
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = os.open(file.with_name(f"{file.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(beside)
        yield
    finally:
        os.close(beside)


def file_of(database_url: str) -> Path | None:
    """The file of a SQLite database, by whatever name it is called; none of PostgreSQL."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database).resolve()


def share(connection: Any, _record: object) -> None:
    """Show with a new connection to PostgreSQL that somebody works there. Raises BeingRestoredError."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock_shared(%s)", (_KEY,))
        (shared,) = cursor.fetchone()
    connection.commit()
    if not shared:
        connection.close()
        raise BeingRestoredError


def keep_out(connection: Connection) -> None:
    """Have PostgreSQL to oneself until the end of the transaction. Raises InUseError where others work there."""
    if connection.dialect.name != "postgresql":
        return
    alone = connection.execute(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _KEY}).scalar()
    if not alone:
        raise InUseError


def _lock(file: int) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - only there

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        raise InUseError from None
