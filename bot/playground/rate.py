"""How many messages a group takes in a minute."""

import math
from collections import defaultdict, deque
from collections.abc import Callable

from bot.playground.errors import ApiError

WINDOW = 60.0


class GroupLimit:
    """A sliding minute for each group; a limit of 0 lets everything pass."""

    def __init__(self, limit: int, now: Callable[[], float]) -> None:
        self._limit = limit
        self._now = now
        self._sent: defaultdict[int, deque[float]] = defaultdict(deque)

    def spend(self, chat: int) -> None:
        """Count one message; a 429 with retry_after if the minute is full."""
        if not self._limit:
            return
        sent, now = self._sent[chat], self._now()
        while sent and sent[0] <= now - WINDOW:
            sent.popleft()
        if len(sent) >= self._limit:
            wait = max(1, math.ceil(sent[0] + WINDOW - now))
            raise ApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        sent.append(now)
