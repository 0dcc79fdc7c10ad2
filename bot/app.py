"""The composition root: builds the parts and connects them to Telegram; `lifetime` has them work."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

import structlog
from telegram import Update
from telegram.error import InvalidToken, NetworkError
from telegram.ext import Application, TypeHandler
from telegram.request import BaseRequest

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
from bot.intake import Intake
from bot.language.places import Gazetteer
from bot.metrics import Metrics
from bot.notifying import KIND as NOTICE
from bot.notifying import Notifying
from bot.notifying import Saying as Notice
from bot.occasion import Occasion
from bot.outgoing import Outgoing, Place
from bot.reminding import Reminding
from bot.settings import Settings, prefer_durations_as_timedelta
from bot.store import Memory, UnusableDatabaseError
from core.shipped import shipped

log = structlog.get_logger(__name__)

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
            sleep=sleep,
            now=moment,
            metrics=metrics,
        )
        application.add_handler(TypeHandler(Update, dispatch.handle))

        async def failed(update: object, context: Any) -> None:
            await dispatch.apologise(update, context.error)

        application.add_error_handler(failed)
        await application.initialize()

        async def handle(raw: Mapping[str, Any]) -> None:
            if await dispatch.handle_plain(raw):
                return
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
        intake = Intake(memory.inbox, handle, give_up, metrics, clock)
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
