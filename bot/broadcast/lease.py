"""The right to send, held by one process at a time and looked up again right before every message.

The database's clock decides. What it says is carried into this machine's clock conservatively, so that a
message whose sender slept in between is stopped even after its leave was given (`transport.deadline`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.store import broadcasts, deliveries, leases
from bot.store.away import is_away
from bot.store.deliveries import Settled
from bot.store.writer import Writer
from bot.transport.deadline import clock

log = structlog.get_logger(__name__)

Result = TypeVar("Result")

LASTING: Final = 15_000
"""Milliseconds for which the lease is given each time."""

_RETRY: Final = 1.0
_GATHER: Final = 0.01
"""Seconds between two transactions, so that each has several messages in it when there are many."""


class LeaseLostError(Exception):
    """Another process sends now; nothing more may be written in the name of this one."""


async def patiently(work: Callable[[], Awaitable[Result]]) -> Result:
    """Do it, again and again while the database is gone."""
    while True:
        try:
            return await work()
        except DBAPIError as error:
            if not is_away(error):
                raise
            log.warning("the database is away", error=type(error).__name__)
            await asyncio.sleep(_RETRY)


@dataclass(frozen=True, slots=True)
class View:
    """What the database said: until when this process may send, and which broadcasts (with their runs) are on."""

    until: float
    running: frozenset[tuple[int, int]]


class Lease:
    """One holding of the lease, from the moment it was granted until it is lost or given back.

    Leaves and settled deliveries that wait at the same time share a transaction.
    """

    def __init__(self, writer: Writer, token: int) -> None:
        self._writer = writer
        self.token = token
        self.is_lost = False
        self.is_ending = False
        self._looking: list[asyncio.Future[View]] = []
        self._settling: list[tuple[Settled, asyncio.Future[View]]] = []
        self._cycle: asyncio.Task[None] | None = None

    async def leave(self, number: int, run: int) -> float | None:
        """The moment by which a message of this run of a broadcast must have left; None where it may not go.

        Said by the database after it was asked for. Waits for the database where it is gone.
        """
        while not (self.is_lost or self.is_ending):
            view = await self.look()
            if (number, run) not in view.running:
                return None
            if view.until > clock():
                return view.until
            # it ran out, perhaps while the database was away; still ours unless somebody took it
            try:
                await self.write(lambda connection: leases.renew(connection, self.token, LASTING))
            except LeaseLostError:
                return None
        return None

    async def look(self) -> View:
        """What the database says now."""
        seen: asyncio.Future[View] = asyncio.get_running_loop().create_future()
        self._looking.append(seen)
        self._set_going()
        return await seen

    async def settle(self, settled: Settled) -> None:
        """Write down what became of a delivery; returns once it is committed. Waits for the database.

        Raises LeaseLostError where it was not and never will be.
        """
        done: asyncio.Future[View] = asyncio.get_running_loop().create_future()
        self._settling.append((settled, done))
        self._set_going()
        await done

    async def renew(self) -> bool:
        """Hold on to it. False where it is lost. Raises SQLAlchemyError where the database is gone."""

        def renewed(connection: Connection) -> bool:
            return leases.renew(connection, self.token, LASTING)

        if not self.is_lost and not await self._writer.run(renewed):
            self.is_lost = True
        return not self.is_lost

    async def write(self, change: Callable[[Connection], Result]) -> Result:
        """Change rows as the holder, and wait for the database where it is gone.

        Raises LeaseLostError, with nothing written, where another has become the holder.
        """

        def fenced(connection: Connection) -> tuple[Result] | None:
            return (change(connection),) if leases.is_mine(connection, self.token) else None

        written = await patiently(partial(self._writer.run, fenced))
        if written is None:
            self.is_lost = True
            raise LeaseLostError
        return written[0]

    def end(self) -> None:
        """Let nothing more be sent; what is on its way may still be written down."""
        self.is_ending = True

    async def release(self) -> None:
        """Leave it to whoever comes next. Raises SQLAlchemyError where the database is gone."""
        if not self.is_lost:
            self.is_lost = True
            await self._writer.run(lambda connection: leases.release(connection, self.token))

    def _set_going(self) -> None:
        if self._cycle is None:
            self._cycle = asyncio.create_task(self._go())

    async def _go(self) -> None:
        """One transaction after another, as long as anybody waits."""
        loop = asyncio.get_running_loop()
        try:
            while self._looking or self._settling:
                begun = loop.time()
                await self._once()
                await asyncio.sleep(begun + _GATHER - loop.time())
        finally:
            self._cycle = None

    async def _once(self) -> None:
        looking, self._looking = self._looking, []
        settling, self._settling = self._settling, []
        settled = [each for each, _ in settling]
        waiting = [*looking, *(done for _, done in settling)]
        asked_at = clock()
        try:
            left, running = await patiently(
                partial(self._writer.run, partial(self._exchange, settled=settled))
            )
        except Exception as error:  # noqa: BLE001 - it belongs to those who wait
            _fail(waiting, error)
            return
        self.is_lost = self.is_lost or left is None
        view = View(asked_at + (left or 0) / 1000, running)
        for each in looking if self.is_lost else waiting:
            if not each.done():
                each.set_result(view)
        _fail([done for _, done in settling], LeaseLostError())

    def _exchange(
        self, connection: Connection, settled: list[Settled]
    ) -> tuple[int | None, frozenset[tuple[int, int]]]:
        left = leases.left(connection, self.token, kept=bool(settled))
        if left is not None and settled:
            deliveries.settle(connection, settled)
        return left, broadcasts.running(connection)


def _fail(waiting: list[asyncio.Future[View]], error: Exception) -> None:
    for each in waiting:
        if not each.done():
            each.set_exception(error)


async def take(writer: Writer, holder: str, *, seize: bool) -> Lease | None:
    """The lease, where nobody holds it; `seize` takes it from whoever does."""
    grant = await writer.run(lambda connection: leases.take(connection, holder, LASTING, seize=seize))
    return Lease(writer, grant.token) if grant else None
