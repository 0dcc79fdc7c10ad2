"""When the update that is being handled came here, however long it has waited for its turn since."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_AT: ContextVar[float | None] = ContextVar("arrival", default=None)


@contextmanager
def arrived(at: float | None) -> Iterator[None]:
    """The block handles what came at this moment of the process's clock; None where an earlier process took it."""
    token = _AT.set(at)
    try:
        yield
    finally:
        _AT.reset(token)


def arrival() -> float | None:
    """That moment, where this process knows it."""
    return _AT.get()
