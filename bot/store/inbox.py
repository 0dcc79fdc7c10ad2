"""The inbox: every update is on disk before Telegram hears that we have it, and blank once it is answered.

Here of the one process that has a database to itself; see `shared_inbox` for several.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select, true, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.engine import Dialect

from bot.store.tables import inbox
from bot.store.writer import Writer

_KEPT = 2 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Received:
    """An update as it came. Updates of one lane (a chat, or a person) are handled in order.

    `body` is empty where it is left in the inbox until its turn comes. `attempts` is how often it was taken up
    after a process had ended without answering it; `taken_at` the moment of this process's monotonic clock at
    which it came here, if it did.
    """

    update_id: int
    lane: int
    body: bytes
    attempts: int = 0
    taken_at: float | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Added:
    """What this process has to answer now, in order, and how many updates had come before."""

    ours: list[Received]
    repeated: int


class Inbox:
    """Updates between their arrival and their answer."""

    is_shared = False
    """Whether other processes answer from it as well."""

    def __init__(self, writer: Writer, dialect: Dialect) -> None:
        self._writer = writer
        insert = insert_postgresql if dialect.name == "postgresql" else insert_sqlite
        self._insert = insert(inbox).on_conflict_do_nothing().returning(inbox.c.update_id)

    async def add(self, updates: Sequence[Received]) -> Added:
        """Commit updates, and give back those that had not come before."""
        rows = [row_of(each) for each in updates]

        def added(connection: Connection) -> set[int]:
            return set(connection.execute(self._insert, rows).scalars())

        fresh = await self._writer.run(added) if rows else set()
        ours = [each for each in updates if each.update_id in fresh]
        return Added(ours, len(updates) - len(ours))

    async def unanswered(self) -> list[Received]:
        """What ended processes left to this one, oldest first.

        What nobody had taken up before counts as taken up; the rest may be what ends processes: see `begun`.
        """
        return await self._writer.run(lambda connection: taken_up(connection, true()))

    async def begun(self, update_id: int) -> None:
        """Count one more attempt at an update."""
        await self._writer.execute(_BEGUN, {"begun": update_id})

    async def is_ours(self, _received: Received) -> bool:
        """Whether it is still this process that has to answer it."""
        return True

    async def leave(self) -> bool:
        """Leave to other processes what is not answered; whether there is none that could take it up now."""
        return True

    async def answered(self, update_id: int) -> None:
        """Note that an update is dealt with, and blank its body and whose it was."""
        await self._writer.execute(_ANSWERED, {"answered": update_id, "now": int(time.time())})

    async def body(self, update_id: int) -> bytes | None:
        """The body of an update that waits; nothing where it is answered by now."""
        asked = select(inbox.c.body).where(inbox.c.update_id == update_id, inbox.c.answered_at.is_(None))
        return await self._writer.run(lambda connection: connection.execute(asked).scalar())

    async def waiting(self) -> int:
        """How many updates are not answered yet."""

        def counted(connection: Connection) -> int:
            waiting = inbox.c.answered_at.is_(None)
            return connection.execute(select(func.count()).where(waiting)).scalar_one()

        return await self._writer.run(counted)

    async def prune(self) -> None:
        """Drop the numbers of updates answered two days ago; Telegram repeats none after one."""
        old = inbox.c.answered_at < int(time.time()) - _KEPT

        def pruned(connection: Connection) -> None:
            connection.execute(delete(inbox).where(old))

        await self._writer.run(pruned)


def row_of(received: Received) -> dict[str, object]:
    """An update that has just come, as a row."""
    return {
        "update_id": received.update_id,
        "lane": received.lane,
        "body": received.body,
        "received_at": int(time.time()),
    }


def taken_up(connection: Connection, which: ColumnElement[bool]) -> list[Received]:
    """Those unanswered updates, oldest first, with the attempts there were; a first one is counted at once."""
    waiting = inbox.c.answered_at.is_(None) & which
    columns = (inbox.c.update_id, inbox.c.lane, inbox.c.body, inbox.c.attempts)
    rows = connection.execute(select(*columns).where(waiting).order_by(inbox.c.update_id)).all()
    if rows:
        connection.execute(update(inbox).where(waiting, inbox.c.attempts == 0).values(attempts=1))
    return [Received(*row) for row in rows]


_BEGUN = update(inbox).where(inbox.c.update_id == bindparam("begun")).values(attempts=inbox.c.attempts + 1)
_ANSWERED = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("answered"))
    .values(answered_at=bindparam("now"), body=None, lane=0)
)
