"""Work for the data desk in a process of its own, `bot.figures.child`, so that answers never wait for it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog

from bot.figures.frames import HEAD, LAST, Kind, framed
from bot.figures.ordering import Order, told
from bot.figures.problems import Fault

log = structlog.get_logger(__name__)

_ROOT: Final = Path(__file__).parents[2]
"""Where the packages `bot` and `core` are."""
_KEPT: Final = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "LANG", "LC_ALL", "TZ")
"""What of the environment the process gets; no token, no address of a database."""
_ENDS: Final = {
    -getattr(signal, "SIGXCPU", 0): Fault.TOO_SLOW,
    -getattr(signal, "SIGKILL", 0): Fault.TOO_MUCH_MEMORY,
}
"""What it means where the system ended the process: out of time, or out of the machine's memory."""
_LAST_BREATH: Final = 5
"""Seconds that the process may take to end after its last word."""
_PATIENCE: Final = 3
"""Seconds of waiting for each second of work: others want the processor too."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: rows of a file so far, and percent of all."""

    rows: int
    percent: int


OnProgress = Callable[[Progress], Awaitable[None]]
Said = Mapping[Kind, bytes]
"""What the process said, the last message of each kind."""


async def apart(order: Order, *versions: bytes, on_progress: OnProgress | None = None) -> Said | Fault:
    """Have an order carried out on versions as they are stored: what came of it, or why nothing did.

    Where this is cancelled, or `on_progress` raises, the process is ended.
    """
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ} | {"PYTHONPATH": str(_ROOT)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "bot.figures.child", stdin=PIPE, stdout=PIPE, env=environment
    )
    try:
        found = await _Talk(process, order, on_progress).heard(versions)
        if found:
            return found
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _LAST_BREATH)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
    log.error("a process that worked for the data desk has ended", status=process.returncode)
    return _ENDS.get(process.returncode or 0, Fault.BROKE)


class _Talk:
    """The messages of one process."""

    def __init__(self, process: Process, order: Order, on_progress: OnProgress | None) -> None:
        self._process, self._order, self._on_progress = process, order, on_progress
        self._deadline = asyncio.get_running_loop().time() + _PATIENCE * order.limits.seconds

    async def heard(self, versions: tuple[bytes, ...]) -> Said | Fault | None:
        """What came of the order; None where the process ended without its last word."""
        if self._process.stdin is None or self._process.stdout is None:
            raise TypeError("the process needs both pipes")
        with suppress(BrokenPipeError, ConnectionResetError):
            self._process.stdin.write(framed(Kind.ORDER, told(self._order)))
            for version in versions:
                self._process.stdin.write(framed(Kind.VERSION, version))
                await self._process.stdin.drain()
        self._process.stdin.close()
        try:
            return await self._all(self._process.stdout)
        except asyncio.IncompleteReadError:
            return None

    async def _all(self, stream: asyncio.StreamReader) -> Said | Fault:
        said: dict[Kind, bytes] = {}
        while not said.keys() & LAST:
            try:
                async with asyncio.timeout_at(self._deadline):
                    kind, content = await self._message(stream)
            except TimeoutError:
                return Fault.TOO_SLOW
            if kind is Kind.PROGRESS:
                await self._tell(Progress(*json.loads(content)))
            said[kind] = content
        return said

    async def _message(self, stream: asyncio.StreamReader) -> tuple[Kind, bytes]:
        kind, length = HEAD.unpack(await stream.readexactly(HEAD.size))
        if length > self._order.limits.memory:
            raise TypeError("no message is longer than the process' memory")
        return Kind(kind), await stream.readexactly(length)

    async def _tell(self, progress: Progress) -> None:
        """Tell it; the time that this takes is not the work's."""
        if self._on_progress:
            loop = asyncio.get_running_loop()
            begun = loop.time()
            await self._on_progress(progress)
            self._deadline += loop.time() - begun
