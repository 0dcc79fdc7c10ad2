"""Chats in parallel, and the updates of one chat in order."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from bot.store import Received


class Lanes:
    """Runs a handler over updates: one at a time in a lane, as many lanes at once as there are."""

    def __init__(self, handle: Callable[[Received], Awaitable[None]], most_waiting: int = 2000) -> None:
        self._handle = handle
        self._lanes: dict[int, deque[tuple[Received, asyncio.Future[None]]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._most_waiting = most_waiting
        self._room = asyncio.Event()
        self._room.set()

    @property
    def waiting(self) -> int:
        """How many updates are in the lanes, the ones being handled included."""
        return self._waiting

    def put(self, received: Received) -> asyncio.Future[None]:
        """Line an update up; the future is done once it is handled."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting += 1
        if self._waiting >= self._most_waiting:
            self._room.clear()
        lane = self._lanes.get(received.lane)
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
                self._waiting -= 1
                if self._waiting < self._most_waiting:
                    self._room.set()
                if not done.done():
                    done.set_result(None)
                if not lane:
                    del self._lanes[key]
