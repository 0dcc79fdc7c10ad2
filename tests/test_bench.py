"""What `make bench` stands on: the Telegram that it measures with, its questions, its peers and what it writes."""

import asyncio
import re

import aiohttp
import pytest

from bench import results
from bench.contestants import PEERS
from bench.goal import Row, at_least, at_most
from bench.questions import questions
from bench.telegram import Telegram, percentile


async def call(root: str, method: str, **parameters: object) -> object:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{root}/bot42:x/{method}", data=parameters) as answer,
    ):
        return (await answer.json())["result"]


async def test_updates_are_handed_out_a_hundred_at_a_time_until_they_are_confirmed() -> None:
    telegram = Telegram()
    root = await telegram.listen()
    telegram.ask_all((chat, "berapa cakupan kalbar?") for chat in range(1, 151))
    first = await call(root, "getUpdates", timeout=50)
    again = await call(root, "getUpdates", timeout=50)
    rest = await call(root, "getUpdates", timeout=50, offset=first[-1]["update_id"] + 1)
    telegram.close()
    assert (len(first), again == first, len(rest)) == (100, True, 50)
    assert first[0]["message"]["text"] == "berapa cakupan kalbar?"


async def test_a_question_waits_for_the_poll_and_is_over_with_its_answer() -> None:
    telegram = Telegram()
    root = await telegram.listen()
    poll = asyncio.create_task(call(root, "getUpdates", timeout=50))
    await telegram.polled(5)
    telegram.ask(7, "/cakupan")
    (update,) = await poll
    assert telegram.waits == []
    await call(root, "sendMessage", chat_id=update["message"]["chat"]["id"], text="36,47%")
    await telegram.answered(5)
    telegram.close()
    assert len(telegram.waits) == 1


async def test_a_poll_without_updates_ends_when_its_time_is_over() -> None:
    telegram = Telegram()
    root = await telegram.listen()
    nothing = await call(root, "getUpdates", timeout=0)
    telegram.close()
    assert nothing == []


def test_a_percentile_is_a_wait_that_was_measured() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 3.0
    assert percentile([1.0], 0.99) == 1.0


def test_there_are_a_thousand_different_questions_with_figures() -> None:
    asked = questions(1000)
    assert len(set(asked)) == 1000
    assert 350 < sum(text.startswith("/") for text in asked) < 650
    with pytest.raises(ValueError, match=r"only \d+ of the questions"):
        questions(5000)


def test_every_peer_is_pinned_with_hashes_and_no_registry_is_named() -> None:
    locked = (PEERS / "requirements.txt").read_text(encoding="utf-8")
    names = re.findall(r"^([\w-]+)==", locked, re.MULTILINE)
    assert {"aiogram", "aiohttp", "pytelegrambotapi", "python-telegram-bot", "uvloop"} <= set(names)
    assert len(re.findall(r"==\S+ .*\\\n    --hash=sha256:", locked)) == len(names)
    assert "http" not in locked.replace("aiohttp", "").replace("httpx", "").replace("httpcore", "")


def test_results_show_every_goal_and_whether_it_is_met(tmp_path) -> None:
    rows = [at_most("p99", 1.2, 1.5), at_least("answers", 0.9, 1), Row("ours", "900/s")]
    results.write({"whole": rows}, tmp_path / "RESULTS.md")
    told = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    assert told.endswith(
        "## whole\n\n| what | measured | goal | |\n|---|---|---|---|\n"
        "| p99 | 1.20 | ≤ 1.5 | met |\n| answers | 0.90 | ≥ 1 | missed |\n| ours | 900/s |  |  |\n"
    )
