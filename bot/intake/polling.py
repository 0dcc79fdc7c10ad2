"""Asks Telegram for updates, again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final

import structlog
from starlette.routing import BaseRoute
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.api import LONG_POLL, Calls, pause
from bot.intake.intake import Intake

log = structlog.get_logger(__name__)

ALLOWED: Final = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query")
_LONGEST_PAUSE: Final = 5.0


class Polling:
    """Gets updates by long polling; each batch is in the inbox before the next is asked for."""

    routes: Sequence[BaseRoute] = ()
    """Nobody calls us."""

    def __init__(self) -> None:
        self._offset: int | None = None

    async def run(self, api: Calls, intake: Intake) -> None:
        """Poll until cancelled. Raises InvalidToken where Telegram knows no such bot."""
        failures, alone = 0, False
        while True:
            try:
                if not alone:
                    await api.call("deleteWebhook")
                    alone = True
                await self.once(api, intake)
                failures = 0
            except InvalidToken:
                raise
            except TelegramError as error:
                failures += 1
                await asyncio.sleep(_pause(error, failures))

    async def close(self, _api: Calls) -> None:
        """Leave what comes from now on to the next process."""

    async def once(self, api: Calls, intake: Intake) -> None:
        """One request, and the way into the inbox for what it brought."""
        updates = await api.call(
            "getUpdates",
            LONG_POLL + 10,
            offset=self._offset,
            timeout=LONG_POLL,
            allowed_updates=list(ALLOWED),
        )
        if updates:
            await intake.take(updates)
            self._offset = updates[-1]["update_id"] + 1


def _pause(error: TelegramError, failures: int) -> float:
    if isinstance(error, RetryAfter):
        return pause(error)
    if isinstance(error, Conflict):
        log.error("another process polls with the same token, or a webhook is set")
        return _LONGEST_PAUSE
    log.warning("Telegram is out of reach", error=type(error).__name__, failures=failures)
    return min(_LONGEST_PAUSE, 0.25 * 2.0 ** min(failures, 10))
