"""The memory, the same on SQLite and PostgreSQL."""

import asyncio

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event, text

from bot.language.question import Intent, Question
from bot.store import Memory, Received, ToldMessage, UnusableDatabaseError
from bot.store.engine import open_engine
from bot.store.inbox import Added
from bot.store.migrate import HEAD, NewerDatabaseError, upgrade
from bot.store.tables import chats, metadata


async def test_a_chats_choices_outlive_the_process(either_database: str) -> None:
    first = await Memory.open(either_database)
    await first.chats.change(5, region="61.01")
    await first.chats.change(5, language="en")
    await first.close()
    second = await Memory.open(either_database)
    chat = second.chats.get(5)
    await second.close()
    assert (chat.region, chat.language) == ("61.01", "en")


async def test_a_move_that_is_told_of_twice_loses_nothing(either_database: str) -> None:
    memory = await Memory.open(either_database)
    await memory.chats.change(-5, region="61.01")
    for _ in range(2):
        await memory.chats.move(-5, -100)
    await memory.close()
    again = await Memory.open(either_database)
    assert again.chats.get(-100).region == "61.01"
    await again.close()


async def test_an_update_is_new_only_once(memory: Memory) -> None:
    updates = [Received(number, 1, b"{}") for number in (1, 2)]
    assert await memory.inbox.add(updates) == Added(updates, 0)
    assert await memory.inbox.add([*updates, Received(3, 1, b"{}")]) == Added([Received(3, 1, b"{}")], 2)


async def test_what_is_answered_is_blank_and_what_is_not_is_left_in_order(either_database: str) -> None:
    first = await Memory.open(either_database)
    await first.inbox.add([Received(number, 1, b"text") for number in (1, 2, 3)])
    await first.inbox.answered(2)
    await first.inbox.leave()
    await first.close()
    second = await Memory.open(either_database)
    assert [each.update_id for each in await second.inbox.unanswered()] == [1, 3]
    with open_engine_of(second).connect() as connection:
        assert connection.execute(text("SELECT body FROM inbox WHERE update_id = 2")).scalar() is None
    await second.close()


async def test_every_attempt_is_counted(memory: Memory) -> None:
    with open_engine_of(memory).begin() as connection:
        connection.execute(text("INSERT INTO inbox (update_id, lane, received_at) VALUES (1, 1, 1)"))
    assert [each.attempts for each in await memory.inbox.unanswered()] == [0]
    await memory.inbox.begun(1)
    with open_engine_of(memory).connect() as connection:
        assert connection.execute(text("SELECT attempts FROM inbox")).scalar() == 2


async def test_forgetting_a_chat_leaves_nothing_of_it(memory: Memory) -> None:
    await memory.chats.change(5, region="61.01")
    await memory.told.note(ToldMessage(5, 1, 2, "c_r61", "v"))
    await memory.chats.forget(5)
    assert memory.chats.get(5).region is None
    assert await memory.told.showing(5) == []
    with open_engine_of(memory).connect() as connection:
        assert connection.execute(chats.select()).all() == []


async def test_an_edit_keeps_the_message_that_asked(memory: Memory) -> None:
    await memory.told.note(ToldMessage(5, 1, 2, "c_r61", "v1"))
    await memory.told.note(ToldMessage(5, 1, None, "t_r61", "v2"))
    assert await memory.told.showing(5) == [ToldMessage(5, 1, 2, "t_r61", "v2")]


async def test_what_is_old_is_dropped(memory: Memory) -> None:
    await memory.inbox.add([Received(1, 1, b"")])
    await memory.inbox.answered(1)
    await memory.told.note(ToldMessage(5, 1, 2, "c_r61", "v"))
    with open_engine_of(memory).begin() as connection:
        connection.execute(text("UPDATE inbox SET answered_at = 1"))
        connection.execute(text("UPDATE told SET told_at = 1"))
    await memory.prune()
    assert await memory.told.showing(5) == []
    assert (await memory.inbox.add([Received(1, 1, b"")])).repeated == 0


async def test_a_long_question_has_one_code(memory: Memory) -> None:
    question = Question(Intent.COVERAGE, tuple(f"61.{number:02}" for number in range(1, 13)))
    code = await memory.codes.code(question)
    assert await memory.codes.code(question) == code
    assert await memory.codes.question(code) == question
    with pytest.raises(ValueError, match="no question"):
        await memory.codes.question("zunknown")


async def test_a_pictures_id_outlives_the_process_and_a_newer_one_takes_its_place(
    either_database: str,
) -> None:
    first = await Memory.open(either_database)
    for file_id in ("older", "newer"):
        await first.pictures.keep("key", file_id)
    await first.close()
    second = await Memory.open(either_database)
    found = [await second.pictures.file_id(key) for key in ("key", "key", "another")]
    await second.close()
    assert found == ["newer", "newer", None]


async def test_one_bad_write_does_not_take_others_with_it(memory: Memory) -> None:
    def bad(connection: object) -> None:
        raise LookupError("bad")

    results = await asyncio.gather(
        memory.chats.change(1, region="61"),
        memory.writer.run(bad),
        memory.chats.change(2, region="61"),
        return_exceptions=True,
    )
    assert isinstance(results[1], LookupError)
    assert [memory.chats.get(number).region for number in (1, 2)] == ["61", "61"]


async def test_writes_that_arrive_together_are_committed_together(memory: Memory) -> None:
    commits: list[object] = []

    event.listen(open_engine_of(memory), "commit", commits.append)
    await asyncio.gather(*(memory.chats.change(number, region="61") for number in range(100)))
    assert 1 <= len(commits) < 50


def test_the_migrations_make_exactly_the_tables(either_database: str) -> None:
    engine = open_engine(either_database)
    upgrade(engine)
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": False})
        differences = compare_metadata(context, metadata)
    engine.dispose()
    assert [each for each in differences if "comment" not in str(each)] == []


def test_a_database_of_a_newer_release_is_not_touched(database: str) -> None:
    engine = open_engine(database)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabaseError, match=f"schema 9999, this one knows {HEAD}"):
        upgrade(engine)
    engine.dispose()


@pytest.mark.parametrize(
    ("database_url", "told"),
    [
        ("postgresql://nobody:secret@127.0.0.1:1/none", "check host, port, user, password"),
        ("postgresql://nobody@127.0.0.1:port/none", "check host, port, user, password"),
        ("sqlite:////proc/nowhere/memory.db", "name one in a folder that this user may write to"),
    ],
)
async def test_a_database_that_cannot_be_used_says_what_to_check(database_url: str, told: str) -> None:
    with pytest.raises(UnusableDatabaseError, match=told) as error:
        await Memory.open(database_url)
    assert "secret" not in str(error.value)


def open_engine_of(memory: Memory) -> Engine:
    return memory.writer._engine


def test_sqlite_writes_ahead(database: str) -> None:
    engine = open_engine(database)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    engine.dispose()


async def test_a_database_of_any_encoding_keeps_texts(postgresql: str) -> None:
    engine = create_engine(
        postgresql.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS ascii WITH (FORCE)"))
        connection.execute(
            text("CREATE DATABASE ascii TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'")
        )
    engine.dispose()
    memory = await Memory.open(postgresql.replace("/postgres?", "/ascii?"))
    await memory.pictures.keep("Région", "é")
    await memory.close()
    again = await Memory.open(postgresql.replace("/postgres?", "/ascii?"))
    assert await again.pictures.file_id("Région") == "é"
    await again.close()
