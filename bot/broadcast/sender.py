"""The sender: in every process, waiting for the lease; in the one that holds it, at work."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Final

import structlog

from bot.broadcast import lease as leasing
from bot.broadcast.composing import Composers
from bot.broadcast.deliver import Deliverer
from bot.broadcast.engine import Periodic
from bot.broadcast.lease import Lease
from bot.broadcast.plan import Planner
from bot.broadcast.shift import Shift
from bot.outgoing import Outgoing
from bot.store import Memory
from bot.store.away import is_away

log = structlog.get_logger(__name__)

_ASK: Final = 2.0
"""Seconds between two questions for the lease."""

_RECOVER: Final = 30.0
"""Seconds until work is tried again after an error of our own."""

_REST: Final = 1.1
"""Seconds after taking the lease in which nothing is sent: its last holder may have sent until now."""


class Sender:
    """Sends broadcasts, whenever this process is the one to do so; `beside` goes on for as long."""

    def __init__(
        self,
        memory: Memory,
        outgoing: Outgoing,
        composers: Composers,
        database_url: str,
        rate: float,
        periodic: Sequence[Periodic] = (),
        beside: Callable[[], Coroutine[Any, Any, None]] | None = None,
    ) -> None:
        self._memory = memory
        self._outgoing = outgoing
        self._composers = composers
        self._database_url = database_url
        self._rate = rate
        self._periodic = periodic
        self._beside = beside

    async def run(self) -> None:
        """Wait for the lease and work under it, again and again, until cancelled."""
        # one process has a SQLite file: whoever held the lease before is dead
        seize = self._database_url.startswith("sqlite:")
        while True:
            try:
                lease = await leasing.take(self._memory.writer, self._memory.name, seize=seize)
                if lease:
                    seize = False
                    log.info("this process sends broadcasts", token=lease.token)
                    self._outgoing.rest(_REST)
                    await self._shift(lease).work()
            except Exception as error:
                if not is_away(error):
                    log.exception("sending broadcasts broke off")
                    await asyncio.sleep(_RECOVER)
            await asyncio.sleep(_ASK)

    def _shift(self, lease: Lease) -> Shift:
        return Shift(
            self._memory.writer,
            lease,
            Planner(self._memory, lease),
            Deliverer(self._memory, self._outgoing, lease, self._composers, in_flight(self._rate)),
            self._database_url,
            lanes(self._rate),
            self._periodic,
            self._beside,
        )


def in_flight(rate: float) -> int:
    """Messages on their way at once: enough to keep the rate though each answer takes a quarter of a second.

    They are also the most that can go out twice when the process is killed.
    """
    return min(200, max(32, math.ceil(rate / 4))) if rate else 64


def lanes(rate: float) -> int:
    """Batches of one broadcast in hand at once, so that the pace need not wait for the queue between them."""
    return 2 if 0 < rate <= 100 else 8
