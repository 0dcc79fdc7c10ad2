"""Updates from their arrival to their answer, whatever happens to the process in between."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import text

from bot.intake import Intake
from bot.intake.intake import lane_of
from bot.intake.lanes import IN_A_LANE
from bot.store import Memory


@dataclass
class Handler:
    """Remembers which updates it handled and which it apologised for; raises where it is told to."""

    fails: bool = False
    handled: list[int] = field(default_factory=list)
    apologised: list[int] = field(default_factory=list)

    async def handle(self, raw: Mapping[str, Any]) -> None:
        self.handled.append(raw["update_id"])
        if self.fails:
            raise RuntimeError

    async def give_up(self, raw: Mapping[str, Any]) -> None:
        self.apologised.append(raw["update_id"])
        if self.fails:
            raise RuntimeError


@pytest.fixture
def handler() -> Handler:
    return Handler()


def raw(number: int, chat: int = 1) -> Mapping[str, Any]:
    return {"update_id": number, "message": {"chat": {"id": chat}}}


async def leave(memory: Memory, number: int, attempts: int, lane: int = 1) -> None:
    """As a process that was killed leaves an update behind."""
    columns = "update_id, lane, body, received_at, attempts"
    row = text(f"INSERT INTO inbox ({columns}) VALUES (:number, :lane, :body, 1, :attempts)")
    body = b'{"update_id": %d, "message": {"chat": {"id": 1}}}' % number
    values = {"number": number, "lane": lane, "body": body, "attempts": attempts}
    await memory.writer.run(lambda connection: connection.execute(row, values))


async def attempts_of(memory: Memory, number: int) -> int:
    asked = text("SELECT attempts FROM inbox WHERE update_id = :number")
    return int(
        await memory.writer.run(lambda connection: connection.execute(asked, {"number": number}).scalar_one())
    )


async def test_what_came_is_handled_once_and_in_order(memory: Memory, handler: Handler) -> None:
    intake = Intake(memory.inbox, handler.handle, handler.give_up)
    await intake.take([raw(1), raw(2)])
    await intake.take([raw(2), raw(3)])
    assert await intake.lanes.drain(5) == 0
    assert handler.handled == [1, 2, 3]
    assert await memory.inbox.waiting() == 0


async def test_what_a_killed_process_left_is_handled_at_the_next_start(
    memory: Memory, handler: Handler
) -> None:
    await leave(memory, 1, attempts=0)
    intake = Intake(memory.inbox, handler.handle, handler.give_up)
    assert await intake.replay() == 1
    await intake.lanes.drain(5)
    assert (handler.handled, handler.apologised) == ([1], [])


async def test_an_attempt_is_counted_before_it_is_made(memory: Memory, handler: Handler) -> None:
    await leave(memory, 1, attempts=2)
    counted = []

    async def handle(_raw: Mapping[str, Any]) -> None:
        counted.append(await attempts_of(memory, 1))

    intake = Intake(memory.inbox, handle, handler.give_up)
    await intake.replay()
    await intake.lanes.drain(5)
    assert counted == [3]


async def test_an_update_that_ended_several_processes_gets_one_apology_and_never_comes_back(
    memory: Memory,
) -> None:
    handler = Handler(fails=True)
    await leave(memory, 1, attempts=7)
    await leave(memory, 2, attempts=0)
    intake = Intake(memory.inbox, handler.handle, handler.give_up)
    await intake.replay()
    await intake.lanes.drain(5)
    assert (handler.handled, handler.apologised) == ([2], [1])
    assert await memory.inbox.waiting() == 0


@pytest.mark.parametrize(("attempts", "at_once"), [(0, 100), (1, 64), (2, 8), (3, 1), (6, 1)])
async def test_the_more_often_updates_were_left_the_fewer_are_taken_up_at_once(
    memory: Memory, attempts: int, at_once: int
) -> None:
    under_way, most = set[int](), 0

    async def handle(raw: Mapping[str, Any]) -> None:
        nonlocal most
        under_way.add(raw["update_id"])
        most = max(most, len(under_way))
        await asyncio.sleep(0)
        under_way.remove(raw["update_id"])

    for number in range(1, 101):
        await leave(memory, number, attempts, lane=number)
    intake = Intake(memory.inbox, handle, handle)
    await intake.replay()
    assert await intake.lanes.drain(10) == 0
    assert most <= at_once
    assert most > 1 or at_once == 1


async def test_in_a_chat_what_was_left_stays_in_order_however_often(memory: Memory, handler: Handler) -> None:
    for number, (attempts, lane) in enumerate([(4, 1), (0, 2), (0, 1), (3, 3), (0, 3)], start=1):
        await leave(memory, number, attempts, lane)
    intake = Intake(memory.inbox, handler.handle, handler.give_up)
    await intake.replay()
    await intake.lanes.drain(5)
    assert sorted(handler.handled) == [1, 2, 3, 4, 5]
    assert [each for each in handler.handled if each in (1, 3)] == [1, 3]
    assert [each for each in handler.handled if each in (4, 5)] == [4, 5]


async def test_thousands_that_wait_in_one_lane_hold_nobody_up_and_little_memory(memory: Memory) -> None:
    free, other, handled = asyncio.Event(), asyncio.Event(), []

    async def handle(each: Mapping[str, Any]) -> None:
        await (free.wait() if each["message"]["chat"]["id"] == 1 else asyncio.sleep(0))
        handled.append(each["update_id"])
        other.set()

    intake = Intake(memory.inbox, handle, handle)
    await intake.take([raw(number) for number in range(3000)])
    async with asyncio.timeout(20):
        await intake.take([raw(9000, chat=2)])
        await other.wait()
    assert intake.lanes.held <= IN_A_LANE + 1
    free.set()
    await intake.lanes.drain(60)
    assert handled == [9000, *range(3000)]
    assert await memory.inbox.waiting() == 0


async def test_with_the_database_gone_it_is_handled_first(memory: Memory, handler: Handler) -> None:
    intake = Intake(memory.inbox, handler.handle, handler.give_up)
    await memory.writer.run(lambda connection: connection.execute(text("DROP TABLE inbox")))
    await intake.take([raw(1)])
    assert handler.handled == [1]


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        ({"update_id": 1, "message": {"chat": {"id": 5}, "from": {"id": 7}}}, 5),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}, "message": {"chat": {"id": 5}}}}, 5),
        ({"update_id": 1, "inline_query": {"from": {"id": 7}}}, 7),
        ({"update_id": 1}, 0),
    ],
)
def test_the_lane_of_an_update_is_its_chat_or_else_its_person(update: Mapping[str, Any], lane: int) -> None:
    assert lane_of(update) == lane
