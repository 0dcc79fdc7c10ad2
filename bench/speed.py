"""How fast broadcasts are delivered: without a limit beside a hand-written loop, and at the limit."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.goal import Row, at_least, at_most
from bench.trial import RATE, ROOT, TEXT, TOKEN, Server, most_in_a_second, per_second, postgresql, trial
from bot.broadcast.sender import in_flight


def unlimited(count: int = 10_000, rounds: int = 3) -> list[Row]:
    """Ours and the loop in turn, so that a busy machine is busy for both."""
    ours, by_hand = [], []
    for _ in range(rounds):
        with trial(range(1000, 1000 + count), 0) as made:
            made.start()
            made.finish()
            ours.append(per_second(made.server.arrivals()))
        server = Server()
        command = [sys.executable, "-m", "bench.speed", server.address, str(count)]
        subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 - ourselves
        by_hand.append(per_second(server.arrivals()))
        server.close()
    ratio = median(ours) / median(by_hand)
    measured = f"{median(ours):,.0f} / {median(by_hand):,.0f} a second = {ratio:.2f}"
    return [Row(f"{count:,} recipients / a hand-written loop", measured, "≥ 0.75", ratio >= 0.75)]


async def by_hand(address: str, count: int) -> None:
    """The peer: as many requests at once as ours, each recipient committed before the next is begun."""
    from bot.api import Api  # noqa: PLC0415 - only in its own process
    from bot.transport import Transport  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "loop.db", isolation_level=None)
        for statement in (
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=NORMAL",
            "CREATE TABLE deliveries (number INTEGER PRIMARY KEY, state TEXT, message_id INTEGER, at INTEGER)",
        ):
            database.execute(statement)
        database.executemany(
            "INSERT INTO deliveries VALUES (?, 'pending', NULL, NULL)", ((n,) for n in range(count))
        )
        api = Api(TOKEN, address, Transport(), Transport())
        await api.initialize()
        rest = iter(range(count))

        async def work() -> None:
            for number in rest:
                sent = await api.call(
                    "sendMessage",
                    chat_id=1000 + number,
                    text=TEXT,
                    parse_mode="HTML",
                    link_preview_options={"is_disabled": True},
                )
                database.execute(
                    "UPDATE deliveries SET state = 'sent', message_id = ?, at = ? WHERE number = ?",
                    (sent["message_id"], int(time.time()), number),
                )

        await asyncio.gather(*(work() for _ in range(in_flight(0))))
        await api.shutdown()
        database.close()


def limited(seconds: int = 60) -> list[Row]:
    """A steady minute at the limit, by one process and by the one of two that holds the lease."""
    rows = []
    with postgresql() as url:
        for name, processes, goal, address in (
            ("SQLite", 1, 0.92, None),
            ("PostgreSQL, 2 processes", 2, 0.97, url),
        ):
            with trial(range(1000, 1000 + RATE * seconds), RATE, url=address) as made:
                for _ in range(processes):
                    made.start()
                made.finish()
                arrived = made.server.arrivals()
            mean, most = per_second(arrived) / RATE, most_in_a_second(arrived)
            rows.append(at_least(f"mean / limit of {RATE}, {name}", mean, goal, ".3f"))
            rows.append(at_most(f"most in any second, {name}", most, RATE, "d"))
    return rows


if __name__ == "__main__":
    import uvloop

    uvloop.run(by_hand(sys.argv[1], int(sys.argv[2])))
