"""Deliveries: a row for each recipient of a broadcast, settled one by one.

Functions of a connection, as in `broadcasts`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, func, insert, select, union, update

from bot.store.tables import deliveries, told


class Fate(StrEnum):
    """What became of one delivery. `UNCERTAIN` may or may not have arrived; `SKIPPED` had nothing to say."""

    PENDING = "pending"
    SENT = "sent"
    BLOCKED = "blocked"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A chat, the topic in it, and what the broadcast's kind has to know of it."""

    chat_id: int
    topic: int | None = None
    extra: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One recipient of one broadcast, before it is settled."""

    broadcast: int
    number: int
    to: Recipient


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a delivery. `chat_id` is where it went in the end: a group may have moved."""

    delivery: Delivery
    fate: Fate
    chat_id: int
    message_id: int | None = None
    reason: str | None = None


def add(connection: Connection, number: int, first: int, recipients: Sequence[Recipient]) -> None:
    """Write deliveries down, numbered on from `first`."""
    rows = [
        {
            "broadcast": number,
            "number": first + at,
            "chat_id": each.chat_id,
            "topic": each.topic,
            "extra": json.dumps(dict(each.extra)) if each.extra is not None else None,
            "state": Fate.PENDING,
        }
        for at, each in enumerate(recipients)
    ]
    connection.execute(insert(deliveries), rows)


def last(connection: Connection, number: int) -> int:
    """The number of the last delivery of a broadcast; -1 where there is none."""
    rows = select(func.max(deliveries.c.number)).where(deliveries.c.broadcast == number)
    found = connection.execute(rows).scalar()
    return -1 if found is None else int(found)


def last_recipient(connection: Connection, number: int) -> Recipient | None:
    """Whom the last delivery of a broadcast goes to."""
    here = deliveries.c.broadcast == number
    rows = select(deliveries.c.chat_id, deliveries.c.topic).where(here)
    row = connection.execute(rows.order_by(deliveries.c.number.desc()).limit(1)).first()
    return Recipient(row.chat_id, row.topic) if row else None


def first_pending(connection: Connection, number: int) -> int | None:
    """The number of the first delivery that is not settled."""
    here = (deliveries.c.broadcast == number) & (deliveries.c.state == Fate.PENDING)
    return connection.execute(select(func.min(deliveries.c.number)).where(here)).scalar()


def pending(connection: Connection, number: int, batch: range) -> list[Delivery]:
    """The deliveries that are not settled, of those with these numbers."""
    here = deliveries.c.number.between(batch.start, batch.stop - 1) & (deliveries.c.broadcast == number)
    columns = (deliveries.c.number, deliveries.c.chat_id, deliveries.c.topic, deliveries.c.extra)
    rows = connection.execute(
        select(*columns).where(here, deliveries.c.state == Fate.PENDING).order_by(deliveries.c.number)
    )
    return [
        Delivery(number, at, Recipient(chat_id, topic, json.loads(extra) if extra else None))
        for at, chat_id, topic, extra in rows
    ]


def is_recipient(connection: Connection, number: int, chat_id: int, topic: int | None) -> bool:
    """Whether a chat, or a topic of it, is among the recipients."""
    same_topic = deliveries.c.topic.is_(None) if topic is None else deliveries.c.topic == topic
    here = (deliveries.c.chat_id == chat_id) & (deliveries.c.broadcast == number) & same_topic
    return connection.execute(select(deliveries.c.number).where(here).limit(1)).first() is not None


def said_since(connection: Connection, chat_id: int, since: int) -> int:
    """How many messages any process has sent to a chat since a time: replies and broadcasts' alike."""
    replies = select(told.c.message_id).where(told.c.chat_id == chat_id, told.c.told_at >= since)
    sent = select(deliveries.c.message_id).where(
        deliveries.c.chat_id == chat_id, deliveries.c.settled_at >= since, deliveries.c.state == Fate.SENT
    )
    return connection.execute(select(func.count()).select_from(union(replies, sent).subquery())).scalar_one()


