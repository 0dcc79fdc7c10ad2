"""How the bot is: its figures, its chats, what waits, and who sends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from sqlalchemy import Connection

from bot.announcement import Health
from bot.broadcast.audience import Everybody, size
from bot.figures.desk import Desk
from bot.store import Memory, broadcasts, leases
from core.staleness import newest


class Checkup:
    """Looks at this process and at what all of them share. `clock` is monotonic, in seconds."""

    def __init__(self, memory: Memory, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        self._memory = memory
        self._desk = desk
        self._clock = clock
        self._started = clock()

    async def health(self) -> Health:
        """How the bot is now."""
        version, releases = self._desk.current, await self._desk.releases()
        current = next((each for each in releases if each.version == version), None)
        chats, unfinished, holder = await asyncio.to_thread(self._rows)
        return Health(
            version=version,
            current_since=current.approved_at if current else None,
            newest=await asyncio.to_thread(newest, self._desk.figures),
            chats=chats,
            waiting=await self._memory.inbox.waiting(),
            unfinished=unfinished,
            uptime=int(self._clock() - self._started),
            holder=holder,
        )

    def _rows(self) -> tuple[int, int, str | None]:
        with self._memory.writer.reading() as connection:
            return size(connection, Everybody()), broadcasts.count_open(connection), _holder(connection)


def _holder(connection: Connection) -> str | None:
    """Machine and process of the sender; what tells one start from another is left out."""
    holder = leases.holder(connection)
    return holder.rpartition(":")[0] if holder else None
