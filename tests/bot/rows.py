"""All rows of a memory, to compare; and a made-up row for every table there is, now and later."""

from typing import Any

from sqlalchemy import Connection, Integer, LargeBinary, insert, inspect, select

from bot.store.engine import open_engine
from bot.store.tables import metadata

Rows = dict[str, list[tuple[Any, ...]]]


def rows(database: str) -> Rows:
    """Every row of every table, in the order of its key."""
    engine = open_engine(database)
    with engine.connect() as connection:
        found = {
            each.name: [tuple(row) for row in connection.execute(select(each).order_by(*each.primary_key))]
            for each in metadata.sorted_tables
        }
    engine.dispose()
    return found


def fill(connection: Connection, chat_id: int) -> None:
    """A row of this chat in every table: what may be a chat's id is, and every text and every blob is made up."""
    for each in metadata.sorted_tables:
        row: dict[str, Any] = {}
        for column in each.columns:
            if isinstance(column.type, Integer):
                row[column.name] = chat_id if column.name in ("chat_id", "lane") else 1
            else:
                word = f"{column.name} é"
                row[column.name] = word.encode() if isinstance(column.type, LargeBinary) else word[:8]
        connection.execute(insert(each).values(row))


def holding(database: str, number: int) -> list[str]:
    """The columns, as table.column, in which a number stands, by itself or in a text or a blob."""
    digits = str(number)
    tables = rows(database)
    return sorted(
        {
            f"{each.name}.{column.name}"
            for each in metadata.sorted_tables
            for row in tables[each.name]
            for column, value in zip(each.columns, row, strict=True)
            if digits in (value.decode(errors="replace") if isinstance(value, bytes) else str(value))
        }
    )


def triggers(database: str) -> list[str]:
    """What guards the audit log."""
    engine = open_engine(database)
    with engine.connect() as connection:
        catalogue = "sqlite_master" if inspect(connection).dialect.name == "sqlite" else "pg_trigger"
        column = "name" if catalogue == "sqlite_master" else "tgname"
        asked = f"SELECT {column} FROM {catalogue} WHERE {column} LIKE 'audit_%'"
        found = list(connection.exec_driver_sql(asked).scalars())
    engine.dispose()
    return found
