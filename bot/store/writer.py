"""One thread that owns the database: writes that arrive together are committed together.

A commit costs far more than a row, so everything that is waiting goes into one transaction. Whoever wrote
goes on when that transaction is on disk. Writes that wait at the same time may be done in any order among
different statements; a write that must follow another is submitted after that one is done.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Executable

Result = TypeVar("Result")
Parameters = Mapping[str, Any]
_MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """Either a statement with parameters or a function of the connection, and who waits for it."""

    loop: asyncio.AbstractEventLoop
    done: asyncio.Future[Any]
    function: Callable[[Connection], Any] | None = None
    statement: Executable | None = None
    parameters: Sequence[Parameters] = ()


class Writer:
    """Runs database work on its own thread, in transactions shared by whatever is waiting."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="store", daemon=True)
        self._thread.start()

    async def execute(self, statement: Executable, *parameters: Parameters) -> None:
        """Execute a statement once for each parameters, and return when it is committed.

        Raises sqlalchemy.exc.SQLAlchemyError where the database refuses or is gone; nothing is kept then.
        """
        if parameters:
            await self._submit(statement=statement, parameters=parameters)

    async def run(self, function: Callable[[Connection], Result]) -> Result:
        """Run a function of the connection inside a transaction and return its result once committed.

        The function may run twice, where another one in the same transaction failed: it must not have
        effects besides the database.
        """
        result: Result = await self._submit(function=function)
        return result

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection of its own, for what is long to read: in a thread of the caller's, and only to read."""
        with self._engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Finish what is waiting, then close the connections. Safe to call twice."""
        if self._thread.is_alive():
            self._jobs.put(None)
            self._thread.join()
            self._engine.dispose()

    async def _submit(self, **work: Any) -> Any:
        if not self._thread.is_alive():
            raise RuntimeError("the store is closed")
        loop = asyncio.get_running_loop()
        job = _Job(loop, loop.create_future(), **work)
        self._jobs.put(job)
        return await job.done

    def _work(self) -> None:
        while True:
            batch = [self._jobs.get()]
            while len(batch) < _MOST_AT_ONCE and not self._jobs.empty():
                batch.append(self._jobs.get())
            jobs = [job for job in batch if job is not None]
            if jobs:
                self._commit(jobs)
            if len(jobs) < len(batch):
                return

    def _commit(self, jobs: list[_Job]) -> None:
        try:
            results = self._together(jobs)
        except Exception as error:  # noqa: BLE001 - whatever fails is told to the one who waits for it
            if len(jobs) == 1:
                _tell(jobs[0], error)
            else:
                for job in jobs:
                    self._commit([job])
            return
        for job, result in zip(jobs, results, strict=True):
            _tell(job, None, result)

    def _together(self, jobs: list[_Job]) -> list[Any]:
        """Do the jobs in one transaction; equal statements go to the driver as one with many parameters."""
        gathered: dict[int, tuple[Executable, list[Parameters]]] = {}
        results: list[Any] = []
        with self._engine.begin() as connection:
            for job in jobs:
                if job.function:
                    results.append(job.function(connection))
                elif job.statement is not None:
                    gathered.setdefault(id(job.statement), (job.statement, []))[1].extend(job.parameters)
                    results.append(None)
            for statement, parameters in gathered.values():
                connection.execute(statement, parameters)
        return results


def _tell(job: _Job, error: Exception | None, result: object = None) -> None:
    def settle() -> None:
        if job.done.done():
            return
        if error is None:
            job.done.set_result(result)
        else:
            job.done.set_exception(error)

    if not job.loop.is_closed():
        job.loop.call_soon_threadsafe(settle)
