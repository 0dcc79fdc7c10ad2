"""Who a broadcast goes to: everybody, a region's subscribers, or a list of chats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from sqlalchemy import Connection, Select, exists, func, select, union

from bot.store.deliveries import Recipient
from bot.store.tables import chats, told


@dataclass(frozen=True, slots=True)
class Everybody:
    """Every chat that we know and that has not sent the bot away."""


@dataclass(frozen=True, slots=True)
class Subscribers:
    """The chats that chose a region, or that chose this one."""

    region: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """These chats. They are written down with the broadcast; the others are looked up when it begins."""

    chat_ids: tuple[int, ...]

    @property
    def recipients(self) -> list[Recipient]:
        """Each of them once."""
        return [Recipient(chat_id) for chat_id in dict.fromkeys(self.chat_ids)]


Group = Everybody | Subscribers
Audience = Group | Listed


def as_json(group: Group) -> dict[str, Any]:
    """The audience as it is kept with a broadcast."""
    match group:
        case Everybody():
            return {"to": "all"}
        case Subscribers(region):
            return {"to": "subscribers", "region": region}
    assert_never(group)


def from_json(kept: Mapping[str, Any]) -> Group:
    """The audience of a broadcast. Raises ValueError where it was kept by a later release."""
    match kept["to"]:
        case "all":
            return Everybody()
        case "subscribers":
            return Subscribers(kept["region"])
        case other:
            raise ValueError(f"no audience is called {other}")


def size(connection: Connection, audience: Audience) -> int:
    """How many recipients there are now."""
    if isinstance(audience, Listed):
        return len(audience.recipients)
    found = union(*_branches(audience)).subquery()
    return connection.execute(select(func.count()).select_from(found)).scalar_one()


def recipients(
    connection: Connection, group: Group, after: Recipient | None = None, most: int = 2000
) -> list[Recipient]:
    """The next recipients in the order of their chats, so that any number is read in parts."""
    parts = []
    for branch in _branches(group):
        chat_id = branch.selected_columns.chat_id
        later = branch if after is None else branch.where(chat_id > after.chat_id)
        parts.append(select(later.order_by(chat_id).limit(most).subquery()))
    found = union(*parts).subquery()
    rows = connection.execute(select(found.c.chat_id).order_by(found.c.chat_id).limit(most))
    return [Recipient(chat_id) for (chat_id,) in rows]


def _branches(group: Group) -> list[Select[Any]]:
    """Queries for chats, which together are the audience; an index gives each in the order of its chats."""
    welcome = select(chats.c.chat_id).where(chats.c.gone_at.is_(None))
    match group:
        case Everybody():
            gone = exists().where(chats.c.chat_id == told.c.chat_id, chats.c.gone_at.is_not(None))
            return [welcome, select(told.c.chat_id).where(~gone).group_by(told.c.chat_id)]
        case Subscribers(None):
            return [welcome.where(chats.c.region.is_not(None))]
        case Subscribers(region):
            return [welcome.where(chats.c.region == region)]
    assert_never(group)
