"""The bot as a process of its own, on loopback: started, watched, killed."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOKEN = "42:" + "a" * 20
SECRET = "only-the-bench-knows"  # noqa: S105 - of no one
_WRONG = ("given up", "could not be answered", "not noted", "Traceback", "crashed")


class BotProcess:
    """One bot on a database in a folder; what it logs is kept in a file there."""

    def __init__(self, api: str, folder: Path, mode: str = "polling") -> None:
        self.folder, self.mode = folder, mode
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self._log = folder / "log"
        self._environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": api,
            "BOT_MODE": mode,
            "HTTP_ADDRESS": self.address,
            "DATABASE_URL": f"sqlite:///{folder / 'memory.db'}",
        }
        if mode == "webhook":
            self._environment |= {"WEBHOOK_URL": "https://bot.test/telegram", "WEBHOOK_SECRET": SECRET}

    async def start(self) -> None:
        """Begin; what is asked meanwhile waits at the server."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", cwd=self.folder, env=self._environment, stderr=log
            )

    async def kill(self) -> None:
        """The end that nothing can prepare for."""
        if self._process.returncode is not None:
            raise ChildProcessError(
                f"the bot ended by itself: {self._log.read_text(encoding='utf-8')[-2000:]}"
            )
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> int:
        """Ask it to end; its status. One that has ended already keeps its own."""
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        return await self._process.wait()

    @property
    def memory(self) -> int:
        """Bytes that it holds of the machine's memory."""
        pages = int(Path(f"/proc/{self._process.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    @property
    def complaints(self) -> list[str]:
        """Lines of the log that tell of something broken."""
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        return [line for line in lines if any(word in line for word in _WRONG)]
