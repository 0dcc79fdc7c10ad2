"""The process that reads a file: `python -m bot.figures.child`. An order comes in, messages go out.

The file may be hostile and the libraries may fail. Here they have a bounded address space, a bounded time, no
secrets in their environment, and take nobody down with them.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, Final

from bot.figures.examining import Faulty, Order, examine
from bot.figures.frames import Kind, framed
from bot.figures.limits import Limits
from bot.figures.origins import SourceDefaults
from bot.figures.problems import Fault, Problem
from core.region import Region, Regions

_BREATH: Final = 0.2
"""Seconds between two reports of progress."""


def main() -> None:
    """Read the order from standard input, examine the file, write what came of it to standard output."""
    order = _order(json.load(sys.stdin.buffer))
    _confine(order.limits)
    try:
        found = examine(order, _Reporter())
    except MemoryError:
        found = Faulty((Problem(Fault.TOO_MUCH_MEMORY),), 0)
    if isinstance(found, Faulty):
        problems = [
            {"fault": each.fault, "row": each.row, "column": each.column, "holes": dict(each.holes)}
            for each in found.problems
        ]
        _say(Kind.FAULTY, json.dumps([problems, found.more]).encode())
        return
    parcel = found.parcel
    _say(Kind.TABLES, parcel.tables.packed())
    _say(Kind.ROWS, parcel.rows)
    _say(Kind.REMOVED, parcel.removed)
    _say(Kind.FINE, json.dumps([found.sheet, found.rows]).encode())


class _Reporter:
    """Tells progress now and then."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, rows: int, percent: int) -> None:
        """Tell it, unless it was told a moment ago."""
        now = time.monotonic()
        if now - self._last >= _BREATH:
            self._last = now
            _say(Kind.PROGRESS, json.dumps([rows, percent]).encode())


def _say(kind: Kind, content: bytes | bytearray) -> None:
    sys.stdout.buffer.write(framed(kind, content))
    sys.stdout.buffer.flush()


def _order(told: Mapping[str, Any]) -> Order:
    """The order as `bot.figures.reading` writes it."""
    return Order(
        path=Path(told["path"]),
        name=told["name"],
        regions=Regions.of(Region(code, name, tuple(others)) for code, name, others in told["regions"]),
        today=date.fromisoformat(told["today"]),
        defaults=SourceDefaults(*told["defaults"]),
        limits=Limits(**told["limits"]),
    )


def _confine(limits: Limits) -> None:
    """Bound what this process may take; the asking one bounds the time where the system cannot."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    wanted = (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, most in wanted:
        _, hard = resource.getrlimit(kind)
        # macOS refuses a bound on the address space
        with suppress(ValueError):
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main()
