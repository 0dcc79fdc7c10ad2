"""The numbers that a database gives to new rows: the last one, and where to go on."""

from __future__ import annotations

from sqlalchemy import Connection, column, func, inspect, select, table, text


def key_of(connection: Connection, name: str) -> str | None:
    """The one column of a table's key; none where it has several."""
    columns = inspect(connection).get_pk_constraint(name)["constrained_columns"]
    return columns[0] if len(columns) == 1 else None


def last_given(connection: Connection, name: str) -> int | None:
    """The last number that was given in a table, though its row be gone; None where none was or none is given."""
    if connection.dialect.name == "postgresql":
        key = key_of(connection, name)
        asked = text("SELECT pg_sequence_last_value(pg_get_serial_sequence(:name, :key)::regclass)")
        return connection.execute(asked, {"name": name, "key": key}).scalar() if key else None
    if not inspect(connection).has_table("sqlite_sequence"):
        return None
    asked = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    return connection.execute(asked, {"name": name}).scalar()


def go_on_after(connection: Connection, name: str, last: int | None) -> None:
    """Give numbers higher than `last` and than all that are there, in a table that gives any."""
    key = key_of(connection, name)
    if key is None or not _counts(connection, name, key):
        return
    there = connection.execute(select(func.max(column(key))).select_from(table(name))).scalar()
    highest = max(last or 0, there or 0)
    if not highest:
        return
    holes = {"name": name, "key": key, "last": highest}
    if connection.dialect.name == "postgresql":
        go_on = text("SELECT setval(pg_get_serial_sequence(:name, :key)::regclass, :last)")
        connection.execute(go_on, holes)
        return
    connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), holes)
    connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), holes)


def _counts(connection: Connection, name: str, key: str) -> bool:
    """Whether numbers are given in a table without being reused."""
    if connection.dialect.name == "postgresql":
        asked = text("SELECT pg_get_serial_sequence(:name, :key) IS NOT NULL")
    else:
        asked = text("SELECT sql LIKE '%AUTOINCREMENT%' FROM sqlite_master WHERE name = :name")
    return bool(connection.execute(asked, {"name": name, "key": key}).scalar())
