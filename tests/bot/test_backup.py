"""A backup comes back whole, from either database into either, or nothing is changed."""

import gzip
import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Self

import pytest
from rows import fill, rows
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from bot.broadcast import desk
from bot.broadcast.audience import Everybody
from bot.store.archive import Fault, UnusableArchiveError
from bot.store.backup import NothingToBackUpError, back_up
from bot.store.broadcasts import State
from bot.store.engine import changing_schema, open_engine
from bot.store.migrate import HEAD, upgrade, upgrade_to
from bot.store.restore import Restored, restore
from bot.store.tables import audit, broadcasts, chats, metadata, told, versions

CHAT = 7_310_455_129
STEPS = ("0001", "0002", "0003", HEAD)
BOTH = ("sqlite", "postgresql")

Fresh = Callable[[str, str], str]


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest, fresh: Fresh) -> str:
    return fresh(request.param, "source")


@pytest.fixture
def filled(database: str) -> str:
    """A memory with a row in every table."""
    do(database, lambda connection: fill(connection, CHAT))
    return database


class Clerk:
    """Somebody who adds a row to each of two tables and counts them in a third, in one transaction each time."""

    def __init__(self, database: str) -> None:
        self._engine = open_engine(database)
        self._written, self._ending = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._work)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()
        self._engine.dispose()

    def until_written(self) -> None:
        self._written.clear()
        assert self._written.wait(20)

    def _work(self) -> None:
        number = 0
        while not self._ending.is_set():
            number += 1
            with self._engine.begin() as connection:
                connection.execute(versions.update().values(imported_at=number))
                connection.execute(chats.insert().values(chat_id=number, changed_at=1))
                connection.execute(told.insert().values(chat_id=number, message_id=1, version="v", told_at=1))
            self._written.set()


def version(connection: Connection, content: bytes) -> None:
    counts = ("imported_at", "observations", "added", "changed", "gone", "errors", "warnings")
    row = dict.fromkeys(counts, 0) | dict.fromkeys(("digest", "base", "note"), "")
    connection.execute(versions.insert().values(row | {"content": content}))


def do(database: str, work: Callable[[Connection], object]) -> None:
    """Something done with an up-to-date memory."""
    engine = open_engine(database)
    try:
        upgrade(engine)
        with engine.begin() as connection:
            work(connection)
    finally:
        engine.dispose()


def backup(database: str) -> bytes:
    file = BytesIO()
    back_up(database, file)
    return file.getvalue()


def put_back(database: str, content: bytes) -> Restored:
    return restore(database, BytesIO(content), lambda connection: None)


@pytest.mark.parametrize("target", BOTH)
@pytest.mark.parametrize("source", BOTH)
def test_everything_comes_back_from_either_database_in_either(source: str, target: str, fresh: Fresh) -> None:
    first, second = fresh(source, "source"), fresh(target, "target")
    do(first, lambda connection: fill(connection, CHAT))
    restored = put_back(second, backup(first))
    before, after = rows(first), rows(second)
    *kept, noted = after.pop("audit")
    assert kept == before.pop("audit")
    assert after == before
    assert noted[2:4] == (None, "restore")
    assert restored.rows == len(metadata.tables) + 1  # the lease that nobody holds


def test_what_was_there_is_gone_and_the_audit_log_is_guarded_as_before(filled: str) -> None:
    content, before = backup(filled), rows(filled)
    do(
        filled,
        lambda connection: connection.execute(
            told.insert().values(chat_id=9, message_id=9, version="v", told_at=9)
        ),
    )
    put_back(filled, content)
    assert rows(filled)["told"] == before["told"]
    for deed in (audit.update().values(deed="nothing"), audit.delete()):
        with pytest.raises(DatabaseError, match="append-only"):
            do(filled, lambda connection: connection.execute(deed))  # noqa: B023


def test_numbers_go_on_after_the_last_though_its_row_is_gone(database: str) -> None:
    def send(connection: Connection) -> int:
        return desk.send(connection, "message", {}, Everybody())

    do(database, lambda connection: [send(connection) for _ in range(3)])
    do(database, lambda connection: connection.execute(broadcasts.delete().where(broadcasts.c.number > 1)))
    put_back(database, backup(database))
    do(database, send)
    assert [row[0] for row in rows(database)["broadcasts"]] == [1, 4]


def test_what_was_to_be_sent_is_paused(database: str) -> None:
    do(database, lambda connection: [desk.send(connection, "message", {}, Everybody()) for _ in range(2)])
    do(database, lambda connection: desk.send(connection, "message", {}, Everybody(), draft=True))
    assert put_back(database, backup(database)).paused == 2
    states = [row[4] for row in rows(database)["broadcasts"]]
    assert states == [State.PAUSED, State.PAUSED, State.DRAFT]


