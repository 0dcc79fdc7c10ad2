"""What follows from an update: which answer goes where, and what is remembered.

Deciding takes milliseconds, and it and what follows are cut off after a deadline. Sending is not: `outgoing` waits
as long as Telegram is away or asks it to.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final, assert_never

import structlog
from sqlalchemy.exc import SQLAlchemyError
from telegram import Update

from bot import unclear
from bot.announcing import Announcing, Checkup
from bot.answering import Answering, Reply
from bot.api import Downloads
from bot.correcting import Corrections
from bot.dispatch import inline
from bot.dispatch.applying import Applying
from bot.dispatch.bringing import Bringing
from bot.dispatch.plain import read_plain
from bot.dispatch.preparing import Preparing
from bot.dispatch.reading import (
    Asked,
    Delivered,
    Forwarded,
    Incoming,
    Located,
    Migrated,
    NotText,
    Pressed,
    SentAway,
    Typing,
    Welcomed,
    read,
)
from bot.dispatch.replying import Defaults, Replying
from bot.dispatch.reporting import Reports
from bot.dispatch.slowing import Slowing
from bot.dispatch.subscribing import Subscribing
from bot.dispatch.turns import Turns
from bot.figures.desk import Desk
from bot.language.heard import Understood
from bot.language.question import Intent, Question
from bot.messages import plain
from bot.metrics import Metrics
from bot.occasion import Occasion
from bot.outgoing import Outgoing, Place, Refused
from bot.patience import within
from bot.store import Memory
from bot.store.away import is_away
from bot.subscription import Wish

log = structlog.get_logger(__name__)

DEADLINE: Final = 20.0
"""Seconds that deciding on an answer may take before the update is given up with an apology."""

CARRYING_OUT: Final = 60.0
"""Likewise for carrying it out, the time that Telegram and a large file take left out."""

Step = Callable[[], Awaitable[object]]


class Dispatch:
    """Handles one update after another; several may be under way at once, of different chats."""

    def __init__(
        self,
        answering: Answering,
        desk: Desk,
        corrections: Corrections,
        announcing: Announcing,
        checkup: Checkup,
        memory: Memory,
        outgoing: Outgoing,
        downloads: Downloads,
        defaults: Defaults,
        today: Callable[[], date],
        bot_id: int,
        bot_name: str,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        metrics: Metrics | None = None,
    ) -> None:
        self._metrics = metrics or Metrics()
        self._answering = answering
        self._desk = desk
        self._memory = memory
        self._outgoing = outgoing
        self._bot_id = bot_id
        self._bot_name = bot_name
        subscribing = Subscribing(memory, desk, outgoing, bot_id, now)
        self._preparing = Preparing(memory, answering, desk, corrections, announcing, checkup, subscribing)
        turns = Turns(clock)
        self._replying = Replying(
            answering,
            desk,
            announcing,
            self._preparing,
            memory,
            outgoing,
            turns,
            defaults,
            today,
            bot_name,
        )
        self._bringing = Bringing(downloads, outgoing, desk, answering, self._preparing, clock)
        self._slowing = Slowing(outgoing, self._metrics, clock, self.occasion, sleep)
        reports = Reports(outgoing, desk.admins, clock)
        self._applying = Applying(memory, outgoing, turns, reports, lambda to: self.occasion(Place(to)))

    async def handle(self, update: Update, _context: object = None) -> None:
        """See to an update. Raises whatever goes wrong; see `apologise`."""
        incoming = read(update, self._bot_id, self._bot_name)
        if incoming is not None:
            await self._see_to(incoming)

    async def handle_plain(self, raw: Mapping[str, Any]) -> bool:
        """See to an update that is a plain text, and apologise where that goes wrong; whether it was one."""
        asked = read_plain(raw, self._bot_name)
        if asked is None:
            return False
        try:
            await self._see_to(asked)
        except Exception as error:  # noqa: BLE001 - as python-telegram-bot does with what `handle` raises
            await self._apologise_to(asked, error)
        return True

    async def _see_to(self, incoming: Incoming) -> None:
        """Decide within the deadline, then carry it out."""
        if not await self._slowing.admits(incoming):
            return
        begun = time.perf_counter()
        async with asyncio.timeout(DEADLINE):
            step = await self._decide(incoming)
        self._metrics.decide_seconds.observe(time.perf_counter() - begun)
        async with within(CARRYING_OUT):
            await step()

    async def apologise(self, update: object, error: BaseException | None) -> None:
        """The one error handler: logs first, then says briefly that something went wrong on our side."""
        incoming = read(update, self._bot_id, self._bot_name) if isinstance(update, Update) else None
        await self._apologise_to(incoming, error)

    async def _apologise_to(self, incoming: Incoming, error: BaseException | None) -> None:
        log.error("an update could not be answered", exc_info=error)
        self._metrics.answers.labels("none", "cut_off" if isinstance(error, TimeoutError) else "failed").inc()
        say = unclear.forgetful if is_away(error) else unclear.apology
        if isinstance(incoming, Asked | NotText | Forwarded | Delivered):
            message = say(self.occasion(incoming.place))
            await self._outgoing.send(incoming.place, message, incoming.message_id)
        elif isinstance(incoming, Pressed):
            text = plain(say(self.occasion(incoming.place)).text)
            await self._outgoing.acknowledge(incoming.callback_id, text)

    async def _decide(self, incoming: Incoming) -> Step:
        match incoming:
            case Asked():
                return await self._asked(incoming)
            case Pressed():
                return await self._pressed(incoming)
            case NotText() | Located():
                return self._unreadable(incoming)
            case Forwarded():
                return await self._forwarded(incoming)
            case Delivered():
                return await self._delivered(incoming)
            case Typing(query_id, text, sender_id):
                cards = inline.results(text, self._answering, self.occasion(Place(sender_id)))
                return lambda: self._outgoing.offer(query_id, cards)
            case Migrated() | SentAway() | Welcomed():
                return lambda: self._moved(incoming)
            case None:
                return _nothing
        assert_never(incoming)

    async def _moved(self, change: Migrated | SentAway | Welcomed) -> None:
        match change:
            case Migrated(old_id, new_id):
                await self._memory.chats.move(old_id, new_id)
            case SentAway(chat_id):
                await self._memory.chats.set_gone(chat_id, gone=True)
            case Welcomed(place):
                await self._welcome(place)

    async def _asked(self, asked: Asked) -> Step:
        reply = await self._replying.to_text(asked)
        if reply is None:
            return _nothing
        self._count(reply)
        chat_id = asked.place.chat_id
        earlier = await self._earlier_answer(asked)

        async def carry_out() -> None:
            await self._applying.apply(chat_id, asked.sender_id, reply.change)
            noted = not (reply.change and reply.change.forget)
            if earlier:
                await self._outgoing.edit(asked.place, earlier, reply.message, asked.message_id, noted=noted)
            else:
                await self._outgoing.send(asked.place, reply.message, asked.message_id, noted=noted)

        return carry_out

    async def _earlier_answer(self, asked: Asked) -> int | None:
        """The message to edit, where a question was edited. With the memory away nobody knows, and it is sent."""
        chat_id = asked.place.chat_id
        try:
            # who writes has not sent the bot away, whatever a refusal said earlier
            await self._memory.chats.set_gone(chat_id, gone=False)
            return await self._memory.told.answer_to(chat_id, asked.message_id) if asked.edited else None
        except SQLAlchemyError as error:
            log.warning("answered without the memory", error=type(error).__name__)
            return None

    def _count(self, reply: Reply) -> None:
        command = next((each.question.intent for each in reply.heard if isinstance(each, Understood)), None)
        outcome = "answered" if command else "declined"
        self._metrics.answers.labels(command.name.lower() if command else "none", outcome).inc()

    def _unreadable(self, incoming: NotText | Located) -> Step:
        place, message_id = incoming.place, incoming.message_id
        say = unclear.location if isinstance(incoming, Located) else unclear.not_text
        message = say(self.occasion(place))
        return lambda: self._outgoing.send(place, message, message_id)

    async def _delivered(self, delivered: Delivered) -> Step:
        """A file of figures from an admin; from anybody else what is written beneath it counts."""
        place = delivered.place
        if place.chat_id not in self._desk.admins:
            return await self._decide(delivered.otherwise)
        return lambda: self._bringing.bring(
            delivered.file, place, delivered.message_id, lambda admin: self.occasion(Place(admin))
        )

    async def _forwarded(self, forwarded: Forwarded) -> Step:
        """A post of a channel names it, where the asker and the bot are its admins; elsewhere its words count."""
        question = Question(Intent.SUBSCRIBE, topic=Wish(channel=forwarded.channel).topic)
        place = forwarded.place
        occasion = self.occasion(place)
        occasion = await self._preparing.question(question, occasion, forwarded.sender_id, place)
        if occasion.subscriptions is None or occasion.subscriptions.refusal:
            return await self._decide(forwarded.otherwise)
        reply = self._answering.question(question, occasion)
        return lambda: self._outgoing.send(place, reply.message, forwarded.message_id)

    async def _pressed(self, pressed: Pressed) -> Step:
        if pressed.in_channel:
            text = plain(unclear.in_channel(self.occasion(pressed.place)).text)
            return lambda: self._outgoing.acknowledge(pressed.callback_id, text)
        found = await self._replying.to_button(pressed)
        if found is None:
            text = plain(unclear.outdated_button(self.occasion(pressed.place)).text)
            return lambda: self._outgoing.acknowledge(pressed.callback_id, text)
        reply, in_passing = found
        self._count(reply)

        async def carry_out() -> None:
            await self._applying.apply(pressed.place.chat_id, pressed.sender_id, reply.change)
            if in_passing:
                # the answer stays in its place, and a notice comes over it
                await self._outgoing.acknowledge(pressed.callback_id, plain(reply.message.text))
                return
            await asyncio.gather(self._outgoing.acknowledge(pressed.callback_id), self._show(pressed, reply))

        return carry_out

    async def _show(self, pressed: Pressed, reply: Reply) -> None:
        noted = not (reply.change and reply.change.forget)
        if pressed.message_id is None:
            outcome = await self._outgoing.send(pressed.place, reply.message, noted=noted)
        else:
            outcome = await self._outgoing.edit(pressed.place, pressed.message_id, reply.message, noted=noted)
        if not noted and isinstance(outcome, Refused) and outcome.gone:
            # who erases everything and blocks the bot leaves not even that behind
            await self._memory.forget(outcome.moved_to or pressed.place.chat_id)

    async def _welcome(self, place: Place) -> None:
        await self._memory.chats.set_gone(place.chat_id, gone=False)
        if place.group:
            greeting = self._answering.question(Question(Intent.START), self.occasion(place))
            await self._outgoing.send(place, greeting.message)

    def occasion(self, place: Place) -> Occasion:
        """The circumstances of whatever is said at a place."""
        return self._replying.occasion(place)


async def _nothing() -> None:
    """What follows from a message that is not ours to answer."""
