"""What never comes to an end: cut off, told, and in nobody else's way."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from fakes import FakeTelegram
from talk import GROUP, PRIVATE, TODAY, Talk

from bot.app import connected
from bot.dispatch import handling
from bot.metrics import Metrics
from bot.settings import Settings

APOLOGY = "Ada gangguan di pihak kami."


@dataclass
class SilentTelegram(FakeTelegram):
    """Never answers these methods."""

    silent: set[str] = field(default_factory=set)

    async def do_request(self, url: str, *arguments: Any, **timeouts: Any) -> tuple[int, bytes]:
        if url.rsplit("/", 1)[1] in self.silent:
            await asyncio.Event().wait()
        return await super().do_request(url, *arguments, **timeouts)


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
async def talk(settings: Settings, metrics: Metrics, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Talk]:
    """A bot that gives an answer a moment, in a group; Telegram says nothing about admins and cards."""
    monkeypatch.setattr(handling, "DEADLINE", 0.1)
    monkeypatch.setattr(handling, "CARRYING_OUT", 0.1)
    telegram = SilentTelegram(silent={"getChatMember", "answerInlineQuery"})
    async with connected(settings, telegram, telegram, lambda: TODAY, metrics=metrics) as bot:
        yield Talk(bot, telegram, chat=GROUP)


async def test_a_decision_that_takes_too_long_is_cut_off_with_an_apology(
    talk: Talk, metrics: Metrics
) -> None:
    assert (await talk.say("/bahasa en")).text.startswith(APOLOGY)
    cut_off = metrics.registry.get_sample_value(
        "cakupan_answers_total", {"command": "none", "outcome": "cut_off"}
    )
    assert cut_off == 1
    assert await talk.bot.memory.inbox.waiting() == 0


async def test_nobody_else_waits_meanwhile(talk: Talk) -> None:
    update = {"message_id": 1, "date": 1, "chat": GROUP, "from": talk.person, "text": "/bahasa en"}
    await talk.bot.intake.take([{"update_id": 1, "message": update}])
    await talk.bot.intake.take(
        [{"update_id": 2, "message": update | {"chat": PRIVATE, "text": "/cakupan kalbar"}}]
    )
    await talk.bot.intake.lanes.drain(10)
    first, second = talk.telegram.said()
    assert first.text.startswith("<b>Kalimantan Barat")
    assert second.text.startswith(APOLOGY)


async def test_what_follows_a_decision_is_cut_off_as_well(talk: Talk) -> None:
    query = {"id": "1", "from": talk.person, "query": "kalbar", "offset": ""}
    await talk.feed(inline_query=query)
    assert await talk.bot.memory.inbox.waiting() == 0
