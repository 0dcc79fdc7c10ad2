"""Broadcasts measured against a strict server, each in processes of their own: `python -m bench broadcast`.

unlimited   10,000 recipients without a limit, beside a hand-written loop that commits each of them
limited     a minute at 28 a second, on SQLite and with two processes on PostgreSQL
kills       10,000 recipients, killed 20 times
faults      10,000 recipients, 1 % each of every fault
replies     what a reply waits more while a broadcast runs
takeover    how long until another process carries on, on PostgreSQL
large       100,000 recipients: storage, memory, recovery
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from bench.failures import all_faults, kills, takeover
from bench.goal import Row
from bench.large import large
from bench.speed import limited, unlimited
from bench.waiting import replies

PARTS: Mapping[str, Callable[[], list[Row]]] = {
    "unlimited": unlimited,
    "limited": limited,
    "kills": kills,
    "faults": all_faults,
    "replies": replies,
    "takeover": takeover,
    "large": large,
}


def rows(names: Sequence[str]) -> Iterator[Row]:
    """Measure the parts named, or all of them, one after another."""
    for name in names or PARTS:
        yield from PARTS[name]()
