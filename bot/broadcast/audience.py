"""Who a broadcast goes to: everybody, a region's subscribers, or a list of chats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, assert_never

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    cast,
    exists,
    func,
    null,
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

_NO_TOPIC: Final = cast(null(), BigInteger).label("topic")


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
    found = _found(audience).subquery()
    return connection.execute(select(func.count()).select_from(found)).scalar_one()


def recipients(connection: Connection, audience: Audience, after: Recipient | None = None) -> list[Recipient]:
    """The recipients in the order of chats and topics, those up to `after` left out."""
    if isinstance(audience, Listed):
        found = [Recipient(chat_id) for chat_id in sorted(set(audience.chat_ids))]
    else:
        rows = _found(audience).subquery()
        ordered = select(rows.c.chat_id, rows.c.topic).order_by(
            rows.c.chat_id, func.coalesce(rows.c.topic, 0)
        )
        found = [Recipient(chat_id, topic) for chat_id, topic in connection.execute(ordered)]
    return found if after is None else [each for each in found if _key(each) > _key(after)]


def _key(recipient: Recipient) -> tuple[int, int]:
    return recipient.chat_id, recipient.topic or 0


def _found(audience: Everybody | Subscribers) -> Select[Any]:
    """Chats, each with the topic in which it wants to hear of it."""
    match audience:
        case Everybody():
            welcome = select(chats.c.chat_id).where(chats.c.gone_at.is_(None))
            others = (select(column).where(~_is_gone(column)) for column in (_TOLD, _SUBSCRIBED))
            everybody = union(welcome, *others).subquery()
            return select(everybody.c.chat_id, _NO_TOPIC)
        case Subscribers(region):
            wanted = subscriptions.c.region == region if region else true()
            rows = select(_SUBSCRIBED, subscriptions.c.topic).where(wanted, ~_is_gone(_SUBSCRIBED))
            if region is None:
                found = rows.distinct().subquery()
                return select(found.c.chat_id, found.c.topic)
            subscribed = exists().where(chats.c.chat_id == _SUBSCRIBED, wanted)
            chose = (chats.c.region == region) & chats.c.gone_at.is_(None) & ~subscribed
            found = union(rows, select(chats.c.chat_id, _NO_TOPIC).where(chose)).subquery()
            return select(found.c.chat_id, found.c.topic)
    assert_never(audience)


_TOLD: Final = told.c.chat_id
_SUBSCRIBED: Final = subscriptions.c.chat_id


def _is_gone(chat_id: ColumnElement[int]) -> ColumnElement[bool]:
    return exists().where(chats.c.chat_id == chat_id, chats.c.gone_at.is_not(None))
