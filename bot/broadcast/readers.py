"""In which circumstances a recipient reads a broadcast: the same for a preview and for what is sent.

A broadcast to a region is read for that region. Any other is read for the region that the chat chose, else for the
only one that the chat, or the topic of it, subscribed to, else for that of the settings.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from bot.occasion import Occasion
from bot.store import Memory, subscriptions
from bot.store.deliveries import Recipient

_FRESH: Final = 60.0
"""Seconds for which it is known who subscribed to what: a broadcast does not ask for every recipient."""


class Readers:
    """Knows the occasion of every recipient; `occasion` is that of a chat by itself."""

    def __init__(
        self,
        memory: Memory,
        occasion: Callable[[int], Occasion],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._memory = memory
        self._occasion = occasion
        self._clock = clock
        self._only: Mapping[tuple[int, int | None], str] = {}
        self._asked_at = float("-inf")
        self._asking = asyncio.Lock()

    async def occasion(
        self, audience: Mapping[str, Any] | None, to: Recipient, *, now: bool = False
    ) -> Occasion:
        """The occasion of one recipient of an audience, as it is kept; `now` looks anew who subscribed to what."""
        occasion = self._occasion(to.chat_id)
        region = (audience or {}).get("region")
        if region is None and self._memory.chats.get(to.chat_id).region is None:
            region = (await self._only_ones(now=now)).get((to.chat_id, to.topic))
        return replace(occasion, region=region) if region and region in occasion.figures.regions else occasion

    async def _only_ones(self, *, now: bool) -> Mapping[tuple[int, int | None], str]:
        async with self._asking:
            if now or self._clock() - self._asked_at > _FRESH:
                self._only = await asyncio.to_thread(self._read)
                self._asked_at = self._clock()
        return self._only

    def _read(self) -> Mapping[tuple[int, int | None], str]:
        with self._memory.writer.reading() as connection:
            return subscriptions.only_regions(connection)
