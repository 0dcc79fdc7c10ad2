"""How often the message that shows a broadcast is edited, and that a death of the process makes no second one."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from announcements import chats, code, desk_of
from process import Running, running
from talk import Talk

from bot.announcing import Progress
from bot.settings import Settings
from bot.store import broadcasts, deliveries
from bot.store.broadcasts import State
from bot.store.deliveries import Delivery, Fate, Recipient, Settled


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Talk]:
    """A chat with an admin, 900."""
    async with desk_of(settings, 900) as talk:
        yield talk


@dataclass
class Passing:
    """A clock on which each look takes `look` seconds, and messages arrive while somebody sleeps on it."""

    talk: Talk
    look: float
    count: int
    now: float = 1000.0
    edited_at: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        before, self.now = self.now, self.now + self.look
        return before

    async def sleep(self, seconds: float) -> None:
        """One message more arrives meanwhile; after the last the test has seen enough."""
        edits = len(self.talk.telegram.said("editMessageText"))
        self.edited_at += [self.now] * (edits - len(self.edited_at))
        self.now += seconds
        if not self.count:
            raise asyncio.CancelledError
        self.count -= 1
        done = Settled(Delivery(1, self.count, Recipient(self.count + 1)), Fate.SENT, self.count + 1, 5)
        await self.talk.bot.memory.writer.run(lambda connection: deliveries.settle(connection, [done]))


async def edits_of(desk: Talk, look: float) -> list[float]:
    """When the message was edited while six chats got theirs, one in each pause."""
    await chats(desk, *range(1, 7))
    await desk.say(code(await desk.say("/siaran Halo")))

    def begun(connection: Any) -> None:
        deliveries.add(connection, 1, 0, [Recipient(chat) for chat in range(1, 7)])
        broadcasts.planned(connection, 1)
        broadcasts.change(connection, 1, [State.SCHEDULED], State.RUNNING)

    await desk.bot.memory.writer.run(begun)
    bot, clock = desk.bot, Passing(desk, look, 6)
    announcing, to = bot.progress._announcing, bot.progress._to
    progress = Progress(bot.memory, bot.outgoing, bot.answering, announcing, to, clock, clock.sleep)
    with pytest.raises(asyncio.CancelledError):
        await progress.run()
    return clock.edited_at


@pytest.mark.parametrize(("look", "between"), [(0.0, 3.0), (0.125, 3.0), (0.5, 10.0)])
async def test_edits_are_three_seconds_apart_and_more_where_a_look_takes_long(
    desk: Talk, look: float, between: float
) -> None:
    edited_at = await edits_of(desk, look)
    apart = [later - earlier for earlier, later in pairwise(edited_at)]
    assert len(apart) >= 5
    assert min(apart) >= between
    assert max(apart) <= between + 2 * look


def progress_of(bot: Running) -> list[str]:
    """Every message that shows the broadcast, as it reads now."""
    return [text for text in bot.answers() if re.match(r"Siaran 1: (?!rancangan)", text)]


def test_killed_between_two_edits_it_goes_on_editing_the_same_message(tmp_path: Path) -> None:
    with running(tmp_path, BOT_ADMINS="1001", BROADCAST_RATE="0.5") as bot:
        for person in (1001, 1002, 1003, 1004):
            bot.ask(person, "/start")
        bot.until(lambda: len(bot.answers()) >= 4)
        bot.ask(1001, "/siaran Halo semua")
        bot.until(lambda: any("kodenya: " in text for text in bot.answers()))
        draft = next(text for text in bot.answers() if "kodenya: " in text)
        bot.ask(1001, draft.rpartition("kodenya: ")[2][:4])
        bot.until(lambda: any(re.search("[12] dari 4 selesai", text) for text in progress_of(bot)))
        bot.kill()
        bot.start()
        bot.until(lambda: any("4 dari 4 selesai" in text for text in progress_of(bot)[1:]))
        edited, report = progress_of(bot)
        assert edited.startswith(
            "Siaran 1: selesai\nKepada: semua obrolan (4 obrolan)\n4 dari 4 selesai, 100%\n"
        )
        assert report.startswith("Siaran 1: selesai\n")
        assert bot.answers().count("Halo semua") in (4, 5)
        assert bot.stop() == 0
