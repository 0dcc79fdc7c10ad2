"""Delivers one batch of a broadcast: composes, sends and settles each of its recipients.

The rows tell where to go on: a batch that is delivered again passes over what is settled. What was in flight
when the process died is the only thing that goes out twice; what may or may not have arrived is uncertain.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, Final, assert_never
from weakref import WeakValueDictionary

import structlog
from sqlalchemy import Connection

from bot.broadcast.composing import Composers, Edit, Nothing
from bot.broadcast.lease import Lease, LeaseLostError, patiently
from bot.broadcast.places import Places
from bot.messages import Message
from bot.outgoing import Moved, Outcome, Outgoing, Place, Refused, Sent, Uncertain, Withheld
from bot.store import Memory, broadcasts, deliveries
from bot.store.broadcasts import Broadcast, State
from bot.store.deliveries import Delivery, Fate, Settled

log = structlog.get_logger(__name__)

WATCHED: Final = 200
"""The last deliveries among which failures are counted."""

MOST_FAILURES: Final = WATCHED // 10
"""Failures among them, those who blocked the bot aside, beyond which the broadcast pauses itself."""

_MOST_IN_GROUP: Final = 20
_MINUTE: Final = 61
_NAP: Final = 1.0


class Course(StrEnum):
    """How to go on after a batch: with the next, not at all because that was all, or not now."""

    MORE = "more"
    END = "end"
    HALTED = "halted"


@dataclass(slots=True)
class _Try:
    """A delivery among the last that were begun: in their order, since a failure may take long to show."""

    has_failed: bool = False


class Deliverer:
    """Delivers batches under one lease."""

    def __init__(
        self, memory: Memory, outgoing: Outgoing, lease: Lease, composers: Composers, in_flight: int
    ) -> None:
        self._memory = memory
        self._outgoing = outgoing
        self._lease = lease
        self._composers = composers
        self._most = in_flight
        self._in_flight = Places(in_flight)
        self._batches: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._recent: dict[tuple[int, int], deque[_Try]] = {}

    async def deliver(self, number: int, run: int, batch: range, following: int) -> Course:
        """Deliver what has a number in `batch`, as far as the broadcast is running in this run.

        `following` is the first number to go on with.

        Raises asyncio.CancelledError where the lease is lost or about to be given back: the rest is for whoever
        holds it next.
        """
        # a batch begun in an earlier run may still have messages on their way
        async with self._alone(number, batch.start):
            broadcast, waiting = await patiently(
                partial(self._memory.writer.run, partial(_waiting, number=number, batch=batch))
            )
            if broadcast is None or broadcast.state is not State.RUNNING or broadcast.run != run:
                return Course.HALTED
            outgoing = self._outgoing.announcing(partial(self._lease.leave, number, run))
            rest = iter(waiting)
            workers = (self._work(broadcast, rest, outgoing) for _ in range(min(self._most, len(waiting))))
            # all of them end, so that none is on its way unwatched when an error goes up
            ended = await asyncio.gather(*workers, return_exceptions=True)
        for error in ended:
            if isinstance(error, BaseException) and not isinstance(error, LeaseLostError):
                raise error
        if all(each is True for each in ended):
            course = await self._lease.write(partial(_course, number=number, following=following))
            if course is Course.END:
                self._recent.pop((number, run), None)
            return course
        if self._lease.is_lost or self._lease.is_ending:
            raise asyncio.CancelledError("not ours to go on with")
        return Course.HALTED

    async def end(self, seconds: float) -> None:
        """Wait so long for the batches in hand, then cut them off: what is not settled is for the next holder."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @asynccontextmanager
    async def _alone(self, number: int, first: int) -> AsyncIterator[None]:
        """One at a time for each batch, and known to `end`."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a batch is delivered in a task")
        self._tasks.add(task)
        try:
            async with self._batches.setdefault((number, first), asyncio.Lock()):
                yield
        finally:
            self._tasks.discard(task)

    async def _work(self, broadcast: Broadcast, rest: Iterator[Delivery], outgoing: Outgoing) -> bool:
        """Deliver one after another of the rest; false where the broadcast does not go on."""
        recent = self._recent.setdefault((broadcast.number, broadcast.run), deque(maxlen=WATCHED))
        for delivery in rest:
            async with self._in_flight.place(broadcast.priority):
                tried = _Try()
                recent.append(tried)
                settled = await self._outcome(broadcast, delivery, outgoing)
                if settled is None:
                    return False
                await self._lease.settle(settled)
            tried.has_failed = settled.fate in (Fate.FAILED, Fate.UNCERTAIN)
            if tried.has_failed and sum(each.has_failed for each in recent) > MOST_FAILURES:
                await self._pause(broadcast, settled)
        return True

    async def _outcome(self, broadcast: Broadcast, delivery: Delivery, outgoing: Outgoing) -> Settled | None:
        """What became of it; nothing where it was withheld."""
        to = delivery.to
        try:
            composed = await patiently(partial(self._composers[broadcast.kind], broadcast, to))
        except Exception:
            log.exception("a message could not be composed", broadcast=broadcast.number)
            return Settled(delivery, Fate.FAILED, to.chat_id, reason="the text could not be composed")
        if isinstance(composed, Nothing):
            return Settled(delivery, Fate.SKIPPED, to.chat_id, reason=composed.reason)
        chat_id = to.chat_id
        while True:
            place = Place(chat_id, to.topic, group=chat_id < 0)
            if place.group and not await self._has_room(broadcast, chat_id):
                return None
            outcome = await _say(outgoing, place, composed)
            if not isinstance(outcome, Moved):
                break
            if await self._is_recipient(broadcast, outcome.chat_id, to.topic):
                reason = f"the group is {outcome.chat_id} now, a recipient itself"
                return Settled(delivery, Fate.SKIPPED, chat_id, reason=reason)
            await patiently(partial(self._memory.chats.move, chat_id, outcome.chat_id))
            chat_id = outcome.chat_id
        if isinstance(outcome, Refused) and outcome.gone:
            await patiently(partial(self._memory.chats.set_gone, chat_id, gone=True))
        return _settled(delivery, chat_id, outcome)

    async def _has_room(self, broadcast: Broadcast, chat_id: int) -> bool:
        """Wait while a group has had its twenty messages of the minute, also before a restart; false if in vain.

        Where several processes send, they count together as each message leaves, and nothing is to be asked here.
        """
        if self._memory.group_sends:
            return True
        while True:
            since = int(time.time()) - _MINUTE
            asked = partial(deliveries.said_since, chat_id=chat_id, since=since)
            said = await patiently(partial(self._memory.writer.run, asked))
            if said < _MOST_IN_GROUP:
                return True
            if await self._lease.leave(broadcast.number, broadcast.run) is None:
                return False
            await asyncio.sleep(_NAP)

    async def _is_recipient(self, broadcast: Broadcast, chat_id: int, topic: int | None) -> bool:
        asked = partial(deliveries.is_recipient, number=broadcast.number, chat_id=chat_id, topic=topic)
        return await patiently(partial(self._memory.writer.run, asked))

    async def _pause(self, broadcast: Broadcast, last: Settled) -> None:
        """Too many of the last deliveries failed, those who blocked the bot aside."""
        why = f"more than {MOST_FAILURES} of the last {WATCHED} messages failed; the last: {last.reason}"
        change = partial(
            broadcasts.change,
            number=broadcast.number,
            allowed=[State.RUNNING],
            to=State.PAUSED,
            run=broadcast.run,
            why=why[:200],
        )
        if await self._lease.write(change):
            log.error("a broadcast paused itself", broadcast=broadcast.number, why=why)


def _course(connection: Connection, number: int, following: int) -> Course:
    """On to the next batch, or the end of the broadcast where nothing is left of it."""
    if following <= deliveries.last(connection, number):
        return Course.MORE
    broadcasts.finish(connection, number)
    return Course.END


async def _say(outgoing: Outgoing, place: Place, composed: Message | Edit) -> Outcome:
    if isinstance(composed, Message):
        return await outgoing.send(place, composed)
    if composed.stays and composed.reply:
        outcome = await outgoing.send(place, composed.reply, composed.message_id, quoting=True)
        if isinstance(outcome, Sent):
            await outgoing.remember(place, composed.message_id, composed.message)
        return outcome
    outcome = await outgoing.edit(place, composed.message_id, composed.message, anew=False)
    told = isinstance(outcome, Sent) or (isinstance(outcome, Refused) and not outcome.gone)
    if composed.reply is None or not told:
        return outcome
    return await outgoing.send(place, composed.reply, composed.message_id, quoting=True)


def _settled(
    delivery: Delivery, chat_id: int, outcome: Sent | Refused | Uncertain | Withheld
) -> Settled | None:
    """The end that an outcome is; nothing where it is none."""
    match outcome:
        case Sent(message_id):
            return Settled(delivery, Fate.SENT, chat_id, message_id)
        case Refused(reason, gone):
            return Settled(delivery, Fate.BLOCKED if gone else Fate.FAILED, chat_id, reason=reason)
        case Uncertain(reason):
            return Settled(delivery, Fate.UNCERTAIN, chat_id, reason=reason)
        case Withheld():
            return None
    assert_never(outcome)


def _waiting(connection: Connection, number: int, batch: range) -> tuple[Broadcast | None, list[Delivery]]:
    """The broadcast, and who of a batch still waits for it."""
    return broadcasts.find(connection, number), deliveries.pending(connection, number, batch)
