"""The notices that subscribers get: each recipient's row names what is new for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any, Final

from bot.broadcast.composing import Composed, Nothing
from bot.messages import Message
from bot.notifying import Saying
from bot.occasion import Occasion
from bot.store import Subscriptions
from bot.store.broadcasts import Broadcast
from bot.store.deliveries import Recipient
from bot.subscription import News, Subscription

_KEPT: Final = 1024
"""Composed messages that are kept: most subscribers of a region read the same."""


class NoticeComposer:
    """Composes each notice once for all chats that read the same."""

    def __init__(
        self, saying: Saying, subscriptions: Subscriptions, occasion: Callable[[int], Occasion]
    ) -> None:
        self._saying = saying
        self._subscriptions = subscriptions
        self._occasion = occasion
        self._composed: dict[object, Message | None] = {}

    async def __call__(self, broadcast: Broadcast, to: Recipient) -> Composed:
        """The notice for one recipient."""
        occasion, about = self._occasion(to.chat_id), to.extra or {}
        if broadcast.starts_at > broadcast.created_at:
            about = still_wanted(about, broadcast, await self._subscriptions.of(to.chat_id))
        circumstances = (occasion.region, occasion.t.language, occasion.group, occasion.today)
        key = (broadcast.number, json.dumps(dict(about)), circumstances)
        if key not in self._composed:
            if len(self._composed) >= _KEPT:
                self._composed.clear()
            self._composed[key] = await self._saying(broadcast.content, about, occasion)
        return self._composed[key] or Nothing("there is nothing new to say any more")


def still_wanted(
    about: Mapping[str, Any], broadcast: Broadcast, subscriptions: Sequence[Subscription]
) -> dict[str, Any]:
    """What is left to say to a chat that may have stopped a subscription, or a part of it, while it waited."""

    def of(news: News) -> set[tuple[str, str]]:
        return {each.key[1:] for each in subscriptions if news in each.news}

    figures, digest, alerts = map(of, (News.FIGURES, News.DIGEST, News.CROSSINGS))
    crossed = broadcast.content["crossed"]
    return {
        **about,
        "figures": [each for each in about.get("figures", ()) if tuple(each[:2]) in figures],
        "digest": [each for each in about.get("digest", ()) if tuple(each) in digest],
        "crossed": [at for at in about.get("crossed", ()) if _is_among(crossed[at], alerts)],
    }


def _is_among(crossing: Sequence[Any], places: Container[tuple[str, str]]) -> bool:
    """Whether a crossing, as `notifying` keeps it, is in one of these regions, or segments of them."""
    region, segment, *_ = crossing
    return (region, "") in places or (region, segment) in places
