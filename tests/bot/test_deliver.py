"""A batch of a broadcast: each recipient comes to a true end, and what is settled is not sent again."""

import asyncio
from collections import Counter

import pytest
from broadcasting import Office, office
from fakes import TOKEN, FakeTelegram, refusal
from telegram.error import TimedOut
from telegram.request import RequestData

from bench.strict_server import FAULTS, MOVED, faults
from bot.broadcast.composing import Edit, Nothing
from bot.broadcast.deliver import Course
from bot.messages import Message
from bot.store import Memory, ToldMessage, broadcasts
from bot.store.broadcasts import State
from bot.store.deliveries import Fate
from bot.transport import BrokenOff

BLOCKED = refusal(403, "Forbidden: bot was blocked by the user")
NOT_FOUND = refusal(400, "Bad Request: chat not found")


@pytest.fixture(autouse=True)
def _durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def telegram() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
async def at_work(memory: Memory, telegram: FakeTelegram) -> Office:
    return await office(memory, telegram, TOKEN)


async def test_everybody_gets_it_and_it_ends(at_work: Office, telegram: FakeTelegram) -> None:
    sent = await at_work.send(*range(1, 31))
    assert sorted(call.parameters["chat_id"] for call in telegram.calls) == list(range(1, 31))
    assert sent.state is State.FINISHED
    assert {each.message_id for each in await at_work.outcomes(sent.number)} == set(range(1001, 1031))


@pytest.mark.parametrize(
    ("answer", "fate", "reason"),
    [
        (BLOCKED, Fate.BLOCKED, "Forbidden: bot was blocked by the user"),
        (NOT_FOUND, Fate.FAILED, "Chat not found"),
        (TimedOut("No answer in time"), Fate.UNCERTAIN, "No answer in time"),
        (BrokenOff("The exchange broke off"), Fate.UNCERTAIN, "The exchange broke off"),
    ],
)
async def test_each_end_is_written_down_with_its_reason(
    at_work: Office, telegram: FakeTelegram, answer: Exception, fate: Fate, reason: str
) -> None:
    telegram.next_answers["sendMessage"] = [answer]
    sent = await at_work.send(7)
    (outcome,) = await at_work.outcomes(sent.number)
    assert (outcome.fate, outcome.reason, outcome.message_id) == (fate, reason, None)


async def test_who_blocked_the_bot_is_known_to_have_gone(at_work: Office, telegram: FakeTelegram) -> None:
    telegram.next_answers["sendMessage"] = [BLOCKED]
    await at_work.send(7)
    assert at_work.memory.chats.get(7).gone


async def test_a_group_that_got_twenty_messages_in_a_minute_from_whichever_process_waits(
    at_work: Office, telegram: FakeTelegram
) -> None:
    for message_id in range(20):
        await at_work.memory.told.note(ToldMessage(-100, message_id, 1, None, "v"))
    number = await at_work.begin(-100)
    delivering = asyncio.create_task(at_work.deliver(number))
    await at_work.texts.until(1)
    await at_work.memory.writer.run(
        lambda connection: broadcasts.change(connection, number, [State.RUNNING], State.PAUSED)
    )
    assert await delivering is Course.HALTED
    assert telegram.calls == []


async def test_delivered_again_it_passes_over_what_is_settled(
    at_work: Office, telegram: FakeTelegram
) -> None:
    number = await at_work.begin(1, 2, 3)
    telegram.next_answers["sendMessage"] = [BLOCKED]
    await at_work.deliver(number)
    await at_work.memory.writer.run(
        lambda connection: broadcasts.change(connection, number, [State.FINISHED], State.RUNNING)
    )
    assert await at_work.deliver(number) is Course.END
    assert len(telegram.calls) == 3


async def test_a_group_that_moved_gets_it_at_its_new_place(at_work: Office, telegram: FakeTelegram) -> None:
    telegram.next_answers["sendMessage"] = [refusal(400, "upgraded", migrate_to_chat_id=-200)]
    sent = await at_work.send(-100)
    (outcome,) = await at_work.outcomes(sent.number)
    assert (outcome.chat_id, outcome.fate) == (-200, Fate.SENT)
    assert [call.parameters["chat_id"] for call in telegram.calls] == [-100, -200]


