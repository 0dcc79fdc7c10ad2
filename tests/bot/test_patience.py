"""How long something may take, and what does not count."""

import asyncio

import pytest

from bot.patience import excused, within


async def test_what_takes_too_long_is_cut_off() -> None:
    with pytest.raises(TimeoutError):
        async with within(0.01):
            await asyncio.Event().wait()


async def test_time_spent_waiting_for_others_does_not_count() -> None:
    loop = asyncio.get_running_loop()
    async with within(0.02):
        with excused():
            waited = loop.create_future()
            loop.call_later(0.05, waited.set_result, "long enough")
            assert await waited == "long enough"


async def test_after_the_waiting_the_time_runs_again() -> None:
    async def answered() -> None:
        async with within(0.02):
            with excused():
                pass
            await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await answered()


async def test_it_stands_still_until_the_last_of_several_has_stopped_waiting() -> None:
    loop = asyncio.get_running_loop()

    async def waiting(seconds: float) -> None:
        with excused():
            waited = loop.create_future()
            loop.call_later(seconds, waited.set_result, None)
            await waited

    async with within(0.03):
        await asyncio.gather(waiting(0.01), waiting(0.06))
