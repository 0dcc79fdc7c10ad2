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

import sys
from collections.abc import Callable, Mapping, Sequence

from bench.failures import all_faults, kills, takeover
from bench.large import large
from bench.speed import limited, unlimited
from bench.trial import Row
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


def main(names: Sequence[str]) -> None:
    """Measure the parts named, or all of them."""
    for name in names or PARTS:
        for row in PARTS[name]():
            sys.stdout.write(f"{row}\n")
            sys.stdout.flush()
