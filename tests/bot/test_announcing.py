"""What nobody asked for: how each answer of Telegram, or none, becomes an outcome."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fakes import TOKEN, Answer, FakeTelegram, refusal
from telegram.error import NetworkError, TimedOut
from test_outgoing import FOR_EVER, Clock, granted

from bot.api import Api
from bot.messages import Message
from bot.outgoing import Moved, Outcome, Outgoing, Place, Refused, Sent, Uncertain, Withheld
from bot.store import Memory
from bot.transport import BrokenOff, ConnectTimedOut, NotSent

HERE = Place(7)
GROUP = Place(-100, group=True)


class Stopwatch(Clock):
    """A clock on which one sleeper can be held."""

    def __init__(self) -> None:
        super().__init__()
        self.sleeping = asyncio.Event()
        self.held: asyncio.Event | None = None

    async def sleep(self, seconds: float) -> None:
        self.sleeping.set()
        held, self.held = self.held, None
        if held:
            await held.wait()
        await super().sleep(seconds)


class Leaves:
    """Leave for so many messages, and no more."""

    def __init__(self, count: int) -> None:
        self.left = count

    async def __call__(self) -> float | None:
        self.left -= 1
        return FOR_EVER if self.left >= 0 else None


@pytest.fixture
def clock() -> Stopwatch:
    return Stopwatch()


@pytest.fixture(autouse=True)
def _durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def telegram() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
async def outgoing(tmp_path: Path, telegram: FakeTelegram, clock: Stopwatch) -> AsyncIterator[Outgoing]:
    memory = await Memory.open(f"sqlite:///{tmp_path / 'memory.db'}")
    api = Api(TOKEN, "http://127.0.0.1:1", telegram, telegram)
    yield Outgoing(api, memory, lambda: "v1", 28, clock, clock.sleep)
    await memory.close()


@pytest.mark.parametrize(
    ("answers", "outcome", "tries"),
    [
        ([], Sent(1001), 1),
        ([refusal(429, "Too Many Requests: retry after 7", retry_after=7)], Sent(1001), 2),
        ([refusal(500, "Internal Server Error")], Sent(1001), 2),
        ([refusal(502, "Bad Gateway")], Sent(1001), 2),
        ([NotSent("no connection")], Sent(1001), 2),
        ([ConnectTimedOut("no connection in time")], Sent(1001), 2),
        ([refusal(400, "Bad Request: can't parse entities: unclosed end tag")], Sent(1001), 2),
        ([TimedOut("No answer in time")], Uncertain("No answer in time"), 1),
        ([BrokenOff("The exchange broke off")], Uncertain("The exchange broke off"), 1),
        (
            [refusal(403, "Forbidden: bot was blocked by the user")],
            Refused("Forbidden: bot was blocked by the user", gone=True),
            1,
        ),
        (
            [refusal(403, "Forbidden: user is deactivated")],
            Refused("Forbidden: user is deactivated", gone=True),
            1,
        ),
        ([refusal(400, "Bad Request: chat not found")], Refused("Chat not found"), 1),
        ([refusal(400, "Bad Request: TOPIC_CLOSED")], Refused("Topic_closed"), 1),
        ([refusal(400, "Bad Request: upgraded", migrate_to_chat_id=-200)], Moved(-200), 1),
    ],
)
async def test_each_answer_has_its_outcome(
    answers: list[Answer | Exception],
    outcome: Outcome,
    tries: int,
    outgoing: Outgoing,
    telegram: FakeTelegram,
) -> None:
    telegram.next_answers["sendMessage"] = answers
    assert await outgoing.announcing(granted).send(HERE, Message("<b>x</b>")) == outcome
    assert len(telegram.said()) == tries


async def test_without_leave_nothing_is_said(outgoing: Outgoing, telegram: FakeTelegram) -> None:
    assert await outgoing.announcing(Leaves(0)).send(HERE, Message("x")) == Withheld()
    assert telegram.calls == []


async def test_leave_is_asked_for_before_each_try(outgoing: Outgoing, telegram: FakeTelegram) -> None:
    telegram.next_answers["sendMessage"] = [NotSent("no connection")] * 9
    assert await outgoing.announcing(Leaves(1)).send(HERE, Message("x")) == Withheld()
    assert len(telegram.calls) == 1


async def test_a_message_that_waits_for_long_is_given_up_once_there_is_no_leave(
    outgoing: Outgoing, telegram: FakeTelegram, clock: Stopwatch
) -> None:
    telegram.next_answers["sendMessage"] = [refusal(429, "retry after 3600", retry_after=3600)]
    assert await outgoing.announcing(Leaves(4)).send(GROUP, Message("x")) == Withheld()
    assert clock.slept == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(("place", "waits"), [(HERE, 7.0), (GROUP, 0.0)])
async def test_a_limit_met_in_a_private_chat_is_everybodys_and_in_a_group_its_own(
    place: Place, waits: float, outgoing: Outgoing, telegram: FakeTelegram, clock: Stopwatch
) -> None:
    telegram.next_answers["sendMessage"] = [refusal(429, "retry after 7", retry_after=7)]
    await outgoing.announcing(Leaves(1)).send(place, Message("x"))
    await outgoing.announcing(granted).send(Place(8), Message("x"))
    assert clock.now - 1000 == pytest.approx(waits, abs=0.1)


async def test_a_group_gets_twenty_a_minute_and_a_second_more_of_distance(
    outgoing: Outgoing, clock: Clock
) -> None:
    for _ in range(21):
        await outgoing.announcing(granted).send(GROUP, Message("x"))
    assert clock.now == pytest.approx(1061)


async def test_what_telegram_cannot_take_for_its_own_fault_is_given_up_where_others_get_through(
    outgoing: Outgoing, telegram: FakeTelegram
) -> None:
    fault = refusal(500, "Internal Server Error")
    taken = Answer(200, {"ok": True, "result": {"message_id": 1, "date": 0, "chat": {"id": 8}}})
    telegram.next_answers["sendMessage"] = [fault, taken, *[fault] * 7]
    announcing = outgoing.announcing(granted)
    both = (announcing.send(place, Message("x")) for place in (HERE, Place(8)))
    assert await asyncio.gather(*both) == [Refused("Internal Server Error"), Sent(1)]


async def test_while_nobody_gets_through_it_is_tried_again_for_ever(
    outgoing: Outgoing, telegram: FakeTelegram
) -> None:
    telegram.next_answers["sendMessage"] = [refusal(500, "Internal Server Error")] * 20
    assert await outgoing.announcing(granted).send(HERE, Message("x")) == Sent(1001)


async def test_an_edit_is_announced_without_sending_it_anew(
    outgoing: Outgoing, telegram: FakeTelegram
) -> None:
    telegram.next_answers["editMessageText"] = [refusal(400, "Bad Request: message to edit not found")]
    outcome = await outgoing.announcing(granted).edit(HERE, 5, Message("x"), anew=False)
    assert outcome == Refused("Message to edit not found")


async def test_a_correction_is_a_reply_in_a_private_chat_too(
    outgoing: Outgoing, telegram: FakeTelegram
) -> None:
    await outgoing.announcing(granted).send(HERE, Message("x"), 5, quoting=True)
    quoted = {"message_id": 5, "allow_sending_without_reply": True}
    assert telegram.calls[-1].parameters["reply_parameters"] == quoted


async def test_a_reply_that_waits_for_telegram_does_not_hold_up_announcements_for_long(
    outgoing: Outgoing, telegram: FakeTelegram, clock: Stopwatch
) -> None:
    telegram.next_answers["sendMessage"] = [NetworkError("gone")]
    held = clock.held = asyncio.Event()
    reply = asyncio.create_task(outgoing.send(HERE, Message("reply")))
    await clock.sleeping.wait()
    assert isinstance(await outgoing.announcing(granted).send(Place(8), Message("x")), Sent)
    held.set()
    await reply