@pytest.mark.parametrize("kind", BOTH)
def test_what_is_done_with_it_is_undone_where_it_fails(kind: str, fresh: Fresh) -> None:
    database = fresh(kind, "source")
    do(database, lambda connection: fill(connection, CHAT))
    before = rows(database)

    def fail(connection: Connection) -> None:
        raise LookupError("in the last moment")

    with pytest.raises(LookupError):
        restore(database, BytesIO(backup(database)), fail)
    assert rows(database) == before


def test_a_damaged_file_changes_nothing(filled: str) -> None:
    before, content = rows(filled), backup(filled)
    with pytest.raises(UnusableArchiveError) as error:
        put_back(filled, content[:-5])
    assert error.value.fault is Fault.DAMAGED
    assert rows(filled) == before


@pytest.mark.parametrize(
    ("said", "instead", "fault"),
    [
        (f'"schema":"{HEAD}"', '"schema":"9999"', Fault.NEWER),
        (f'"schema":"{HEAD}"', '"schema":"0000"', Fault.DAMAGED),
        ('"table":"told"', '"table":"users"', Fault.DAMAGED),
        ('"topic"', '"nobody"', Fault.DAMAGED),
        ('["sender",', "[null,", Fault.UNFIT),
        ('"columns":["code","question"]', '"columns":["code"]', Fault.DAMAGED),
    ],
)
def test_what_this_release_cannot_read_changes_nothing(
    said: str, instead: str, fault: Fault, filled: str
) -> None:
    before, plain = rows(filled), gzip.decompress(backup(filled))
    content = plain.replace(said.encode(), instead.encode(), 1)
    with pytest.raises(UnusableArchiveError) as error:
        put_back(filled, gzip.compress(content))
    assert error.value.fault is fault
    assert rows(filled) == before


@pytest.mark.parametrize("step", STEPS)
def test_a_backup_of_an_earlier_release_is_brought_up_to_date(step: str, database: str, fresh: Fresh) -> None:
    engine = open_engine(database)
    with changing_schema(engine) as connection:
        upgrade_to(connection, step)
        connection.execute(text("INSERT INTO chats (chat_id, region, changed_at) VALUES (5, '61.01', 1)"))
    engine.dispose()
    target = fresh("sqlite", "target")
    assert put_back(target, backup(database)).header.schema == step
    assert rows(target)["chats"] == [(5, "61.01", None, None, 1)]


def test_a_memory_of_an_earlier_release_makes_room_for_a_backup(filled: str, fresh: Fresh) -> None:
    target = fresh("sqlite", "target")
    engine = open_engine(target)
    with changing_schema(engine) as connection:
        upgrade_to(connection, "0002")
    engine.dispose()
    put_back(target, backup(filled))
    assert rows(target)["told"] == rows(filled)["told"]


@pytest.mark.parametrize("step", STEPS)
def test_a_backup_knows_the_tables_of_every_step(step: str, fresh: Fresh) -> None:
    """Whoever drops one in a later step sees to it that it is still carried from an earlier."""
    engine = open_engine(fresh("sqlite", "source"))
    with changing_schema(engine) as connection:
        upgrade_to(connection, step)
        names = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
    engine.dispose()
    assert names - {"alembic_version", "sqlite_sequence"} <= set(metadata.tables)


def test_every_column_is_of_a_kind_that_a_backup_carries_between_the_databases() -> None:
    kinds = {column.type.python_type for table in metadata.tables.values() for column in table.columns}
    assert kinds == {int, str, bytes}


def test_it_is_of_one_moment_while_somebody_writes(database: str, fresh: Fresh) -> None:
    do(database, lambda connection: version(connection, b"x" * 100_000))
    target = fresh("sqlite", "target")
    with Clerk(database) as clerk:
        for _ in range(5):
            clerk.until_written()
            put_back(target, backup(database))
            after = rows(target)
            assert len(after["chats"]) == len(after["told"]) == after["versions"][0][5] > 0


def test_versions_of_many_megabytes_come_back(database: str, fresh: Fresh) -> None:
    for letter in b"abc":
        content = bytes([letter]) * 6_000_000
        do(database, lambda connection: version(connection, content))  # noqa: B023
    target = fresh("sqlite", "target")
    put_back(target, backup(database))
    assert [(len(row[3]), row[3][:1]) for row in rows(target)["versions"]] == [
        (6_000_000, b"a"),
        (6_000_000, b"b"),
        (6_000_000, b"c"),
    ]


def test_where_nothing_is_remembered_there_is_nothing_to_back_up(database: str, tmp_path: Path) -> None:
    with pytest.raises(NothingToBackUpError):
        backup(database)
    assert list(tmp_path.iterdir()) == []
