"""A broadcast's rows as an admin sees them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import tzinfo
from functools import partial
from hashlib import sha256
from typing import Final, TypeVar

from sqlalchemy import Connection

from bot.announcement import MESSAGES, Announcement, Reason, Reported
from bot.broadcast import report
from bot.broadcast.message import KIND
from bot.store import Memory, broadcasts, deliveries
from bot.store.broadcasts import Broadcast, State

Result = TypeVar("Result")

_LISTED: Final = 10
_REASONS: Final = 5
_CODES: Final = range(2100, 10_000)
"""Four digits that are no year of our time, so that a question is not taken for a code."""


class Sight:
    """Looks at broadcasts; `rate` is that of the settings, `zone` the one that times are told in.

    In a thread and beside the writer: the rows of a large broadcast take a while to count.
    """

    def __init__(self, memory: Memory, rate: float, zone: tzinfo) -> None:
        self._memory = memory
        self._rate = rate
        self._zone = zone

    async def of(self, number: int) -> Announcement | None:
        """A broadcast by its number."""
        return await self.reading(partial(seen, number=number, rate=self._rate))

    async def known(self, number: int) -> Announcement:
        """A broadcast that was found just now. Raises LookupError where it is gone all the same."""
        found = await self.of(number)
        if found is None:
            raise LookupError(f"broadcast {number} is gone")
        return found

    async def open_ones(self) -> tuple[Announcement, ...]:
        """Those that have not ended, drafts aside, the newest first."""

        def read(connection: Connection) -> tuple[Announcement, ...]:
            found = broadcasts.open_ones(connection, _LISTED)
            return tuple(filter(None, (seen(connection, each.number, self._rate) for each in found)))

        return await self.reading(read)

    async def draft(self, admin: int) -> Broadcast | None:
        """Somebody's last broadcast, while it is a draft."""
        last = await self.last(admin)
        return last if last and last.state is State.DRAFT else None

    async def last(self, admin: int) -> Broadcast | None:
        """Somebody's last broadcast."""
        return await self._memory.writer.run(partial(broadcasts.last_of, kind=KIND, made_by=admin))

    def report(self, announcement: Announcement) -> Reported:
        """A broadcast with what became of each recipient."""

        def content() -> bytes:
            with self._memory.writer.reading() as connection:
                outcomes = deliveries.outcomes(connection, announcement.number)
            return report.as_csv(outcomes, self._zone)

        return Reported(announcement, content)

    async def reading(self, read: Callable[[Connection], Result]) -> Result:
        """What is read of a connection, in a thread."""

        def work() -> Result:
            with self._memory.writer.reading() as connection:
                return read(connection)

        return await asyncio.to_thread(work)


def code_of(broadcast: Broadcast) -> str:
    """What is typed to confirm a draft: another one once it goes to others. No secret, but a second look."""
    said = f"{broadcast.number} {broadcast.created_at} {broadcast.audience}"
    return str(_CODES[int.from_bytes(sha256(said.encode()).digest()[:4], "big") % len(_CODES)])


def seen(connection: Connection, number: int, rate: float) -> Announcement | None:
    """A broadcast at `rate` messages a second (0 for as fast as it goes); nothing where there is none."""
    found = report.progress(connection, number)
    if found is None:
        return None
    broadcast = found.broadcast
    to = broadcast.audience or {"to": MESSAGES}
    counted = broadcast.planned and broadcast.state not in (State.DRAFT, State.SCHEDULED)
    grounds = deliveries.grounds(connection, number, _REASONS) if counted else []
    return Announcement(
        number=number,
        kind=broadcast.kind,
        state=str(broadcast.state),
        run=broadcast.run,
        to=to["to"],
        region=to.get("region"),
        starts_at=broadcast.starts_at,
        at_once=broadcast.starts_at <= broadcast.created_at,
        total=found.total,
        sent=found.sent,
        blocked=found.blocked,
        failed=found.failed,
        uncertain=found.uncertain,
        pending=found.pending,
        skipped=found.skipped,
        seconds=report.seconds(found.pending, rate) if rate else None,
        code=code_of(broadcast),
        why=broadcast.why,
        finished_at=broadcast.finished_at,
        reasons=tuple(Reason(str(each.fate), each.reason, each.count) for each in grounds),
    )
