"""How long the handling of an update may take, the time for which Telegram keeps us waiting left out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar


class _Allowance:
    """The seconds of its own that something may take; its time stands still while anybody is excused."""

    def __init__(self, timeout: asyncio.Timeout) -> None:
        self._timeout = timeout
        self._excused = 0
        self._left = 0.0

    def stop(self) -> None:
        """Let the time stand still."""
        self._excused += 1
        end = self._timeout.when()
        if self._excused == 1 and end is not None:
            self._left = end - asyncio.get_running_loop().time()
            self._timeout.reschedule(None)

    def go_on(self) -> None:
        """Let it run again, once nobody is excused any more."""
        self._excused -= 1
        if not self._excused and not self._timeout.expired():
            self._timeout.reschedule(asyncio.get_running_loop().time() + self._left)


_ALLOWANCE: ContextVar[_Allowance | None] = ContextVar("allowance", default=None)


@asynccontextmanager
async def within(seconds: float) -> AsyncIterator[None]:
    """Cut the block off after so many seconds of its own. Raises TimeoutError then."""
    async with asyncio.timeout(seconds) as timeout:
        token = _ALLOWANCE.set(_Allowance(timeout))
        try:
            yield
        finally:
            _ALLOWANCE.reset(token)


@contextmanager
def excused() -> Iterator[None]:
    """Time in the block counts for nothing: others are at work, and have limits of their own."""
    allowance = _ALLOWANCE.get()
    if allowance is None:
        yield
        return
    allowance.stop()
    try:
        yield
    finally:
        allowance.go_on()
