"""Chats and what they chose. All of it stays in memory, because every answer needs it; changes go through."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.engine import Dialect

from bot.store import broadcasts, deliveries, subscriptions
from bot.store.tables import chats, group_sends, told
from bot.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Chat:
    """What a chat chose; None where it never did. `gone` while the bot is blocked or removed there."""

    chat_id: int
    region: str | None = None
    language: str | None = None
    gone: bool = False


class Chats:
    """The chats that chose anything or sent the bot away; every other chat has the defaults."""

    def __init__(self, writer: Writer, dialect: Dialect) -> None:
        self._writer = writer
        self._known: dict[int, Chat] = {}
        self._save = _upsert(dialect)

    async def load(self) -> None:
        """Read them all, once, at the start."""
        self._known = {chat.chat_id: chat for chat in await self._writer.run(_read)}

    def get(self, chat_id: int) -> Chat:
        """A chat's choices, from memory."""
        return self._known.get(chat_id) or Chat(chat_id)

    async def change(self, chat_id: int, *, region: str | None = None, language: str | None = None) -> Chat:
        """Set what is given and keep the rest; in memory once it is on disk."""
        chat = self.get(chat_id)
        return await self._put(
            replace(chat, region=region or chat.region, language=language or chat.language)
        )

    async def set_gone(self, chat_id: int, *, gone: bool) -> None:
        """Note that the bot was sent away, or is welcome again; the choices are kept."""
        if self.get(chat_id).gone is not gone:
            await self._put(replace(self.get(chat_id), gone=gone))

    async def move(self, old_id: int, new_id: int) -> None:
        """A group became a supergroup and has another id now; whatever is remembered goes with it."""

        def moved(connection: Connection) -> None:
            # told twice, by the group and by an answer that found it gone, the second time moves nothing
            if connection.execute(select(chats.c.chat_id).where(chats.c.chat_id == old_id)).first():
                connection.execute(delete(chats).where(chats.c.chat_id == new_id))
                connection.execute(update(chats).where(chats.c.chat_id == old_id).values(chat_id=new_id))
            # messages of the old group cannot be edited under the new id, so they are no longer known
            connection.execute(delete(told).where(told.c.chat_id == old_id))
            deliveries.move(connection, old_id, new_id)
            subscriptions.move(connection, old_id, new_id)

        await self._writer.run(moved)
        known = self._known.pop(old_id, None)
        if known:
            self._known[new_id] = replace(known, chat_id=new_id)

    async def forget(self, chat_id: int) -> None:
        """Erase everything about a chat."""

        def forgotten(connection: Connection) -> None:
            connection.execute(delete(chats).where(chats.c.chat_id == chat_id))
            connection.execute(delete(told).where(told.c.chat_id == chat_id))
            connection.execute(delete(group_sends).where(group_sends.c.chat_id == chat_id))
            deliveries.forget(connection, chat_id)
            subscriptions.forget(connection, chat_id)
            broadcasts.forget(connection, chat_id)

        await self._writer.run(forgotten)
        self._known.pop(chat_id, None)

    async def _put(self, chat: Chat) -> Chat:
        now = int(time.time())
        await self._writer.execute(
            self._save,
            {
                "chat_id": chat.chat_id,
                "region": chat.region,
                "language": chat.language,
                "gone_at": now if chat.gone else None,
                "changed_at": now,
            },
        )
        self._known[chat.chat_id] = chat
        return chat


def _read(connection: Connection) -> list[Chat]:
    rows = connection.execute(select(chats.c.chat_id, chats.c.region, chats.c.language, chats.c.gone_at))
    return [
        Chat(chat_id, region, language, gone_at is not None) for chat_id, region, language, gone_at in rows
    ]


def _upsert(dialect: Dialect):  # type: ignore[no-untyped-def]
    insert = insert_postgresql if dialect.name == "postgresql" else insert_sqlite
    statement = insert(chats)
    fresh = {name: statement.excluded[name] for name in ("region", "language", "gone_at", "changed_at")}
    return statement.on_conflict_do_update(index_elements=[chats.c.chat_id], set_=fresh)
