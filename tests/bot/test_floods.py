"""How much may be asked at once: by one person, in a group, behind the bot's name."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from fakes import FakeTelegram
from hypothesis import given
from hypothesis import strategies as st
from talk import GROUP, PERSON, PRIVATE, TODAY, Talk

from bot import floods
from bot.app import connected
from bot.floods import Floods
from bot.metrics import Metrics
from bot.settings import Settings

TOLD = "Pertanyaan Anda datang terlalu cepat. Mohon tunggu satu menit, lalu tanyakan lagi."
ONE_BY_ONE = (
    "Pertanyaan Anda masuk lebih cepat daripada yang boleh saya jawab; jawabannya kini datang satu per satu."
)
OTHER = {"id": 8, "is_bot": False, "first_name": "Lain"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group"}


@dataclass
class Time:
    """A clock that moves where it is told to, or where somebody sleeps."""

    now: float = 1000.0

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
async def talk(settings: Settings, time: Time, metrics: Metrics) -> AsyncIterator[Talk]:
    """A private chat with the bot's only admin, at a time that stands still."""
    telegram = FakeTelegram()
    administered = settings.model_copy(update={"bot_admins": (7,)})
    async with connected(
        administered, telegram, telegram, lambda: TODAY, clock=time.clock, sleep=time.sleep, metrics=metrics
    ) as bot:
        yield Talk(bot, telegram)


async def flood(talk: Talk, count: int, people: Sequence[int] = (), **content: Any) -> Sequence[str]:
    """So many questions of each in one moment; what was said to them."""
    before = len(talk.telegram.calls)
    authors = [{"from": OTHER | {"id": person}} for person in people] or [content]
    updates = [
        {"update_id": next(talk.updates), "message": talk.made(text="/cakupan kalbar", **author)}
        for author in authors
        for _ in range(count)
    ]
    await talk.bot.intake.take(updates)
    await talk.bot.intake.lanes.drain(20)
    return [call.text for call in talk.telegram.calls[before:] if call.method == "sendMessage"]


async def test_twenty_at_once_are_answered_and_after_a_word_the_rest_one_each_second(
    talk: Talk, time: Time, metrics: Metrics
) -> None:
    said = await flood(talk, 50)
    assert len(said) == 51
    assert said[20] == ONE_BY_ONE
    assert all(text.startswith("<b>Kalimantan Barat") for text in said[:20] + said[21:])
    assert time.now == 1030
    slowed = metrics.registry.get_sample_value(
        "cakupan_answers_total", {"command": "none", "outcome": "slowed"}
    )
    assert slowed == 30
    assert await talk.bot.memory.inbox.waiting() == 0


async def test_what_would_wait_for_minutes_is_left_out(talk: Talk, time: Time) -> None:
    assert len(await flood(talk, 400)) == 20 + 300 + 1
    assert time.now == 1300
    time.now += 1
    assert len(await flood(talk, 1)) == 1


async def test_a_new_flood_is_told_of_anew_once_the_first_has_ebbed(talk: Talk, time: Time) -> None:
    await flood(talk, 25)
    assert ONE_BY_ONE not in await flood(talk, 3)
    time.now += 10
    assert (await flood(talk, 12)).count(ONE_BY_ONE) == 1


async def test_nobody_else_waits_for_one_who_floods_a_group(talk: Talk) -> None:
    talk.chat = GROUP
    await flood(talk, 30)
    said = await flood(talk, 1, **{"from": OTHER})
    assert said[0].startswith("<b>Kalimantan Barat")


async def test_a_flood_counts_by_its_arrival_however_long_its_answers_wait(talk: Talk, time: Time) -> None:
    talk.chat = GROUP
    assert len(await flood(talk, 100)) == 21
    assert time.now >= 1060


async def test_a_group_gets_what_telegram_lets_through_however_many_ask(talk: Talk) -> None:
    talk.chat = GROUP
    said = await flood(talk, 10, people=range(50, 60))
    assert [said.count(TOLD), len(said)] == [1, 61]


async def test_who_writes_as_a_group_shares_no_flood_with_other_groups(talk: Talk) -> None:
    talk.chat = GROUP
    await flood(talk, 30, sender_chat=GROUP, **{"from": ANONYMOUS})
    talk.chat = GROUP | {"id": -200}
    said = await flood(talk, 1, sender_chat=talk.chat, **{"from": ANONYMOUS})
    assert said[0].startswith("<b>Kalimantan Barat")


async def test_a_button_pressed_too_often_is_answered_with_a_notice(talk: Talk) -> None:
    await flood(talk, 20)
    (told,) = await talk.press_code("c_r61")
    assert (told.method, told.text) == ("answerCallbackQuery", TOLD)
    (again,) = await talk.press_code("c_r61")
    assert again.text == TOLD


async def test_a_person_is_one_wherever_they_ask(talk: Talk) -> None:
    await flood(talk, 20)
    talk.chat = GROUP
    assert await flood(talk, 1) == [TOLD]
    talk.chat, talk.person = PRIVATE | {"id": 8}, OTHER
    assert (await flood(talk, 1))[0].startswith("<b>Kalimantan Barat")


async def test_whoever_types_behind_the_bots_name_may_do_so_as_fast_as_they_can(talk: Talk) -> None:
    for _ in range(60):
        assert await talk.type_inline("kalbar")
    assert await talk.feed(inline_query={"id": "1", "from": PERSON, "query": "kalbar", "offset": ""}) == []
    assert len(talk.telegram.said("answerInlineQuery")) == 60


@given(st.lists(st.floats(0, 5), max_size=200), st.sampled_from([0.0, 10.0, 1000.0]))
def test_in_any_time_no_more_has_its_turn_than_the_burst_and_what_came_back(
    pauses: Sequence[float], longest: float
) -> None:
    bucket, now, turns = Floods(20, 2.0), 0.0, []
    for pause in pauses:
        now += pause
        wait = bucket.turn(7, now, longest).wait
        turns += [] if wait is None else [now + wait]
    assert len(turns) >= min(len(pauses), 20)
    for number, at in enumerate(sorted(turns), start=1):
        assert number <= 20 + at / 2 + 1e-6


def test_however_many_people_ask_the_memory_of_them_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floods, "MOST", 100)
    bucket = Floods(20, 2.0)
    for person in range(1000):
        bucket.turn(person, 0.0)
    assert len(bucket) == 100
