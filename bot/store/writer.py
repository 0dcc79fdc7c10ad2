"""One thread that owns the database: writes that arrive together are committed together.

A commit costs far more than a row, so everything that is waiting goes into one transaction. Whoever wrote
goes on when that transaction is on disk. Writes that wait at the same time may be done in any order among
different statements; a write that must follow another is submitted after that one is done.

While the database is gone whoever writes is told so at once, as waiting for it would hold up what needs none; the
thread alone goes on asking for it.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, Engine, Executable, text
from sqlalchemy.exc import SQLAlchemyError

from bot.store.away import AwayError, is_away

log = structlog.get_logger(__name__)

Result = TypeVar("Result")
Parameters = Mapping[str, Any]
_MOST_AT_ONCE = 500
_BESIDE = 2
_ASK_AGAIN = 0.5
"""Seconds between two questions whether a database that was gone is there again."""


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
        self._away = False
        self._thread = threading.Thread(target=self._work, name="store", daemon=True)
        self._beside = ThreadPoolExecutor(_BESIDE, "store-beside")
        self._thread.start()

    @property
    def is_away(self) -> bool:
        """Whether the database is gone, as far as is known."""
        return self._away

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

    async def beside(self, function: Callable[[Connection], Result]) -> Result:
        """Run a function in a transaction of its own, at once, beside what waits for the thread.

        For what locks a row that other processes want too: with other writes around it that would take longer.
        """
        if self._away:
            raise AwayError

        def work() -> Result:
            with self._engine.begin() as connection:
                return function(connection)

        return await asyncio.get_running_loop().run_in_executor(self._beside, work)

    def close(self) -> None:
        """Finish what is waiting, then close the connections. Safe to call twice."""
        if self._thread.is_alive():
            self._jobs.put(None)
            self._thread.join()
            self._beside.shutdown()
            self._engine.dispose()

    async def _submit(self, **work: Any) -> Any:
        if not self._thread.is_alive():
            raise RuntimeError("the store is closed")
        if self._away:
            raise AwayError
        loop = asyncio.get_running_loop()
        job = _Job(loop, loop.create_future(), **work)
        self._jobs.put(job)
        return await job.done

    def _work(self) -> None:
        while True:
            batch = self._waited_for()
            jobs = [job for job in batch if job is not None]
            if jobs:
                self._commit(jobs)
            if len(jobs) < len(batch):
                return

    def _waited_for(self) -> list[_Job | None]:
        """What is to be done next; nothing where it was time to ask for a database that is gone."""
        try:
            batch = [self._jobs.get(timeout=_ASK_AGAIN if self._away else None)]
        except queue.Empty:
            if self._reaches():
                self._away = False
                log.info("the database is back")
            return []
        while len(batch) < _MOST_AT_ONCE and not self._jobs.empty():
            batch.append(self._jobs.get())
        return batch

    def _commit(self, jobs: list[_Job]) -> None:
        if self._away:
            _fail(jobs, AwayError())
            return
        try:
            results = self._together(jobs)
        except Exception as error:  # noqa: BLE001 - whatever fails is told to the one who waits for it
            # what a lost connection left committed or not is unknown, so it is not done once more
            if self._is_lost(error) or len(jobs) == 1:
                _fail(jobs, error)
            else:
                for job in jobs:
                    self._commit([job])
            return
        _tell([(job, None, result) for job, result in zip(jobs, results, strict=True)])

    def _is_lost(self, error: Exception) -> bool:
        """Whether the connection broke, or the database cannot be reached. Notes where it cannot."""
        if not is_away(error):
            return False
        self._away = not self._reaches()
        if self._away:
            log.error("the database is away", error=type(error).__name__)
        # SQLite has no connection to break, and says the same of a wrong statement
        return self._away or self._engine.dialect.name == "postgresql"

    def _reaches(self) -> bool:
        """Whether a transaction that writes can be begun now."""
        begin = "SELECT 1" if self._engine.dialect.name == "postgresql" else "BEGIN IMMEDIATE"
        try:
            with self._engine.connect() as connection:
                connection.execute(text(begin))
                connection.rollback()
        except SQLAlchemyError:
            return False
        return True

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


def _fail(jobs: Sequence[_Job], error: Exception) -> None:
    _tell([(job, error, None) for job in jobs])


_Outcome = tuple[_Job, Exception | None, Any]


def _tell(outcomes: Sequence[_Outcome]) -> None:
    """Tell those who wait: one call for all of them, since to wake a loop up costs more than to settle them."""
    for loop in {job.loop for job, _, _ in outcomes}:
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle, [each for each in outcomes if each[0].loop is loop])


def _settle(outcomes: Sequence[_Outcome]) -> None:
    for job, error, result in outcomes:
        if job.done.done():
            continue
        if error is None:
            job.done.set_result(result)
        else:
            job.done.set_exception(error)
