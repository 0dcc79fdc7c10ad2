"""The inbox: every update is on disk before Telegram hears that we have it, and blank once it is answered."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.engine import Dialect

from bot.store.tables import inbox
from bot.store.writer import Writer

_KEPT = 2 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Received:
    """An update as it came. Updates of one lane (a chat, or a person) are handled in order."""

    update_id: int
    lane: int
    body: bytes
    attempts: int = 0


class Inbox:
    """Updates between their arrival and their answer."""

    def __init__(self, writer: Writer, dialect: Dialect) -> None:
        self._writer = writer
        insert = insert_postgresql if dialect.name == "postgresql" else insert_sqlite
        self._insert = insert(inbox).on_conflict_do_nothing().returning(inbox.c.update_id)

    async def add(self, updates: Sequence[Received]) -> list[Received]:
        """Commit updates and return those that had not come before, in their order."""
        now = int(time.time())
        rows = [
            {"update_id": each.update_id, "lane": each.lane, "body": each.body, "received_at": now}
            for each in updates
        ]

        def added(connection: Connection) -> set[int]:
            return set(connection.execute(self._insert, rows).scalars())

        fresh = await self._writer.run(added) if rows else set()
        return [each for each in updates if each.update_id in fresh]

    async def answered(self, update_id: int) -> None:
        """Note that an update is dealt with, and blank its body and whose it was."""
        await self._writer.execute(_ANSWERED, {"answered": update_id, "now": int(time.time())})

    async def unanswered(self) -> list[Received]:
        """What an earlier process left, oldest first, each counted as one more attempt."""

        def taken(connection: Connection) -> list[Received]:
            waiting = inbox.c.answered_at.is_(None)
            connection.execute(update(inbox).where(waiting).values(attempts=inbox.c.attempts + 1))
            columns = (inbox.c.update_id, inbox.c.lane, inbox.c.body, inbox.c.attempts)
            rows = connection.execute(select(*columns).where(waiting).order_by(inbox.c.update_id))
            return [Received(*row) for row in rows]

        return await self._writer.run(taken)

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


_ANSWERED = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("answered"))
    .values(answered_at=bindparam("now"), body=None, lane=0)
)
