"""Telegram's limits as arithmetic on a clock: how long the next message has to wait."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class SlidingWindow:
    """At most `limit` messages in any `seconds`; a limit of 0 is none at all."""

    limit: int
    seconds: float
    _sent: deque[float] = field(default_factory=deque)

    def delay(self, now: float) -> float:
        """Seconds until one more message fits; 0 where it fits now."""
        while self._sent and self._sent[0] <= now - self.seconds:
            self._sent.popleft()
        if not self.limit or len(self._sent) < self.limit:
            return 0.0
        return self._sent[0] + self.seconds - now

    def take(self, now: float) -> None:
        """Count a message."""
        if self.limit:
            self._sent.append(now)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is counted, so that the window may be dropped."""
        return not self._sent


class Limits:
    """The limits of the chats and of broadcasts, with the halts that Telegram ordered.

    Replies keep each group's 20 a minute and every `retry_after`. Broadcasts also keep one a second in a chat
    and their own rate over all chats.
    """

    def __init__(self, broadcast_rate: float) -> None:
        self._broadcast = _rate(broadcast_rate)
        self._groups: dict[int, SlidingWindow] = {}
        self._chats: dict[int, SlidingWindow] = {}
        self._halted: dict[int, float] = {}

    def delay(self, chat_id: int, *, group: bool, broadcast: bool, now: float) -> float:
        """Seconds until a message to the chat may go."""
        waits = [self._halted.get(chat_id, 0.0) - now, 0.0]
        if group:
            waits.append(self._groups.setdefault(chat_id, SlidingWindow(20, 60)).delay(now))
        if broadcast:
            waits.append(self._broadcast.delay(now))
            waits.append(self._chats.setdefault(chat_id, SlidingWindow(1, 1)).delay(now))
        return max(waits)

    def take(self, chat_id: int, *, group: bool, broadcast: bool, now: float) -> None:
        """Count a message that goes out now."""
        if group:
            self._groups.setdefault(chat_id, SlidingWindow(20, 60)).take(now)
        if broadcast:
            self._broadcast.take(now)
            self._chats.setdefault(chat_id, SlidingWindow(1, 1)).take(now)

    def halt(self, chat_id: int, seconds: float, now: float) -> None:
        """Telegram asked for a pause in this chat."""
        self._halted[chat_id] = max(self._halted.get(chat_id, 0.0), now + seconds)

    def prune(self, now: float) -> None:
        """Forget chats that nothing holds back any more."""
        for windows in (self._groups, self._chats):
            for chat_id in [
                each for each, window in windows.items() if not window.delay(now) and window.is_idle
            ]:
                del windows[chat_id]
        self._halted = {chat_id: until for chat_id, until in self._halted.items() if until > now}


def _rate(per_second: float) -> SlidingWindow:
    """A rate as a window of whole messages: 28 in one second, 1 in two seconds for 0.5."""
    if not per_second:
        return SlidingWindow(0, 1)
    return SlidingWindow(int(per_second), 1) if per_second >= 1 else SlidingWindow(1, 1 / per_second)
