"""What may be done with a broadcast, who gets it, and how far it is."""

from collections.abc import Callable
from datetime import timedelta, timezone
from functools import partial

import pytest
from sqlalchemy import Connection

from bot.broadcast import audience, desk, report
from bot.broadcast.audience import Audience, Everybody, Listed, Subscribers
from bot.broadcast.desk import NoBroadcast, NotNow
from bot.store import Memory, ToldMessage, broadcasts, deliveries
from bot.store.broadcasts import Broadcast, State
from bot.store.deliveries import Delivery, Fate, Recipient, Settled
from bot.subscription import Subscription

Deed = Callable[[Connection, int], desk.Done]
DEEDS: dict[str, Deed] = {
    "confirm": desk.confirm,
    "move": lambda connection, number: desk.move(connection, number, 99),
    "pause": lambda connection, number: desk.pause(connection, number, "by hand"),
    "resume": desk.resume,
    "repeat": lambda connection, number: desk.resume(connection, number, [Fate.UNCERTAIN]),
    "cancel": desk.cancel,
}
ALLOWED = {
    State.DRAFT: {"confirm": State.SCHEDULED, "cancel": State.CANCELLED},
    State.SCHEDULED: {"move": State.SCHEDULED, "pause": State.PAUSED, "cancel": State.CANCELLED},
    State.RUNNING: {"pause": State.PAUSED, "cancel": State.CANCELLED},
    State.PAUSED: {"resume": State.SCHEDULED, "repeat": State.SCHEDULED, "cancel": State.CANCELLED},
    State.FINISHED: {"repeat": State.SCHEDULED},
    State.CANCELLED: {},
}


async def written(memory: Memory, to: Audience | list[Recipient], state: State = State.SCHEDULED) -> int:
    def write(connection: Connection) -> int:
        number = desk.send(connection, "message", {}, to)
        broadcasts.change(connection, number, State, state)
        return number

    return await memory.writer.run(write)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("deed", DEEDS)
async def test_each_state_allows_what_it_allows(database: str, state: State, deed: str) -> None:
    memory = await Memory.open(database)
    number = await written(memory, Everybody(), state)
    done = await memory.writer.run(lambda connection: DEEDS[deed](connection, number))
    await memory.close()
    to = ALLOWED[state].get(deed)
    if to is None:
        assert done == NotNow(number, state)
    else:
        assert isinstance(done, Broadcast)
        assert done.state is to


async def test_what_does_not_exist_is_said_so(memory: Memory) -> None:
    assert await memory.writer.run(lambda connection: desk.cancel(connection, 5)) == NoBroadcast(5)


async def test_resumed_or_moved_it_is_another_run(memory: Memory) -> None:
    number = await written(memory, Everybody())
    moved = await memory.writer.run(lambda connection: desk.move(connection, number, 99))
    await memory.writer.run(lambda connection: desk.pause(connection, number, "by hand"))
    resumed = await memory.writer.run(lambda connection: desk.resume(connection, number))
    assert isinstance(moved, Broadcast)
    assert isinstance(resumed, Broadcast)
    assert (moved.run, moved.starts_at, resumed.run, resumed.why) == (2, 99, 3, None)


async def settled(memory: Memory, number: int, *fates: Fate) -> None:
    rows = [
        Settled(Delivery(number, at, Recipient(at)), fate, at, reason="=1+1")
        for at, fate in enumerate(fates)
        if fate is not Fate.PENDING
    ]
    await memory.writer.run(lambda connection: deliveries.settle(connection, rows))


async def test_only_what_is_asked_for_is_sent_once_more(memory: Memory) -> None:
    number = await written(memory, [Recipient(at) for at in range(4)], State.FINISHED)
    await settled(memory, number, Fate.SENT, Fate.UNCERTAIN, Fate.FAILED, Fate.BLOCKED)
    await memory.writer.run(lambda connection: desk.resume(connection, number, [Fate.UNCERTAIN]))
    outcomes = await memory.writer.run(lambda connection: deliveries.outcomes(connection, number))
    assert [each.fate for each in outcomes] == [Fate.SENT, Fate.PENDING, Fate.FAILED, Fate.BLOCKED]


async def test_progress_counts_every_end_and_the_total_leaves_out_the_skipped(memory: Memory) -> None:
    number = await written(memory, [Recipient(at) for at in range(6)], State.RUNNING)
    ends = (Fate.SENT, Fate.BLOCKED, Fate.FAILED, Fate.UNCERTAIN, Fate.SKIPPED, Fate.PENDING)
    await settled(memory, number, *ends)
    progress = await memory.writer.run(lambda connection: report.progress(connection, number))
    assert progress
    assert progress.as_json() == {
        "id": number,
        "state": "running",
        "total": 5,
        "sent": 1,
        "blocked": 1,
        "failed": 1,
        "uncertain": 1,
        "pending": 1,
    }


