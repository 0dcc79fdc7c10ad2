"""The composition root: builds the parts, starts them in order and ends them in the other."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

import structlog
from pydantic import SecretStr
from starlette.routing import BaseRoute
from telegram import Update
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, TypeHandler
from telegram.request import BaseRequest

from bot import logs, menu
from bot.announcing import Announcing, Checkup, Progress
from bot.answering import Answering
from bot.api import Api
from bot.broadcast import message
from bot.broadcast.correction import CorrectionComposer
from bot.broadcast.engine import Periodic
from bot.broadcast.message import MessageComposer
from bot.broadcast.notice import NoticeComposer
from bot.broadcast.readers import Readers
from bot.broadcast.sender import Sender
from bot.correcting import KIND as CORRECTION
from bot.correcting import Corrections, Saying
from bot.dispatch import Dispatch, admitted
from bot.dispatch.replying import Defaults
from bot.figures.desk import Desk, MissingVersionError
from bot.intake import Intake, Polling, Webhook
from bot.language.places import Gazetteer
from bot.metrics import Metrics
from bot.notifying import KIND as NOTICE
from bot.notifying import Notifying
from bot.notifying import Saying as Notice
from bot.occasion import Occasion
from bot.outgoing import Outgoing, Place
from bot.reminding import Reminding
from bot.server import HttpServer
from bot.settings import PLAYGROUND_DATABASE, Address, Settings, prefer_durations_as_timedelta
from bot.store import Memory, UnusableDatabaseError
from bot.transport import Transport
from bot.watchdog import Watchdog
from bot.watching import Watching
from core.shipped import shipped

if TYPE_CHECKING:
    from bot.playground import World

log = structlog.get_logger(__name__)

DRAIN: Final = 15.0
"""Seconds that what has begun may take to end after SIGTERM."""

_HOUSEKEEPING: Final = 3600.0

_ON_THE_HOUR: Final = "0 * * * *"
"""What waits for an hour waits for a full one; those of Indonesia's zones are those of UTC."""


