"""What operators and their programs see over HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
from fakes import FakeTelegram, refusal
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text
from starlette.applications import Starlette
from talk import TODAY, Talk
from telegram.error import NetworkError

from bot.app import connected
from bot.metrics import Metrics
from bot.settings import Settings
from bot.watching import Watching


@dataclass
class Operator:
    """Somebody who watches a bot, and talks to it in a private chat."""

    talk: Talk
    client: httpx.AsyncClient

    async def ready(self) -> tuple[int, object]:
        answer = await self.client.get("/readyz")
        return answer.status_code, answer.json()

    async def samples(self) -> dict[str, float]:
        """Each sample by its name and the values of its labels."""
        exposed = (await self.client.get("/metrics")).text
        return {
            " ".join((sample.name, *sample.labels.values())): sample.value
            for family in text_string_to_metric_families(exposed)
            for sample in family.samples
        }


@pytest.fixture
async def operator(settings: Settings) -> AsyncIterator[Operator]:
    telegram, metrics = FakeTelegram(), Metrics()
    watching = Watching(metrics)
    app = Starlette(routes=watching.routes)
    async with (
        connected(settings, telegram, telegram, lambda: TODAY, metrics=metrics) as bot,
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://bot") as client,
    ):
        watching.attend(bot.api, bot.memory, bot.desk)
        yield Operator(Talk(bot, telegram), client)


async def test_before_the_bot_is_connected_it_lives_and_is_not_ready() -> None:
    app = Starlette(routes=Watching(Metrics()).routes)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://bot") as client:
        assert (await client.get("/healthz")).text == "ok"
        ready = await client.get("/readyz")
        assert (ready.status_code, ready.json()) == (503, {"started": False})
        assert (await client.get("/metrics")).status_code == 200


async def test_with_all_it_needs_it_is_ready(operator: Operator) -> None:
    assert await operator.ready() == (200, {"started": True, "telegram": True, "database": True})


async def test_without_telegram_it_is_not_ready(operator: Operator) -> None:
    operator.talk.telegram.next_answers["getMe"] = [NetworkError("away")]
    assert await operator.ready() == (503, {"started": True, "telegram": False, "database": True})
    assert (await operator.samples())["cakupan_telegram_up"] == 0


async def test_without_the_database_it_is_not_ready(operator: Operator) -> None:
    gone = text("ALTER TABLE leases RENAME TO gone")
    await operator.talk.bot.memory.writer.run(lambda connection: connection.execute(gone))
    assert (await operator.ready())[1] == {"started": True, "telegram": True, "database": False}


async def test_answers_are_counted_by_command_and_outcome(operator: Operator) -> None:
    for words in ("/cakupan kalbar", "cakupan sambas", "target kalbar", "/xyzzy"):
        await operator.talk.say(words)
    samples = await operator.samples()
    counts = {name: value for name, value in samples.items() if name.startswith("cakupan_answers_total")}
    assert counts == {
        "cakupan_answers_total coverage answered": 2,
        "cakupan_answers_total target answered": 1,
        "cakupan_answers_total none declined": 1,
    }
    assert samples["cakupan_sends_total sendMessage sent"] == 4
    assert samples["cakupan_updates_total message"] == 4
    assert samples["cakupan_update_seconds_count"] == 4
    assert samples["cakupan_decide_seconds_count"] == 4


async def test_what_is_exposed_holds_nothing_of_anybody(operator: Operator) -> None:
    talk = operator.talk
    talk.person = {"id": 777000111, "is_bot": False, "first_name": "Kurniawati", "username": "kurnia_w"}
    talk.chat = {"id": -100777000222, "type": "supergroup", "title": "Paguyuban"}
    await talk.message(text="/cakupan rahasiaku")
    await talk.message(text="/rahasiaku@cakupan_bot")
    await talk.press_code("rahasiaku")
    await talk.feed(rahasiaku={"id": 777000111})
    exposed = [(await operator.client.get(path)).text for path in ("/metrics", "/readyz", "/healthz")]
    words = ("777000", "kurnia", "paguyuban", "rahasiaku", "42:fake", "memory.db")
    assert [word for word in words if word in "".join(exposed).lower()] == []


async def test_what_fails_on_the_way_or_is_refused_is_counted(operator: Operator) -> None:
    operator.talk.telegram.next_answers["sendMessage"] = [
        NetworkError("away"),
        refusal(403, "Forbidden: bot was blocked by the user"),
    ]
    await operator.talk.message(text="/cakupan kalbar")
    samples = await operator.samples()
    assert samples["cakupan_sends_total sendMessage failed"] == 1
    assert samples["cakupan_sends_total sendMessage gone"] == 1


async def test_the_age_of_the_figures_is_a_metric(operator: Operator) -> None:
    samples = await operator.samples()
    assert samples["cakupan_figures_as_of_timestamp_seconds"] > 1_735_600_000  # 2024 and later
    assert samples["cakupan_figures_released_timestamp_seconds"] == 0
    assert samples["cakupan_broadcasts running"] == 0


async def test_no_label_holds_a_word_that_a_person_wrote(operator: Operator) -> None:
    await operator.talk.say("/rahasiaku sekali")
    assert "rahasia" not in (await operator.client.get("/metrics")).text
