"""A polite slow-down for who asks faster than anybody reads, so that nobody else waits for them.

In a private chat the answers come one by one, after a word about it; only what would wait for minutes is left out.
In a group others would wait as well, so there it is left out at once. What counts is when an update came, not when
its turn does: a flood is seen as one though its answers wait. Each person has their own, admins too; a group as a
whole may ask as much as Telegram lets us answer there. What is kept is numbers, in memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from bot import unclear
from bot.arrival import arrival
from bot.dispatch.reading import Asked, Incoming, Migrated, Pressed, SentAway, Typing, Welcomed
from bot.floods import Floods, Turn
from bot.messages import plain
from bot.metrics import Metrics
from bot.occasion import Occasion
from bot.outgoing import Outgoing, Place

BURST: Final = 20
EACH: Final = 1.0
"""What a person may ask at once, and the seconds until one more, as Telegram counts in a chat."""

LONGEST: Final = 300.0
"""Seconds for which a question in a private chat waits for its turn."""

_GROUP_BURST: Final = 60
_GROUP_EACH: Final = 3.0
"""The same for a group: Telegram takes 20 messages a minute there."""

_TYPED_BURST: Final = 60
_TYPED_EACH: Final = 0.5
"""The same for what is typed behind the bot's name: every letter may ask."""


class Slowing:
    """Admits what is asked, or says once that it is too much; `to` gives the occasion of a place."""

    def __init__(
        self,
        outgoing: Outgoing,
        metrics: Metrics,
        clock: Callable[[], float],
        to: Callable[[Place], Occasion],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._outgoing = outgoing
        self._answers = metrics.answers
        self._clock = clock
        self._to = to
        self._sleep = sleep
        self._people = Floods(BURST, EACH)
        self._groups = Floods(_GROUP_BURST, _GROUP_EACH)
        self._typing = Floods(_TYPED_BURST, _TYPED_EACH)

    async def admits(self, incoming: Incoming) -> bool:
        """Whether it is to be answered, once its turn has come; what is slowed down is told so and counted here.

        What an earlier process left has waited already.
        """
        at = arrival()
        if at is None:
            return True
        turn = self._turn(incoming, at)
        if turn.wait == 0:
            return True
        self._answers.labels("none", "slowed").inc()
        await self._tell(incoming, turn)
        if turn.wait is None:
            return False
        await self._sleep(max(0.0, at + turn.wait - self._clock()))
        return True

    def _turn(self, incoming: Incoming, at: float) -> Turn:
        match incoming:
            case Asked(place=place) | Pressed(place=place):
                # a button's spinner does not turn for long
                patient = not place.group and isinstance(incoming, Asked)
                turn = self._people.turn(_person(incoming), at, LONGEST if patient else 0.0)
                return self._groups.turn(place.chat_id, at) if place.group and turn.wait == 0 else turn
            case Typing(sender_id=person):
                return self._typing.turn(person, at)
            case Migrated() | Welcomed() | SentAway() | None:
                return Turn(0.0)
            case _:
                return self._people.turn(incoming.place.chat_id, at, LONGEST)

    async def _tell(self, incoming: Incoming, turn: Turn) -> None:
        if isinstance(incoming, Pressed):
            notice = plain(unclear.too_fast(self._to(incoming.place)).text)
            await self._outgoing.acknowledge(incoming.callback_id, notice)
        elif turn.first and not isinstance(incoming, Typing | Migrated | Welcomed | SentAway | None):
            say = unclear.too_fast if turn.wait is None else unclear.one_by_one
            await self._outgoing.send(incoming.place, say(self._to(incoming.place)), incoming.message_id)


def _person(incoming: Asked | Pressed) -> int:
    """Who asks; who writes as a group or a channel has no number of their own, and shares the chat's."""
    if isinstance(incoming, Asked) and (incoming.as_group or incoming.sender_id is None):
        return incoming.place.chat_id
    return incoming.sender_id or incoming.place.chat_id
