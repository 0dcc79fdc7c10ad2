"""Writes a broadcast's recipients down before the first message goes out."""

from __future__ import annotations

import asyncio
from functools import partial

from sqlalchemy import Connection

from bot.broadcast import audience as audiences
from bot.broadcast.lease import Lease, patiently
from bot.store import Memory, broadcasts, deliveries
from bot.store.broadcasts import UNFINISHED, Broadcast, State
from bot.store.deliveries import Recipient


class Planner:
    """Begins broadcasts under one lease."""

    def __init__(self, memory: Memory, lease: Lease) -> None:
        self._memory = memory
        self._lease = lease

    async def begin(self, number: int, run: int) -> tuple[int, int] | None:
        """Write the recipients down, unless that is done, and let the broadcast run.

        Returns the numbers of the first delivery that waits and of the last one.

        None where there is no work, or where the broadcast is not to run, or not in this run.
        """
        broadcast = await patiently(partial(self._memory.writer.run, partial(broadcasts.find, number=number)))
        if broadcast is None or broadcast.run != run or broadcast.state not in UNFINISHED:
            return None
        if not broadcast.planned:
            await self._write_down(broadcast)
        return await self._lease.write(partial(_start, number=number, run=run))

    async def _write_down(self, broadcast: Broadcast) -> None:
        """In parts, so that replies go on meanwhile; where an earlier holder stopped, after its last one."""
        if broadcast.audience is None:
            raise ValueError(f"broadcast {broadcast.number} has neither an audience nor recipients")
        audience = audiences.from_json(broadcast.audience)
        asked = partial(_so_far, number=broadcast.number)
        there, last = await patiently(partial(self._memory.writer.run, asked))
        while part := await patiently(partial(asyncio.to_thread, self._read, audience, last)):
            await self._lease.write(
                partial(deliveries.add, number=broadcast.number, first=there, recipients=part)
            )
            there, last = there + len(part), part[-1]
        await self._lease.write(partial(broadcasts.planned, number=broadcast.number))

    def _read(self, audience: audiences.Audience, after: Recipient | None) -> list[Recipient]:
        with self._memory.writer.reading() as connection:
            return audiences.recipients(connection, audience, after)


def _so_far(connection: Connection, number: int) -> tuple[int, Recipient | None]:
    """How many recipients are written down, and the last of them."""
    return deliveries.last(connection, number) + 1, deliveries.last_recipient(connection, number)


def _start(connection: Connection, number: int, run: int) -> tuple[int, int] | None:
    """The broadcast runs, where it still is to; the first delivery that waits, and the last one."""
    if not broadcasts.change(connection, number, UNFINISHED, State.RUNNING, run=run, why=None):
        return None
    first = deliveries.first_pending(connection, number)
    if first is None:
        broadcasts.finish(connection, number)
        return None
    return first, deliveries.last(connection, number)