class StoppedEarlyError(Exception):
    """The process was told to stop before Telegram could be reached."""


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that is connected and ready to handle updates."""

    api: Api
    intake: Intake
    outgoing: Outgoing
    memory: Memory
    answering: Answering
    sender: Sender
    desk: Desk
    reminding: Reminding
    notifying: Notifying
    progress: Progress


class Forgetful(Application[Any, Any, Any, Any, Any, Any]):
    """An Application without the lists of chats and people whose data are to be saved.

    Without a persistence nothing ever empties them, and they would grow with everybody who writes to the bot.
    """

    __slots__ = ()

    def _mark_for_persistence_update(self, *, update: object = None, job: object = None) -> None:
        """There is nothing to save: what is remembered is in the database."""


@asynccontextmanager
async def connected(
    settings: Settings,
    request: BaseRequest,
    polling_request: BaseRequest,
    today: Callable[[], date] | None = None,
    stopping: asyncio.Event | None = None,
    clock: Callable[[], float] = time.monotonic,
    now: Callable[[], float] = time.time,
    metrics: Metrics | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> AsyncIterator[Bot]:
    """A bot on two transports: one for what is said, one for what is heard.

    Raises telegram.error.InvalidToken where Telegram knows no such bot, bot.store.UnusableDatabaseError where
    the database cannot be used, and StoppedEarlyError where `stopping` is set before Telegram was reached.
    """
    prefer_durations_as_timedelta()
    token = settings.bot_token.get_secret_value() if settings.bot_token else ""
    memory = await Memory.open(settings.database_url.get_secret_value(), as_bot=True)
    api = Api(token, settings.bot_api_url, request, polling_request)
    desk = Desk(memory.versions, shipped(), settings.bot_admins, settings.zone)
    metrics = metrics or Metrics()
    rate = settings.broadcast_rate
    outgoing = Outgoing(api, memory, lambda: desk.figures.version, rate, clock, sleep, metrics=metrics)
    answering = Answering(shipped().regions)
    application = (
        Application.builder().application_class(Forgetful).bot(api).updater(None).job_queue(None).build()
    )
    try:
        await _with_figures(desk)
        await _reach(api, stopping or asyncio.Event())

        def moment() -> datetime:
            return datetime.fromtimestamp(now(), UTC)

        today = today or (lambda: moment().astimezone(settings.zone).date())

        def occasion(chat: int) -> Occasion:
            return dispatch.occasion(Place(chat, group=chat < 0))

        readers = Readers(memory, occasion)
        announcing = Announcing(
            memory,
            answering,
            Gazetteer(shipped().regions),
            settings.broadcast_rate,
            settings.zone,
            readers,
            now,
        )
        progress = Progress(memory, outgoing, answering, announcing, occasion)
        dispatch = Dispatch(
            answering=answering,
            desk=desk,
            corrections=Corrections(memory, desk, answering, api.username),
            announcing=announcing,
            checkup=Checkup(memory, desk, clock),
            memory=memory,
            outgoing=outgoing,
            downloads=api,
            defaults=Defaults(settings.default_region, settings.default_language),
            today=today,
            bot_id=api.id,
            bot_name=api.username,
            clock=clock,
            now=moment,
            metrics=metrics,
        )
        application.add_handler(TypeHandler(Update, dispatch.handle))

        async def failed(update: object, context: Any) -> None:
            await dispatch.apologise(update, context.error)

        application.add_error_handler(failed)
        await application.initialize()

        async def handle(raw: Mapping[str, Any]) -> None:
            update = admitted(raw, api)
            if update:
                await application.process_update(update)

        async def give_up(raw: Mapping[str, Any]) -> None:
            await dispatch.apologise(admitted(raw, api), None)

        composer = MessageComposer(answering, readers)
        reminding = Reminding(memory.versions, outgoing, settings.bot_admins, occasion)
        corrector = CorrectionComposer(Saying(memory, desk, answering, occasion))
        notices = NoticeComposer(Notice(desk, answering), memory.subscriptions, occasion)
        notifying = Notifying(memory, desk, today, moment)

        async def on_the_hour(_due_at: datetime) -> None:
            await notifying.look()

        sender = Sender(
            memory,
            outgoing,
            {message.KIND: composer, CORRECTION: corrector, NOTICE: notices},
            settings.database_url.get_secret_value(),
            settings.broadcast_rate,
            [Periodic("notices", _ON_THE_HOUR, "UTC", on_the_hour)],
            beside=progress.run,
        )
        intake = Intake(memory.inbox, handle, give_up, metrics)
        yield Bot(api, intake, outgoing, memory, answering, sender, desk, reminding, notifying, progress)
    finally:
        await application.shutdown()
        await api.shutdown()
        await memory.close()


async def _with_figures(desk: Desk) -> None:
    try:
        await desk.refresh()
    except MissingVersionError as error:
        raise UnusableDatabaseError(f"the current figures cannot be used, {error}; update the bot") from error


async def run(settings: Settings) -> None:
    """Run the bot until SIGTERM or SIGINT, then end what it has begun.

    Raises what `connected` raises, and bot.server.AddressInUseError where HTTP_ADDRESS is taken.
    """
    token = settings.bot_token.get_secret_value() if settings.bot_token else ""
    logs.configure(settings.log_level, settings.log_format, (token,))
    stopping = _on_signals()
    metrics = Metrics()
    watching, door = Watching(metrics), _door(settings)
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


def _door(settings: Settings) -> Polling | Webhook:
    """Where updates come in."""
    if settings.bot_mode == "polling" or settings.is_playground:
        return Polling()
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    return Webhook(settings.webhook_url or "", secret)


async def _work(
    bot: Bot, settings: Settings, door: Polling | Webhook, watchdog: Watchdog, stopping: asyncio.Event
) -> None:
    left = await bot.intake.replay()
    log.info("started", bot=bot.api.username, left_over=left, figures=bot.desk.figures.version)
    background = [
        asyncio.create_task(door.run(bot.api, bot.intake)),
        asyncio.create_task(_publish(bot, settings)),
        asyncio.create_task(_keep_house(bot)),
        asyncio.create_task(bot.intake.watch()),
        asyncio.create_task(bot.desk.watch()),
        asyncio.create_task(bot.notifying.watch()),
        asyncio.create_task(bot.sender.run()),
        asyncio.create_task(watchdog.run()),
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


async def _reach(api: Api, stopping: asyncio.Event) -> None:
    """Connect, and try again for as long as Telegram is out of reach and nobody says stop."""
    failures = 0
    while not stopping.is_set():
        try:
            await api.initialize()
        except InvalidToken:
            raise
        except NetworkError as error:
            failures += 1
            log.warning("Telegram is out of reach", error=type(error).__name__, failures=failures)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), min(5.0, 0.25 * 2 ** min(failures, 10)))
        else:
            return
    raise StoppedEarlyError


async def _publish(bot: Bot, settings: Settings) -> None:
    try:
        await menu.publish(bot.api, bot.answering.commands, settings.default_language, settings.bot_admins)
    except TelegramError as error:
        # the menu is a convenience; the next start tries again
        log.warning("menu and descriptions could not be set", error=type(error).__name__)


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
            "database_url": SecretStr(PLAYGROUND_DATABASE),
            "https_proxy": None,
        }
    )


def _nothing() -> None:
    """There is no playground to close."""
