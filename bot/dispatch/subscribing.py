"""What has to be looked up before subscriptions are answered about: those there are, and whose channel it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.figures.desk import Desk
from bot.language.question import Question
from bot.occasion import Occasion
from bot.outgoing import Outgoing, Place
from bot.store import Memory
from bot.subscription import ZONES, Channel, Refusal, SubscriptionsView, Timing, Wish, channel_in

_CHANNELS: Final = 8
"""Channels that are listed to the person who set them up; each is asked of the server."""


class Subscribing:
    """Looks at the subscriptions of a chat, or of a channel that its admin names in a private chat."""

    def __init__(
        self, memory: Memory, desk: Desk, outgoing: Outgoing, bot_id: int, now: Callable[[], datetime]
    ) -> None:
        self._memory = memory
        self._desk = desk
        self._outgoing = outgoing
        self._bot_id = bot_id
        self._now = now

    async def view(
        self, question: Question, occasion: Occasion, asker: int | None, place: Place
    ) -> SubscriptionsView:
        """The subscriptions of the place, or of the channel that is meant; with the asker's right to change it."""
        now, version = self._now(), self._desk.current
        view = SubscriptionsView(
            place.chat_id, now, version, self._usual(now), topic=place.topic, asker=asker
        )
        named = channel_in(occasion.text) or Wish.of(question.topic).channel
        if named is None or place.group:
            elsewhere = () if place.group or asker is None else await self._elsewhere(asker)
            return replace(await self._filled(view), elsewhere=elsewhere)
        found = await self._channel(named, asker)
        if isinstance(found, Refusal):
            return replace(view, refusal=found)
        return await self._filled(replace(view, chat_id=found.chat_id, topic=None, channel=found))

    async def _filled(self, view: SubscriptionsView) -> SubscriptionsView:
        store = self._memory.subscriptions
        timing = await store.timing(view.chat_id) or view.timing
        return replace(view, timing=timing, subscriptions=tuple(await store.of(view.chat_id)))

    async def _elsewhere(self, asker: int) -> tuple[tuple[Channel, int], ...]:
        """The channels that the asker set up and still administers."""
        counts = await self._memory.subscriptions.set_up_by(asker)
        found = [
            (await self._channel(chat_id, asker), count) for chat_id, count in [*counts.items()][:_CHANNELS]
        ]
        return tuple((channel, count) for channel, count in found if isinstance(channel, Channel))

    async def _channel(self, named: str | int, asker: int | None) -> Channel | Refusal:
        found = await self._outgoing.channel(named)
        if found is None:
            return Refusal.NO_CHANNEL
        if asker is None or not await self._outgoing.is_admin(found.chat_id, asker):
            return Refusal.NOT_YOURS
        if not await self._outgoing.is_admin(found.chat_id, self._bot_id):
            return Refusal.NOT_OURS
        return replace(found, language=self._memory.chats.get(found.chat_id).language)

    def _usual(self, now: datetime) -> Timing:
        """What a chat that chose nothing gets: the zone is that of the settings."""
        offset = now.astimezone(self._desk.zone).utcoffset()
        zones = (name for name, zone in ZONES.items() if now.astimezone(zone).utcoffset() == offset)
        return Timing(zone=next(zones, Timing().zone))
