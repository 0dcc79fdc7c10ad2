"""Writes down what became of deliveries: each before its place in flight is free, many in one transaction."""

from __future__ import annotations

import asyncio

from bot.broadcast.lease import Lease, LeaseLostError
from bot.store import deliveries
from bot.store.deliveries import Settled


class Settling:
    """Gathers what is settled while a transaction is under way, and writes it in the next."""

    def __init__(self, lease: Lease) -> None:
        self._lease = lease
        self._waiting: list[tuple[Settled, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def settle(self, settled: Settled) -> None:
        """Return once it is committed. Raises LeaseLostError where it was not and never will be."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((settled, done))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await done

    async def _write(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                await self._commit(batch)
        finally:
            self._writing = None

    async def _commit(self, batch: list[tuple[Settled, asyncio.Future[None]]]) -> None:
        settled = [each for each, _ in batch]
        error: Exception | None = None
        try:
            await self._lease.write(lambda connection: deliveries.settle(connection, settled))
        except LeaseLostError as lost:
            error = lost
        except Exception as broken:  # noqa: BLE001 - whatever it is belongs to those who wait
            error = broken
        for _, done in batch:
            if done.done():
                continue
            if error is None:
                done.set_result(None)
            else:
                done.set_exception(error)
