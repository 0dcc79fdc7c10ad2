"""What was told: which message of which chat showed which answer of which version of the figures."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.engine import Dialect

from bot.store.tables import told
from bot.store.writer import Writer

KEPT = 180 * 24 * 3600
"""Seconds for which it is known what was said where."""

_AT_ONCE = 500
"""Answers that are looked for with one statement."""


@dataclass(frozen=True, slots=True)
class ToldMessage:
    """One of our messages.

    `asked_id` is the message that asked, `question` the code of what was answered (of the first of several),
    `answer` the digest of the answer where it has a number, `topic` that of a forum.
    """

    chat_id: int
    message_id: int
    asked_id: int | None
    question: str | None
    version: str
    answer: str | None = None
    topic: int | None = None


@dataclass(frozen=True, slots=True)
class Showing:
    """An answer that messages showed: the code of its questions, and its digest."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A message that showed an answer; `asked` is false where nobody asked for it, as for a notice."""

    chat_id: int
    message_id: int
    topic: int | None
    question: str
    answer: str
    told_at: int
    asked: bool


class Told:
    """Our own messages of the last 180 days."""

    def __init__(self, writer: Writer, dialect: Dialect) -> None:
        self._writer = writer
        insert = insert_postgresql if dialect.name == "postgresql" else insert_sqlite
        statement = insert(told)
        fresh = {name: statement.excluded[name] for name in ("question", "version", "answer", "told_at")}
        key = [told.c.chat_id, told.c.message_id]
        # an edit by a button keeps the message that asked first
        self._save = statement.on_conflict_do_update(index_elements=key, set_=fresh)

    async def note(self, message: ToldMessage) -> None:
        """Remember a message that was sent or edited."""
        await self._writer.execute(
            self._save,
            {
                "chat_id": message.chat_id,
                "message_id": message.message_id,
                "asked_id": message.asked_id,
                "question": message.question,
                "version": message.version,
                "answer": message.answer,
                "topic": message.topic,
                "told_at": int(time.time()),
            },
        )

    async def answer_to(self, chat_id: int, asked_id: int) -> int | None:
        """The id of our message that answered theirs; the newest, where an earlier one is gone."""

        def found(connection: Connection) -> int | None:
            ours = (told.c.chat_id == chat_id) & (told.c.asked_id == asked_id)
            rows = select(told.c.message_id).where(ours).order_by(told.c.message_id.desc()).limit(1)
            return connection.execute(rows).scalar()

        return await self._writer.run(found)

    async def last_with(self, chat_id: int, code: str) -> int | None:
        """The id of our last message in a chat that answers the question of a code."""

        def found(connection: Connection) -> int | None:
            ours = (told.c.chat_id == chat_id) & (told.c.question == code)
            rows = select(told.c.message_id).where(ours).order_by(told.c.message_id.desc()).limit(1)
            return connection.execute(rows).scalar()

        return await self._writer.run(found)

    async def showing(self, chat_id: int) -> list[ToldMessage]:
        """Every remembered message of a chat, oldest first."""

        def found(connection: Connection) -> list[ToldMessage]:
            rows = select(*_COLUMNS).where(told.c.chat_id == chat_id).order_by(told.c.message_id)
            return [ToldMessage(*row) for row in connection.execute(rows)]

        return await self._writer.run(found)

    async def showings(self, current: str) -> list[Showing]:
        """Every answer with a number that messages show of another version than the current one."""

        def found(connection: Connection) -> list[Showing]:
            numbered = told.c.answer.is_not(None) & told.c.question.is_not(None) & (told.c.version != current)
            rows = select(told.c.question, told.c.answer).where(numbered).distinct()
            return [Showing(*row) for row in connection.execute(rows)]

        return await self._writer.run(found)

    async def of(self, showings: Sequence[Showing]) -> list[Shown]:
        """The messages that show any of these answers, oldest first."""
        wanted = {(each.question, each.answer) for each in showings}
        digests = list(dict.fromkeys(each.answer for each in showings))

        def found(connection: Connection) -> list[Shown]:
            columns = (
                told.c.chat_id,
                told.c.message_id,
                told.c.topic,
                told.c.question,
                told.c.answer,
                told.c.told_at,
                told.c.asked_id.is_not(None),
            )
            parts = (digests[at : at + _AT_ONCE] for at in range(0, len(digests), _AT_ONCE))
            rows = (
                row
                for part in parts
                for row in connection.execute(select(*columns).where(told.c.answer.in_(part)))
            )
            shown = (Shown(*row) for row in rows)
            return sorted(
                (each for each in shown if (each.question, each.answer) in wanted),
                key=lambda each: (each.told_at, each.message_id),
            )

        return await self._writer.run(found)

    async def prune(self) -> None:
        """Drop what is older than 180 days, as /privasi promises."""
        old = told.c.told_at < int(time.time()) - KEPT

        def pruned(connection: Connection) -> None:
            connection.execute(delete(told).where(old))

        await self._writer.run(pruned)


_COLUMNS = (
    told.c.chat_id,
    told.c.message_id,
    told.c.asked_id,
    told.c.question,
    told.c.version,
    told.c.answer,
    told.c.topic,
)
