"""The bots that are measured beside one another, in processes of their own: ours as users run it, and echoes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PEERS: Final = ROOT / "bench" / "peers"
PYTHON: Final = ROOT / ".venv-peers" / "bin" / "python"
TOKEN: Final = "42:" + "a" * 35

OURS: Final = "ours, whole answers"
PTB_ONE: Final = "python-telegram-bot, one at a time"
PTB_MANY: Final = "python-telegram-bot, 256 at once"
AIOGRAM: Final = "aiogram (uvloop)"
TELEBOT: Final = "pyTelegramBotAPI"
BARE: Final = "no framework: aiohttp (uvloop)"

ECHOES: Final[Mapping[str, tuple[str, ...]]] = {
    PTB_ONE: ("ptb.py", "1"),
    PTB_MANY: ("ptb.py", "256"),
    AIOGRAM: ("aiogram_echo.py",),
    TELEBOT: ("telebot_echo.py",),
    BARE: ("bare.py",),
}


@dataclass(frozen=True, slots=True)
class Used:
    """What a process has used so far: seconds of the processor, and bytes of memory now; its children included."""

    seconds: float
    memory: int


class Process:
    """A bot of one name against a Bot API; `processor` is the only one it may use, where that is given."""

    def __init__(self, name: str, api: str, folder: Path, processor: int | None) -> None:
        environment = {"PATH": os.environ["PATH"], "BOT_TOKEN": TOKEN, "BOT_API_URL": api}
        if name == OURS:
            command = [sys.executable, "-m", "bot"]
            environment |= {
                "PYTHONPATH": str(ROOT),
                "HTTP_ADDRESS": "127.0.0.1:0",
                "DATABASE_URL": database_of(folder),
            }
        else:
            script, *arguments = ECHOES[name]
            command = [str(PYTHON), str(PEERS / script), *arguments]
        self._log = (folder / "log").open("wb")
        self._process = subprocess.Popen(  # noqa: S603 - ourselves, and what is installed beside us
            command, cwd=folder, env=environment, stdout=self._log, stderr=self._log
        )
        if processor is not None:
            os.sched_setaffinity(self._process.pid, {processor})

    def used(self) -> Used:
        """What it has used so far."""
        found = [_used(pid) for pid in _family(self._process.pid)]
        return Used(sum(each.seconds for each in found), sum(each.memory for each in found))

    def end(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        self._log.close()


def database_of(folder: Path) -> str:
    """Where ours remembers."""
    return f"sqlite:///{folder / 'memory.db'}"


def _used(pid: int) -> Used:
    # behind the name, which may hold anything, come the numbers that proc(5) counts from 3
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = sum(int(fields[number - 3]) for number in (14, 15, 16, 17))
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return Used(ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE"))


def _family(pid: int) -> list[int]:
    """A process and all that it has started, as far as they still run."""
    children = Path(f"/proc/{pid}/task").glob("*/children")
    below = [int(child) for file in children for child in file.read_text().split()]
    return [pid, *(each for child in below for each in _family(child))]
