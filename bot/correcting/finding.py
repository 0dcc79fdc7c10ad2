"""Which messages showed a figure that was wrong, by asking again what they answered."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial

from sqlalchemy import Connection

from bot.answering import Answering
from bot.correcting.asking import again
from bot.correcting.saying import KIND
from bot.figures.desk import Desk
from bot.language.question import Question
from bot.messages import Record
from bot.store import Memory, broadcasts
from bot.store.audit import append
from bot.store.broadcasts import Draft, State
from bot.store.deliveries import Recipient
from bot.store.told import Showing
from bot.versions import Correction, Sent, number_in
from core.corrected import Corrected, corrected
from core.difference import difference
from core.packed import PackedFigures


class Corrections:
    """Finds what has to be put right in chats, and prepares it as a broadcast that nobody has confirmed yet."""

    def __init__(self, memory: Memory, desk: Desk, answering: Answering, bot_name: str) -> None:
        self._memory = memory
        self._desk = desk
        self._answering = answering
        self._bot_name = bot_name

    async def prepare(self, admin: int | None, reason: str) -> Correction:
        """The messages of the last 180 days that showed a figure otherwise than the current version has it."""
        showings = await self._memory.told.showings(self._desk.figures.version)
        wrong = await self._wrong(showings)
        recipients = [
            Recipient(
                each.chat_id,
                each.topic,
                {
                    "message": each.message_id,
                    "answer": each.answer,
                    "question": each.question,
                    "told_at": each.told_at,
                    "asked": each.asked,
                },
            )
            for each in await self._memory.told.of(wrong)
        ]
        if not recipients:
            return Correction(None, 0, 0, reason)
        draft = Draft(KIND, {"reason": reason}, state=State.DRAFT, priority=1, made_by=admin)
        number = await self._memory.writer.run(lambda connection: _written(connection, draft, recipients))
        return Correction(number, len(recipients), len({each.chat_id for each in recipients}), reason)

    async def decide(self, topic: str, admin: int) -> Sent | None:
        """Carry out what a button asks for, "send-3" or "drop-3"; nothing for another topic."""
        name, _, number = topic.partition("-")
        to = {"send": State.SCHEDULED, "drop": State.CANCELLED}.get(name)
        broadcast = number_in(number)
        if to is None or broadcast is None:
            return None
        done = await self._memory.writer.run(partial(_decided, number=broadcast, to=to, admin=admin))
        if not done:
            return Sent.GONE
        return Sent.YES if to is State.SCHEDULED else Sent.NO

    async def _wrong(self, showings: Sequence[Showing]) -> list[Showing]:
        records = await self._records(showings)
        puttings: dict[str, Corrected | None] = {}
        wrong = []
        for each in showings:
            record = records.get(each.answer)
            if record is None:
                continue
            if record.version not in puttings:
                puttings[record.version] = await self._putting_right(record.version)
            put = puttings[record.version]
            old = await self._desk.by_digest(record.version)
            if put is None or old is None or not put.changes:
                continue
            questions = await self._memory.codes.questions(each.question)
            if await asyncio.to_thread(self._differs, questions, record, old, put.figures):
                wrong.append(each)
        return wrong

    async def _records(self, showings: Sequence[Showing]) -> Mapping[str, Record]:
        digests = list(dict.fromkeys(each.answer for each in showings))
        found = [
            record
            for at in range(0, len(digests), 500)
            for record in await self._memory.answers.by_digest(digests[at : at + 500])
        ]
        return {record.digest: record for record in found}

    async def _putting_right(self, digest: str) -> Corrected | None:
        """What the current version puts right in an earlier one; nothing where that one is not known any more."""
        old = await self._desk.by_digest(digest)
        return await asyncio.to_thread(put_right, old, self._desk.figures) if old else None

    def _differs(
        self, questions: Sequence[Question], record: Record, old: PackedFigures, right: PackedFigures
    ) -> bool:
        then, now = (
            again(self._answering, questions, record, figures, self._bot_name) for figures in (old, right)
        )
        return then != now


def _written(connection: Connection, draft: Draft, recipients: Sequence[Recipient]) -> int:
    """The number of the new draft, which takes the place of whatever was prepared before."""
    broadcasts.drop_drafts(connection, KIND)
    return broadcasts.create(connection, draft, recipients)


def _decided(connection: Connection, number: int, to: State, admin: int) -> bool:
    """A correction that waits goes out, which is logged, or is put aside; whether there was one."""
    found = broadcasts.find(connection, number)
    if found is None or found.kind != KIND:
        return False
    done = broadcasts.change(connection, number, [State.DRAFT], to)
    if done and to is State.SCHEDULED:
        append(connection, admin, "correct", f"broadcast {number}")
    return done


def put_right(old: PackedFigures, new: PackedFigures) -> Corrected:
    """What the new version puts right in the old one."""
    return corrected(old, new, difference(old, new).regions)
