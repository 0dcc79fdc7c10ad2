"""An update's life from its arrival to the note that it is answered.

It is committed before Telegram hears that we have it, handled in its chat's order, and blanked when done. What
a killed process left is handled at the next start. Only where the process died between Telegram's OK and our
own note is a question answered twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

import orjson
import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.intake.lanes import Lanes
from bot.store import Inbox, Received

log = structlog.get_logger(__name__)

_MOST_ATTEMPTS: Final = 3
_LARGEST: Final = 2**63
"""What the database holds of a number; Telegram's have 52 bits."""

Raw = Mapping[str, Any]


class Intake:
    """Takes raw updates and sees each of them through."""

    def __init__(self, inbox: Inbox, handle: Callable[[Raw], Awaitable[None]]) -> None:
        self._inbox = inbox
        self._handle = handle
        self.lanes = Lanes(self._see_through)

    async def replay(self) -> int:
        """Take up what an earlier process left unanswered, and return how much that was.

        An update that was begun several times without an end is given up: it may be what ends the process.
        """
        left = await self._inbox.unanswered()
        for received in left:
            if received.attempts > _MOST_ATTEMPTS:
                log.error("given up after several attempts", update_id=received.update_id)
                await self._inbox.answered(received.update_id)
            else:
                self.lanes.put(received)
        return len(left)

    async def take(self, updates: Sequence[Raw]) -> None:
        """Commit updates, then line them up. Returns once Telegram may forget them.

        With the database gone they are handled first, since nothing else would keep them.
        """
        received = [each for each in map(_received, updates) if each]
        await self.lanes.room()
        try:
            fresh = await self._inbox.add(received)
        except SQLAlchemyError:
            log.exception("no inbox, answering without it")
            await asyncio.gather(*(self.lanes.put(each) for each in received))
            return
        for each in fresh:
            self.lanes.put(each)

    async def _see_through(self, received: Received) -> None:
        with structlog.contextvars.bound_contextvars(update=received.update_id):
            try:
                await self._handle(orjson.loads(received.body))
            except Exception:
                log.exception("an update was given up")
            try:
                await self._inbox.answered(received.update_id)
            except SQLAlchemyError:
                # it stays in the inbox and is answered again after a restart: late twice rather than never
                log.exception("answered, but not noted")


def _received(raw: Raw) -> Received | None:
    """The update as it is kept; None where it cannot be: a number no database holds, text that is no Unicode."""
    try:
        return Received(int(raw["update_id"]), lane_of(raw), orjson.dumps(raw))
    except (orjson.JSONEncodeError, KeyError, TypeError, ValueError) as error:
        log.warning("an update cannot be kept", error=type(error).__name__)
        return None


def lane_of(raw: Raw) -> int:
    """The lane of an update: its chat; without one, the person who sent it; 0 where neither can be told."""
    for kind, content in raw.items():
        if kind == "update_id" or not isinstance(content, dict):
            continue
        message = content.get("message")
        holder = message if isinstance(message, dict) else content
        number = _number(holder.get("chat")) or _number(holder.get("from"))
        return number if -_LARGEST <= number < _LARGEST else 0
    return 0


def _number(whose: object) -> int:
    number = whose.get("id") if isinstance(whose, dict) else None
    return number if isinstance(number, int) else 0
