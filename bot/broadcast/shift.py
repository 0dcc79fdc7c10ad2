"""One holding of the lease, from taking it to giving it back or losing it.

Once a second it looks for what is to be sent, whoever wrote it down, and starts the engine with the first work.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final, TypeVar

import structlog
from sqlalchemy.exc import DBAPIError

from bot.broadcast.deliver import Course, Deliverer
from bot.broadcast.engine import Engine, Periodic, Work
from bot.broadcast.lease import Lease, LeaseLostError
from bot.broadcast.plan import Planner
from bot.store import broadcasts
from bot.store.away import is_away
from bot.store.broadcasts import UNFINISHED, Broadcast, State
from bot.store.writer import Writer

log = structlog.get_logger(__name__)

Result = TypeVar("Result")

_LOOK: Final = 1.0
_RENEW: Final = 3.0
_ADOPT: Final = 5.0
_TIDY: Final = 3600.0
_KEPT: Final = timedelta(days=2)

_DRAIN: Final = 10.0
"""Seconds that messages on their way may take to be settled, before they are left to be sent once more."""


class Shift:
    """The work of the process that sends."""

    def __init__(
        self,
        writer: Writer,
        lease: Lease,
        planner: Planner,
        deliverer: Deliverer,
        database_url: str,
        lanes: int,
        periodic: Sequence[Periodic] = (),
        beside: Callable[[], Coroutine[Any, Any, None]] | None = None,
    ) -> None:
        self._writer = writer
        self._lease = lease
        self._planner = planner
        self._deliverer = deliverer
        self._periodic = periodic
        self._beside = beside
        work = Work(self._begin, self._deliver)
        self._engine = Engine(database_url, f"sender-{lease.token}", lanes, work, periodic)
        self._begun: set[tuple[int, int]] = set()
        self._adopted_at = float("-inf")
        self._tidied_at = time.monotonic()

    async def work(self) -> None:
        """Work until the lease is lost, or until cancelled; what is on its way ends either way."""
        tasks = [asyncio.create_task(self._hold_on()), asyncio.create_task(self._look_around())]
        if self._beside:
            tasks.append(asyncio.create_task(self._beside()))
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._end()

    async def _hold_on(self) -> None:
        """Renew the lease until it is lost."""
        held = True
        while held:
            await asyncio.sleep(_RENEW)
            try:
                held = await self._lease.renew()
            except DBAPIError as error:
                if not is_away(error):
                    raise
                log.warning("the database is away", error=type(error).__name__)
        log.warning("another process sends broadcasts now", token=self._lease.token)

    async def _look_around(self) -> None:
        while True:
            try:
                await self._look()
            except DBAPIError as error:
                if not is_away(error):
                    raise
                log.warning("the database is away", error=type(error).__name__)
            await asyncio.sleep(_LOOK)

    async def _look(self) -> None:
        unfinished = await self._writer.run(broadcasts.unfinished)
        if (unfinished or self._periodic) and not self._engine.is_open:
            await self._engine.open()
        for each in unfinished:
            if (each.number, each.run) not in self._begun:
                await self._engine.begin(each.number, each.run, each.starts_at, each.priority)
                self._begun.add((each.number, each.run))
        now = time.monotonic()
        if now - self._adopted_at > _ADOPT:
            self._adopted_at = now
            await self._engine.adopt()
            await self._look_after(unfinished)
        if now - self._tidied_at > _TIDY:
            self._tidied_at = now
            await self._engine.tidy(datetime.now(UTC) - _KEPT)

    async def _look_after(self, unfinished: Sequence[Broadcast]) -> None:
        """Let a broadcast begin another run where the engine has lost it, as with its database."""
        for each in unfinished:
            if not await self._engine.is_under_way(each.number, each.run):
                again = partial(
                    broadcasts.change,
                    number=each.number,
                    allowed=UNFINISHED,
                    to=State.SCHEDULED,
                    run=each.run,
                    again=True,
                )
                if await self._lease.write(again):
                    log.warning("a broadcast was lost to the engine", broadcast=each.number)

    async def _begin(self, number: int, run: int) -> tuple[int, int] | None:
        return await self._guarded(number, self._planner.begin(number, run), None)

    async def _deliver(self, number: int, run: int, batch: range, following: int) -> Course:
        delivering = self._deliverer.deliver(number, run, batch, following)
        return await self._guarded(number, delivering, Course.HALTED)

    async def _guarded(self, number: int, work: Awaitable[Result], otherwise: Result) -> Result:
        """Work that is left undone where the lease is lost; a fault of our own pauses the broadcast."""
        try:
            try:
                return await work
            except LeaseLostError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is stops this broadcast and is told
                await self._pause(number, error)
                return otherwise
        except LeaseLostError:
            raise asyncio.CancelledError("not ours to go on with") from None

    async def _pause(self, number: int, error: Exception) -> None:
        log.error("a broadcast was paused", broadcast=number, exc_info=error)
        why = f"an error of the bot ({type(error).__name__}); its log tells more"
        change = partial(broadcasts.change, number=number, allowed=UNFINISHED, to=State.PAUSED, why=why)
        await self._lease.write(change)

    async def _end(self) -> None:
        self._lease.end()
        await self._deliverer.end(_DRAIN)
        await self._engine.close()
        try:
            await self._lease.release()
        except DBAPIError as error:
            # it runs out by itself
            log.warning("the lease could not be given back", error=type(error).__name__)
