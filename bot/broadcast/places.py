"""Places in flight: so many messages are on their way at once, and the most urgent is the next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import count


class Places:
    """A number of places. Who waits for one gets it by urgency (the lowest first), then by its turn."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._turns = count()

    @asynccontextmanager
    async def place(self, urgency: int) -> AsyncIterator[None]:
        """A place for as long as the block lasts."""
        await self._take(urgency)
        try:
            yield
        finally:
            self._give_back()

    async def _take(self, urgency: int) -> None:
        if self._free:
            self._free -= 1
            return
        given: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (urgency, next(self._turns), given))
        try:
            await given
        except asyncio.CancelledError:
            if given.done() and not given.cancelled():
                self._give_back()
            raise

    def _give_back(self) -> None:
        while self._waiting:
            *_, given = heappop(self._waiting)
            if not given.done():
                given.set_result(None)
                return
        self._free += 1