async def test_a_group_that_moved_to_another_recipient_gets_it_once(
    at_work: Office, telegram: FakeTelegram
) -> None:
    telegram.next_answers["sendMessage"] = [refusal(400, "upgraded", migrate_to_chat_id=-200)]
    sent = await at_work.send(-100, -200)
    assert await at_work.fates(sent.number) == [Fate.SKIPPED, Fate.SENT]


async def test_nothing_to_say_and_nothing_to_compose_are_told_apart(
    at_work: Office, telegram: FakeTelegram
) -> None:
    at_work.texts.special = {1: Nothing("no figures"), 2: RuntimeError("a fault")}
    sent = await at_work.send(1, 2, 3)
    told = [(each.fate, each.reason) for each in await at_work.outcomes(sent.number)]
    assert told == [
        (Fate.SKIPPED, "no figures"),
        (Fate.FAILED, "the text could not be composed"),
        (Fate.SENT, None),
    ]


async def test_a_correction_edits_the_message_and_replies_to_it(
    at_work: Office, telegram: FakeTelegram
) -> None:
    at_work.texts.special = {7: Edit(5, Message("benar"), Message("ralat"))}
    await at_work.send(7)
    edit, reply = telegram.calls
    assert (edit.method, edit.parameters["message_id"], edit.text) == ("editMessageText", 5, "benar")
    assert (reply.text, reply.parameters["reply_parameters"]["message_id"]) == ("ralat", 5)


async def test_a_correction_is_said_though_the_message_is_gone(
    at_work: Office, telegram: FakeTelegram
) -> None:
    telegram.next_answers["editMessageText"] = [refusal(400, "Bad Request: message to edit not found")]
    at_work.texts.special = {7: Edit(5, Message("benar"), Message("ralat"))}
    sent = await at_work.send(7)
    assert await at_work.fates(sent.number) == [Fate.SENT]
    assert telegram.calls[-1].text == "ralat"


async def test_it_pauses_itself_when_more_than_a_tenth_of_the_last_200_fail(
    at_work: Office, telegram: FakeTelegram
) -> None:
    telegram.next_answers["sendMessage"] = [NOT_FOUND] * 40
    sent = await at_work.send(*range(1, 101))
    assert sent.state is State.PAUSED
    assert sent.why == "more than 20 of the last 200 messages failed; the last: Chat not found"
    # the four that were on their way when it paused still came to their end
    assert (await at_work.fates(sent.number)).count(Fate.FAILED) in range(21, 25)
    assert Fate.PENDING in await at_work.fates(sent.number)


async def test_failures_that_show_late_and_together_count_where_they_were_begun(
    memory: Memory, telegram: FakeTelegram
) -> None:
    at_work = await office(memory, telegram, TOKEN, in_flight=32)
    late = asyncio.Event()
    at_work.texts.special = dict.fromkeys(range(1, 25), RuntimeError("a fault"))
    at_work.texts.held = dict.fromkeys(range(1, 25), late)
    number = await at_work.begin(*range(1, 251))
    delivering = asyncio.create_task(at_work.deliver(number))
    await at_work.texts.until(250)
    late.set()
    await delivering
    assert (await at_work.broadcast(number)).state is State.FINISHED
    assert (await at_work.fates(number)).count(Fate.FAILED) == 24


async def test_those_who_blocked_the_bot_are_no_reason_to_pause(
    at_work: Office, telegram: FakeTelegram
) -> None:
    telegram.next_answers["sendMessage"] = [BLOCKED] * 60
    assert (await at_work.send(*range(1, 101))).state is State.FINISHED


async def test_paused_in_between_the_rest_waits(at_work: Office, telegram: FakeTelegram) -> None:
    number = await at_work.begin(*range(1, 101))
    delivering = asyncio.create_task(at_work.deliver(number))
    await at_work.texts.until(10)
    await at_work.memory.writer.run(
        lambda connection: broadcasts.change(connection, number, [State.RUNNING], State.PAUSED)
    )
    assert await delivering is Course.HALTED
    fates = await at_work.fates(number)
    assert fates.count(Fate.SENT) == len(telegram.calls) < 100
    assert fates.count(Fate.PENDING) == 100 - len(telegram.calls)


