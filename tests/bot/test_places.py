"""Places in flight: never more than there are, the most urgent first, none lost."""

import asyncio

from bot.broadcast.places import Places


async def holding(places: Places, urgency: int, name: str, order: list[str], leave: asyncio.Event) -> None:
    async with places.place(urgency):
        order.append(name)
        await leave.wait()


async def test_the_most_urgent_is_the_next_and_among_equals_the_first() -> None:
    places, order, leave = Places(1), list[str](), asyncio.Event()
    wishes = [(5, "first"), (5, "second"), (5, "third"), (1, "urgent")]
    async with asyncio.TaskGroup() as group:
        for urgency, name in wishes:
            group.create_task(holding(places, urgency, name, order, leave))
        await asyncio.sleep(0)
        assert order == ["first"]
        leave.set()
    assert order == ["first", "urgent", "second", "third"]


async def test_there_are_never_more_than_there_are_places() -> None:
    places, order, leave = Places(3), list[str](), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for number in range(10):
            group.create_task(holding(places, 5, str(number), order, leave))
        for _ in range(5):
            await asyncio.sleep(0)
        assert len(order) == 3
        leave.set()
    assert len(order) == 10


async def test_a_place_given_to_one_that_is_cancelled_goes_to_the_next() -> None:
    places, order, leave = Places(1), list[str](), asyncio.Event()
    first, cancelled, last = (
        asyncio.create_task(holding(places, 5, name, order, leave)) for name in ("first", "cancelled", "last")
    )
    await asyncio.sleep(0)
    leave.set()
    await first
    cancelled.cancel()
    await last
    assert order in (["first", "last"], ["first", "cancelled", "last"])
    async with places.place(5):
        assert cancelled.done()
