"""The sender with its durable engine, in this process: begun, scheduled, taken over, told the hours."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing
from datetime import datetime
from pathlib import Path

import pytest
from broadcasting import Texts
from fakes import TOKEN, FakeTelegram
from sqlalchemy import create_engine, make_url, text
from test_outgoing import Clock

from bot.api import Api
from bot.broadcast import desk, system
from bot.broadcast.audience import Everybody, Listed
from bot.broadcast.engine import BATCH, Periodic
from bot.broadcast.lease import patiently
from bot.broadcast.sender import Sender, in_flight
from bot.outgoing import Outgoing
from bot.store import Memory, broadcasts, deliveries
from bot.store.broadcasts import State
from bot.store.deliveries import Fate


@pytest.fixture(autouse=True)
def _durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def telegram() -> FakeTelegram:
    return FakeTelegram()


@asynccontextmanager
async def sending(
    url: str, telegram: FakeTelegram, texts: Texts | None = None, periodic: Sequence[Periodic] = ()
) -> AsyncIterator[Memory]:
    """A sender at work, and its memory; at the end it stops in order."""
    memory, clock = await Memory.open(url), Clock()
    api = Api(TOKEN, "http://127.0.0.1:1", telegram, telegram)
    outgoing = Outgoing(api, memory, lambda: "v1", 0, clock, clock.sleep)
    sender = Sender(memory, outgoing, {"message": texts or Texts()}, url, 0, periodic)
    task = asyncio.create_task(sender.run())
    try:
        yield memory
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await memory.close()


async def until(memory: Memory, number: int, state: State) -> None:
    """Wait for a broadcast to be in a state."""
    async with asyncio.timeout(20):
        while True:
            found = await patiently(
                lambda: memory.writer.run(lambda connection: broadcasts.find(connection, number))
            )
            if found and found.state is state:
                return
            await asyncio.sleep(0.02)


async def test_a_broadcast_of_several_batches_reaches_everybody_once(
    either_database: str, telegram: FakeTelegram
) -> None:
    everybody = tuple(range(1, 9 * BATCH + 2))
    async with sending(either_database, telegram) as memory:
        number = await memory.writer.run(
            lambda connection: desk.send(connection, "message", {}, Listed(everybody))
        )
        await until(memory, number, State.FINISHED)
        counts = await memory.writer.run(lambda connection: deliveries.counts(connection, number))
    assert sorted(call.parameters["chat_id"] for call in telegram.calls) == list(everybody)
    assert counts == {Fate.SENT: len(everybody)}


async def test_paused_and_resumed_it_goes_on_where_it_stopped(database: str, telegram: FakeTelegram) -> None:
    texts = Texts()
    async with sending(database, telegram, texts) as memory:
        number = await memory.writer.run(
            lambda connection: desk.send(connection, "message", {}, Listed(tuple(range(1, 1001))))
        )
        await texts.until(100)
        await memory.writer.run(lambda connection: desk.pause(connection, number, "by hand"))
        await memory.writer.run(lambda connection: desk.resume(connection, number))
        await until(memory, number, State.FINISHED)
    assert sorted(call.parameters["chat_id"] for call in telegram.calls) == list(range(1, 1001))


async def test_a_scheduled_broadcast_waits_for_its_time_and_for_those_who_come_until_then(
    database: str, telegram: FakeTelegram
) -> None:
    starts_at = int(time.time()) + 2
    async with sending(database, telegram) as memory:
        number = await memory.writer.run(
            lambda connection: desk.send(connection, "message", {}, Everybody(), starts_at=starts_at)
        )
        await memory.chats.change(7, region="61")
        await until(memory, number, State.FINISHED)
    assert [call.parameters["chat_id"] for call in telegram.calls] == [7]
    assert time.time() >= starts_at


async def test_moved_to_an_earlier_time_it_does_not_wait_for_the_later_one(
    database: str, telegram: FakeTelegram
) -> None:
    async with sending(database, telegram) as memory:
        later = int(time.time()) + 3600
        number = await memory.writer.run(
            lambda connection: desk.send(connection, "message", {}, Listed((7,)), starts_at=later)
        )
        await memory.writer.run(lambda connection: desk.move(connection, number, int(time.time())))
        await until(memory, number, State.FINISHED)
    assert len(telegram.calls) == 1


async def test_an_error_of_ours_pauses_the_broadcast_and_leaves_the_rest_alone(
    database: str, telegram: FakeTelegram
) -> None:
    async with sending(database, telegram) as memory:
        broken = await memory.writer.run(
            lambda connection: broadcasts.create(
                connection, broadcasts.Draft("message", {}, {"to": "somebody else"})
            )
        )
        whole = await memory.writer.run(lambda connection: desk.send(connection, "message", {}, Listed((7,))))
        await until(memory, broken, State.PAUSED)
        await until(memory, whole, State.FINISHED)
        found = await memory.writer.run(lambda connection: broadcasts.find(connection, broken))
    assert found
    assert found.why == "an error of the bot (ValueError); its log tells more"


def lose_everything(file: Path) -> None:
    file.unlink()


def lose_the_batches(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM workflow_status WHERE name = 'deliver'")


@pytest.mark.parametrize("lose", [lose_everything, lose_the_batches])
async def test_what_its_engine_has_lost_a_broadcast_goes_on_with_all_the_same(
    database: str, telegram: FakeTelegram, lose: Callable[[Path], None]
) -> None:
    texts = Texts()
    async with sending(database, telegram, texts) as memory:
        number = await memory.writer.run(
            lambda connection: desk.send(connection, "message", {}, Listed(tuple(range(1, 1001))))
        )
        await texts.until(100)
    file = system.file_of(database)
    assert file
    lose(file)
    async with sending(database, telegram) as memory:
        await until(memory, number, State.FINISHED)
    assert sorted(call.parameters["chat_id"] for call in telegram.calls) == list(range(1, 1001))


def test_the_engines_database_is_written_ahead_and_tells_milliseconds(database: str) -> None:
    connections = system.config(database, "executor")["system_database_engine"]
    assert connections
    with connections.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        now = connection.execute(text("SELECT unixepoch('subsec')")).scalar_one()
        assert abs(now - time.time()) < 5
        assert connection.execute(text("SELECT unixepoch('now')")).scalar_one() == int(now)
    connections.dispose()


async def test_what_is_periodic_is_done_when_it_is_due(database: str, telegram: FakeTelegram) -> None:
    due: asyncio.Queue[datetime] = asyncio.Queue()
    every_second = Periodic("tick", "* * * * * *", "Asia/Pontianak", due.put)
    async with sending(database, telegram, periodic=[every_second]), asyncio.timeout(20):
        first, second = await due.get(), await due.get()
    assert (second - first).total_seconds() == 1
    assert f"{first:%z}" == "+0700"


async def test_with_the_database_away_nothing_is_sent_and_nothing_lost(
    postgresql_anew: str, telegram: FakeTelegram
) -> None:
    texts = Texts()
    async with sending(postgresql_anew, telegram, texts) as memory:
        number = await memory.writer.run(
            lambda connection: desk.send(connection, "message", {}, Listed(tuple(range(1, 1001))))
        )
        await texts.until(100)
        async with away(postgresql_anew):
            sent = len(telegram.calls)
            await asyncio.sleep(0.3)
            # what had its leave by then is on its way
            assert len(telegram.calls) <= sent + in_flight(0)
        await until(memory, number, State.FINISHED)
    assert sorted(call.parameters["chat_id"] for call in telegram.calls) == list(range(1, 1001))


@asynccontextmanager
async def away(url: str) -> AsyncIterator[None]:
    """A database that ends every connection and takes no new ones."""
    name = make_url(url).database
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg", database="template1"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false"))
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
            {"name": name},
        )
        try:
            yield
        finally:
            connection.execute(text(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true"))
    engine.dispose()
