"""Chats in parallel, and the updates of one chat in order.

A chat that is answered slowly, as a group is where Telegram takes 20 messages a minute, holds nobody up and little
memory: of what waits in one lane the first few are here with their bodies, the others by their number only.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from bot.store import Received

IN_A_LANE: Final = 32
"""Updates of one lane that are held with their bodies."""

_MOST_NUMBERS: Final = 200_000
"""Updates that wait at all; a number takes some hundred bytes."""


class Lanes:
    """Runs a handler over updates: one at a time in a lane, as many lanes at once as there are.

    There is room for `most_held` with their bodies. Who is handed one without its body has to fetch it.
    """

    def __init__(self, handle: Callable[[Received], Awaitable[None]], most_held: int = 2000) -> None:
        self._handle = handle
        self._lanes: dict[int, deque[tuple[Received, asyncio.Future[None]]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = self._held = 0
        self._most_held = most_held
        self._room = asyncio.Event()
        self._room.set()

    @property
    def waiting(self) -> int:
        """How many updates are in the lanes, the ones being handled included."""
        return self._waiting

    @property
    def held(self) -> int:
        """How many of them are here with their bodies."""
        return self._held

    def put(self, received: Received, *, kept: bool = True) -> asyncio.Future[None]:
        """Line an update up, one that the inbox has `kept` or that is nowhere else; done once it is handled."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        lane = self._lanes.get(received.lane)
        if kept and lane is not None and len(lane) >= IN_A_LANE:
            received = replace(received, body=b"")
        self._count(received, 1)
        if lane is not None:
            lane.append((received, done))
            return done
        self._lanes[received.lane] = deque([(received, done)])
        task = asyncio.create_task(self._run(received.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return done

    async def room(self) -> None:
        """Wait until there are few enough updates in the lanes to take more."""
        await self._room.wait()

    async def drain(self, seconds: float) -> int:
        """Let what has begun end, for so many seconds; cancel the rest and return how much that was."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        left = self._waiting
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        return left

    async def _run(self, key: int) -> None:
        lane = self._lanes[key]
        while lane:
            received, done = lane[0]
            try:
                await self._handle(received)
            finally:
                lane.popleft()
                self._count(received, -1)
                if not done.done():
                    done.set_result(None)
                if not lane:
                    del self._lanes[key]

    def _count(self, received: Received, one: int) -> None:
        self._waiting += one
        self._held += one if received.body else 0
        if self._held < self._most_held and self._waiting < _MOST_NUMBERS:
            self._room.set()
        else:
            self._room.clear()
