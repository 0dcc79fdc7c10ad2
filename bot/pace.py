"""The pace of broadcasts over all chats: never above the limit in any second, wherever one counts.

A message counts at Telegram's, not here, and how long it takes to get there varies. So its place is free again
one second after the latest moment at which it can have arrived: when its answer came, less the shortest time
that a message and its answer take together. No second there then holds more, whatever the delays are.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Final

_MARGIN: Final = 0.002
"""Seconds added to the second: timers and clocks are not exact."""

_SMOOTH: Final = 0.9
"""The least distance of two messages, as a share of their mean distance: bursts would hold up replies."""

_LONGEST: Final = 5.0
"""Seconds after which a message without an answer counts as arrived or lost."""

_REMEMBERED: Final = 64
"""Answers from which the shortest time is told, none of the first, which have connections to make."""


@dataclass(slots=True, eq=False)
class Slot:
    """A message's place in the pace, from just before it is sent."""

    started: float


@dataclass(slots=True)
class Pace:
    """At most so many messages a second; a limit of 0 is none. Times are seconds of any one clock."""

    limit: float
    _period: float = field(init=False)
    _places: int = field(init=False)
    _under_way: deque[Slot] = field(default_factory=deque)
    _free_at: list[float] = field(default_factory=list)
    _last: float = float("-inf")
    _until: float = float("-inf")
    _taken: deque[float] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))

    def __post_init__(self) -> None:
        # 28 in one second, but 1 in two seconds for 0.5
        self._places = max(1, int(self.limit))
        self._period = (1 if self.limit >= 1 else 1 / self.limit) if self.limit else 0

    def delay(self, now: float) -> float:
        """Seconds until one more message fits; a moment to ask again where only an answer can tell."""
        if not self.limit:
            return max(0.0, self._until - now)
        while self._free_at and self._free_at[0] <= now:
            heappop(self._free_at)
        while self._under_way and self._under_way[0].started + _LONGEST <= now:
            heappush(self._free_at, self._under_way.popleft().started + _LONGEST + self._period)
        wait = max(self._last + _SMOOTH * self._period / self._places, self._until) - now
        if len(self._under_way) + len(self._free_at) >= self._places:
            wait = max(wait, self._free_at[0] - now if self._free_at else _MARGIN)
        return max(wait, 0.0)

    def take(self, now: float) -> Slot:
        """A place for a message that goes out now."""
        slot = Slot(now)
        if self.limit:
            self._last = now
            self._under_way.append(slot)
        return slot

    def over(self, slot: Slot, now: float) -> None:
        """The message was answered, or given up; its place is free a second after it can have arrived."""
        if slot not in self._under_way:
            return
        self._under_way.remove(slot)
        self._taken.append(now - slot.started)
        heappush(self._free_at, now - min(self._shortest(), now - slot.started) + self._period + _MARGIN)

    def give_back(self, slot: Slot) -> None:
        """The message was not sent after all."""
        if slot in self._under_way:
            self._under_way.remove(slot)

    def halt(self, seconds: float, now: float) -> None:
        """Nothing for so many seconds: Telegram asked for it, or another process may have sent just now."""
        self._until = max(self._until, now + seconds)

    def _shortest(self) -> float:
        """The shortest time there and back: of those seen, less as much again as they mostly are above it."""
        if len(self._taken) < _REMEMBERED:
            return 0.0
        ordered = sorted(self._taken)
        return max(0.0, 2 * ordered[0] - ordered[_REMEMBERED // 2])