async def test_before_it_begins_all_of_its_audience_is_pending(memory: Memory) -> None:
    await memory.chats.change(5, region="61")
    number = await written(memory, Everybody())
    progress = await memory.writer.run(lambda connection: report.progress(connection, number))
    assert progress
    assert (progress.total, progress.pending) == (1, 1)


async def test_the_report_has_a_line_for_each_recipient_and_no_formula(memory: Memory) -> None:
    number = await written(memory, [Recipient(0), Recipient(1)])
    await settled(memory, number, Fate.FAILED, Fate.PENDING)
    outcomes = await memory.writer.run(lambda connection: deliveries.outcomes(connection, number))
    head, failed, pending = (
        report.as_csv(outcomes, timezone(timedelta(hours=7))).decode("utf-8-sig").splitlines()
    )
    assert head == "chat_id;topic;state;reason;message_id;settled_at"
    assert failed.startswith("0;;failed;'=1+1;;20")
    assert failed.endswith("+07:00")
    assert pending == "1;;pending;;;"


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        (Everybody(), [-6, 1, 2, 4]),
        (Subscribers(), [-6, -6, 2]),
        (Subscribers("61.01"), [-6, 2]),
        (Listed((9, -5, 9)), [-5, 9]),
    ],
)
async def test_an_audience_is_who_is_known_and_has_not_gone(
    memory: Memory, to: Audience, expected: list[int]
) -> None:
    await memory.chats.change(1, region="61")
    await memory.chats.change(2, region="61.01")
    await memory.chats.change(3, region="61.01")
    await memory.chats.set_gone(3, gone=True)
    subscribed = [
        Subscription(*each)
        for each in ((2, "61.01"), (2, "61"), (3, "61.01"), (-6, "61.01", None, 5), (-6, "61", None, 8))
    ]
    await memory.subscriptions.change(subscribed)
    for chat_id in (1, 3, 4, 4):
        await memory.told.note(ToldMessage(chat_id, chat_id, None, None, "v"))
    found = await memory.writer.run(lambda connection: audience.recipients(connection, to))
    assert [each.chat_id for each in found] == expected
    assert await memory.writer.run(lambda connection: audience.size(connection, to)) == len(expected)
    assert audience.from_json(audience.as_json(to)) == to


async def test_an_audience_of_any_size_is_read_in_parts(memory: Memory) -> None:
    for chat_id in (4, 1, 3, 2, 5):
        await memory.told.note(ToldMessage(chat_id, 1, None, None, "v"))
    await memory.chats.change(3, region="61")
    read: list[int] = []
    after = None
    while part := await memory.writer.run(
        partial(audience.recipients, audience=Everybody(), after=after, most=2)
    ):
        read += [each.chat_id for each in part]
        after = part[-1]
    assert read == [1, 2, 3, 4, 5]


async def test_what_waits_for_a_group_moves_with_it_unless_it_is_there_already(memory: Memory) -> None:
    first = await written(memory, [Recipient(-1)])
    second = await written(memory, [Recipient(-1), Recipient(-2)])
    await memory.chats.move(-1, -2)
    for number, expected in ((first, [-2]), (second, [-1, -2])):
        outcomes = await memory.writer.run(lambda connection: deliveries.outcomes(connection, number))  # noqa: B023
        assert [each.chat_id for each in outcomes] == expected


async def test_a_chat_that_is_forgotten_is_in_no_broadcast(memory: Memory) -> None:
    number = await written(memory, [Recipient(1), Recipient(2)])
    await memory.chats.forget(1)
    outcomes = await memory.writer.run(lambda connection: deliveries.outcomes(connection, number))
    assert [each.chat_id for each in outcomes] == [2]


@pytest.mark.parametrize("state", [State.FINISHED, State.CANCELLED, State.DRAFT])
async def test_after_180_days_a_broadcast_that_ended_or_never_began_is_dropped(
    memory: Memory, state: State
) -> None:
    ended = await written(memory, [Recipient(at) for at in range(10)], state)
    waiting = await written(memory, [Recipient(1)])

    def drop(connection: Connection) -> bool:
        return broadcasts.prune(connection, before=2**40, most=4)

    while await memory.writer.run(drop):
        pass
    assert await memory.writer.run(lambda connection: broadcasts.find(connection, ended)) is None
    assert await memory.writer.run(lambda connection: deliveries.last(connection, ended)) == -1
    assert await memory.writer.run(lambda connection: broadcasts.find(connection, waiting))


async def test_after_a_restore_all_that_is_unfinished_is_paused(memory: Memory) -> None:
    numbers = [
        await written(memory, Everybody(), state) for state in (State.RUNNING, State.SCHEDULED, State.DRAFT)
    ]
    await memory.writer.run(lambda connection: broadcasts.pause_unfinished(connection, "restored"))
    states = [
        (await memory.writer.run(lambda connection: broadcasts.find(connection, number))).state  # type: ignore[union-attr]  # noqa: B023
        for number in numbers
    ]
    assert states == [State.PAUSED, State.PAUSED, State.DRAFT]
