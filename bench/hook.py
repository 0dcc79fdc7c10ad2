"""Delivers a crowd's updates to the bot's webhook as Telegram does: in order, several at once, again until 2xx.

What is refused, or meets nobody, is tried again at once, then after 2, 4, 8 seconds.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any, Final

import aiohttp

from bench.bot_process import SECRET
from bench.crowd import Crowd

_AT_ONCE: Final = 40
"""Connections at once, Telegram's own default for max_connections."""

_PAUSES: Final = (0.0, 2.0, 4.0, 8.0)
_PATIENCE: Final = aiohttp.ClientTimeout(total=60)


class Hook:
    """The way of a crowd's updates to an address on loopback."""

    def __init__(self, crowd: Crowd, address: str) -> None:
        self._crowd = crowd
        self._url = f"http://{address}/telegram"

    async def run(self) -> None:
        """Deliver until cancelled."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with aiohttp.ClientSession(headers=headers, timeout=_PATIENCE) as session:
            await asyncio.gather(*(self._deliver(session) for _ in range(_AT_ONCE)))

    async def _deliver(self, session: aiohttp.ClientSession) -> None:
        while True:
            update, failures = await self._crowd.next_update(), 0
            while not await self._taken(session, update):
                await asyncio.sleep(_PAUSES[min(failures, len(_PAUSES) - 1)])
                failures += 1

    async def _taken(self, session: aiohttp.ClientSession, update: dict[str, Any]) -> bool:
        try:
            async with session.post(self._url, json=update) as answer:
                return HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES
        except (aiohttp.ClientError, OSError):
            return False
