"""Short codes for questions too long for a button: looked up in the store, known by their content."""

from __future__ import annotations

import base64
import hashlib

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.engine import Dialect

from bot.language.code import decode, encode
from bot.language.question import MAX_CODE, Question
from bot.store.tables import questions
from bot.store.writer import Writer

_MARK = "z"
_BETWEEN = "."


class Codes:
    """Turns questions into codes of at most 60 characters and back."""

    def __init__(self, writer: Writer, dialect: Dialect) -> None:
        self._writer = writer
        insert = insert_postgresql if dialect.name == "postgresql" else insert_sqlite
        self._insert = insert(questions).on_conflict_do_nothing()

    async def code(self, *questions: Question) -> str:
        """The code of a question, or of several asked together; a short one to look up where it is long."""
        code = _BETWEEN.join(map(encode, questions))
        if len(code) <= MAX_CODE:
            return code
        short = _MARK + base64.urlsafe_b64encode(hashlib.sha256(code.encode()).digest()[:15]).decode()
        await self._writer.execute(self._insert, {"code": short, "question": code})
        return short

    async def question(self, code: str) -> Question:
        """The question of a code. Raises ValueError for a code that stands for none, or for several."""
        return decode(await self._whole(code))

    async def questions(self, code: str) -> tuple[Question, ...]:
        """The questions of a code. Raises ValueError for a code that stands for none."""
        return tuple(map(decode, (await self._whole(code)).split(_BETWEEN)))

    async def _whole(self, code: str) -> str:
        if not code.startswith(_MARK):
            return code

        def found(connection: Connection) -> str | None:
            return connection.execute(select(questions.c.question).where(questions.c.code == code)).scalar()

        whole = await self._writer.run(found)
        if whole is None:
            raise ValueError("no question has this code")
        return whole
