"""A polite slow-down for who asks faster than anybody reads, so that nobody else waits for them.

What counts is when an update came, not when its turn does: a flood is seen as one though its answers wait. Each
person has their own, admins too; a group as a whole may ask as much as Telegram lets us answer there. What is kept
is numbers, in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot import unclear
from bot.arrival import arrival
from bot.dispatch.reading import Asked, Incoming, Migrated, Pressed, SentAway, Typing, Welcomed
from bot.floods import Floods, Verdict
from bot.messages import plain
from bot.metrics import Metrics
from bot.occasion import Occasion
from bot.outgoing import Outgoing, Place

BURST: Final = 20
EACH: Final = 2.0
"""What a person may ask at once, and the seconds until one more."""

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
    ) -> None:
        self._outgoing = outgoing
        self._answers = metrics.answers
        self._clock = clock
        self._to = to
        self._people = Floods(BURST, EACH)
        self._groups = Floods(_GROUP_BURST, _GROUP_EACH)
        self._typing = Floods(_TYPED_BURST, _TYPED_EACH)

    async def admits(self, incoming: Incoming) -> bool:
        """Whether it is to be answered; where it is not, that is said and counted here."""
        verdict = self._verdict(incoming)
        if verdict is Verdict.ADMITTED:
            return True
        self._answers.labels("none", "slowed").inc()
        if isinstance(incoming, Pressed):
            notice = plain(unclear.too_fast(self._to(incoming.place)).text)
            await self._outgoing.acknowledge(incoming.callback_id, notice)
        elif verdict is Verdict.TOLD and not isinstance(
            incoming, Typing | Migrated | Welcomed | SentAway | None
        ):
            message = unclear.too_fast(self._to(incoming.place))
            await self._outgoing.send(incoming.place, message, incoming.message_id)
        return False

    def _verdict(self, incoming: Incoming) -> Verdict:
        known = arrival()
        at = self._clock() if known is None else known
        match incoming:
            case Asked(place=place) | Pressed(place=place):
                verdict = self._people.verdict(_person(incoming), at)
                if verdict is Verdict.ADMITTED and place.group:
                    return self._groups.verdict(place.chat_id, at)
                return verdict
            case Typing(sender_id=person):
                return self._typing.verdict(person, at)
            case Migrated() | Welcomed() | SentAway() | None:
                return Verdict.ADMITTED
            case _:
                return self._people.verdict(incoming.place.chat_id, at)


def _person(incoming: Asked | Pressed) -> int:
    """Who asks; who writes as a group or a channel has no number of their own, and shares the chat's."""
    if isinstance(incoming, Asked) and (incoming.as_group or incoming.sender_id is None):
        return incoming.place.chat_id
    return incoming.sender_id or incoming.place.chat_id
