"""The right to send, held by one process at a time and looked up again right before every message.

The database's clock decides. What it says is carried into this machine's clock conservatively, so that a
message whose sender slept in between is stopped even after its leave was given (`transport.deadline`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import InterfaceError, OperationalError

from bot.store import broadcasts, leases
from bot.store.writer import Writer
from bot.transport.deadline import clock

log = structlog.get_logger(__name__)

Result = TypeVar("Result")

LASTING: Final = 15_000
"""Milliseconds for which the lease is given each time."""

AWAY: Final = (OperationalError, InterfaceError)
"""What SQLAlchemy raises where the database is gone; whatever else it raises is a fault of ours."""

_RETRY: Final = 1.0


class LeaseLostError(Exception):
    """Another process sends now; nothing more may be written in the name of this one."""


@dataclass(frozen=True, slots=True)
class View:
    """What the database said: until when this process may send, and which broadcasts (with their runs) are on."""

    until: float
    running: frozenset[tuple[int, int]]


class Lease:
    """One holding of the lease, from the moment it was granted until it is lost or given back."""

    def __init__(self, writer: Writer, token: int) -> None:
        self._writer = writer
        self.token = token
        self.is_lost = False
        self.is_ending = False
        self._reading: asyncio.Task[View] | None = None
        self._next: asyncio.Task[View] | None = None

    async def leave(self, number: int, run: int) -> float | None:
        """The moment by which a message of this run of a broadcast must have left; None where it may not go."""
        while not (self.is_lost or self.is_ending):
            view = await self.look()
            if (number, run) not in view.running:
                return None
            if view.until > clock():
                return view.until
            # it ran out, perhaps while the database was away; still ours unless somebody took it
            await self.write(lambda connection: leases.renew(connection, self.token, LASTING))
        return None

    async def look(self) -> View:
        """What the database says now. Whoever asks while a question is under way shares the next one."""
        if self._next is None:
            self._next = asyncio.create_task(self._look_after(self._reading))
        return await asyncio.shield(self._next)

    async def renew(self) -> bool:
        """Hold on to it. False where it is lost. Raises what is in AWAY where the database is gone."""

        def renewed(connection: Connection) -> bool:
            return leases.renew(connection, self.token, LASTING)

        if not self.is_lost and not await self._writer.run(renewed):
            self.is_lost = True
        return not self.is_lost

    async def write(self, change: Callable[[Connection], Result]) -> Result:
        """Change rows as the holder, and wait for the database where it is gone.

        Raises LeaseLostError, with nothing written, where another has become the holder.
        """

        def fenced(connection: Connection) -> tuple[bool, Result | None]:
            if not leases.is_mine(connection, self.token):
                return False, None
            return True, change(connection)

        while True:
            try:
                mine, result = await self._writer.run(fenced)
            except AWAY as error:
                log.warning("the database is away", error=type(error).__name__)
                await asyncio.sleep(_RETRY)
                continue
            if not mine:
                self.is_lost = True
                raise LeaseLostError
            return result  # type: ignore[return-value]  # absent only where it is not ours

    def end(self) -> None:
        """Let nothing more be sent; what is on its way may still be written down."""
        self.is_ending = True

    async def release(self) -> None:
        """Leave it to whoever comes next."""
        if not self.is_lost:
            self.is_lost = True
            await self._writer.run(lambda connection: leases.release(connection, self.token))

    async def _look_after(self, earlier: asyncio.Task[View] | None) -> View:
        if earlier is not None:
            await asyncio.wait([earlier])
        self._reading, self._next = self._next, None
        while True:
            asked_at = clock()
            try:
                left, running = await self._writer.run(self._read)
            except AWAY as error:
                log.warning("the database is away", error=type(error).__name__)
                await asyncio.sleep(_RETRY)
                continue
            if left is None:
                self.is_lost = True
            return View(asked_at + (left or 0) / 1000, running)

    def _read(self, connection: Connection) -> tuple[int | None, frozenset[tuple[int, int]]]:
        return leases.left(connection, self.token), broadcasts.running(connection)


async def take(writer: Writer, holder: str, *, seize: bool) -> Lease | None:
    """The lease, where nobody holds it; `seize` takes it from whoever does."""
    grant = await writer.run(lambda connection: leases.take(connection, holder, LASTING, seize=seize))
    return Lease(writer, grant.token) if grant else None
