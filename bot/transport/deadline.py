"""A moment after which a request must not leave any more, looked at as the last thing before it is written.

Who sends on a lease needs this: a process that was stopped between its decision and the write would otherwise
send, once awake, what another has sent by then.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from aiohttp import BytesPayload
from aiohttp.abc import AbstractStreamWriter

_NOT_AFTER: ContextVar[float | None] = ContextVar("not_after", default=None)


class TooLateError(Exception):
    """The moment had passed before a byte was written."""


def clock() -> float:
    """Seconds of a clock that goes on while the process is stopped, and where it can while the machine sleeps."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


@contextmanager
def not_after(moment: float) -> Iterator[None]:
    """Requests begun inside are given up, as not sent, where they are not written by this moment of `clock`."""
    token = _NOT_AFTER.set(moment)
    try:
        yield
    finally:
        _NOT_AFTER.reset(token)


def punctual(body: bytes) -> bytes | BytesPayload:
    """The body, held to the moment that is set."""
    moment = _NOT_AFTER.get()
    return body if moment is None else _Punctual(body, moment)


class _Punctual(BytesPayload):
    """A body that is written in time or not at all. aiohttp writes the head of a request together with it."""

    def __init__(self, body: bytes, moment: float) -> None:
        super().__init__(body)
        self._moment = moment

    async def write_with_length(self, writer: AbstractStreamWriter, content_length: int | None) -> None:
        if clock() > self._moment:
            raise TooLateError
        await super().write_with_length(writer, content_length)

    async def write(self, writer: AbstractStreamWriter) -> None:
        await self.write_with_length(writer, None)
