"""The queue of updates that a bot fetches with getUpdates."""

import time
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.playground.bell import Bell
from bot.playground.errors import ApiError
from bot.playground.model import Json

KEPT = 24 * 60 * 60
"""Seconds for which Telegram keeps an update that nobody fetches."""

LONGEST_POLL = 50
"""Seconds after which Telegram ends a long poll, whatever was asked for."""

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that a bot gets only when it names them in allowed_updates."""

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(frozen=True, slots=True)
class Update:
    """One update with the moment it happened."""

    id: int
    kind: str
    payload: Json
    at: float

    def as_json(self) -> Json:
        """The update as the Bot API shows it."""
        return {"update_id": self.id, self.kind: self.payload}


class UpdateQueue:
    """Updates in order until they are confirmed; one poller at a time."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._waiting: deque[Update] = deque()
        # A bot that remembers what it has answered must not meet the ids of an earlier run again.
        self._next_id = int(now())
        self._poller = 0
        self._bell = Bell()
        self.allowed: frozenset[str] | None = None

    def put(self, kind: str, payload: Json) -> None:
        """Queue an update, unless the bot said that it does not want this kind."""
        if not self._wanted(kind):
            return
        self._waiting.append(Update(self._next_id, kind, payload, self._now()))
        self._next_id += 1
        self._bell.ring()

    async def poll(
        self, offset: int, limit: int, seconds: float, allowed: Collection[str] | None
    ) -> list[Json]:
        """The oldest updates from `offset` on, which confirms all before it; waits up to `seconds` for one.

        A second poller ends the first, which is told so with a 409.
        """
        if allowed is not None:
            self.allowed = frozenset(allowed) or None
        self._poller += 1
        poller = self._poller
        self._bell.ring()
        self._confirm(offset)
        deadline = time.monotonic() + min(seconds, LONGEST_POLL)
        while not self._waiting and not self._bell.closed:
            if not await self._bell.wait(max(0.0, deadline - time.monotonic())):
                break
            if self._poller != poller:
                raise ApiError(409, CONFLICT)
        return [update.as_json() for update in list(self._waiting)[:limit]]

    def drop(self) -> None:
        """Forget all that waits."""
        self._waiting.clear()

    def close(self) -> None:
        """End the long poll."""
        self._bell.close()

    def __len__(self) -> int:
        return len(self._waiting)

    def _wanted(self, kind: str) -> bool:
        return kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed

    def _confirm(self, offset: int) -> None:
        while self._waiting and self._waiting[0].at < self._now() - KEPT:
            self._waiting.popleft()
        surplus = len(self._waiting) + offset if offset < 0 else 0
        while self._waiting and (surplus > 0 or self._waiting[0].id < offset):
            self._waiting.popleft()
            surplus -= 1
