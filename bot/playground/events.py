"""What the page is told as it happens: a bounded log that a reconnecting page can take up where it left off."""

import itertools
import secrets
from collections import deque
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from bot.playground.bell import Bell
from bot.playground.model import Json

KEPT = 2_000
HEARTBEAT = 15.0
"""Seconds of silence after which a sign of life is sent, so that a dead connection is noticed."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing the page has to know; its id names this run of the process too."""

    id: str
    body: Json


class Events:
    """The log of events since the start."""

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._numbers = itertools.count(1)
        self._log: deque[Event] = deque(maxlen=KEPT)
        self._bell = Bell()
        self._last = 0

    @property
    def last_id(self) -> str:
        """The id after which a page that has just read the whole state continues."""
        return f"{self._run}.{self._last}"

    def emit(self, kind: str, **body: object) -> None:
        """Tell every open page."""
        self._last = next(self._numbers)
        self._log.append(Event(self.last_id, {"type": kind, **body}))
        self._bell.ring()

    async def after(self, last_id: str) -> AsyncGenerator[Event | None, None]:
        """Every event after the one named; None as a sign of life.

        Begins with a "reset" if what came in between is not known any more: the page reads all anew.
        """
        seen = self._position(last_id)
        if seen is None:
            yield Event(self.last_id, {"type": "reset"})
            seen = self._last
        while not self._bell.closed:
            fresh = [event for event in self._log if _number(event.id) > seen]
            for event in fresh:
                yield event
                seen = _number(event.id)
            if not fresh and not await self._bell.wait(HEARTBEAT):
                yield None

    def close(self) -> None:
        """End all streams."""
        self._bell.close()

    def _position(self, last_id: str) -> int | None:
        run, _, number = last_id.partition(".")
        if run != self._run or not number.isdecimal() or int(number) > self._last:
            return None
        oldest = _number(self._log[0].id) if self._log else self._last + 1
        return int(number) if int(number) >= oldest - 1 else None


def _number(event_id: str) -> int:
    return int(event_id.partition(".")[2])
