"""DBOS in this process: a durable queue of batches, delayed starts, and cron with time zones.

It runs only where the lease is held, so there is one of it however many processes there are. Work is named by
broadcast, run and first delivery: the same work is never enqueued twice. Each batch enqueues the one that follows
it in its lane. What another holder left half done is enqueued again, and the rows tell where to go on.

It is launched on the running loop, which then runs the workflows, and closed in a thread, as that takes seconds.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import structlog

from bot.broadcast import system
from bot.broadcast.deliver import Course

if TYPE_CHECKING:
    from dbos import DBOS
    from dbos._dbos import ScheduleInput

log = structlog.get_logger(__name__)

_QUEUE: Final = "broadcasts"
_POLL: Final = 0.25
"""Seconds between two looks into the queue; a broadcast has several batches in it, so none waits that long."""

BATCH: Final = 250
"""Recipients in a batch: one workflow, one step."""

_SHARE: Final = 8
"""Broadcasts that are delivered side by side at most; the rest wait, the most urgent first."""

Workflow = Callable[..., Coroutine[Any, Any, None]]
Begin = Callable[[int, int], Coroutine[Any, Any, tuple[int, int] | None]]
"""Of a broadcast and its run: plans it, starts it, and gives the numbers of the first delivery that waits and of
the last one; None where there is nothing to do."""

Deliver = Callable[[int, int, range, int], Coroutine[Any, Any, Course]]
"""Of a broadcast, its run, the numbers of some deliveries, and the first number to go on with: delivers these."""


@dataclass(frozen=True, slots=True)
class Work:
    """What the workflows do."""

    begin: Begin
    deliver: Deliver


@dataclass(frozen=True, slots=True)
class Periodic:
    """Something done again and again: cron fields in a time zone of the tz database, and what is done.

    It gets the time that was due. Once in a while it may be done twice for the same time, where the process
    died meanwhile. With `catching_up` what came due while no bot ran is done at the next start.
    """

    name: str
    cron: str
    zone: str
    do: Callable[[datetime], Coroutine[Any, Any, None]]
    catching_up: bool = False


class Engine:
    """Durable work under one lease."""

    def __init__(
        self, database_url: str, executor: str, lanes: int, work: Work, periodic: Sequence[Periodic] = ()
    ) -> None:
        self._database_url = database_url
        self._executor = executor
        self._lanes = lanes
        self._work = work
        self._periodic = periodic
        self._dbos: type[DBOS] | None = None

    @property
    def is_open(self) -> bool:
        """Whether work is being done."""
        return self._dbos is not None

    async def open(self) -> None:
        """Import, migrate and launch; replies go on meanwhile."""
        dbos = await asyncio.to_thread(system.imported, self._database_url)
        self._dbos = dbos
        dbos(config=system.config(self._database_url, self._executor))
        schedules = self._register(dbos)
        dbos.launch()
        await dbos.register_queue_async(
            _QUEUE,
            worker_concurrency=_SHARE * self._lanes,
            polling_interval_sec=_POLL,
            on_conflict="always_update",
        )
        await self._schedule(dbos, schedules)
        await self.adopt()
        # what is loaded by now stays; without it the collector has a third less to look at with every message
        gc.freeze()

    async def close(self) -> None:
        """End all work; what is not done stays for the next."""
        if self._dbos is None:
            return
        dbos, self._dbos = self._dbos, None
        # it had made its own threads the loop's, and they end with it
        threads, loop = ThreadPoolExecutor(thread_name_prefix="bot"), asyncio.get_running_loop()
        loop.set_default_executor(threads)
        await loop.run_in_executor(threads, partial(dbos.destroy, destroy_registry=True))

    async def begin(self, number: int, run: int, starts_at: int, priority: int) -> None:
        """Begin this run of a broadcast once its time has come. Asked again, nothing happens."""
        delay = max(0.0, starts_at - time.time())
        # lanes and size go along: a release that has others must not lose its way in what is half done
        arguments = (number, run, self._lanes, BATCH, priority)
        await self._enqueue(self._begin, f"begin-{number}-{run}", priority, *arguments, delay=delay)

    async def is_under_way(self, number: int, run: int) -> bool:
        """Whether anything of this run of a broadcast is still to be done."""
        if self._dbos is None:
            return True
        live = await self._dbos.list_workflows_async(
            workflow_id_prefix=[f"begin-{number}-{run}", f"deliver-{number}-{run}-"],
            status=["ENQUEUED", "DELAYED", "PENDING"],
            limit=1,
            load_input=False,
            load_output=False,
        )
        return bool(live)

    async def adopt(self) -> None:
        """Take over what earlier holders of the lease had begun."""
        if self._dbos is None:
            return
        pending = await self._dbos.list_workflows_async(status="PENDING", load_input=False, load_output=False)
        left = [each.workflow_id for each in pending if each.executor_id != self._executor]
        if left:
            log.info("work of an earlier process is taken over", workflows=len(left))
            await self._dbos.resume_workflows_async(left, queue_name=_QUEUE)

    async def tidy(self, before: datetime) -> None:
        """Forget work that ended before a moment."""
        if self._dbos is None:
            return
        ended = await self._dbos.list_workflows_async(
            status=["SUCCESS", "ERROR", "CANCELLED"],
            completed_before=before.isoformat(),
            limit=5000,
            load_input=False,
            load_output=False,
        )
        if ended:
            await self._dbos.delete_workflows_async([each.workflow_id for each in ended])

    def _register(self, dbos: type[DBOS]) -> list[ScheduleInput]:
        """Our functions as workflows of one step each; what these enqueue is named, and so enqueued once."""

        async def begin(number: int, run: int, lanes: int, size: int, priority: int) -> None:
            waiting = await dbos.run_step_async({"name": "begin"}, self._work.begin, number, run)
            if waiting:
                first, last = waiting
                for batch in range(first, last + 1, size)[:lanes]:
                    await self._enqueue_batch(number, run, batch, lanes, size, priority)

        async def deliver(number: int, run: int, first: int, lanes: int, size: int, priority: int) -> None:
            batch, following = range(first, first + size), first + lanes * size
            course = await dbos.run_step_async(
                {"name": "deliver"}, self._work.deliver, number, run, batch, following
            )
            if course == Course.MORE:
                await self._enqueue_batch(number, run, following, lanes, size, priority)

        self._begin = dbos.workflow(name="begin", max_recovery_attempts=None)(begin)
        self._deliver = dbos.workflow(name="deliver", max_recovery_attempts=None)(deliver)
        return [_as_schedule(dbos, each) for each in self._periodic]

    async def _enqueue_batch(
        self, number: int, run: int, first: int, lanes: int, size: int, priority: int
    ) -> None:
        name = f"deliver-{number}-{run}-{first}"
        await self._enqueue(self._deliver, name, priority, number, run, first, lanes, size, priority)

    async def _enqueue(
        self, workflow: Workflow, name: str, priority: int, *arguments: int, delay: float = 0.0
    ) -> None:
        from dbos import SetEnqueueOptions, SetWorkflowID  # noqa: PLC0415 - as in `system`

        if self._dbos is None:
            raise RuntimeError("the engine is not open")
        with SetWorkflowID(name), SetEnqueueOptions(priority=priority, delay_seconds=delay or None):
            await self._dbos.enqueue_workflow_async(_QUEUE, workflow, *arguments)

    async def _schedule(self, dbos: type[DBOS], schedules: list[ScheduleInput]) -> None:
        """These and no others: one that is gone from the code is gone from the database."""
        wanted = {each["schedule_name"] for each in schedules}
        for known in await dbos.list_schedules_async():
            if known["schedule_name"] not in wanted:
                await dbos.delete_schedule_async(known["schedule_name"])
        if schedules:
            await dbos.apply_schedules_async(schedules)


def _as_schedule(dbos: type[DBOS], periodic: Periodic) -> ScheduleInput:
    async def due(at: datetime, _context: Any) -> None:
        await dbos.run_step_async({"name": periodic.name}, periodic.do, at)

    return {
        "schedule_name": periodic.name,
        "workflow_fn": dbos.workflow(name=periodic.name, max_recovery_attempts=None)(due),
        "schedule": periodic.cron,
        "cron_timezone": periodic.zone,
        "automatic_backfill": periodic.catching_up,
    }
