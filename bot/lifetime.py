"""The process from its start to its end: what goes on beside the answers, and how it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import structlog
from pydantic import SecretStr
from starlette.routing import BaseRoute
from telegram.error import TelegramError

from bot import logs, menu
from bot.app import Bot, StoppedEarlyError, connected
from bot.intake import Polling, Webhook
from bot.intake.webhook import PATH
from bot.metrics import Metrics
from bot.server import HttpServer
from bot.settings import Address, Settings
from bot.transport import Transport
from bot.watchdog import Watchdog
from bot.watching import Watching

if TYPE_CHECKING:
    from bot.playground import World

log = structlog.get_logger(__name__)

DRAIN: Final = 15.0
"""Seconds that what has begun may take to end after SIGTERM."""

_HOUSEKEEPING: Final = 3600.0
_SAFE: Final = 16
"""Characters of a secret that nobody guesses."""

_AGAIN: Final = 30.0
"""Seconds until work that broke off begins again."""


_COLLECTING: Final = (50_000, 20, 100)
"""New objects after which Python looks for those that hold only each other, and how often it looks at older ones.
By itself it looks after 700, which is every fifth update, and at all that is under way after a few thousand."""


async def run(settings: Settings) -> None:
    """Run the bot until SIGTERM or SIGINT, then end what it has begun.

    Raises what `connected` raises, and bot.server.AddressInUseError where HTTP_ADDRESS is taken.
    """
    logs.configure(settings.log_level, settings.log_format, settings.secrets)
    asyncio.get_running_loop().set_exception_handler(logs.unexpected)
    gc.set_threshold(*_COLLECTING)
    stopping = _on_signals()
    metrics = Metrics()
    watching, door = Watching(metrics), door_of(settings)
    routes, close, world = _playground() if settings.is_playground else ([], _nothing, None)
    server = HttpServer(settings.http_address, [*watching.routes, *door.routes, *routes])
    if world:
        settings = _in_playground(settings, world, server.address)
    serving = asyncio.create_task(server.serve())
    try:
        transports = Transport(proxy=settings.https_proxy), Transport(proxy=settings.https_proxy)
        async with connected(settings, *transports, stopping=stopping, metrics=metrics) as bot:
            watching.attend(bot.api, bot.memory, bot.desk)
            await _work(bot, settings, door, Watchdog(metrics), stopping)
    except StoppedEarlyError:
        log.info("told to stop before Telegram was reached")
    finally:
        close()
        server.stop()
        await serving
    log.info("stopped")


def door_of(settings: Settings) -> Polling | Webhook:
    """Where updates come in."""
    if settings.bot_mode == "polling" or settings.is_playground:
        return Polling()
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    if len(secret) < _SAFE:
        log.warning(
            "the webhook's secret is short enough to be guessed", characters=len(secret), better=_SAFE
        )
    return Webhook(_whole_address(settings.webhook_url or ""), secret)


def _whole_address(url: str) -> str:
    """The address with the path that is served here, where it names none."""
    return url if urlsplit(url).path.strip("/") else url.rstrip("/") + PATH


async def _work(
    bot: Bot, settings: Settings, door: Polling | Webhook, watchdog: Watchdog, stopping: asyncio.Event
) -> None:
    left = await bot.intake.replay()
    log.info("started", bot=bot.api.username, left_over=left, figures=bot.desk.figures.version)
    background = [
        asyncio.create_task(door.run(bot.api, bot.intake)),
        asyncio.create_task(_publish(bot, settings)),
        asyncio.create_task(bot.sender.run()),
        asyncio.create_task(watchdog.run()),
        *(
            asyncio.create_task(_steadily(work))
            for work in (
                partial(_keep_house, bot),
                bot.intake.watch,
                bot.desk.watch,
                bot.notifying.watch,
            )
        ),
    ]
    stopped = asyncio.create_task(stopping.wait())
    try:
        done, _ = await asyncio.wait([background[0], stopped], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in (*background, stopped):
            task.cancel()
        await asyncio.gather(*background, stopped, return_exceptions=True)
        if await bot.intake.leave(DRAIN):
            await door.close(bot.api)


async def _publish(bot: Bot, settings: Settings) -> None:
    try:
        await menu.publish(bot.api, bot.answering.commands, settings.default_language, settings.bot_admins)
    except TelegramError as error:
        # the menu is a convenience; the next start tries again
        log.warning("menu and descriptions could not be set", error=type(error).__name__)


async def _steadily(work: Callable[[], Awaitable[None]]) -> None:
    """Do what goes on for as long as the process lives, and again after a fault: nobody else would notice."""
    while True:
        try:
            await work()
        except Exception:
            log.exception("background work broke off, it begins again")
            await asyncio.sleep(_AGAIN)
        else:
            return


async def _keep_house(bot: Bot) -> None:
    while True:
        await bot.memory.prune()
        await bot.reminding.remind()
        bot.outgoing.prune()
        await asyncio.sleep(_HOUSEKEEPING)


def _on_signals() -> asyncio.Event:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows has no such handlers
            loop.add_signal_handler(number, stopping.set)
    return stopping


def _playground() -> tuple[list[BaseRoute], Callable[[], None], World]:
    """A playground with its routes, and what closes it."""
    from bot import playground  # noqa: PLC0415 - a bot with a token never needs it

    world = playground.World()
    return playground.routes(world), world.close, world


def _in_playground(settings: Settings, world: World, address: Address) -> Settings:
    """The settings with which the bot talks to its own playground."""
    from bot.playground import TOKEN  # noqa: PLC0415 - as above

    log.info("playground: open the address in a browser", address=f"http://{address}/")
    return settings.model_copy(
        update={
            "bot_token": SecretStr(TOKEN),
            "bot_api_url": f"http://{address}",
            "bot_mode": "polling",
            "bot_admins": tuple(world.admin_ids),
            "database_url": SecretStr(settings.memory_url),
            "https_proxy": None,
        }
    )


def _nothing() -> None:
    """There is no playground to close."""
