"""What is to come: broadcasts with a time, and the next runs of what subscribers get by themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection

from bot.announcement import Announcement, Run, Timetable
from bot.announcing.seeing import seen
from bot.store import broadcasts, subscriptions
from bot.subscription import Rhythm, Timing

_RUNS: Final = 3
"""Of each rhythm; an admin wants to know what comes, not all that ever will."""

_LISTED: Final = 10

Times = Sequence[tuple[Timing, int]]
"""Settings with the time of the next digest by them."""


def timetable(connection: Connection, rate: float) -> Timetable:
    """All that is to come, at `rate` messages a second."""
    coming = (seen(connection, each.number, rate) for each in broadcasts.scheduled(connection, _LISTED))
    return Timetable(
        tuple(each for each in coming if isinstance(each, Announcement)),
        _digests(connection),
        tuple(Run(*each) for each in subscriptions.waiting(connection, _RUNS)),
    )


def _digests(connection: Connection) -> tuple[tuple[Rhythm, tuple[Run, ...]], ...]:
    """The next runs of each rhythm in which anybody gets digests."""
    by_rhythm: dict[Rhythm, list[tuple[Timing, int]]] = defaultdict(list)
    for timing, digest_at in subscriptions.digest_times(connection):
        by_rhythm[timing.digest_rhythm].append((timing, digest_at))
    return tuple((rhythm, _next(connection, by_rhythm[rhythm])) for rhythm in Rhythm if rhythm in by_rhythm)


def _next(connection: Connection, times: Times) -> tuple[Run, ...]:
    runs: dict[int, list[tuple[Timing, int]]] = defaultdict(list)
    for timing, digest_at in times:
        for at in next_runs(timing, digest_at):
            runs[at].append((timing, digest_at))
    return tuple(Run(at, subscriptions.count_digested(connection, runs[at])) for at in sorted(runs)[:_RUNS])


def next_runs(timing: Timing, digest_at: int) -> list[int]:
    """The next digest and those after it, in seconds since 1970."""
    runs = [digest_at]
    while len(runs) < _RUNS:
        after = timing.next_digest(datetime.fromtimestamp(runs[-1], UTC))
        runs.append(int(after.timestamp()))
    return runs
