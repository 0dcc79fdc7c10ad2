"""Logs for people or machines, with the secrets taken out wherever they may turn up.

The filter sits on the root *handlers*: a filter on a logger is skipped by the records of its children, and
it is the libraries' records (an HTTP client's address, an exception's text) that carry the token. Exceptions
are logged by type and place only: a message may quote what a person wrote. So are those that nobody caught, which
Python itself would print with their messages.
"""

from __future__ import annotations

import asyncio
import logging
import re
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, TextIO

import structlog
from structlog.typing import EventDict

_TOKEN: Final = re.compile(r"\d{6,}:[A-Za-z0-9_-]{20,}")
_QUOTED: Final = re.compile(r'"[^"]*"?')
_HIDDEN: Final = "<secret>"
_SHORTEST: Final = 6
"""Characters of a secret that is taken out; a shorter one would take ordinary words along."""

log = structlog.get_logger(__name__)


class Redacting(logging.Formatter):
    """Formats a record with another formatter and takes the secrets out of the result, tracebacks included."""

    def __init__(self, inner: logging.Formatter, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = tuple(secret for secret in secrets if len(secret) >= _SHORTEST)

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be written."""
        line = self._inner.format(record)
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return _TOKEN.sub(_HIDDEN, line)


def frames(exc_info: structlog.typing.ExcInfo) -> str:
    """Where an exception came from and of what type it is, without its message: that may quote a person."""
    kind, error, _ = exc_info
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None:
        stack = traceback.extract_tb(seen.__traceback__)
        lines.append(type(seen).__qualname__)
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in stack]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines) or kind.__qualname__


def _print_frames(stream: TextIO, exc_info: structlog.typing.ExcInfo) -> None:
    stream.write("\n" + frames(exc_info))


def _unquoted(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Leave out of Telegram's reasons what they quote: it may be a piece of a message."""
    if "reason" in event:
        event["reason"] = _QUOTED.sub("…", str(event["reason"]))
    return event


def unexpected(_loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Log what the event loop was told of that nobody waited for; its own words would quote the exception."""
    log.error("something failed that nobody waited for", exc_info=context.get("exception"))


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        log.critical("ended by an error", exc_info=error)


def configure(
    level: str, form: Literal["console", "json"], secrets: tuple[str, ...] = (), stream: TextIO | None = None
) -> None:
    """Send every log of the process to standard error in one form."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _unquoted,
    ]
    final: structlog.typing.Processor
    if form == "json":
        shared.append(structlog.processors.ExceptionRenderer(frames))
        final = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        final = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=_print_frames, pad_event_to=0)
    inner = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, final],
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Redacting(inner, secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    sys.excepthook = _uncaught
    for chatty in ("httpx", "httpcore", "uvicorn.access", "alembic", "telegram"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
