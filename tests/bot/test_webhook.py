"""What Telegram, and whoever else finds the address, gets from the webhook."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import orjson
import pytest
from fakes import FakeTelegram, refusal
from starlette.applications import Starlette
from talk import TODAY

from bot.app import connected
from bot.intake import Intake, Webhook, webhook
from bot.intake.webhook import LARGEST, PATH
from bot.settings import Settings
from bot.store import Memory

SECRET = "a-secret-of-24-characters"
URL = "https://bot.example/telegram"
"""What is registered; nobody calls it here."""


@dataclass
class Caller:
    """Calls the webhook as Telegram does, where nothing else is said."""

    webhook: Webhook
    client: httpx.AsyncClient
    intake: Intake
    handled: list[int]

    async def post(self, body: bytes, **headers: str) -> int:
        shown = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
        sent = {name: value for name, value in (shown | headers).items() if value}
        return (await self.client.post(PATH, content=body, headers=sent)).status_code

    async def bring(self, number: int, **headers: str) -> int:
        return await self.post(orjson.dumps({"update_id": number, "message": {"chat": {"id": 1}}}), **headers)


@pytest.fixture
async def caller(memory: Memory) -> AsyncIterator[Caller]:
    """A webhook that takes updates."""
    webhook = Webhook(URL, SECRET)
    app = Starlette(routes=list(webhook.routes))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://bot") as client:
        handled: list[int] = []

        async def handle(raw: Mapping[str, Any]) -> None:
            handled.append(raw["update_id"])

        intake = Intake(memory.inbox, handle, handle)
        webhook.open(intake)
        yield Caller(webhook, client, intake, handled)


async def test_an_update_is_taken_once(caller: Caller, memory: Memory) -> None:
    assert [await caller.bring(1), await caller.bring(2), await caller.bring(1)] == [200, 200, 200]
    await caller.intake.lanes.drain(5)
    assert await memory.inbox.waiting() == 0
    assert caller.handled == [1, 2]


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "x"])
async def test_without_the_secret_nothing_is_read(caller: Caller, secret: str) -> None:
    shown = {"X-Telegram-Bot-Api-Secret-Token": secret}
    assert await caller.bring(1, **shown) == 401
    assert await caller.post(b"x" * (LARGEST + 1), **shown) == 401
    assert caller.handled == []


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b'{"update_id": 1}', "text/plain", 415),
        (b'{"update_id": 1}', "", 415),
        (b'{"update_id": 1}', "application/json; charset=utf-8", 200),
        (b"x" * (LARGEST + 1), "application/json", 413),
        (b"no json", "application/json", 400),
        (b"[1]", "application/json", 400),
        (b'{"update_id": "1"}', "application/json", 400),
        (b'{"update_id": true}', "application/json", 400),
        (b'{"message": {}}', "application/json", 400),
    ],
)
async def test_only_an_update_of_bounded_size_is_taken(
    caller: Caller, body: bytes, content_type: str, status: int
) -> None:
    assert await caller.post(body, **{"Content-Type": content_type}) == status


async def test_a_body_that_does_not_come_to_its_end_is_not_waited_for(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "SLOWEST", 0.05)

    async def drip() -> AsyncIterator[bytes]:
        yield b'{"update_id":'
        await asyncio.Event().wait()

    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
    answered = await caller.client.post(PATH, content=drip(), headers=headers)
    assert answered.status_code == 408


@pytest.mark.parametrize("depth", [100, 10_000, 200_000])
async def test_a_body_however_deep_ends_nothing(caller: Caller, depth: int) -> None:
    body = b'{"update_id": 1, "message": ' + b'{"reply_to_message": ' * depth + b"1" + b"}" * depth + b"}"
    assert await caller.post(body) in (200, 400, 413)
    assert await caller.bring(2) == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
async def test_other_methods_are_refused(caller: Caller, method: str) -> None:
    assert (await caller.client.request(method, PATH)).status_code == 405


async def test_before_and_after_its_time_telegram_is_asked_to_come_again(caller: Caller) -> None:
    caller.webhook.shut()
    assert await caller.bring(1) == 503
    assert caller.handled == []


async def test_it_registers_at_every_start_and_wherever_telegram_calls_somebody_else(
    settings: Settings,
) -> None:
    telegram, webhook = FakeTelegram(), Webhook(URL, SECRET)
    async with connected(settings, telegram, telegram, lambda: TODAY) as bot:
        await webhook.look_after(bot.api)
        known = {"url": URL, "allowed_updates": registered(telegram)["allowed_updates"]}
        telegram.webhook = known
        await webhook.look_after(bot.api)
        assert len(telegram.said("setWebhook")) == 1
        telegram.webhook = known | {"url": "https://other.example/"}
        await webhook.look_after(bot.api)
    assert len(telegram.said("setWebhook")) == 2
    assert registered(telegram)["url"] == URL
    assert registered(telegram)["secret_token"] == SECRET


async def test_it_keeps_trying_to_register(settings: Settings) -> None:
    telegram, webhook = FakeTelegram(), Webhook(URL, SECRET)
    telegram.next_answers["setWebhook"] = [refusal(429, "Too Many Requests", retry_after=7)]
    async with connected(settings, telegram, telegram, lambda: TODAY) as bot:
        assert await webhook.look_after(bot.api) == 7
        assert await webhook.look_after(bot.api) > 60
    assert len(telegram.said("setWebhook")) == 2


def registered(telegram: FakeTelegram) -> Mapping[str, Any]:
    return telegram.said("setWebhook")[-1].parameters
