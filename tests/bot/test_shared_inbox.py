"""Several processes on one database: each chat in one of them at a time, and what a dead one held goes on."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from sqlalchemy import text

from bot.store import Memory, Received
from bot.store.inbox import Added
from bot.store.shared_inbox import LASTING, SharedInbox


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Process:
    """One of several bots, with its inbox and its clock."""

    memory: Memory
    inbox: SharedInbox
    clock: Clock

    async def left(self) -> list[int]:
        return [each.update_id for each in await self.inbox.unanswered()]

    async def took(self, number: int, lane: int = 1) -> list[int]:
        added = await self.inbox.add([update(number, lane)])
        return [each.update_id for each in added.ours]

    async def falls_silent(self) -> None:
        """As the others see it: its time runs out on the database's clock."""
        silenced = text("UPDATE processes SET expires_at = 0 WHERE name = :name")
        await self.memory.writer.run(lambda connection: connection.execute(silenced, {"name": self.name}))

    @property
    def name(self) -> str:
        return self.memory.name


def update(number: int, lane: int = 1) -> Received:
    return Received(number, lane, b"{}")


async def started(database: str) -> Process:
    memory, clock = await Memory.open(database), Clock()
    inbox = SharedInbox(memory.writer, memory.dialect, memory.name, clock)
    process = Process(memory, inbox, clock)
    assert await process.left() == []
    return process


@pytest.fixture
async def first(postgresql_anew: str) -> AsyncIterator[Process]:
    process = await started(postgresql_anew)
    yield process
    await process.memory.close()


@pytest.fixture
async def second(postgresql_anew: str, first: Process) -> AsyncIterator[Process]:
    process = await started(postgresql_anew)
    yield process
    await process.memory.close()


async def test_an_update_brought_to_two_processes_is_answered_by_one(first: Process, second: Process) -> None:
    assert await first.took(1) == [1]
    assert await second.inbox.add([update(1)]) == Added([], 1)
    assert await second.left() == []


async def test_a_chat_stays_where_it_is_being_answered_and_others_go_anywhere(
    first: Process, second: Process
) -> None:
    await first.took(1)
    assert await second.took(2) == []
    assert await second.took(3, lane=7) == [3]
    assert await first.left() == [2]


async def test_what_was_passed_on_comes_before_what_comes_later(first: Process, second: Process) -> None:
    await first.took(1)
    await second.took(2)
    assert await first.took(3) == [2, 3]
    assert await first.left() == []


async def test_a_chat_whose_questions_are_all_answered_is_free(first: Process, second: Process) -> None:
    await first.took(1)
    await first.inbox.answered(1)
    assert await second.took(2) == [2]


async def test_what_a_silent_process_held_goes_on_elsewhere_in_order(first: Process, second: Process) -> None:
    await first.took(1)
    await second.took(2)
    await first.falls_silent()
    assert await second.took(3) == []
    assert await second.left() == [1, 2, 3]


async def test_a_process_that_ends_leaves_the_rest_at_once(first: Process, second: Process) -> None:
    await first.took(1)
    assert not await first.inbox.leave()
    assert await second.left() == [1]
    assert await second.inbox.leave()


async def test_who_was_silent_for_too_long_asks_before_answering(first: Process, second: Process) -> None:
    await first.took(1)
    await first.took(2, lane=7)
    await first.inbox.answered(2)
    await first.falls_silent()
    await second.left()
    assert await first.inbox.is_ours(update(1))
    first.clock.now += LASTING
    assert not await first.inbox.is_ours(update(1))


async def test_after_the_database_was_away_for_all_nobody_robs_the_others(
    first: Process, second: Process
) -> None:
    await first.took(1)
    for process in (first, second):
        await process.falls_silent()
        process.clock.now += LASTING + 1
    assert await second.left() == []
    assert await first.left() == []
    second.clock.now += LASTING + 1
    assert await second.left() == []


async def test_living_on_is_said_in_time(first: Process, second: Process) -> None:
    await first.took(1)
    first.clock.now += LASTING / 2
    await first.falls_silent()
    await first.left()
    assert await second.left() == []
