"""The database's clock, in milliseconds since 1970, so that processes whose own clocks differ agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import BigInteger, ColumnElement, Connection, cast, func, text

CLOCKS: Final[Mapping[str, ColumnElement[int]]] = {
    # now() stands still within a transaction
    "postgresql": cast(func.extract("epoch", func.clock_timestamp()) * 1000, BigInteger),
    "sqlite": cast((func.julianday("now") - text("2440587.5")) * 86_400_000, BigInteger),
}


def moment(connection: Connection) -> ColumnElement[int]:
    """The moment at which the database evaluates it."""
    return CLOCKS[connection.dialect.name]
