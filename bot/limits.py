"""Telegram's limits as arithmetic on a clock: how long the next message has to wait."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

_MOST_CHATS: Final = 10_000
"""Chats whose last message is remembered before the old ones are dropped; a rate of 1,000/s needs 1,000."""


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

    def give_back(self) -> None:
        """Count the last message no more."""
        self._sent.pop()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is counted, so that the window may be dropped."""
        return not self._sent


class Limits:
    """The limits of single chats, with the halts that Telegram ordered.

    Replies keep each group's 20 a minute and every `retry_after`. Broadcasts also keep one a second in a chat.
    """

    def __init__(self) -> None:
        self._groups: dict[int, SlidingWindow] = {}
        self._last: dict[int, float] = {}
        self._halted: dict[int, float] = {}

    def delay(self, chat_id: int, *, group: bool, broadcast: bool, now: float) -> float:
        """Seconds until a message to the chat may go."""
        waits = [self._halted.get(chat_id, 0.0) - now, 0.0]
        if group:
            # a broadcast keeps a second's distance, as messages take their time to arrive
            moment = now - 1 if broadcast else now
            waits.append(self._groups.setdefault(chat_id, SlidingWindow(20, 60)).delay(moment))
        if broadcast:
            waits.append(self._last.get(chat_id, float("-inf")) + 1 - now)
        return max(waits)

    def take(self, chat_id: int, *, group: bool, now: float) -> None:
        """Count a message that goes out now."""
        if group:
            self._groups.setdefault(chat_id, SlidingWindow(20, 60)).take(now)
        self._last[chat_id] = now
        if len(self._last) > _MOST_CHATS:
            self._last = {chat_id: at for chat_id, at in self._last.items() if at > now - 1}

    def give_back(self, chat_id: int) -> None:
        """The message that was counted last in a group did not go out after all."""
        self._groups[chat_id].give_back()

    def answered(self, chat_id: int, now: float) -> None:
        """A message arrived: its second begins here at the latest."""
        self._last[chat_id] = now

    def halt(self, chat_id: int, seconds: float, now: float) -> None:
        """Telegram asked for a pause in this chat."""
        self._halted[chat_id] = max(self._halted.get(chat_id, 0.0), now + seconds)

    def prune(self, now: float) -> None:
        """Forget chats that nothing holds back any more."""
        for chat_id in [
            each for each, window in self._groups.items() if not window.delay(now) and window.is_idle
        ]:
            del self._groups[chat_id]
        self._last = {chat_id: at for chat_id, at in self._last.items() if at > now - 1}
        self._halted = {chat_id: until for chat_id, until in self._halted.items() if until > now}
