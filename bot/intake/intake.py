"""An update's life from its arrival to the note that it is answered.

It is committed before Telegram hears that we have it, handled in its chat's order, and blanked when done. What
a killed process left is handled at the next start. Only where the process died between Telegram's OK and our
own note is a question answered twice.

An update may itself be what ends the process. So of those left more than once ever fewer are taken up at a time,
at last one, each attempt counted before it is made: the many that were merely under way are soon done, and the one
at fault is found. After the last attempt the asker gets an apology and the update is done with.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import orjson
import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.arrival import arrived
from bot.intake.lanes import Lanes
from bot.metrics import Metrics
from bot.store import Inbox, Received

log = structlog.get_logger(__name__)

_AT_ONCE: Final = (64, 8, 1, 1, 1, 1)
"""How many are taken up at once of those left twice, three times and so on; after the last they are given up."""

_LOOK: Final = 0.25
"""Seconds between two looks for what other processes leave to this one."""

_FETCH: Final = 1.0
"""Seconds between two tries to fetch what was left in the inbox."""

_LARGEST: Final = 2**63
"""What the database holds of a number; Telegram's have 52 bits."""

Raw = Mapping[str, Any]
Handle = Callable[[Raw], Awaitable[None]]


class Intake:
    """Takes raw updates and sees each of them through; `give_up` says once that one cannot be answered."""

    def __init__(
        self,
        inbox: Inbox,
        handle: Handle,
        give_up: Handle,
        metrics: Metrics | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._inbox = inbox
        self._handle = handle
        self._give_up = give_up
        self._metrics = metrics or Metrics()
        self._again = [asyncio.Semaphore(count) for count in _AT_ONCE]
        self._clock = clock
        self.lanes = Lanes(self._see_through)
        self._metrics.waiting.set_function(lambda: self.lanes.waiting)

    async def replay(self) -> int:
        """Take up what an earlier process left unanswered, and return how much that was."""
        left = await self._inbox.unanswered()
        for received in _in_turn(left):
            self.lanes.put(received)
        return len(left)

    async def watch(self) -> None:
        """Take up what other processes leave to this one, for as long as there may be others."""
        while self._inbox.is_shared:
            await asyncio.sleep(_LOOK)
            try:
                await self.replay()
            except SQLAlchemyError as error:
                log.warning("no news of other processes, asking again", error=type(error).__name__)

    async def take(self, updates: Sequence[Raw]) -> None:
        """Commit updates, then line them up. Returns once Telegram may forget them.

        With the database gone they are handled first, since nothing else would keep them.
        """
        now = self._clock()
        received = [each for each in (_received(raw, now) for raw in updates) if each]
        await self.lanes.room()
        try:
            added = await self._inbox.add(received)
        except SQLAlchemyError as error:
            log.warning("no inbox, answering without it", error=type(error).__name__)
            await asyncio.gather(*(self.lanes.put(each, kept=False) for each in received))
            return
        self._metrics.taken(updates, added.repeated)
        for each in added.ours:
            self.lanes.put(each)

    async def leave(self, seconds: float) -> bool:
        """Let what has begun end, for so many seconds, and leave the rest; whether no other process goes on."""
        cut_off = await self.lanes.drain(seconds)
        log.info("drained", cut_off=cut_off)
        try:
            return await self._inbox.leave()
        except SQLAlchemyError as error:
            log.warning("the other processes were not told", error=type(error).__name__)
            return False

    async def _see_through(self, received: Received) -> None:
        with structlog.contextvars.bound_contextvars(update=received.update_id):
            if not received.body:
                body = await self._fetched(received.update_id)
                if body is None:
                    return
                received = replace(received, body=body)
            if not await self._inbox.is_ours(received):
                log.warning("another process has taken it over")
            elif received.attempts:
                async with self._again[min(received.attempts, len(_AT_ONCE)) - 1]:
                    await self._once_more(received)
            else:
                await self._answer(received)

    async def _once_more(self, received: Received) -> None:
        last = received.attempts > len(_AT_ONCE)
        try:
            if last:
                log.error("given up after several attempts")
                await self._inbox.answered(received.update_id)
            else:
                await self._inbox.begun(received.update_id)
        except SQLAlchemyError as error:
            # it stays in the inbox, and the next process tries again
            log.warning("left for later", error=type(error).__name__)
            return
        await (self._apologise(received) if last else self._answer(received))

    async def _fetched(self, update_id: int) -> bytes | None:
        """The body that was left in the inbox, however long that is away; nothing where it is answered by now."""
        while True:
            try:
                return await self._inbox.body(update_id)
            except SQLAlchemyError as error:
                log.warning("an update cannot be fetched, trying again", error=type(error).__name__)
                await asyncio.sleep(_FETCH)

    async def _apologise(self, received: Received) -> None:
        try:
            await self._give_up(orjson.loads(received.body))
        except Exception:
            log.exception("not even an apology was possible")

    async def _answer(self, received: Received) -> None:
        try:
            with arrived(received.taken_at):
                await self._handle(orjson.loads(received.body))
        except Exception:
            log.exception("an update was given up")
        try:
            await self._inbox.answered(received.update_id)
        except SQLAlchemyError as error:
            # it stays in the inbox and is answered again after a restart: late twice rather than never
            log.warning("answered, but not noted", error=type(error).__name__)
        if received.taken_at is not None:
            self._metrics.update_seconds.observe(self._clock() - received.taken_at)


def _in_turn(left: Sequence[Received]) -> list[Received]:
    """Oldest first, but the chats of those taken up singly in any order.

    So whoever kills the process for other reasons does not always meet the same one, and make it look at fault.
    """
    lanes = {each.lane for each in left if each.attempts > _AT_ONCE.index(1)}
    turns = {lane: random.random() for lane in lanes}  # noqa: S311 - an order, not a secret
    return sorted(left, key=lambda each: turns.get(each.lane, 0.0))


def _received(raw: Raw, now: float) -> Received | None:
    """The update as it is kept; None where it cannot be: a number no database holds, text that is no Unicode."""
    try:
        body = orjson.dumps(raw)
        return Received(int(raw["update_id"]), lane_of(raw), body, taken_at=now)
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
