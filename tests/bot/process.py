"""The bot as a process of its own, talking to a playground that the test can look into."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx
from scripted_bot import LoopbackServer

from bench.strict_server import StrictServer
from bot.playground import TOKEN
from bot.playground.world import BOT

ROOT = Path(__file__).parents[2]
PATIENCE = 40
"""Seconds after which what is waited for counts as never coming."""


class Running:
    """A running bot and the small Telegram it talks to."""

    def __init__(self, server: "LoopbackServer | StrictServer", folder: Path, **environment: str) -> None:
        self.server = server
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": server.address,
            "HTTP_ADDRESS": "127.0.0.1:0",
            "DATABASE_URL": f"sqlite:///{folder / 'memory.db'}",
            **environment,
        }
        self.folder = folder
        self._log = Log()
        self.start()

    @property
    def log(self) -> str:
        """All that was logged so far, by the processes that ended too."""
        return "".join(self._log.lines)

    def start(self) -> None:
        command = [sys.executable, "-m", "bot"]
        self.process = subprocess.Popen(
            command, cwd=self.folder, env=self.environment, stderr=subprocess.PIPE, text=True
        )
        self._reader = threading.Thread(target=self._log.read, args=(self.process.stderr,))
        self._reader.start()

    def wait(self) -> int:
        """The status it ends with; its log is whole by then."""
        status = self.process.wait(timeout=PATIENCE)
        self._reader.join()
        return status

    def kill(self) -> None:
        """The end that nothing can prepare for."""
        self.process.send_signal(signal.SIGKILL)
        self.wait()

    def stop(self) -> int:
        """Ask it to end, and return its status."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def ask(self, person: int, text: str) -> None:
        body = {"person": person, "chat": person, "text": text}
        httpx.post(f"{self.server.address}/playground/do/say", json=body).raise_for_status()

    def answers(self) -> list[str]:
        """Everything the bot has said in private chats."""
        chats = [chat for chat in self.server.world.chats.values() if chat.is_private]
        return [m.words.text for chat in chats for m in list(chat.messages.values()) if m.sender == BOT.id]

    def until(self, true: Callable[[], bool]) -> None:
        """Wait for something to be true, looking again whenever anything happens in the playground."""
        with httpx.stream("GET", f"{self.server.address}/playground/events", timeout=PATIENCE) as events:
            lines, deadline = events.iter_lines(), time.monotonic() + PATIENCE
            while not true():
                assert time.monotonic() < deadline, "it never became true"
                next(lines)

    def until_true(self, true: Callable[[], bool]) -> None:
        """Wait for something to be true that nothing tells of, such as a row."""
        deadline = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < deadline, self.log
            time.sleep(0.05)

    def until_logged(self, words: str) -> None:
        """Wait for a line of the log."""
        assert self._log.holds(words), self.log


class Log:
    """The lines that processes write, one after another."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._changed = threading.Condition()

    def read(self, stream: IO[str]) -> None:
        """Take in every line until the stream ends."""
        with stream:
            for line in stream:
                with self._changed:
                    self.lines.append(line)
                    self._changed.notify_all()

    def holds(self, words: str) -> bool:
        """Wait for words to be written."""
        with self._changed:
            return self._changed.wait_for(lambda: any(words in line for line in self.lines), timeout=PATIENCE)


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
