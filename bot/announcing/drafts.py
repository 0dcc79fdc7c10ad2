"""Drafts: written, seen as others read them, given recipients and a time, tested, confirmed.

A draft is its author's last broadcast; another text takes its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo
from functools import partial
from typing import assert_never

from sqlalchemy import Connection

from bot.announcement import (
    Drafted,
    NoAnnouncement,
    Nobody,
    NoDraft,
    NotNow,
    Outcome,
    SeveralRegions,
    Shown,
    Tested,
    TooLate,
    UnknownRecipients,
    UnreadableTime,
    WrongCode,
)
from bot.announcing.deeds import Deeds
from bot.announcing.drafting import Content, asked, begins_at, previewed, written
from bot.announcing.seeing import Sight, code_of
from bot.announcing.wishes import Ask, At, Send, To, Try, ViewAs, Write
from bot.answering import Answering
from bot.broadcast import desk
from bot.broadcast.audience import Audience, Everybody, addressed, from_json
from bot.broadcast.message import KIND
from bot.broadcast.readers import Readers
from bot.broadcast.whom import Several, chat_number, read_audience, region_codes
from bot.language.places import Gazetteer
from bot.occasion import Occasion
from bot.store import Memory, broadcasts
from bot.store.broadcasts import Broadcast, State
from bot.store.deliveries import Recipient


class Drafts:
    """The drafts of all admins; `now` gives seconds since 1970."""

    def __init__(
        self,
        memory: Memory,
        sight: Sight,
        deeds: Deeds,
        answering: Answering,
        gazetteer: Gazetteer,
        zone: tzinfo,
        readers: Readers,
        now: Callable[[], float],
    ) -> None:
        self._memory = memory
        self._sight = sight
        self._deeds = deeds
        self._answering = answering
        self._gazetteer = gazetteer
        self._zone = zone
        self._readers = readers
        self._now = now

    async def write(self, wish: Write | Ask, occasion: Occasion, admin: int) -> Outcome:
        """A new draft, to everybody and at once until it is changed."""
        if isinstance(wish, Write):
            content = written(wish.text)
        else:
            content = asked(wish.question, self._answering, occasion)
        if not isinstance(content, dict):
            return content
        draft = await self._memory.writer.run(partial(_written, content=content, made_by=admin))
        return await self._own(draft, occasion, admin) if draft else NoDraft()

    async def change(self, wish: ViewAs | To | At | Try, occasion: Occasion, admin: int) -> Outcome:
        """What an admin wants of their draft."""
        draft = await self._sight.draft(admin)
        if draft is None:
            return NoDraft()
        match wish:
            case ViewAs(whom):
                return await self._viewed(draft, whom, occasion)
            case To(whom):
                return await self._addressed(draft, whom, occasion, admin)
            case At(time):
                return await self._timed(draft, time, occasion, admin)
            case Try():
                return await self.test(draft.number, admin)
        assert_never(wish)

    async def test(self, number: int, admin: int) -> Outcome:
        """The broadcast as the admin's own chat reads it."""
        draft = await self._memory.writer.run(partial(broadcasts.find, number=number))
        if draft is None:
            return NoAnnouncement(number)
        announcement = await self._sight.known(number)
        if draft.kind != KIND:
            return NotNow(announcement)
        occasion = await self._readers.occasion(draft.audience, Recipient(admin), now=True)
        name = occasion.figures.regions[occasion.region].name
        return Tested(announcement, *previewed(draft.content, name, self._answering, occasion))

    async def confirm(self, wish: Send, admin: int) -> Outcome:
        """The admin's draft goes out, where the code is its own."""
        draft = await self._sight.draft(admin)
        if draft is None:
            # a code that comes again, as after a restart, shows what it confirmed
            last = await self._sight.last(admin)
            return (
                Shown(await self._sight.known(last.number))
                if last and code_of(last) == wish.code
                else NoDraft()
            )
        announcement = await self._sight.known(draft.number)
        if wish.code != announcement.code:
            return WrongCode(announcement)
        if not announcement.total and announcement.at_once:
            return Nobody(announcement)
        if not announcement.at_once and announcement.starts_at <= self._now():
            return TooLate(announcement)
        starts_at = 0 if announcement.at_once else announcement.starts_at
        return await self._deeds.confirm(draft.number, starts_at, admin)

    async def _own(self, draft: Broadcast, occasion: Occasion, admin: int) -> Drafted:
        """The draft as its author's chat would read it."""
        reader = await self._readers.occasion(draft.audience, Recipient(admin), now=True)
        return await self._preview(draft, replace(occasion, region=reader.region))

    async def _preview(self, draft: Broadcast, occasion: Occasion) -> Drafted:
        name = occasion.figures.regions[occasion.region].name
        preview, _ = previewed(draft.content, name, self._answering, occasion)
        return Drafted(await self._sight.known(draft.number), preview)

    async def _viewed(self, draft: Broadcast, whom: str, occasion: Occasion) -> Outcome:
        """The draft as it reads for a region, in the asker's language, or as a chat reads it, in its own."""
        codes = region_codes(whom, self._gazetteer)
        if len(codes) > 1:
            return SeveralRegions(whom, codes)
        if codes:
            return await self._preview(draft, replace(occasion, region=codes[0]))
        chat = chat_number(whom)
        if chat is None:
            return UnknownRecipients(whom)
        to = await self._sight.reading(
            partial(addressed, audience=from_json(draft.audience or {"to": "all"}), chat_id=chat)
        )
        reader = await self._readers.occasion(draft.audience, to, now=True)
        preview, _ = previewed(draft.content, whom, self._answering, reader)
        return Drafted(await self._sight.known(draft.number), preview)

    async def _addressed(self, draft: Broadcast, whom: str, occasion: Occasion, admin: int) -> Outcome:
        audience = read_audience(whom, self._gazetteer)
        if audience is None:
            return UnknownRecipients(whom)
        if isinstance(audience, Several):
            return SeveralRegions(whom, audience.codes)
        return await self._redrafted(draft, occasion, admin, to=audience)

    async def _timed(self, draft: Broadcast, time: str | None, occasion: Occasion, admin: int) -> Outcome:
        starts_at = begins_at(time, self._now(), self._zone) if time else draft.created_at
        if isinstance(starts_at, UnreadableTime):
            return starts_at
        return await self._redrafted(draft, occasion, admin, starts_at=starts_at)

    async def _redrafted(
        self,
        draft: Broadcast,
        occasion: Occasion,
        admin: int,
        to: Audience | None = None,
        starts_at: int | None = None,
    ) -> Outcome:
        changed = partial(desk.redraft, number=draft.number, to=to, starts_at=starts_at)
        done = await self._memory.writer.run(changed)
        return await self._own(done, occasion, admin) if isinstance(done, Broadcast) else NoDraft()


def _written(connection: Connection, content: Content, made_by: int) -> Broadcast | None:
    """A new draft; an earlier one of the same author is dropped for it."""
    last = broadcasts.last_of(connection, KIND, made_by)
    if last and last.state is State.DRAFT:
        desk.cancel(connection, last.number)
    number = desk.send(connection, KIND, content, Everybody(), draft=True, made_by=made_by)
    return broadcasts.find(connection, number)
