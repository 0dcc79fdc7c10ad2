"""The process that works for the data desk: `python -m bot.figures.child`. An order comes in, messages go out.

A file may be hostile and the libraries may fail. Here they have a bounded address space, a bounded time, no
secrets in their environment, and take nobody down with them.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from bot.figures import judgements
from bot.figures.examining import Faulty, Fine, examine
from bot.figures.frames import Kind, framed, messages
from bot.figures.limits import Limits
from bot.figures.ordering import File, Order, understood
from bot.figures.parcel import Observations
from bot.figures.problems import Fault, Problem
from bot.figures.storing import restored, stored
from core.judgement import judge
from core.packed import PackedFigures, merged

_BREATH: Final = 0.2
"""Seconds between two reports of progress."""
_READING, _MERGING = 40, 20
"""Percent of all work: to read a file, to lay it over a version; the rest is to judge what that changes."""


def main() -> None:
    """Read the order from standard input, carry it out, write what came of it to standard output."""
    (_, content), *others = messages(sys.stdin.buffer)
    order = understood(content)
    _confine(order.limits)
    gc.disable()  # nothing here goes in circles, and the process ends soon: a third of the time
    try:
        _carry_out(order, [restored(version, order.regions) for _, version in others])
    except MemoryError:
        _say_faulty(Faulty((Problem(Fault.TOO_MUCH_MEMORY),), 0))


def _carry_out(order: Order, versions: Sequence[PackedFigures]) -> None:
    if order.file is None:
        old, new = versions
        _say_judged(old, new, order)
        return
    (base,) = versions
    report = _Reporter()
    made = _made(order.file, order, base, report)
    if made is not None:
        report.say(_READING + _MERGING)
        _say(Kind.VERSION, stored(made))
        _say(Kind.READ, json.dumps([made.version, len(made.content.columns.cell)]).encode())
        _say_judged(base, made, order)


def _made(file: File, order: Order, base: PackedFigures, report: _Reporter) -> PackedFigures | None:
    """The version that a file makes; where it makes none, that is said."""
    found = examine(file, order, report)
    if isinstance(found, Faulty):
        _say_faulty(found)
        return None
    report.say(_READING)
    made = _laid_over(base, found)
    if made.version == base.version:
        _say(Kind.SAME, json.dumps(found.rows).encode())
        return None
    return made


def _laid_over(base: PackedFigures, found: Fine) -> PackedFigures:
    observations = Observations(found.parcel)
    return merged(base, observations, observations.removed)


class _Reporter:
    """Tells progress now and then."""

    def __init__(self) -> None:
        self._last, self._rows = time.monotonic(), 0

    def __call__(self, rows: int, percent: int) -> None:
        """Tell how far the reading is, unless something was told a moment ago."""
        self._rows, now = rows, time.monotonic()
        if now - self._last >= _BREATH:
            self._last = now
            self.say(percent * _READING // 100)

    def say(self, percent: int) -> None:
        """Tell how far all of the work is."""
        _say(Kind.PROGRESS, json.dumps([self._rows, percent]).encode())


def _say_judged(old: PackedFigures, new: PackedFigures, order: Order) -> None:
    _say(Kind.JUDGEMENT, judgements.packed(judge(old, new, order.today)))


def _say_faulty(found: Faulty) -> None:
    problems = [
        {"fault": each.fault, "row": each.row, "column": each.column, "holes": dict(each.holes)}
        for each in found.problems
    ]
    _say(Kind.FAULTY, json.dumps([problems, found.more]).encode())


def _say(kind: Kind, content: bytes | bytearray) -> None:
    sys.stdout.buffer.write(framed(kind, content))
    sys.stdout.buffer.flush()


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
