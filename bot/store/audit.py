"""The audit log: who did what, and when. It only grows, and triggers in the database see to that."""

from __future__ import annotations

import time
from typing import Final

from sqlalchemy import Connection

from bot.store.tables import audit

_LONGEST: Final = 2000


def append(connection: Connection, actor: int | None, deed: str, subject: str, detail: str = "") -> None:
    """Add a line, in the transaction of what it tells; no actor stands for the command line."""
    row = audit.insert().values(
        at=int(time.time()), actor=actor, deed=deed, subject=subject, detail=detail[:_LONGEST]
    )
    connection.execute(row)
