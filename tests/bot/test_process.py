"""The process as a whole: killed, told to stop, started wrongly."""

import json
import socket
from itertools import cycle
from pathlib import Path

import pytest
from process import Running, running

from bot.playground.world import PEOPLE
from core.model import Segment
from core.shipped import shipped

REGIONS = [each.name for each in shipped().known() if shipped().newest(each.code, Segment.TOTAL)]


def questions(bot: Running) -> None:
    """One question for each region with figures, from four people in turn."""
    for person, region in zip(cycle(PEOPLE), REGIONS, strict=False):
        bot.ask(person.id, f"cakupan {region.replace('(5 provinsi)', '')} ")


def unanswered(bot: Running) -> list[str]:
    said = bot.answers()
    return [
        region
        for region in REGIONS
        if not any(text.startswith((f"{region} ", "“kalimantan”")) for text in said)
    ]


@pytest.mark.parametrize("answers_before", [0, 1, 7, 20])
def test_killed_at_any_moment_it_leaves_no_question_unanswered(tmp_path: Path, answers_before: int) -> None:
    with running(tmp_path) as bot:
        questions(bot)
        bot.until(lambda: len(bot.answers()) >= answers_before)
        bot.kill()
        killed_at = len(bot.answers())
        bot.start()
        bot.until(lambda: unanswered(bot) == [])
        assert bot.stop() == 0
        # twice only what Telegram had taken and the process had not noted yet: one a chat at most
        assert len(bot.answers()) <= len(REGIONS) + len(PEOPLE)
        assert killed_at < len(REGIONS)


def test_told_to_stop_it_finishes_what_it_began_and_exits_with_0(tmp_path: Path) -> None:
    with running(tmp_path, LOG_FORMAT="json") as bot:
        questions(bot)
        bot.until(lambda: len(bot.answers()) >= 5)
        assert bot.stop() == 0
        events = [json.loads(line)["event"] for line in bot.log.read_text().splitlines()]
        assert events[-1] == "stopped"
        bot.start()
        bot.until(lambda: unanswered(bot) == [])
        assert len(bot.answers()) == len(REGIONS)


def test_no_word_and_no_token_reaches_the_log_of_the_process(tmp_path: Path) -> None:
    with running(tmp_path, LOG_LEVEL="DEBUG") as bot:
        bot.ask(PEOPLE[0].id, "cakupan kalbar rahasiaku")
        bot.until(lambda: len(bot.answers()) == 1)
        bot.stop()
        for word in ("rahasiaku", "1:playground", PEOPLE[0].first_name):
            assert word not in bot.log.read_text()


def test_the_menu_and_the_descriptions_are_set_in_both_languages(tmp_path: Path) -> None:
    with running(tmp_path) as bot:
        bot.until(lambda: "menu and descriptions are up to date" in bot.log.read_text())
        names = {code: profile.name for code, profile in bot.server.world.profiles.items()}
        assert names == {"": "Cakupan Pekerja", "id": "Cakupan Pekerja", "en": "Worker coverage"}


def test_an_address_in_use_is_one_line_and_status_2(tmp_path: Path) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        running(tmp_path, HTTP_ADDRESS=f"127.0.0.1:{taken.getsockname()[1]}") as bot,
    ):
        assert bot.process.wait(timeout=30) == 2
        assert "HTTP_ADDRESS: cannot listen on 127.0.0.1:" in bot.log.read_text()
        assert "Traceback" not in bot.log.read_text()


def test_an_unknown_token_is_one_line_and_status_2(tmp_path: Path) -> None:
    with running(tmp_path, BOT_TOKEN="1:somebody_else") as bot:
        assert bot.process.wait(timeout=30) == 2
        assert "BOT_TOKEN: no bot has this token; copy it from BotFather" in bot.log.read_text()


def test_a_database_out_of_reach_is_one_line_and_status_2(tmp_path: Path) -> None:
    with running(tmp_path, DATABASE_URL="postgresql://nobody@127.0.0.1:1/none") as bot:
        assert bot.process.wait(timeout=30) == 2
        assert "DATABASE_URL: cannot be used (OperationalError)" in bot.log.read_text()


def test_on_postgresql_too_nothing_is_lost(tmp_path: Path, postgresql: str) -> None:
    with running(tmp_path, DATABASE_URL=postgresql) as bot:
        questions(bot)
        bot.until(lambda: len(bot.answers()) >= 3)
        bot.kill()
        bot.start()
        bot.until(lambda: unanswered(bot) == [])
