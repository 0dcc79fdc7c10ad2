"""A loop that stands still, and one that does not."""

import asyncio
import threading

from bot.metrics import Metrics
from bot.watchdog import Watchdog


async def test_a_loop_that_stands_still_ends_the_process() -> None:
    ended = threading.Event()
    watching = asyncio.create_task(Watchdog(Metrics(), ended.set, patience=0.05).run())
    await asyncio.sleep(0)
    # as a computation without an end does: nothing else gets a turn
    assert ended.wait(10)
    watching.cancel()


async def test_a_loop_that_turns_goes_on_and_is_measured() -> None:
    ended, metrics = threading.Event(), Metrics()
    watchdog = Watchdog(metrics, ended.set, patience=60)
    with_lag = asyncio.create_task(watchdog.run())
    await asyncio.wait([with_lag], timeout=0.6)
    with_lag.cancel()
    assert not ended.is_set()
    assert metrics.registry.get_sample_value("cakupan_loop_lag_seconds_count") == 1
