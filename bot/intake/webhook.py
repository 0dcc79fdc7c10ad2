"""Receives the updates that Telegram brings, for as many processes as there are behind one address."""

from __future__ import annotations

import asyncio
import hmac
from typing import Final

import orjson
import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.api import Calls, pause
from bot.intake.intake import Intake
from bot.intake.polling import ALLOWED

log = structlog.get_logger(__name__)

PATH: Final = "/telegram"
LARGEST: Final = 1024 * 1024
"""Bytes of an update; Telegram's are far smaller, files come apart from them."""

_SECRET: Final = "x-telegram-bot-api-secret-token"  # noqa: S105 - the header's name
_CONNECTIONS: Final = 100
"""Updates that Telegram may bring at once, the most that it allows."""

SLOWEST: Final = 10.0
"""Seconds that the body of an update may take to come; Telegram's come in one piece."""

_BUSY: Final = 10.0
"""Seconds for which Telegram is kept waiting where too much is waiting here; then it shall come again."""

_LOOK: Final = 300.0
"""Seconds between two looks whether Telegram still has our address: another program may have changed it."""

_RETRY: Final = 5.0


class Webhook:
    """An address that Telegram calls, and the registration of it.

    An update gets 200 once it is in the inbox. While it is shut it gets 503: Telegram keeps it and comes again.
    """

    def __init__(self, url: str, secret: str) -> None:
        self.url = url
        self._secret = secret
        self._intake: Intake | None = None
        self._is_registered = False
        self.routes = [Route(PATH, self._receive, methods=["POST"])]

    async def run(self, api: Calls, intake: Intake) -> None:
        """Take updates, and see to it that Telegram brings them, until cancelled. Raises InvalidToken."""
        self.open(intake)
        try:
            while True:  # noqa: ASYNC110 - what is waited for happens at Telegram's
                await asyncio.sleep(await self.look_after(api))
        finally:
            self.shut()

    def open(self, intake: Intake) -> None:
        """Take updates."""
        self._intake = intake

    def shut(self) -> None:
        """Take none any more."""
        self._intake = None

    async def close(self, api: Calls) -> None:
        """Have Telegram keep what comes until a bot asks for it, or registers again."""
        try:
            await api.call("deleteWebhook")
        except TelegramError as error:
            log.warning("the webhook stays registered", error=type(error).__name__)

    async def look_after(self, api: Calls) -> float:
        """Register where Telegram does not call us; the seconds until the next look.

        Once in any case: Telegram does not tell whether it has our secret.
        """
        try:
            info = await api.call("getWebhookInfo")
            known = info["url"] == self.url and set(info.get("allowed_updates", ())) == set(ALLOWED)
            if not (known and self._is_registered):
                await self._register(api)
            elif info.get("last_error_message"):
                log.warning("Telegram had trouble to call", waiting=info["pending_update_count"])
        except InvalidToken:
            raise
        except RetryAfter as error:
            return pause(error)
        except TelegramError as error:
            log.warning("the webhook is not registered, trying again", error=type(error).__name__)
            return _RETRY
        return _LOOK

    async def _register(self, api: Calls) -> None:
        await api.call(
            "setWebhook",
            url=self.url,
            secret_token=self._secret,
            allowed_updates=list(ALLOWED),
            max_connections=_CONNECTIONS,
        )
        self._is_registered = True
        log.info("webhook registered")

    async def _receive(self, request: Request) -> Response:
        shown = request.headers.get(_SECRET, "")
        if not hmac.compare_digest(shown.encode(), self._secret.encode()):
            return Response(status_code=401)
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return Response(status_code=415)
        try:
            async with asyncio.timeout(SLOWEST):
                body = await _bounded(request)
        except TimeoutError:
            return Response(status_code=408, headers={"Connection": "close"})
        except ClientDisconnect:
            return Response(status_code=400)  # nobody hears it
        if body is None:
            return Response(status_code=413)
        update = _update(body)
        if update is None:
            return Response(status_code=400)
        if self._intake is None:
            return _later()
        try:
            async with asyncio.timeout(_BUSY):
                await self._intake.lanes.room()
        except TimeoutError:
            return _later()
        await self._intake.take([update])
        return Response()


async def _bounded(request: Request) -> bytes | None:
    """The body; nothing where it is too large, of which no more than the bound is read."""
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > LARGEST:
            return None
        pieces.append(piece)
    return b"".join(pieces)


def _update(body: bytes) -> dict[str, object] | None:
    try:
        update = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    known = isinstance(update, dict) and type(update.get("update_id")) is int
    return update if known else None


def _later() -> Response:
    return Response(status_code=503, headers={"Retry-After": "2"})
