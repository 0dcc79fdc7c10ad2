"""A server with the playground on loopback, and a small scripted bot that polls it over HTTP."""

import asyncio
import contextlib
import socket
import struct
import threading
import zlib
from collections.abc import Iterator
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette

from bot.playground import TOKEN, World, routes


class LoopbackServer:
    """The playground under uvicorn in a thread with its own event loop, on a port of its own."""

    def __init__(self, port: int = 0) -> None:
        self.world = World()
        self._socket = socket.create_server(("127.0.0.1", port))
        self.port = self._socket.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        app = Starlette(routes=routes(self.world))
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        self._ready = threading.Event()
        self._thread = threading.Thread(target=asyncio.run, args=(self._serve(),))

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._ready.set()
        await self._server.serve(sockets=[self._socket])

    def __enter__(self) -> "LoopbackServer":
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self.close_world()
        self._thread.join()
        self._socket.close()

    def close_world(self) -> None:
        """End long polls and event streams, as at shutdown."""
        self._loop.call_soon_threadsafe(self.world.close)


class ScriptedBot:
    """Polls in a thread: greets on /start, edits under a pressed button, echoes what else it sees."""

    BUTTONS = ((("Wilayah", "wilayah"), ("Target", "target")),)

    def __init__(self, address: str) -> None:
        self._client = httpx.Client(base_url=f"{address}/bot{TOKEN}/", timeout=70)
        self._thread = threading.Thread(target=self._poll)
        self._free = threading.Event()
        self._free.set()

    def call(self, method: str, **parameters: Any) -> Any:
        files = {name: parameters.pop(name) for name in ("photo",) if isinstance(parameters.get(name), tuple)}
        body: dict[str, Any] = {"data": parameters, "files": files} if files else {"json": parameters}
        answer = self._client.post(method, **body).json()
        assert answer["ok"], answer
        return answer["result"]

    @contextlib.contextmanager
    def at_work(self) -> Iterator["ScriptedBot"]:
        self._working = True
        self._thread.start()
        yield self
        self._working = False

    @contextlib.contextmanager
    def holding(self) -> Iterator[None]:
        """Let no pressed button be answered until the end of the block."""
        self._free.clear()
        yield
        self._free.set()

    def finish(self) -> None:
        """Wait for the thread; the server has ended its long poll by then."""
        self._thread.join()
        self._client.close()

    def _poll(self) -> None:
        offset = 0
        while self._working:
            try:
                updates = self.call("getUpdates", offset=offset, timeout=50)
            except httpx.TransportError:
                return
            for update in updates:
                offset = update["update_id"] + 1
                self._answer(update)

    def _answer(self, update: dict[str, Any]) -> None:
        match update:
            case {"message": {"text": text, "chat": {"id": chat}}}:
                self._reply(chat, text)
            case {"callback_query": query}:
                self._pressed(query)
            case {"inline_query": query}:
                content = {"message_text": f"Jawaban atas {query['query']}"}
                result = {"type": "article", "id": "1", "title": "Cakupan", "input_message_content": content}
                self.call("answerInlineQuery", inline_query_id=query["id"], results=[result])

    def _reply(self, chat: int, text: str) -> None:
        if text == "/start":
            keyboard = [
                [{"text": label, "callback_data": data} for label, data in row] for row in self.BUTTONS
            ]
            self.call(
                "sendMessage",
                chat_id=chat,
                text="Selamat datang di <b>Cakupan</b>.",
                parse_mode="HTML",
                reply_markup={"inline_keyboard": keyboard},
            )
        elif text == "/gambar":
            self.call("sendPhoto", chat_id=chat, caption="Tren", photo=("tren.png", png(40, 30)))
        else:
            self.call("sendMessage", chat_id=chat, text=f"Anda menulis: {text}")

    def _pressed(self, query: dict[str, Any]) -> None:
        self._free.wait()
        message = query["message"]
        text = f"Anda memilih {query['data']}."
        keyboard = {"inline_keyboard": [[{"text": "Kembali", "callback_data": "kembali"}]]}
        place = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        self.call("editMessageText", text=text, reply_markup=keyboard, **place)
        self.call("answerCallbackQuery", callback_query_id=query["id"], text="Siap")


def png(width: int, height: int) -> bytes:
    """A plain picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\x00" + b"\x0f\x76\x6e" * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
