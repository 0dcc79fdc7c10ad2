"""A Telegram on loopback with many people before it: hands out what they say and times what they hear.

It runs in the loop of the bench that asks it, and speaks just enough HTTP for the bot's transport. An update is
kept until the bot confirms it by asking for a later one, as Telegram does.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from itertools import count
from typing import Any
from urllib.parse import parse_qsl

BOT = {"id": 42, "is_bot": True, "first_name": "Cakupan", "username": "cakupan_bot"}
_MOST_AT_ONCE = 100
_OF_A_CHAT = ("sendMessage", "sendPhoto", "sendDocument")
_BY_ID = {"answerCallbackQuery": "callback_query_id", "answerInlineQuery": "inline_query_id"}


class Crowd:
    """People who ask, one question or press after another, and wait.

    `waits` holds the seconds from each question to its answer, `unanswered` counts who waits now, `twice` the
    answers that nobody waited for.
    """

    def __init__(self) -> None:
        self.updates: deque[dict[str, Any]] = deque()
        self.waits: list[float] = []
        self.twice = 0
        self.unanswered = 0
        self.calls: Counter[str] = Counter()
        self._asked: defaultdict[str, deque[float]] = defaultdict(deque)
        self._news = asyncio.Event()
        self._answer = asyncio.Event()
        self._numbers = count(1)
        self._talks: set[asyncio.Task[None]] = set()

    def say(self, chat_id: int, text: str) -> None:
        """Somebody writes."""
        self._ask(str(chat_id), message=_message(chat_id, next(self._numbers), text))

    def press(self, chat_id: int, code: str) -> None:
        """Somebody presses a button under a message of ours."""
        number = str(next(self._numbers))
        message = _message(chat_id, 1, "…") | {"from": BOT}
        query = {
            "id": number,
            "from": _person(chat_id),
            "chat_instance": "1",
            "message": message,
            "data": code,
        }
        self._ask(f"answerCallbackQuery {number}", callback_query=query)

    def type(self, person: int, text: str) -> None:
        """Somebody types behind the bot's name."""
        number = str(next(self._numbers))
        query = {"id": number, "from": _person(person), "query": text, "offset": ""}
        self._ask(f"answerInlineQuery {number}", inline_query=query)

    async def until_answered(self, patience: float) -> None:
        """Wait until nobody waits for an answer, for so many seconds at most."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._until(lambda: not self.unanswered), patience)

    async def until_heard(self, count: int, patience: float) -> None:
        """Wait until so many answers more have come, for so many seconds at most."""
        wanted = len(self.waits) + count
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._until(lambda: len(self.waits) >= wanted), patience)

    async def _until(self, true: Callable[[], bool]) -> None:
        while not true():
            self._answer.clear()
            await self._answer.wait()

    async def next_update(self) -> dict[str, Any]:
        """The oldest update that was not handed out yet, for a webhook."""
        while not self.updates:
            self._news.clear()
            await self._news.wait()
        return self.updates.popleft()

    def _ask(self, waiting_for: str, **content: Any) -> None:
        self._asked[waiting_for].append(time.monotonic())
        self.unanswered += 1
        self.updates.append({"update_id": next(self._numbers), **content})
        self._news.set()

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Serve in the running loop; the root of the Bot API."""
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0, backlog=512)
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            server.close()
            for task in list(self._talks):
                task.cancel()
            await asyncio.gather(*self._talks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._talk(reader, writer))
        self._talks.add(task)
        task.add_done_callback(self._talks.discard)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = await reader.readexactly(_length(head))
                method = head.split(b" ", 2)[1].rsplit(b"/", 1)[1].decode()
                result = await self._result(method, dict(parse_qsl(body.decode(errors="replace"))))
                writer.write(_response(result))
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            # the bot was killed, or the bench is over
            pass
        finally:
            writer.transport.abort()

    async def _result(self, method: str, parameters: Mapping[str, str]) -> object:
        self.calls[method] += 1
        match method:
            case "getMe":
                return BOT
            case "getUpdates":
                return await self._handed_out(int(parameters.get("offset", 0)), float(parameters["timeout"]))
            case "sendMessage" | "sendPhoto" | "sendDocument":
                self._heard(parameters["chat_id"])
                return {"message_id": next(self._numbers), "date": 0, "chat": {"id": 0}}
            case "editMessageText":
                return {"message_id": int(parameters["message_id"]), "date": 0, "chat": {"id": 0}}
            case "answerCallbackQuery" | "answerInlineQuery":
                self._heard(f"{method} {parameters[_BY_ID[method]]}")
                return True
            case "getWebhookInfo":
                return {"url": "", "pending_update_count": len(self.updates)}
            case "getMyCommands":
                return []
            case "getMyName" | "getMyDescription" | "getMyShortDescription":
                return {}
            case _:
                return True

    def _heard(self, waiting: str) -> None:
        asked = self._asked.get(waiting)
        if not asked:
            self.twice += 1
            return
        self.waits.append(time.monotonic() - asked.popleft())
        self.unanswered -= 1
        self._answer.set()
        if not asked:
            del self._asked[waiting]

    async def _handed_out(self, offset: int, seconds: float) -> list[dict[str, Any]]:
        while self.updates and self.updates[0]["update_id"] < offset:
            self.updates.popleft()
        if not self.updates:
            self._news.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), seconds)
        return [self.updates[at] for at in range(min(len(self.updates), _MOST_AT_ONCE))]


def _person(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "Orang"}


def _message(chat_id: int, number: int, text: str) -> dict[str, Any]:
    chat = {"id": chat_id, "type": "private", "first_name": "Orang"}
    return {"message_id": number, "date": 1, "chat": chat, "from": _person(chat_id), "text": text}


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0


def _response(result: object) -> bytes:
    body = json.dumps({"ok": True, "result": result}).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body
