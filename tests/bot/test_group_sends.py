"""Twenty messages a minute in a group, from however many processes."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from fakes import TOKEN, FakeTelegram
from sqlalchemy import text
from test_outgoing import GROUP, HERE, Clock, granted

from bot.api import Api
from bot.messages import Message
from bot.outgoing import Outgoing, Sent, Withheld
from bot.store import Memory
from bot.store.group_sends import MOST, WINDOW, GroupSends, prune


@pytest.fixture
async def two(postgresql_anew: str) -> AsyncIterator[tuple[Memory, Memory]]:
    """The memories of two processes on one PostgreSQL."""
    first, second = await Memory.open(postgresql_anew), await Memory.open(postgresql_anew)
    yield first, second
    await first.close()
    await second.close()


async def a_minute_later(memory: Memory) -> None:
    """As if all that was sent had been sent a window of time earlier."""
    earlier = text(
        "UPDATE group_sends SET sent = (SELECT string_agg((at - :window)::text, ' ') "
        "FROM unnest(string_to_array(sent, ' ')::bigint[]) AS at)"
    )
    await memory.writer.run(lambda connection: connection.execute(earlier, {"window": WINDOW}))


def groups(memory: Memory) -> GroupSends:
    assert memory.group_sends
    return memory.group_sends


async def test_two_processes_that_send_at_once_count_together(two: tuple[Memory, Memory]) -> None:
    asked = [groups(memory).take(-100) for memory in two for _ in range(15)]
    delays = await asyncio.gather(*asked)
    assert delays.count(0) == MOST
    assert all(58 < delay <= 61 for delay in delays if delay)
    assert await groups(two[0]).take(-200) == 0


async def test_there_is_room_again_once_the_minute_is_over(two: tuple[Memory, Memory]) -> None:
    first, second = two
    for _ in range(MOST):
        assert await groups(first).take(-100) == 0
    assert await groups(second).take(-100) > 0
    await a_minute_later(first)
    assert [await groups(second).take(-100) for _ in range(MOST)] == [0] * MOST
    assert await groups(first).take(-100) > 0


async def test_a_reply_waits_for_what_another_process_sent(two: tuple[Memory, Memory]) -> None:
    first, second = two
    telegram, clock = FakeTelegram(), Waiting(first)
    outgoing = way_out(second, telegram, clock)
    for _ in range(MOST):
        await groups(first).take(-100)
    assert await outgoing.send(HERE, Message("x")) == Sent(1001)
    assert await outgoing.send(GROUP, Message("x")) == Sent(1002)
    assert [58 < seconds <= 61 for seconds in clock.slept] == [True]


async def test_a_broadcast_waits_too_and_is_withheld_without_leave(two: tuple[Memory, Memory]) -> None:
    first, second = two
    telegram, clock = FakeTelegram(), Waiting(first)
    outgoing = way_out(second, telegram, clock)
    for _ in range(MOST):
        await groups(first).take(-100)

    async def refused() -> float | None:
        return None

    assert await outgoing.announcing(refused).send(GROUP, Message("x")) == Withheld()
    assert telegram.said() == []
    assert await outgoing.announcing(granted).send(GROUP, Message("x")) == Sent(1001)


async def test_while_the_database_does_not_answer_each_process_keeps_its_own_window(
    two: tuple[Memory, Memory], clock: Clock
) -> None:
    _, second = two
    telegram = FakeTelegram()
    outgoing = way_out(second, telegram, clock)
    second.writer._away = True
    for _ in range(MOST + 1):
        await outgoing.send(GROUP, Message("x"), noted=False)
    assert clock.slept == [60.0]


async def test_a_database_that_hangs_is_not_waited_for_again_at_once(two: tuple[Memory, Memory]) -> None:
    first, second = two
    clock = Clock()
    sends = GroupSends(second.writer, clock)
    with first.writer.reading() as connection:
        connection.execute(text("LOCK TABLE group_sends IN ACCESS EXCLUSIVE MODE"))
        assert await sends.take(-100) == 0
        begun = asyncio.get_running_loop().time()
        assert await sends.take(-100) == 0
        assert asyncio.get_running_loop().time() - begun < 0.5


async def test_groups_that_have_been_quiet_are_forgotten(two: tuple[Memory, Memory]) -> None:
    first, _ = two
    await groups(first).take(-100)
    await first.writer.run(lambda connection: connection.execute(text("UPDATE group_sends SET last_at = 1")))
    await first.writer.run(prune)
    left = await first.writer.run(
        lambda connection: connection.execute(text("SELECT count(*) FROM group_sends")).scalar()
    )
    assert left == 0


async def test_a_single_process_asks_no_database(fresh: Callable[[str, str], str]) -> None:
    memory = await Memory.open(fresh("sqlite", "alone"))
    assert memory.group_sends is None
    await memory.close()


class Waiting(Clock):
    """A clock on which the minute is over once somebody slept on it."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._memory = memory

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds)
        await a_minute_later(self._memory)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def way_out(memory: Memory, telegram: FakeTelegram, clock: Clock) -> Outgoing:
    api = Api(TOKEN, "http://127.0.0.1:1", telegram, telegram)
    return Outgoing(api, memory, lambda: "v1", 0, clock, clock.sleep)
