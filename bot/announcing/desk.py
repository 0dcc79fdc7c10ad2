"""Carries out what admins want of broadcasts in the chat, and gives what they see then.

Everything is a row: whichever process sends notices within a second.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from functools import partial
from typing import Final

from bot.announcement import (
    AnnouncementsView,
    CancelAsked,
    Health,
    Moved,
    NoAnnouncement,
    Outcome,
    Overview,
    Shown,
    Timetable,
    UnreadableTime,
)
from bot.announcing.deeds import Deeds
from bot.announcing.drafting import begins_at
from bot.announcing.drafts import Drafts
from bot.announcing.seeing import Sight
from bot.announcing.timetable import timetable
from bot.announcing.wishes import (
    Ask,
    LookAround,
    LookAt,
    Move,
    Send,
    Wish,
    Write,
    may_belong_to_draft,
    read_move,
    read_wish,
)
from bot.answering import Answering
from bot.broadcast.readers import Readers
from bot.language.places import Gazetteer
from bot.language.question import Intent, Question
from bot.occasion import Occasion
from bot.store import Memory
from bot.versions import number_in

_LATER: Final = {"hour": 3600, "day": 24 * 3600}


class Announcing:
    """The desk of broadcasts; `rate` is that of the settings."""

    def __init__(
        self,
        memory: Memory,
        answering: Answering,
        gazetteer: Gazetteer,
        rate: float,
        zone: tzinfo,
        readers: Readers,
        now: Callable[[], float],
    ) -> None:
        self._rate = rate
        self._zone = zone
        self._now = now
        self._sight = Sight(memory, rate, zone)
        self._deeds = Deeds(memory, self._sight)
        self._drafts = Drafts(memory, self._sight, self._deeds, answering, gazetteer, zone, readers, now)

    async def view(
        self, question: Question, occasion: Occasion, asker: int, *, pressed: bool = False
    ) -> AnnouncementsView:
        """What an admin sees of broadcasts, once what they ask for is done."""
        if pressed:
            outcome = await self._pressed(question, asker)
        elif question.intent is Intent.SCHEDULE:
            move = read_move(occasion.text)
            outcome = await (self._moved(move, asker) if move else self._schedule())
        else:
            outcome = await self._wished(read_wish(occasion.text), occasion, asker)
        return self._as_of_now(outcome)

    def with_health(self, health: Health) -> AnnouncementsView:
        """What an admin sees of the bot's health."""
        return AnnouncementsView(self._zone, int(self._now()), health=health)

    async def shown(self, number: int) -> AnnouncementsView | None:
        """One broadcast as it stands."""
        found = await self._sight.of(number)
        return self._as_of_now(Shown(found)) if found else None

    async def reported(self, number: int) -> AnnouncementsView | None:
        """One broadcast with all of its recipients."""
        found = await self._sight.of(number)
        return self._as_of_now(self._sight.report(found)) if found else None

    async def expects(self, text: str, admin: int) -> bool:
        """Whether a message without a command is meant for the draft of its author."""
        return may_belong_to_draft(text) and await self._sight.draft(admin) is not None

    def _as_of_now(self, outcome: Outcome) -> AnnouncementsView:
        return AnnouncementsView(self._zone, int(self._now()), outcome)

    async def _pressed(self, question: Question, asker: int) -> Outcome:
        """What a button asks for: "pause-5"; "5" or nothing to look."""
        name, _, digits = (question.topic or "").rpartition("-")
        number = number_in(digits)
        if number is None:
            schedule = question.intent is Intent.SCHEDULE
            return await (self._schedule() if schedule else self._overview())
        announcement = await self._sight.of(number)
        if announcement is None:
            return NoAnnouncement(number)
        match name:
            case "ask":
                return CancelAsked(announcement)
            case "test":
                return await self._drafts.test(announcement.number, asker)
            case "report":
                return self._sight.report(announcement)
            case "hour" | "day":
                later = announcement.starts_at + _LATER[name]
                return await self._begin_at(announcement.number, later, asker)
            case _:
                return await self._deeds.by_button(name, announcement.number, asker)

    async def _wished(self, wish: Wish, occasion: Occasion, asker: int) -> Outcome:
        match wish:
            case LookAround():
                return await self._overview()
            case LookAt(number):
                found = await self._sight.of(number)
                return Shown(found) if found else NoAnnouncement(number)
            case Write() | Ask():
                return await self._drafts.write(wish, occasion, asker)
            case Send():
                return await self._drafts.confirm(wish, asker)
            case _:
                return await self._drafts.change(wish, occasion, asker)

    async def _moved(self, move: Move, asker: int) -> Outcome:
        starts_at = begins_at(move.time, self._now(), self._zone)
        if isinstance(starts_at, UnreadableTime):
            return starts_at
        return await self._begin_at(move.number, starts_at, asker)

    async def _begin_at(self, number: int, starts_at: int, asker: int) -> Outcome:
        outcome = await self._deeds.move(number, starts_at, asker)
        return Moved(outcome.announcement) if isinstance(outcome, Shown) else outcome

    async def _overview(self) -> Overview:
        return Overview(await self._sight.open_ones())

    async def _schedule(self) -> Timetable:
        return await self._sight.reading(partial(timetable, rate=self._rate))
