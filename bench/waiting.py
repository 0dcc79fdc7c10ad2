"""What a reply waits more while a broadcast runs."""

from __future__ import annotations

import time
from collections.abc import Sequence
from statistics import median

from bench.goal import Row
from bench.trial import RATE, Server, trial
from bot.broadcast import desk


def replies(count: int = 40) -> list[Row]:
    """From a person's message to the answer's arrival, with nothing else to do and beside a broadcast."""
    quiet = _waits(count, [1], 0)
    busy = {f"at {RATE} a second": _waits(count, range(1000, 9000), RATE)}
    busy["without a limit"] = _waits(count, range(1000, 101_000), 0)
    rows = []
    for name, waits in busy.items():
        more = [(at(waits) - at(quiet)) * 1000 for at in (median, _worst)]
        measured = f"{round(more[0])} ms (median), {round(more[1])} ms (p95)"
        rows.append(
            Row(f"a reply waits more beside a broadcast {name}", measured, "≤ 200 ms", more[1] <= 200)
        )
    return rows


def _waits(count: int, chats: Sequence[int], rate: float) -> list[float]:
    with trial(chats, rate) as made:
        made.start()
        made.server.until(1)
        waits = []
        for asker in range(count):
            said = made.server.say(500 + asker, "/cakupan kalbar")
            waits.append(_arrival(made.server, 500 + asker) - said)
        with made.engine.begin() as connection:
            desk.cancel(connection, made.number)
    return waits


def _arrival(server: Server, chat_id: int) -> float:
    while True:
        for at, arrived in reversed(server.arrivals()):
            if arrived == chat_id:
                return at
        time.sleep(0.05)


def _worst(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]