def settle(connection: Connection, settled: Sequence[Settled]) -> None:
    """Write down what became of deliveries; one that is settled already stays as it is."""
    now = int(time.time())
    connection.execute(
        _SETTLE,
        [
            {
                "of": each.delivery.broadcast,
                "at": each.delivery.number,
                "fate": each.fate,
                "where": each.chat_id,
                "message": each.message_id,
                "because": each.reason[:200] if each.reason else None,
                "now": now,
            }
            for each in settled
        ],
    )


def move(connection: Connection, old_id: int, new_id: int) -> None:
    """What waits for a group goes to its new id, unless that is a recipient itself."""
    other = deliveries.alias()
    there = exists().where(other.c.broadcast == deliveries.c.broadcast, other.c.chat_id == new_id)
    here = (deliveries.c.chat_id == old_id) & (deliveries.c.state == Fate.PENDING) & ~there
    connection.execute(update(deliveries).where(here).values(chat_id=new_id))


def forget(connection: Connection, chat_id: int) -> None:
    """Erase that anything was or is to be sent to a chat."""
    connection.execute(delete(deliveries).where(deliveries.c.chat_id == chat_id))


def repeat(connection: Connection, number: int, fates: Sequence[Fate]) -> int:
    """Make deliveries that came to these ends pending again; returns how many."""
    here = (deliveries.c.broadcast == number) & deliveries.c.state.in_(fates)
    again = update(deliveries).where(here).values(state=Fate.PENDING, reason=None, settled_at=None)
    return connection.execute(again).rowcount


@dataclass(frozen=True, slots=True)
class Outcome:
    """A delivery as it stands; `settled_at` in seconds since 1970."""

    chat_id: int
    topic: int | None
    fate: Fate
    reason: str | None
    message_id: int | None
    settled_at: int | None


def outcomes(connection: Connection, number: int) -> list[Outcome]:
    """Every delivery of a broadcast, in their order."""
    columns = (
        deliveries.c.chat_id,
        deliveries.c.topic,
        deliveries.c.state,
        deliveries.c.reason,
        deliveries.c.message_id,
        deliveries.c.settled_at,
    )
    rows = connection.execute(
        select(*columns).where(deliveries.c.broadcast == number).order_by(deliveries.c.number)
    )
    return [Outcome(row[0], row[1], Fate(row[2]), *row[3:]) for row in rows]


def counts(connection: Connection, number: int) -> dict[Fate, int]:
    """How many deliveries came to which end; what is missing is none."""
    rows = connection.execute(
        select(deliveries.c.state, func.count())
        .where(deliveries.c.broadcast == number)
        .group_by(deliveries.c.state)
    )
    return {Fate(state): count for state, count in rows}


@dataclass(frozen=True, slots=True)
class Ground:
    """So many deliveries came to this end for this reason."""

    fate: Fate
    reason: str
    count: int


def grounds(connection: Connection, number: int, most: int) -> list[Ground]:
    """Why deliveries did not arrive, the most frequent reasons first."""
    how_many = func.count()
    here = (deliveries.c.broadcast == number) & deliveries.c.reason.is_not(None)
    rows = connection.execute(
        select(deliveries.c.state, deliveries.c.reason, how_many)
        .where(here)
        .group_by(deliveries.c.state, deliveries.c.reason)
        .order_by(how_many.desc(), deliveries.c.reason)
        .limit(most)
    )
    return [Ground(Fate(state), reason, count) for state, reason, count in rows]


_SETTLE = (
    update(deliveries)
    .where(
        deliveries.c.broadcast == bindparam("of"),
        deliveries.c.number == bindparam("at"),
        deliveries.c.state == Fate.PENDING,
    )
    .values(
        state=bindparam("fate"),
        chat_id=bindparam("where"),
        message_id=bindparam("message"),
        reason=bindparam("because"),
        settled_at=bindparam("now"),
    )
)
