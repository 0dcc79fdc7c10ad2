"""A strict Telegram on loopback: it keeps time, breaks off, forgets to answer, as a plan for each chat says.

It speaks just enough HTTP for the bot's transport, so that it is fast enough to stand beside what it measures.
"""

from __future__ import annotations

import asyncio
import json
import random
import socket
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

FAULTS = ("429", "500", "reset", "late", "blocked", "migrate")
"""What may happen once in a chat; `late` is delivered and never answered, `reset` is not delivered."""

MOVED = -1_000_000_000_000
"""A group that moves becomes this much less its old id."""


@dataclass(frozen=True)
class Arrived:
    """A message as it arrived."""

    at: float
    chat_id: int
    text: str
    method: str


class StrictServer:
    """Answers the bot and notes when what arrived; `plan` says which chat meets which fault, once."""

    def __init__(self, plan: Mapping[int, str] | None = None, latency: float = 0.0, port: int = 0) -> None:
        self.plan = dict(plan or {})
        self.latency = latency
        self._socket = socket.create_server(("127.0.0.1", port), backlog=512)
        self.port = self._socket.getsockname()[1]
        self.arrived: list[Arrived] = []
        self.updates: list[dict[str, Any]] = []
        self.webhook: dict[str, str] = {}
        self._met: set[int] = set()
        self._talks: set[asyncio.Task[None]] = set()

    def __enter__(self) -> StrictServer:
        ready = threading.Event()
        self._thread = threading.Thread(target=asyncio.run, args=(self._serve(ready),), daemon=True)
        self._thread.start()
        ready.wait()
        return self

    def __exit__(self, *_error: object) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()

    @property
    def address(self) -> str:
        """The root of the Bot API."""
        return f"http://127.0.0.1:{self.port}"

    def per_chat(self) -> dict[int, list[Arrived]]:
        """What arrived in each chat."""
        found: dict[int, list[Arrived]] = defaultdict(list)
        for each in list(self.arrived):
            found[each.chat_id].append(each)
        return found

    def most_in(self, seconds: float, chat_id: int | None = None) -> int:
        """The most messages that arrived in any stretch of so many seconds, everywhere or in one chat."""
        times = sorted(each.at for each in self.arrived if chat_id in (None, each.chat_id))
        first, most = 0, 0
        for last, at in enumerate(times):
            while times[first] <= at - seconds:
                first += 1
            most = max(most, last - first + 1)
        return most

    def until(self, count: int, patience: float = 60) -> None:
        """Wait until so many messages have arrived."""
        deadline = time.monotonic() + patience
        while len(self.arrived) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"only {len(self.arrived)} of {count} arrived")
            time.sleep(0.005)

    def say(self, chat_id: int, text: str) -> None:
        """A person writes to the bot."""
        person = {"id": chat_id, "is_bot": False, "first_name": "Orang"}
        chat = {"id": chat_id, "type": "private", "first_name": "Orang"}
        number = len(self.updates) + 1
        message = {"message_id": number, "date": 1, "chat": chat, "from": person, "text": text}
        self.updates.append({"update_id": number, "message": message})

    async def serve(self) -> None:
        """Serve in the running loop until cancelled."""
        server = await asyncio.start_server(self._accept, sock=self._socket)
        try:
            await asyncio.Event().wait()
        finally:
            server.close()
            for task in list(self._talks):
                task.cancel()
            await asyncio.gather(*self._talks, return_exceptions=True)

    async def _serve(self, ready: threading.Event) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        serving = asyncio.create_task(self.serve())
        ready.set()
        await self._stopping.wait()
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._talk(reader, writer))
        self._talks.add(task)
        task.add_done_callback(self._talks.discard)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = await reader.readexactly(_length(head))
                at = time.monotonic()
                method = head.split(b" ", 2)[1].rsplit(b"/", 1)[1].decode()
                answer = await self._answer(
                    method, dict(parse_qsl(body.decode(), keep_blank_values=True)), at
                )
                if self.latency:
                    await asyncio.sleep(self.latency)
                writer.write(_response(*answer))
        except (ConnectionError, asyncio.IncompleteReadError, _BreaksOffError):
            pass
        except asyncio.CancelledError:
            pass
        finally:
            writer.transport.abort()

    async def _answer(
        self, method: str, parameters: Mapping[str, str], at: float
    ) -> tuple[int, dict[str, Any]]:
        match method:
            case "getUpdates":
                return _ok(await self._updates(int(parameters.get("offset", 0))))
            case "sendMessage" | "editMessageText":
                return await self._take(method, int(parameters["chat_id"]), parameters["text"], at)
            case "arrivals":
                return _ok([(each.at, each.chat_id) for each in self.arrived])
            case "count":
                return _ok(len(self.arrived))
            case "say":
                self.say(int(parameters["chat_id"]), parameters["text"])
                return _ok(time.monotonic())
            case "setWebhook":
                self.webhook = dict(parameters)
                return _ok(True)
            case "deleteWebhook":
                self.webhook = {}
                return _ok(True)
            case "getWebhookInfo":
                allowed = json.loads(self.webhook.get("allowed_updates", "[]"))
                return _ok({"url": self.webhook.get("url", ""), "allowed_updates": allowed})
            case _:
                return _ok(_ALWAYS.get(method, True))

    async def _updates(self, offset: int) -> list[dict[str, Any]]:
        for _ in range(200):
            waiting = [each for each in self.updates if each["update_id"] >= offset]
            if waiting:
                return waiting
            await asyncio.sleep(0.01)
        return []

    async def _take(self, method: str, chat_id: int, text: str, at: float) -> tuple[int, dict[str, Any]]:
        fault = self.plan.get(chat_id)
        if fault == "blocked":
            return _refusal(403, "Forbidden: bot was blocked by the user")
        if fault == "migrate":
            description = "Bad Request: group chat was upgraded to a supergroup chat"
            return _refusal(400, description, migrate_to_chat_id=MOVED + chat_id)
        if fault and chat_id not in self._met:
            self._met.add(chat_id)
            match fault:
                case "429":
                    return _refusal(429, "Too Many Requests: retry after 1", retry_after=1)
                case "500":
                    return _refusal(500, "Internal Server Error")
                case "reset":
                    raise _BreaksOffError
                case "late":
                    self.arrived.append(Arrived(at, chat_id, text, method))
                    await asyncio.sleep(3600)
        self.arrived.append(Arrived(at, chat_id, text, method))
        return _ok({"message_id": len(self.arrived), "date": 0, "chat": {"id": chat_id, "type": "private"}})


