"""Keeps the message that shows a broadcast up to date, says why it paused, and reports its end.

What was told is in the memory: the message is the last one in its author's chat about the broadcast, and a notice
or a report that stands there is not sent again. So it goes on after a restart, and in another process.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Final

import structlog
from sqlalchemy.exc import DBAPIError

from bot.announcement import BY_HAND, Announcement, AnnouncementsView, Shown
from bot.announcing.desk import Announcing
from bot.answering import Answering
from bot.broadcast.message import KIND
from bot.language.question import Intent, Question
from bot.messages import Message
from bot.occasion import Occasion
from bot.outgoing import Outgoing, Place
from bot.store import Memory, broadcasts
from bot.store.away import is_away
from bot.store.broadcasts import Broadcast, State

log = structlog.get_logger(__name__)

BETWEEN: Final = 3.0
"""Seconds between two edits of one message."""

_SHARE: Final = 20
"""Between two looks there is at least so many times what the last one took."""

_ENDED: Final = (State.FINISHED, State.CANCELLED)
_RECOVER: Final = 30.0
_KEPT: Final = 24 * 3600
"""Seconds after its end in which a broadcast is still reported, if nobody did so."""


class Progress:
    """Tells authors how their broadcasts go; `to` gives a chat's occasion, `clock` is monotonic, in seconds."""

    def __init__(
        self,
        memory: Memory,
        outgoing: Outgoing,
        answering: Answering,
        announcing: Announcing,
        to: Callable[[int], Occasion],
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._memory = memory
        self._outgoing = outgoing
        self._answering = answering
        self._announcing = announcing
        self._to = to
        self._clock = clock
        self._sleep = sleep
        self._shown: dict[int, tuple[int | None, Announcement]] = {}
        self._still: set[tuple[int, int, State]] = set()

    async def run(self) -> None:
        """Tell again and again, until cancelled."""
        while True:
            begun = self._clock()
            pause = BETWEEN
            try:
                await self.round()
            except DBAPIError as error:
                if not is_away(error):
                    raise
                log.warning("the database is away", error=type(error).__name__)
            except Exception:
                # whatever it is, the broadcast itself goes on
                log.exception("progress could not be told")
                pause = _RECOVER
            await self._sleep(max(pause, _SHARE * (self._clock() - begun)))

    async def round(self) -> None:
        """Look at every broadcast on its way once, and at those that left it since."""
        after = int(time.time()) - _KEPT
        found = await self._memory.writer.run(partial(broadcasts.of_people, kind=KIND, ended_after=after))
        gone = self._shown.keys() - {each.number for each in found}
        for number in gone:
            broadcast = await self._memory.writer.run(partial(broadcasts.find, number=number))
            found += [broadcast] if broadcast else []
        for each in found:
            if (each.number, each.run, each.state) not in self._still and each.made_by is not None:
                await self._tell(each, each.made_by)

    async def _tell(self, broadcast: Broadcast, author: int) -> None:
        view = await self._announcing.shown(broadcast.number)
        if view is None or not isinstance(view.outcome, Shown):
            return
        announcement, number = view.outcome.announcement, broadcast.number
        message_id = await self._told(author, str(number))
        now = (message_id, announcement)
        if message_id is not None and self._shown.get(number) != now:
            message = self._message(str(number), view, author)
            await self._outgoing.edit(Place(author), message_id, message, anew=False)
        elif announcement.state != State.RUNNING:
            # what was on its way is settled by now
            self._still.add((number, announcement.run, State(announcement.state)))
        self._shown[number] = now
        if announcement.state in _ENDED and (number, announcement.run, announcement.state) in self._still:
            del self._shown[number]
        await self._speak_up(announcement, view, author)

    async def _speak_up(self, announcement: Announcement, view: AnnouncementsView, author: int) -> None:
        """A message of its own where an edit would go unseen: it paused by itself, or it has ended."""
        number, run = announcement.number, announcement.run
        if announcement.state == State.PAUSED and announcement.why != BY_HAND:
            await self._once(f"paused-{number}-{run}", view, author)
        if announcement.state == State.FINISHED:
            reported = await self._announcing.reported(number)
            if reported:
                await self._once(f"report-{number}-{run}", reported, author)

    async def _once(self, topic: str, view: AnnouncementsView, author: int) -> None:
        if await self._told(author, topic) is None:
            await self._outgoing.send(Place(author), self._message(topic, view, author))

    async def _told(self, author: int, topic: str) -> int | None:
        code = await self._memory.codes.code(Question(Intent.BROADCAST, topic=topic))
        return await self._memory.told.last_with(author, code)

    def _message(self, topic: str, view: AnnouncementsView, author: int) -> Message:
        question = Question(Intent.BROADCAST, topic=topic)
        occasion = replace(self._to(author), announcements=view)
        return replace(self._answering.question(question, occasion).message, question=question)
