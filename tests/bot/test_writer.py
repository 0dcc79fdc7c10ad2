"""The thread that owns the database, and what it does while there is none."""

import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from bot.store.away import AwayError, is_away
from bot.store.engine import open_engine
from bot.store.writer import Writer


@pytest.fixture
async def writer(tmp_path: Path) -> AsyncIterator[Writer]:
    engine = open_engine(f"sqlite:///{tmp_path / 'some.db'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE notes (note TEXT)"))
    opened = Writer(engine)
    yield opened
    opened.close()


@contextmanager
def locked(tmp_path: Path) -> Iterator[None]:
    """Somebody else keeps the file to themselves, and nobody waits for them."""
    with closing(sqlite3.connect(tmp_path / "some.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def impatient(connection: Connection) -> None:
    connection.execute(text("PRAGMA busy_timeout=1"))


def noted(connection: Connection) -> int:
    connection.execute(text("INSERT INTO notes VALUES ('one')"))
    return int(connection.execute(text("SELECT count(*) FROM notes")).scalar_one())


def until_back(writer: Writer) -> None:
    deadline = time.monotonic() + 20
    while writer.is_away:
        assert time.monotonic() < deadline, "it never came back"
        time.sleep(0.01)


async def test_while_the_database_is_gone_nobody_waits_for_it_and_it_comes_back_by_itself(
    writer: Writer, tmp_path: Path
) -> None:
    await writer.run(impatient)
    with locked(tmp_path):
        with pytest.raises(OperationalError, match="locked"):
            await writer.run(noted)
        with pytest.raises(AwayError):
            await writer.run(noted)
    until_back(writer)
    assert await writer.run(noted) == 1


async def test_a_wrong_statement_does_not_take_the_database_away(writer: Writer) -> None:
    with pytest.raises(OperationalError, match="no such table"):
        await writer.run(lambda connection: connection.execute(text("SELECT * FROM nowhere")))
    assert not writer.is_away
    assert await writer.run(noted) == 1


def test_only_a_database_that_is_gone_counts_as_away() -> None:
    assert is_away(AwayError())
    assert not is_away(ProgrammingError("SELECT", None, RuntimeError("wrong")))
