"""The lease of the one process that sends broadcasts: who holds it, until when, and with which token.

Time is the database's, in milliseconds, so that processes whose clocks differ agree. The token goes up with
every holder; whoever writes as the holder compares it in the same transaction, so that one who slept through
its own lease changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    bindparam,
    or_,
    select,
    true,
    update,
)

from bot.store.database_clock import CLOCKS, moment
from bot.store.tables import leases

_NAME: Final = "sender"


@dataclass(frozen=True, slots=True)
class Grant:
    """A lease as it was given: the holder's token, and the milliseconds that are left of it."""

    token: int
    left: int


def take(connection: Connection, holder: str, lasting: int, *, seize: bool = False) -> Grant | None:
    """Become the holder for so many milliseconds, where nobody is; `seize` does not ask."""
    now = moment(connection)
    free = true() if seize else or_(leases.c.expires_at <= now, leases.c.holder == holder)
    taken = update(leases).where(leases.c.name == _NAME, free).returning(leases.c.token)
    values = {"holder": holder, "token": leases.c.token + 1, "expires_at": now + lasting}
    token = connection.execute(taken.values(values)).scalar()
    return None if token is None else Grant(token, lasting)


def renew(connection: Connection, token: int, lasting: int) -> bool:
    """Hold on for so many milliseconds more; false where somebody else has become the holder."""
    renewed = update(leases).where(_held(token)).values(expires_at=moment(connection) + lasting)
    return connection.execute(renewed).rowcount == 1


def left(connection: Connection, token: int, *, kept: bool = False) -> int | None:
    """The milliseconds that are left of the lease; nothing where it is another's.

    `kept` sees to it that nobody becomes the holder in this transaction.
    """
    asked = (_LEFT_KEPT if kept else _LEFT)[connection.dialect.name]
    return connection.execute(asked, {"mine": token}).scalar()


def is_mine(connection: Connection, token: int) -> bool:
    """Whether the token is still the last one; in this transaction nobody can change that any more."""
    return connection.execute(_MINE, {"mine": token}).first() is not None


def is_held(connection: Connection) -> bool:
    """Whether a process sends now."""
    held = (leases.c.name == _NAME) & (leases.c.expires_at > moment(connection))
    return connection.execute(select(leases.c.token).where(held)).first() is not None


def holder(connection: Connection) -> str | None:
    """The process that sends now, as it calls itself; nothing where none does."""
    held = (leases.c.name == _NAME) & (leases.c.expires_at > moment(connection))
    found: str | None = connection.execute(select(leases.c.holder).where(held)).scalar()
    return found


def release(connection: Connection, token: int) -> None:
    """Leave the lease to whoever comes next."""
    connection.execute(update(leases).where(_held(token)).values(expires_at=0))


def _held(token: int | BindParameter[int]) -> ColumnElement[bool]:
    return (leases.c.name == _NAME) & (leases.c.token == token)


# asked for with every message: made once
_MINE: Final = select(leases.c.token).where(_held(bindparam("mine"))).with_for_update(read=True)
_LEFT: Final = {
    name: select(leases.c.expires_at - now).where(_held(bindparam("mine"))) for name, now in CLOCKS.items()
}
_LEFT_KEPT: Final = {name: asked.with_for_update(read=True) for name, asked in _LEFT.items()}
