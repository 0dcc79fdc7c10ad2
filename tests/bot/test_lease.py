"""One process sends at a time, by the database's clock, and one that slept through its lease changes nothing."""

import asyncio

import pytest
from sqlalchemy import update

from bot.broadcast.lease import LASTING, Lease, LeaseLostError, take
from bot.store import Memory, broadcasts, deliveries, leases
from bot.store.broadcasts import Draft, State
from bot.store.deliveries import Delivery, Fate, Recipient, Settled
from bot.store.tables import leases as table
from bot.transport.deadline import clock


async def run_out(memory: Memory) -> None:
    """As if the holder had been silent for long."""
    await memory.writer.run(lambda connection: connection.execute(update(table).values(expires_at=0)))


async def running(memory: Memory) -> int:
    """A broadcast with one recipient that is being sent."""

    def written(connection):  # type: ignore[no-untyped-def]
        number = broadcasts.create(connection, Draft("message", {}), [Recipient(7)])
        broadcasts.change(connection, number, [State.SCHEDULED], State.RUNNING)
        return number

    return int(await memory.writer.run(written))


async def fate(memory: Memory, number: int) -> Fate:
    (outcome,) = await memory.writer.run(lambda connection: deliveries.outcomes(connection, number))
    return outcome.fate


@pytest.fixture
async def lease(memory: Memory) -> Lease:
    taken = await take(memory.writer, "first", seize=False)
    assert taken
    return taken


async def test_nobody_else_gets_it_while_it_is_held(memory: Memory, lease: Lease) -> None:
    assert await take(memory.writer, "second", seize=False) is None
    assert lease.token == 1


async def test_it_can_be_had_when_it_ran_out_or_was_given_back(memory: Memory, lease: Lease) -> None:
    await run_out(memory)
    second = await take(memory.writer, "second", seize=False)
    assert second
    await second.release()
    third = await take(memory.writer, "third", seize=False)
    assert third
    assert (second.token, third.token) == (2, 3)


async def test_it_can_be_seized(memory: Memory, lease: Lease) -> None:
    assert await take(memory.writer, "second", seize=True)
    assert not await lease.renew()


async def test_leave_reaches_as_far_as_the_lease(memory: Memory, lease: Lease) -> None:
    number = await running(memory)
    until = await lease.leave(number, 1)
    assert until
    assert 0 < until - clock() <= LASTING / 1000


@pytest.mark.parametrize(("number", "run"), [(1, 2), (2, 1)])
async def test_there_is_no_leave_for_another_run_or_broadcast(
    memory: Memory, lease: Lease, number: int, run: int
) -> None:
    await running(memory)
    assert await lease.leave(number, run) is None


async def test_leave_ends_at_once_when_the_broadcast_is_paused(memory: Memory, lease: Lease) -> None:
    number = await running(memory)
    await memory.writer.run(
        lambda connection: broadcasts.change(connection, number, [State.RUNNING], State.PAUSED)
    )
    assert await lease.leave(number, 1) is None


async def test_a_lease_that_ran_out_goes_on_where_nobody_took_it(memory: Memory, lease: Lease) -> None:
    number = await running(memory)
    await run_out(memory)
    assert await lease.leave(number, 1)
    assert await memory.writer.run(leases.is_held)


async def test_who_slept_through_the_lease_gets_no_leave_and_settles_nothing(
    memory: Memory, lease: Lease
) -> None:
    number = await running(memory)
    await run_out(memory)
    assert await take(memory.writer, "second", seize=False)
    with pytest.raises(LeaseLostError):
        await lease.settle(Settled(Delivery(number, 0, Recipient(7)), Fate.SENT, 7, 1001))
    assert await fate(memory, number) is Fate.PENDING
    assert await lease.leave(number, 1) is None
    with pytest.raises(LeaseLostError):
        await lease.write(lambda connection: broadcasts.finish(connection, number))


async def test_leaves_and_settled_deliveries_that_wait_together_share_a_transaction(
    memory: Memory, lease: Lease
) -> None:
    number = await running(memory)
    settled = Settled(Delivery(number, 0, Recipient(7)), Fate.SENT, 7, 1001)
    *leaves, _ = await asyncio.gather(*(lease.leave(number, 1) for _ in range(5)), lease.settle(settled))
    assert len(set(leaves)) == 1
    assert await fate(memory, number) is Fate.SENT


async def test_what_is_settled_stays_as_it_is(memory: Memory, lease: Lease) -> None:
    number = await running(memory)
    for became in (Fate.SENT, Fate.FAILED):
        await lease.settle(Settled(Delivery(number, 0, Recipient(7)), became, 7))
    assert await fate(memory, number) is Fate.SENT


async def test_at_the_end_nothing_more_may_be_sent_but_what_was_is_written_down(
    memory: Memory, lease: Lease
) -> None:
    number = await running(memory)
    lease.end()
    assert await lease.leave(number, 1) is None
    await lease.settle(Settled(Delivery(number, 0, Recipient(7)), Fate.SENT, 7, 1001))
    assert await fate(memory, number) is Fate.SENT