_ALWAYS: Mapping[str, object] = {
    "getMe": {"id": 42, "is_bot": True, "first_name": "Cakupan", "username": "cakupan_bot"},
    "getMyCommands": [],
    "getMyName": {},
    "getMyDescription": {},
    "getMyShortDescription": {},
}


class _BreaksOffError(Exception):
    """The connection ends without an answer."""


def main(port: str, latency: str, plan: str) -> None:
    """Serve in a process of its own; `plan` is JSON by chat ids."""
    server = StrictServer(
        {int(chat): fault for chat, fault in json.loads(plan).items()}, float(latency), int(port)
    )
    asyncio.run(server.serve())


def faults(chat_ids: list[int], share: float, seed: int) -> dict[int, str]:
    """A plan that lets each fault meet this share of the chats; only groups move."""
    chance = random.Random(seed)  # noqa: S311 - a plan, not a secret
    plan: dict[int, str] = {}
    for fault in FAULTS:
        able = [each for each in chat_ids if each not in plan and (each < 0) == (fault == "migrate")]
        plan |= dict.fromkeys(chance.sample(able, min(len(able), round(len(chat_ids) * share))), fault)
    return plan


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0


def _ok(result: object) -> tuple[int, dict[str, Any]]:
    return 200, {"ok": True, "result": result}


def _refusal(status: int, description: str, **parameters: int) -> tuple[int, dict[str, Any]]:
    content: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    return status, content | ({"parameters": parameters} if parameters else {})


def _response(status: int, content: Mapping[str, Any]) -> bytes:
    body = json.dumps(content).encode()
    head = (
        f"HTTP/1.1 {status} Whatever\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


if __name__ == "__main__":
    main(*sys.argv[1:])
