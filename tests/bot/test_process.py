"""The process as a whole: killed, told to stop, started wrongly."""

import json
import re
import socket
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from process import Running, running

from bot.playground.world import PEOPLE
from core.model import Segment
from core.region import Level
from core.shipped import shipped

REGIONS = [
    each.name
    for each in shipped().known()
    if each.level is not Level.ISLAND and shipped().newest(each.code, Segment.TOTAL)
]


def questions(bot: Running) -> Iterator[None]:
    """One question for each region with figures, from four people in turn; pauses after each."""
    for person, region in zip(cycle(PEOPLE), REGIONS, strict=False):
        yield bot.ask(person.id, f"cakupan {region}")


def unanswered(bot: Running) -> list[str]:
    said = bot.answers()
    return [
        region
        for region in REGIONS
        if not any(re.match(rf"{region} (?:[A-Z]\w+ )?20\d\d:", text) for text in said)
    ]


@pytest.mark.parametrize("answers_before", [1, 7, 20])
def test_killed_at_any_moment_it_leaves_no_question_unanswered(tmp_path: Path, answers_before: int) -> None:
    with running(tmp_path) as bot:
        bot.until_logged("started")
        asked = questions(bot)
        while len(bot.answers()) < answers_before:
            next(asked)
        bot.kill()
        list(asked)
        assert unanswered(bot)
        bot.start()
        bot.until(lambda: unanswered(bot) == [])
        assert bot.stop() == 0
        # twice only what Telegram had taken and the process had not noted yet: one a chat at most
        assert len(bot.answers()) <= len(REGIONS) + len(PEOPLE)


def test_told_to_stop_it_finishes_what_it_began_and_exits_with_0(tmp_path: Path) -> None:
    with running(tmp_path, LOG_FORMAT="json") as bot:
        bot.until_logged("started")
        asked = questions(bot)
        while len(bot.answers()) < 5:
            next(asked)
        assert bot.stop() == 0
        list(asked)
        events = [json.loads(line)["event"] for line in bot.log.splitlines()]
        assert events[-1] == "stopped"
        bot.start()
        bot.until(lambda: unanswered(bot) == [])
        assert len(bot.answers()) == len(REGIONS)


def test_no_word_and_no_token_reaches_the_log_of_the_process(tmp_path: Path) -> None:
    with running(tmp_path, LOG_LEVEL="DEBUG") as bot:
        bot.ask(PEOPLE[0].id, "cakupan kalbar rahasiaku")
        bot.until(lambda: len(bot.answers()) == 1)
        bot.stop()
        for word in ("rahasiaku", "1:playground", PEOPLE[0].name):
            assert word not in bot.log


def test_the_menu_and_the_descriptions_are_set_in_both_languages(tmp_path: Path) -> None:
    with running(tmp_path) as bot:
        bot.until_logged("menu and descriptions are up to date")
        names = [bot.server.world.profile.text("name", language) for language in ("", "id", "en")]
        assert names == ["Cakupan Pekerja", "Cakupan Pekerja", "Worker coverage"]


def test_an_address_in_use_is_one_line_and_status_2(tmp_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        running(tmp_path, HTTP_ADDRESS=f"127.0.0.1:{taken.getsockname()[1]}") as bot,
    ):
        assert bot.wait() == 2
        assert "HTTP_ADDRESS: cannot listen on 127.0.0.1:" in bot.log
        assert "Traceback" not in bot.log


def test_an_unknown_token_is_one_line_and_status_2(tmp_path: Path) -> None:
    with running(tmp_path, BOT_TOKEN="1:somebody_else") as bot:
        assert bot.wait() == 2
        assert "BOT_TOKEN: no bot has this token; copy it from BotFather" in bot.log


def test_a_database_out_of_reach_is_one_line_and_status_2(tmp_path: Path) -> None:
    with running(tmp_path, DATABASE_URL="postgresql://nobody@127.0.0.1:1/none") as bot:
        assert bot.wait() == 2
        assert "DATABASE_URL: cannot be reached or used (OperationalError)" in bot.log


def test_on_postgresql_too_nothing_is_lost(tmp_path: Path, postgresql_anew: str) -> None:
    with running(tmp_path, DATABASE_URL=postgresql_anew) as bot:
        bot.until_logged("started")
        asked = questions(bot)
        while len(bot.answers()) < 3:
            next(asked)
        bot.kill()
        list(asked)
        bot.start()
        bot.until(lambda: unanswered(bot) == [])


def test_told_to_stop_while_telegram_is_out_of_reach_it_stops_at_once(tmp_path: Path) -> None:
    with running(tmp_path, BOT_API_URL="http://127.0.0.1:9") as bot:
        bot.until_logged("Telegram is out of reach")
        assert bot.stop() == 0
        assert "told to stop before Telegram was reached" in bot.log


def test_the_playground_works_on_any_free_port(tmp_path: Path) -> None:
    with running(tmp_path, BOT_TOKEN="") as bot:
        bot.until_logged("started")
        assert re.search(r"address=http://127.0.0.1:[1-9]\d+/", bot.log)
        assert bot.stop() == 0
    # where an address is set, as the commands of the terminal look there too
    assert (tmp_path / "memory.db").exists()
