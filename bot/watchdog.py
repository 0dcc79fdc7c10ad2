"""Ends a process whose event loop stands still: nothing inside of it could, and whoever supervises starts another.

Deadlines cut off what waits for too long. What computes for too long leaves them no turn. The update that did it
is left in the inbox, and after a few attempts is answered with an apology (`intake`).
"""

from __future__ import annotations

import asyncio
import faulthandler
import os
import threading
from collections.abc import Callable
from typing import Final

import structlog

from bot.metrics import Metrics

log = structlog.get_logger(__name__)

PATIENCE: Final = 60.0
"""Seconds for which the loop may stand still."""

_STATUS: Final = 70
"""The status of a process that ends so: an internal error, as in sysexits.h."""

_BEAT: Final = 0.5


def end() -> None:
    """Say where every thread is, as file and line without any value, and end the process."""
    log.critical("the event loop stands still, the process ends")
    faulthandler.dump_traceback()
    os._exit(_STATUS)


class Watchdog:
    """A thread that looks whether the loop still turns; the loop measures on the way how late it is."""

    def __init__(self, metrics: Metrics, end: Callable[[], None] = end, patience: float = PATIENCE) -> None:
        self._lag = metrics.loop_lag_seconds
        self._end = end
        self._patience = patience
        self._beats = 0
        self._over = threading.Event()

    async def run(self) -> None:
        """Turn, until cancelled."""
        thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        thread.start()
        loop = asyncio.get_running_loop()
        try:
            while True:
                due = loop.time() + _BEAT
                await asyncio.sleep(_BEAT)
                self._lag.observe(max(0.0, loop.time() - due))
                self._beats += 1
        finally:
            self._over.set()

    def _watch(self) -> None:
        """Compare the beats, not the clock: a process that was stopped and goes on is in good health."""
        seen, since = -1, 0.0
        step = self._patience / 10
        while not self._over.wait(step):
            if self._beats != seen:
                seen, since = self._beats, 0.0
                continue
            since += step
            if since >= self._patience:
                self._end()
                return
