"""What is logged as an error while updates are fed, by us and by the libraries, with the place where it began."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

_PLACES = 4


@dataclass(frozen=True)
class Complaint:
    """A line of the log, and the number of the update that it is about; 0 where none is named."""

    what: str
    update: int = 0


@contextmanager
def complaints() -> Iterator[list[Complaint]]:
    """The errors logged so far, while it lasts; nothing is printed meanwhile."""
    heard: list[Complaint] = []

    def note(_logger: object, level: str, event: MutableMapping[str, Any]) -> Any:
        if level in ("error", "exception", "critical"):
            update = structlog.contextvars.get_contextvars().get("update", 0)
            heard.append(Complaint(_told(event), update))
        raise structlog.DropEvent

    before = structlog.get_config()
    handler = _Handler(heard)
    logging.getLogger().addHandler(handler)
    structlog.configure(processors=[note], cache_logger_on_first_use=False)
    try:
        yield heard
    finally:
        structlog.configure(**before)
        logging.getLogger().removeHandler(handler)


class _Handler(logging.Handler):
    def __init__(self, heard: list[Complaint]) -> None:
        super().__init__(logging.ERROR)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self._heard.append(Complaint(record.getMessage() + _place(record.exc_info)))


def _told(event: MutableMapping[str, Any]) -> str:
    error = event.get("exc_info")
    place = _place(sys.exc_info() if error is True or error is None else error)
    return f"{event['event']} {event.get('reason', '')}{place}"


def _place(error: Any) -> str:
    error = error[1] if isinstance(error, tuple) else error
    if not isinstance(error, BaseException):
        return ""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[: -_PLACES - 1 : -1]
    )
    return f": {type(error).__name__}: {str(error)[:120]} ({places})"
