"""The lease of the one process that sends broadcasts: who holds it, until when, and with which token.

Time is the database's, in milliseconds, so that processes whose clocks differ agree. The token goes up with
every holder; whoever writes as the holder compares it in the same transaction, so that one who slept through
its own lease changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import BigInteger, ColumnElement, Connection, cast, func, or_, select, text, true, update

from bot.store.tables import leases

_NAME: Final = "sender"


@dataclass(frozen=True, slots=True)
class Grant:
    """A lease as it was given: the holder's token, and the milliseconds that are left of it."""

    token: int
    left: int


def take(connection: Connection, holder: str, lasting: int, *, seize: bool = False) -> Grant | None:
    """Become the holder for so many milliseconds, where nobody is; `seize` does not ask."""
    free = true() if seize else or_(leases.c.expires_at <= _now(connection), leases.c.holder == holder)
    taken = (
        update(leases)
        .where(leases.c.name == _NAME, free)
        .values(holder=holder, token=leases.c.token + 1, expires_at=_now(connection) + lasting)
        .returning(leases.c.token)
    )
    token = connection.execute(taken).scalar()
    return None if token is None else Grant(token, lasting)


def renew(connection: Connection, token: int, lasting: int) -> bool:
    """Hold on for so many milliseconds more; false where somebody else has become the holder."""
    held = (leases.c.name == _NAME) & (leases.c.token == token)
    renewed = update(leases).where(held).values(expires_at=_now(connection) + lasting)
    return connection.execute(renewed).rowcount == 1


def left(connection: Connection, token: int) -> int | None:
    """The milliseconds that are left of the lease; nothing where it is another's."""
    held = (leases.c.name == _NAME) & (leases.c.token == token)
    return connection.execute(select(leases.c.expires_at - _now(connection)).where(held)).scalar()


def is_mine(connection: Connection, token: int) -> bool:
    """Whether the token is still the last one; in this transaction nobody can change that any more."""
    held = (leases.c.name == _NAME) & (leases.c.token == token)
    return (
        connection.execute(select(leases.c.token).where(held).with_for_update(read=True)).first() is not None
    )


def is_held(connection: Connection) -> bool:
    """Whether a process sends now."""
    held = (leases.c.name == _NAME) & (leases.c.expires_at > _now(connection))
    return connection.execute(select(leases.c.token).where(held)).first() is not None


def release(connection: Connection, token: int) -> None:
    """Leave the lease to whoever comes next."""
    held = (leases.c.name == _NAME) & (leases.c.token == token)
    connection.execute(update(leases).where(held).values(expires_at=0))


def _now(connection: Connection) -> ColumnElement[int]:
    if connection.dialect.name == "postgresql":
        # now() stands still within a transaction
        return cast(func.extract("epoch", func.clock_timestamp()) * 1000, BigInteger)
    return cast((func.julianday("now") - text("2440587.5")) * 86_400_000, BigInteger)
