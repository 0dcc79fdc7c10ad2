"""A Telegram on loopback that is faster than any bot: it hands out questions and notes when each is answered.

`strict_server` keeps rules and plays faults; this one does as little as it can: the bot is measured.
"""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Iterable, Sequence
from time import perf_counter
from typing import Final, cast

import orjson

PER_POLL: Final = 100
"""Updates that Telegram hands out at once, at most."""

_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_BOT: Final = {"id": 42, "is_bot": True, "first_name": "Cakupan", "username": "cakupan_bot"}
_RESULTS: Final = {
    b"getMe": orjson.dumps(_BOT),
    b"getMyCommands": b"[]",
    b"getMyName": b"{}",
    b"getMyDescription": b"{}",
    b"getMyShortDescription": b"{}",
}
_SENT: Final = (
    b'{"message_id":%d,"from":'
    + orjson.dumps(_BOT)
    + b',"chat":{"id":%d,"type":"private","first_name":"Orang"},'
    b'"date":1764000000,"text":"Baik."}'
)


class Telegram:
    """The Bot API of one bot."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        """Seconds from when a question could be fetched to its answer."""
        self._loop = asyncio.get_running_loop()
        self._updates: deque[tuple[int, bytes]] = deque()
        self._asked: dict[int, float] = {}
        self._number = 0
        self._poll: _Connection | None = None
        self._ends: asyncio.TimerHandle | None = None
        self._polled, self._done = asyncio.Event(), asyncio.Event()

    async def listen(self) -> str:
        """Serve on a port of its own; the root of the Bot API."""
        self._server = await self._loop.create_server(lambda: _Connection(self), "127.0.0.1", 0, backlog=1024)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def close(self) -> None:
        """Serve nobody any more."""
        self._server.close()

    async def polled(self, patience: float) -> None:
        """Wait for the bot to ask for updates. Raises TimeoutError after so many seconds."""
        await asyncio.wait_for(self._polled.wait(), patience)

    def ask(self, chat_id: int, text: str) -> None:
        """A person writes."""
        self.ask_all([(chat_id, text)])

    def ask_all(self, questions: Iterable[tuple[int, str]]) -> None:
        """Many people write in the same moment, one message a chat."""
        updates = [self._update(chat_id, text) for chat_id, text in questions]
        now = perf_counter()
        self._asked.update((chat_id, now) for chat_id, _, _ in updates)
        self._updates += [(number, update) for _, number, update in updates]
        self._done.clear()
        self._hand_out()

    async def answered(self, patience: float) -> None:
        """Wait until nobody waits for an answer. Raises TimeoutError after so many seconds."""
        await asyncio.wait_for(self._done.wait(), patience)

    def request(self, connection: _Connection, method: bytes, body: bytes) -> None:
        """Answer one request of the bot, at once or, to a getUpdates, when there is something."""
        if method == b"sendMessage":
            connection.answer(self._take(int(_parameter(b"chat_id", body) or 0)))
        elif method == b"getUpdates":
            offset = int(_parameter(b"offset", body) or 0)
            while self._updates and self._updates[0][0] < offset:
                self._updates.popleft()
            self._poll = connection
            self._hand_out()
            if self._poll:
                self._hold(float(_parameter(b"timeout", body) or 0))
        else:
            connection.answer(_RESULTS.get(method, b"true"))

    def _hold(self, seconds: float) -> None:
        self._polled.set()
        self._ends = self._loop.call_later(seconds, self._hand_out, True)

    def _hand_out(self, even_nothing: bool = False) -> None:
        if not self._poll or not (self._updates or even_nothing):
            return
        connection, self._poll = self._poll, None
        if self._ends:
            self._ends.cancel()
        batch = [self._updates[at][1] for at in range(min(PER_POLL, len(self._updates)))]
        connection.answer(b"[" + b",".join(batch) + b"]")

    def _take(self, chat_id: int) -> bytes:
        asked = self._asked.pop(chat_id, None)
        if asked is not None:
            self.waits.append(perf_counter() - asked)
            if not self._asked:
                self._done.set()
        self._number += 1
        return _SENT % (self._number, chat_id)

    def _update(self, chat_id: int, text: str) -> tuple[int, int, bytes]:
        self._number += 1
        person = {"id": chat_id, "is_bot": False, "first_name": "Orang", "language_code": "id"}
        message = {
            "message_id": self._number,
            "from": person,
            "chat": {"id": chat_id, "first_name": "Orang", "type": "private"},
            "date": 1764000000,
            "text": text,
        }
        if text.startswith("/"):
            length = len(text.split(" ", 1)[0])
            message["entities"] = [{"offset": 0, "length": length, "type": "bot_command"}]
        return chat_id, self._number, orjson.dumps({"update_id": self._number, "message": message})


class _Connection(asyncio.Protocol):
    """Just enough HTTP/1.1 for clients that keep a connection and say how long a body is."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what answers are written to."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Take the requests that are whole."""
        rest = self._rest + data
        while (end := rest.find(b"\r\n\r\n")) >= 0:
            length = _LENGTH.search(rest, 0, end + 2)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(rest) < whole:
                break
            method = rest[: rest.index(b" HTTP/")].rpartition(b"/")[2].partition(b"?")[0]
            self._telegram.request(self, method, rest[end + 4 : whole])
            rest = rest[whole:]
        self._rest = rest

    def answer(self, result: bytes) -> None:
        """Write a result as the Bot API wraps it."""
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (
            len(result) + 21
        )
        self._transport.write(head + b'{"ok":true,"result":' + result + b"}")


def _parameter(name: bytes, body: bytes) -> bytes | None:
    """A number from a form of either kind or from JSON."""
    found = re.search(name + rb'(?:=|": ?|"\r\n(?:[^\r\n]+\r\n)*\r\n)"?(-?\d+)', body)
    return found[1] if found else None


def percentile(waits: Sequence[float], share: float) -> float:
    """The wait that this share of them stays below."""
    return sorted(waits)[min(len(waits) - 1, int(len(waits) * share))]
