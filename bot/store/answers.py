"""Answers by their number: what was said, from which version, without a word of who asked."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, delete, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.engine import Dialect

from bot.messages import Record
from bot.store.codes import Codes
from bot.store.tables import answers
from bot.store.writer import Writer

_KEPT: Final = 180 * 24 * 3600
_FRESH: Final = 24 * 3600
"""Seconds in which an answer said again needs no new note of when it was said last."""

_MOST_IN_MEMORY: Final = 4_096


class Answers:
    """The answers with a number that were said in the last 180 days."""

    def __init__(self, writer: Writer, dialect: Dialect, codes: Codes) -> None:
        self._writer = writer
        self._codes = codes
        self._noted: OrderedDict[str, int] = OrderedDict()
        statement = (insert_postgresql if dialect.name == "postgresql" else insert_sqlite)(answers)
        # the version and the day stay those of the first time: the text is the same
        self._save = statement.on_conflict_do_update(
            index_elements=[answers.c.digest], set_={"said_at": statement.excluded.said_at}
        )

    async def keep(self, records: Sequence[Record]) -> None:
        """Remember answers; one that was noted within a day costs nothing."""
        now = int(time.time())
        fresh = [record for record in records if self._noted.get(record.digest, 0) < now - _FRESH]
        if not fresh:
            return
        await self._writer.execute(
            self._save,
            *[
                {
                    "digest": record.digest,
                    "number": record.number,
                    "question": await self._codes.code(record.question),
                    "region": record.region,
                    "language": record.language,
                    "version": record.version,
                    "text": record.text,
                    "day": record.day.isoformat(),
                    "said_at": now,
                }
                for record in fresh
            ],
        )
        for record in fresh:
            self._noted[record.digest] = now
        while len(self._noted) > _MOST_IN_MEMORY:
            self._noted.popitem(last=False)

    async def by_number(self, number: str) -> list[Record]:
        """Every answer with a number, the one said last first: rarely two, mostly one or none."""
        return await self._found(answers.c.number == number)

    async def by_digest(self, digests: Sequence[str]) -> list[Record]:
        """The answers with these digests, as far as they are still known."""
        return await self._found(answers.c.digest.in_(digests))

    async def _found(self, condition: ColumnElement[bool]) -> list[Record]:
        def found(connection: Connection) -> list[Row[Any]]:
            rows = select(answers).where(condition).order_by(answers.c.said_at.desc())
            return list(connection.execute(rows))

        rows = await self._writer.run(found)
        return [
            Record(
                number=row.number,
                digest=row.digest,
                text=row.text,
                question=await self._codes.question(row.question),
                region=row.region,
                language=row.language,
                version=row.version,
                day=date.fromisoformat(row.day),
            )
            for row in rows
        ]

    async def prune(self) -> None:
        """Drop what was not said for 180 days."""
        old = answers.c.said_at < int(time.time()) - _KEPT

        def pruned(connection: Connection) -> None:
            connection.execute(delete(answers).where(old))

        await self._writer.run(pruned)
