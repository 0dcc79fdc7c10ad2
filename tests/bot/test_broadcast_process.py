"""Broadcasts by whole processes: killed, stopped and woken, updated in between, two at a time."""

import random
import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from process import ROOT, Running

from bench.strict_server import StrictServer
from bot.broadcast import desk
from bot.broadcast.audience import Listed
from bot.broadcast.sender import in_flight
from bot.store import broadcasts, deliveries
from bot.store.broadcasts import State
from bot.store.deliveries import Fate
from bot.store.engine import open_engine
from bot.store.migrate import upgrade

CHATS = tuple(range(1000, 2200))


@pytest.fixture
def server() -> Iterator[StrictServer]:
    with StrictServer(latency=0.005) as strict:
        yield strict


class Campaign:
    """A broadcast to `CHATS`, and the processes that send it."""

    def __init__(self, server: StrictServer, folder: Path, url: str) -> None:
        self.server = server
        self.folder = folder
        self.url = url
        self.engine = open_engine(url)
        self.bots: list[Running] = []
        upgrade(self.engine)

    def write(self) -> None:
        with self.engine.begin() as connection:
            content = {"text": "Rapat di {wilayah}.", "languages": {}}
            self.number = desk.send(connection, "message", content, Listed(CHATS))

    def start(self, **environment: str) -> Running:
        bot = Running(self.server, self.folder, DATABASE_URL=self.url, BROADCAST_RATE="0", **environment)
        self.bots.append(bot)
        return bot

    def finish(self) -> int:
        """Wait until everybody got it, and say how many got it once more."""
        self.bots[-1].until_true(lambda: self._state() is State.FINISHED)
        with self.engine.connect() as connection:
            assert deliveries.counts(connection, self.number) == {Fate.SENT: len(CHATS)}
        counted = Counter(each.chat_id for each in self.server.arrived)
        assert set(counted) == set(CHATS)
        return sum(counted.values()) - len(CHATS)

    def close(self) -> None:
        for bot in self.bots:
            if bot.process.poll() is None:
                bot.kill()
        self.engine.dispose()

    def _state(self) -> State | None:
        with self.engine.connect() as connection:
            found = broadcasts.find(connection, self.number)
        return found.state if found else None


@pytest.fixture
def campaign(tmp_path: Path, database: str, server: StrictServer) -> Iterator[Campaign]:
    campaign = Campaign(server, tmp_path, database)
    yield campaign
    campaign.close()


@pytest.fixture
def large_campaign(tmp_path: Path, postgresql_anew: str, server: StrictServer) -> Iterator[Campaign]:
    """The same on PostgreSQL, for several processes."""
    campaign = Campaign(server, tmp_path, postgresql_anew)
    yield campaign
    campaign.close()


def test_killed_at_any_moment_everybody_gets_it_and_twice_only_what_was_in_flight(
    campaign: Campaign, server: StrictServer
) -> None:
    campaign.write()
    bot = campaign.start()
    moments = sorted(random.Random(6).sample(range(1, len(CHATS)), 2))
    for moment in moments:
        server.until(moment)
        bot.kill()
        bot.start()
    assert campaign.finish() <= len(moments) * in_flight(0)
    assert bot.stop() == 0


def test_told_to_stop_it_settles_what_is_on_its_way_and_nothing_comes_twice(
    campaign: Campaign, server: StrictServer
) -> None:
    campaign.write()
    bot = campaign.start()
    server.until(300)
    assert bot.stop() == 0
    assert len(server.arrived) < len(CHATS)
    bot.start()
    assert campaign.finish() == 0


def test_updated_in_between_it_goes_on(campaign: Campaign, server: StrictServer, tmp_path: Path) -> None:
    campaign.write()
    bot = campaign.start()
    server.until(300)
    bot.kill()
    newer = tmp_path / "newer"
    for package in ("bot", "core", "locales"):
        shutil.copytree(ROOT / package, newer / package, ignore=shutil.ignore_patterns("__pycache__"))
    file = newer / "bot" / "broadcast" / "engine.py"
    edited = (
        file.read_text()
        .replace("first + lanes * size", "first + size * lanes  # edited")
        .replace("BATCH: Final = 250", "BATCH: Final = 70")
    )
    file.write_text(edited)
    assert "# edited" in edited
    assert "= 70" in edited
    campaign.start(PYTHONPATH=str(newer))
    assert campaign.finish() <= in_flight(0)


def test_one_that_sleeps_through_its_lease_sends_nothing_more_and_another_carries_on(
    large_campaign: Campaign, server: StrictServer
) -> None:
    large_campaign.write()
    sleeper = large_campaign.start()
    server.until(300)
    sleeper.process.send_signal(signal.SIGSTOP)
    other = large_campaign.start()
    other.until_logged("started")
    # it takes over once the lease has run out, and with it every leave that the sleeper had been given
    assert large_campaign.finish() <= in_flight(0)
    before = len(server.arrived)
    sleeper.process.send_signal(signal.SIGCONT)
    sleeper.until_logged("another process sends broadcasts now")
    assert (sleeper.stop(), other.stop()) == (0, 0)
    assert len(server.arrived) == before


def test_a_broadcast_written_down_beside_the_running_bot_begins_by_itself(
    campaign: Campaign, server: StrictServer
) -> None:
    campaign.start().until_logged("this process sends broadcasts")
    campaign.write()
    assert campaign.finish() == 0
