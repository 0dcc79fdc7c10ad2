"""Who a broadcast goes to: everybody, a region's subscribers, or a list of chats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, assert_never

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    and_,
    cast,
    exists,
    func,
    null,
    or_,
    select,
    true,
    union,
)

from bot.store.deliveries import Recipient
from bot.store.tables import chats, subscriptions, told


@dataclass(frozen=True, slots=True)
class Everybody:
    """Every chat that we know and that has not sent the bot away."""


@dataclass(frozen=True, slots=True)
class Subscribers:
    """The chats that subscribed to any region; or those that subscribed to this one or chose it as theirs."""

    region: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """These chats."""

    chat_ids: tuple[int, ...]


Audience = Everybody | Subscribers | Listed


def as_json(audience: Audience) -> dict[str, Any]:
    """The audience as it is kept with a broadcast."""
    match audience:
        case Everybody():
            return {"to": "all"}
        case Subscribers(region):
            return {"to": "subscribers", "region": region}
        case Listed(chat_ids):
            return {"to": "chats", "chats": list(chat_ids)}
    assert_never(audience)


def from_json(kept: Mapping[str, Any]) -> Audience:
    """The audience of a broadcast. Raises ValueError where it was kept by a later release."""
    match kept["to"]:
        case "all":
            return Everybody()
        case "subscribers":
            return Subscribers(kept["region"])
        case "chats":
            return Listed(tuple(kept["chats"]))
        case other:
            raise ValueError(f"no audience is called {other}")


def size(connection: Connection, audience: Audience) -> int:
    """How many recipients there are now."""
    if isinstance(audience, Listed):
        return len(set(audience.chat_ids))
    found = union(*(rows for rows, _ in _parts(audience))).subquery()
    return connection.execute(select(func.count()).select_from(found)).scalar_one()


def recipients(
    connection: Connection, audience: Audience, after: Recipient | None = None, most: int = 2000
) -> list[Recipient]:
    """The next recipients in the order of chats and topics, so that any number is read in parts."""
    if isinstance(audience, Listed):
        later = (each for each in sorted(set(audience.chat_ids)) if after is None or each > after.chat_id)
        return [Recipient(chat_id) for chat_id in islice(later, most)]
    nexts = [_next(rows, after, most, topics=topics).subquery() for rows, topics in _parts(audience)]
    found = union(*(select(each) for each in nexts)).subquery()
    ordered = select(found).order_by(found.c.chat_id, _key(found.c.topic)).limit(most)
    return [Recipient(chat_id, topic) for chat_id, topic in connection.execute(ordered)]


def addressed(connection: Connection, audience: Audience, chat_id: int) -> Recipient:
    """A chat as the audience has it: in the first topic that wants to hear of it, where it is a forum."""
    if not isinstance(audience, Listed):
        for rows, _ in _parts(audience):
            column, topic = rows.selected_columns
            found = connection.execute(rows.where(column == chat_id).order_by(_key(topic)).limit(1)).first()
            if found:
                return Recipient(chat_id, found[1])
    return Recipient(chat_id)


def _next(rows: Select[Any], after: Recipient | None, most: int, *, topics: bool) -> Select[Any]:
    """The first rows behind a recipient. Without topics an index gives them; with, they are sorted, but few."""
    chat_id, topic = rows.selected_columns
    ordered = rows.order_by(chat_id, *([_key(topic)] if topics else [])).limit(most)
    if after is None:
        return ordered
    later = chat_id > after.chat_id
    if topics:
        later = or_(later, and_(chat_id == after.chat_id, _key(topic) > (after.topic or 0)))
    return ordered.where(later)


def _key(topic: ColumnElement[Any]) -> ColumnElement[int]:
    return func.coalesce(topic, 0)


def _parts(audience: Everybody | Subscribers) -> list[tuple[Select[Any], bool]]:
    """Queries for chats, each with the topic in which it wants to hear of it, and whether there are topics at all.

    Together they are the audience.
    """
    welcome = select(chats.c.chat_id, _NO_TOPIC).where(chats.c.gone_at.is_(None))
    subscribed = ~_is_gone(_SUBSCRIBED)
    match audience:
        case Everybody():
            others = (
                select(column, _NO_TOPIC).where(~_is_gone(column)).group_by(column) for column in _OTHERS
            )
            return [(welcome, False), *((rows, False) for rows in others)]
        case Subscribers(region):
            wanted = subscriptions.c.region == region if region else true()
            each = select(_SUBSCRIBED, subscriptions.c.topic).where(wanted, subscribed)
            rows = each.group_by(_SUBSCRIBED, subscriptions.c.topic)
            if region is None:
                return [(rows, True)]
            chose = welcome.where(chats.c.region == region)
            without = ~exists().where(chats.c.chat_id == _SUBSCRIBED, wanted)
            return [(rows, True), (chose.where(without), False)]
    assert_never(audience)


_NO_TOPIC: Final = cast(null(), BigInteger).label("topic")
_SUBSCRIBED: Final = subscriptions.c.chat_id
_OTHERS: Final = (told.c.chat_id, _SUBSCRIBED)


def _is_gone(chat_id: ColumnElement[int]) -> ColumnElement[bool]:
    return exists().where(chats.c.chat_id == chat_id, chats.c.gone_at.is_not(None))