async def test_a_batch_of_an_earlier_run_does_nothing(at_work: Office, telegram: FakeTelegram) -> None:
    number = await at_work.begin(1)
    assert await at_work.deliver(number, run=2) is Course.HALTED
    assert telegram.calls == []


async def test_when_the_lease_is_lost_the_work_is_left_undone_for_its_next_holder(
    at_work: Office, telegram: FakeTelegram
) -> None:
    number = await at_work.begin(*range(1, 31))
    sleeper = asyncio.create_task(at_work.deliver(number))
    await at_work.texts.until(10)
    second = await office(at_work.memory, telegram, TOKEN, in_flight=8)
    seen = len(telegram.calls)
    with pytest.raises(asyncio.CancelledError):
        await sleeper
    # what the sleeper had asked leave for before the lease changed hands may still have gone out: four at most
    assert len(telegram.calls) <= seen + 4
    await second.deliver(number)
    assert set(await second.fates(number)) == {Fate.SENT}
    assert len(telegram.calls) <= 30 + 4


async def test_at_the_end_of_the_process_what_is_on_its_way_is_settled(
    at_work: Office, telegram: FakeTelegram
) -> None:
    number = await at_work.begin(*range(1, 31))
    delivering = asyncio.create_task(at_work.deliver(number))
    await at_work.texts.until(10)
    at_work.lease.end()
    await at_work.deliverer.end(5)
    assert delivering.cancelled()
    assert (await at_work.fates(number)).count(Fate.SENT) == len(telegram.calls) < 30


class Unreliable(FakeTelegram):
    """A Telegram in which each chat may meet one fault, once: the plan says which."""

    def __init__(self, plan: dict[int, str]) -> None:
        super().__init__()
        self.plan = plan
        self.delivered: list[int] = []
        self._met: set[int] = set()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, **timeouts: object
    ) -> tuple[int, bytes]:
        assert request_data
        chat_id = int(request_data.json_parameters["chat_id"])
        fault = self.plan.get(chat_id)
        if fault and chat_id not in self._met:
            if fault != "blocked":
                self._met.add(chat_id)
            self._fail(fault, chat_id)
        else:
            self.delivered.append(chat_id)
        return await super().do_request(url, method, request_data, **timeouts)

    def _fail(self, fault: str, chat_id: int) -> None:
        answers = {
            "429": refusal(429, "Too Many Requests: retry after 1", retry_after=1),
            "500": refusal(500, "Internal Server Error"),
            "reset": BrokenOff("The exchange broke off"),
            "late": TimedOut("No answer in time"),
            "blocked": BLOCKED,
            "migrate": refusal(400, "upgraded", migrate_to_chat_id=MOVED + chat_id),
        }
        if fault == "late":
            self.delivered.append(chat_id)
        self.next_answers["sendMessage"] = [answers[fault]]


async def test_whatever_happens_everybody_comes_to_a_true_end(memory: Memory) -> None:
    chats = [*range(1, 401), *range(-100, 0)]
    plan = faults(chats, 0.01, seed=6)
    telegram = Unreliable(plan)
    at_work = await office(memory, telegram, TOKEN, in_flight=32)
    number = await at_work.begin(*chats)
    await at_work.deliver(number)
    ends = {"blocked": Fate.BLOCKED, "late": Fate.UNCERTAIN, "reset": Fate.UNCERTAIN}
    expected = [ends.get(plan.get(chat_id, ""), Fate.SENT) for chat_id in chats]
    outcomes = await at_work.outcomes(number)
    assert [each.fate for each in outcomes] == expected
    # who is said to have got it got it, once
    arrived = Counter(telegram.delivered)
    assert all(arrived[each.chat_id] == 1 for each in outcomes if each.fate is Fate.SENT)
    assert sorted(plan.values()) == sorted(FAULTS * 5)
    assert (await at_work.broadcast(number)).state is State.FINISHED
