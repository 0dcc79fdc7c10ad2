"""The bot as a process of its own, talking to a playground that the test can look into."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from scripted_bot import LoopbackServer

from bot.playground import TOKEN
from bot.playground.world import BOT

ROOT = Path(__file__).parents[2]


class Running:
    """A running bot and the small Telegram it talks to."""

    def __init__(self, server: LoopbackServer, folder: Path, **environment: str) -> None:
        self.server = server
        self._environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": server.address,
            "HTTP_ADDRESS": "127.0.0.1:0",
            "DATABASE_URL": f"sqlite:///{folder / 'memory.db'}",
            **environment,
        }
        self._folder = folder
        self.log = folder / "log.txt"
        self.start()

    def start(self) -> None:
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot"], cwd=self._folder, env=self._environment, stderr=log
            )

    def kill(self) -> None:
        """The end that nothing can prepare for."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """Ask it to end, and return its status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    def ask(self, person: int, text: str) -> None:
        body = {"person": person, "chat": person, "text": text}
        httpx.post(f"{self.server.address}/playground/do/say", json=body).raise_for_status()

    def answers(self) -> list[str]:
        """Everything the bot has said in private chats."""
        chats = [chat for chat in self.server.world.chats.values() if chat.is_private]
        return [m.words.text for chat in chats for m in list(chat.messages.values()) if m.sender == BOT.id]

    def until(self, true: Callable[[], bool]) -> None:
        """Wait for something to be true, looking again whenever anything happens in the playground."""
        with httpx.stream("GET", f"{self.server.address}/playground/events", timeout=60) as events:
            lines = events.iter_lines()
            while not true():
                next(lines)


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[Running]:
    """A bot that is ended with the block, whatever happened in it."""
    with LoopbackServer() as server:
        bot = Running(server, folder, **environment)
        try:
            yield bot
        finally:
            if bot.process.poll() is None:
                bot.kill()
