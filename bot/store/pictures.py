"""Pictures that Telegram has, by what they show, so that they are neither drawn nor uploaded twice."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.engine import Dialect

from bot.store.tables import pictures
from bot.store.writer import Writer

_MOST_IN_MEMORY: Final = 10_000


class Pictures:
    """Telegram's id of each picture by its key; the last used ones in memory."""

    def __init__(self, writer: Writer, dialect: Dialect) -> None:
        self._writer = writer
        self._ids: OrderedDict[str, str] = OrderedDict()
        insert = insert_postgresql if dialect.name == "postgresql" else insert_sqlite
        statement = insert(pictures)
        self._save = statement.on_conflict_do_update(
            index_elements=[pictures.c.key], set_={"file_id": statement.excluded.file_id}
        )

    async def file_id(self, key: str) -> str | None:
        """The id of a picture, where there is one."""
        known = self._ids.get(key)
        if known:
            self._ids.move_to_end(key)
            return known

        def found(connection: Connection) -> str | None:
            return connection.execute(select(pictures.c.file_id).where(pictures.c.key == key)).scalar()

        file_id = await self._writer.run(found)
        if file_id:
            self._remember(key, file_id)
        return file_id

    async def keep(self, key: str, file_id: str) -> None:
        """Remember an id; a newer one takes the place of an older."""
        self._remember(key, file_id)
        await self._writer.execute(self._save, {"key": key, "file_id": file_id})

    def _remember(self, key: str, file_id: str) -> None:
        self._ids[key] = file_id
        self._ids.move_to_end(key)
        if len(self._ids) > _MOST_IN_MEMORY:
            self._ids.popitem(last=False)
