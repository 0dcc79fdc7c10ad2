"""A picture that was sent before, beside a text answer, both through the whole application."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import SecretStr
from telegram.request import BaseRequest, RequestData

from bench.goal import Row, at_most
from bot.app import Bot, connected
from bot.settings import Settings

REGIONS = ("kalbar", "kalteng", "bali", "landak", "indonesia")
PAIRS = 200


class Telegram(BaseRequest):
    """Takes everything at once; a photo gets an id by which it can be sent again."""

    @property
    def read_timeout(self) -> float | None:
        """As long as a real one would be waited for."""
        return 5

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002 - as BaseRequest wants it
        request_data: RequestData | None = None,  # noqa: ARG002 - as BaseRequest wants it
        **timeouts: Any,  # noqa: ARG002 - as BaseRequest wants it
    ) -> tuple[int, bytes]:
        """The answer of Telegram, as little of it as the bot reads."""
        result: object = True
        match url.rsplit("/", 1)[1]:
            case "getMe":
                result = {"id": 42, "is_bot": True, "first_name": "Cakupan", "username": "cakupan_bot"}
            case "sendMessage":
                result = {"message_id": 1, "date": 0, "chat": {"id": 1}}
            case "sendPhoto":
                result = {"message_id": 1, "date": 0, "chat": {"id": 1}, "photo": [{"file_id": "sent"}]}
        return 200, json.dumps({"ok": True, "result": result}).encode()


@dataclass
class Chats:
    """Asks in one chat after another, as many people would."""

    bot: Bot
    numbers: Iterator[int]

    async def seconds(self, text: str) -> float:
        """How long a message takes from its arrival to the note that it is answered."""
        number = next(self.numbers)
        chat = {"id": number, "type": "private", "first_name": "Orang"}
        person = {"id": number, "is_bot": False, "first_name": "Orang"}
        message = {"message_id": 1, "date": 1, "chat": chat, "from": person, "text": text}
        begun = time.perf_counter()
        await self.bot.intake.take([{"update_id": number, "message": message}])
        await self.bot.intake.lanes.drain(30)
        return time.perf_counter() - begun


def rows() -> Iterator[Row]:
    """How much longer the picture takes, at the median; both are asked for in turns."""
    text, picture = (median(each) for each in zip(*pairs(), strict=True))
    yield at_most("a picture again / a text answer", picture / text, 1.2)


def pairs() -> list[tuple[float, float]]:
    """Microseconds of a text answer and of its picture, sent before; in turns one or the other comes first."""
    with TemporaryDirectory() as folder:
        return asyncio.run(_pairs(Path(folder)))


async def _pairs(folder: Path) -> list[tuple[float, float]]:
    settings = Settings(
        _env_file=None,
        bot_token=SecretStr("42:token"),
        database_url=SecretStr(f"sqlite:///{folder}/bench.db"),
    )
    telegram, taken = Telegram(), []
    async with connected(settings, telegram, telegram, lambda: date(2026, 11, 22)) as bot:
        chats = Chats(bot, count(1))
        for region in REGIONS:
            await chats.seconds(f"/cakupan {region} gambar")
        for number in range(PAIRS):
            asked = f"/cakupan {REGIONS[number % len(REGIONS)]}"
            both = [asked, f"{asked} gambar"]
            seconds = {each: await chats.seconds(each) for each in (both[::-1] if number % 2 else both)}
            taken.append((seconds[both[0]] * 1e6, seconds[both[1]] * 1e6))
    return taken
