"""What operators and their programs ask of the process over HTTP: whether it lives, is ready, and its metrics."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Final

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from telegram.error import TelegramError

from bot.api import Calls
from bot.figures.desk import Desk
from bot.metrics import Metrics
from bot.store import Memory, broadcasts, leases
from core.staleness import newest

log = structlog.get_logger(__name__)

_PATIENCE: Final = 3.0
"""Seconds that the database and Telegram get for an answer."""

_FRESH: Final = 10.0
"""Seconds for which such an answer counts, so that being asked often costs nothing."""


class Watching:
    """Answers from the start of the process on; before `attend` it is alive and not ready."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._asked: Callable[[], Awaitable[dict[str, bool]]] | None = None
        self.routes = [
            Route("/healthz", _alive),
            Route("/readyz", self._ready),
            Route("/metrics", self._exposed),
        ]

    def attend(self, api: Calls, memory: Memory, desk: Desk) -> None:
        """Watch a bot whose figures are loaded and whose database is up to date."""
        self._asked = _Checks(api, memory, desk, self._metrics).all

    async def _ready(self, _request: Request) -> Response:
        checks = await self._asked() if self._asked else {"started": False}
        return JSONResponse(checks, status_code=200 if all(checks.values()) else 503)

    async def _exposed(self, _request: Request) -> Response:
        if self._asked:
            await self._asked()
        return Response(generate_latest(self._metrics.registry), media_type=CONTENT_TYPE_LATEST)


class _Checks:
    """Whether all that the bot needs is there; what it finds is in the metrics as well."""

    def __init__(self, api: Calls, memory: Memory, desk: Desk, metrics: Metrics) -> None:
        self._api = api
        self._memory = memory
        self._desk = desk
        self._metrics = metrics
        self._asking = asyncio.Lock()
        self._found: dict[str, bool] = {}
        self._found_at = float("-inf")
        self._described = ""

    async def all(self) -> dict[str, bool]:
        """Each of them with whether it holds, found within the last seconds."""
        async with self._asking:
            if time.monotonic() - self._found_at > _FRESH:
                telegram, database, _ = await asyncio.gather(
                    self._telegram(), self._database(), self._figures()
                )
                self._metrics.telegram_up.set(telegram)
                self._metrics.database_up.set(database)
                self._found = {"started": True, "telegram": telegram, "database": database}
                self._found_at = time.monotonic()
        return self._found

    async def _telegram(self) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._api.call("getMe")
        except (TelegramError, TimeoutError) as error:
            log.warning("Telegram does not answer", error=type(error).__name__)
            return False
        return True

    async def _database(self) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE):
                counts, waiting, holder = await asyncio.to_thread(self._rows)
        except (SQLAlchemyError, TimeoutError) as error:
            log.warning("the database does not answer", error=type(error).__name__)
            return False
        for state, count in counts.items():
            self._metrics.broadcasts.labels(state).set(count)
        self._metrics.deliveries_pending.set(waiting)
        self._metrics.sender.set(holder == self._memory.name)
        return True

    def _rows(self) -> tuple[dict[broadcasts.State, int], int, str | None]:
        with self._memory.writer.reading() as connection:
            counts = broadcasts.open_by_state(connection)
            return counts, broadcasts.waiting(connection), leases.holder(connection)

    async def _figures(self) -> None:
        figures = self._desk.figures
        if figures.version == self._described:
            return
        latest = await asyncio.to_thread(newest, figures)
        last_day = datetime.combine(latest.last_day, datetime.min.time(), UTC) if latest else None
        self._metrics.figures_as_of.set(last_day.timestamp() if last_day else 0)
        self._metrics.figures_released.set(self._desk.released_at)
        self._described = figures.version


async def _alive(_request: Request) -> Response:
    return PlainTextResponse("ok")
