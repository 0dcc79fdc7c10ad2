"""What a chat reads about a figure that was wrong: the answer as it is now, and beneath it what was wrong."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.answering import Answering
from bot.correcting.asking import again
from bot.figures.desk import Desk
from bot.language.conversation import Turn
from bot.language.heard import Understood
from bot.language.question import PICTURE, Question
from bot.messages import Message, Record
from bot.occasion import Occasion
from bot.phrases import corrections as phrases
from bot.store import Memory
from core.corrected import Corrected, corrected
from core.difference import Change, difference

KIND: Final = "correction"

_UNNOTICED: Final = 600
"""Seconds after which an edit alone would not be seen any more."""


_TOGETHER: Final = 3
"""Answers that fit into one message again; a notice may show more."""


@dataclass(frozen=True, slots=True)
class Righted:
    """The message as it should be, and the reply where an edit alone would go unseen.

    It `stays` as it is where it is no text, or too much of it: then the reply is all that its reader gets.
    """

    message: Message
    reply: Message | None = None
    stays: bool = False


class Saying:
    """Makes the words of a correction for one message."""

    def __init__(
        self,
        memory: Memory,
        desk: Desk,
        answering: Answering,
        occasion: Callable[[int], Occasion],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._memory = memory
        self._desk = desk
        self._answering = answering
        self._occasion = occasion
        self._now = now
        self._put_right: dict[tuple[str, str], Corrected] = {}

    async def __call__(self, chat_id: int, about: Mapping[str, Any], reason: str) -> Righted | None:
        """What one message becomes, and the reply to it.

        Nothing where the answer is not known any more. `about` is what the recipient's row carries.
        """
        found = await self._memory.answers.by_digest([about["answer"]])
        if not found:
            return None
        record = found[0]
        questions = await self._memory.codes.questions(about["question"])
        occasion = replace(self._occasion(chat_id), region=record.region, in_words=True)
        pictured = any(question.topic == PICTURE for question in questions)
        if pictured or len(questions) > _TOGETHER:
            changes = await self._changes(record, questions, occasion)
            reply = phrases.reply(changes, reason, occasion, phrases.Stays.of(pictured=pictured))
            return Righted(self._each(questions, occasion), Message(reply), stays=True)
        now = self._answering.reply(Turn(tuple(map(Understood, questions))), occasion).message
        # under what nobody asked for, a pressed button would put an answer in its place, for everybody
        buttons = now.buttons if about.get("asked", True) or not occasion.group else ()
        now = replace(now, text=phrases.edited(now.text, occasion), buttons=buttons)
        if self._now() - about["told_at"] < _UNNOTICED:
            return Righted(now)
        changes = await self._changes(record, questions, occasion)
        return Righted(now, Message(phrases.reply(changes, reason, occasion)))

    def _each(self, questions: Sequence[Question], occasion: Occasion) -> Message:
        """What the message counts as from now on, by the same questions."""
        answers = [self._answering.question(question, occasion).message for question in questions]
        records = tuple(
            replace(record, question=question)
            for question, answer in zip(questions, answers, strict=True)
            for record in answer.records
        )
        return Message("\n\n".join(answer.text for answer in answers), question=questions[0], records=records)

    async def _changes(
        self, record: Record, questions: tuple[Question, ...], occasion: Occasion
    ) -> list[Change]:
        """The numbers of the answer that were wrong: those that it printed, before those that lie behind it."""
        old, new = await self._desk.by_digest(record.version), self._desk.figures
        if old is None:
            return []
        key = (old.version, new.version)
        if key not in self._put_right:
            regions = (await asyncio.to_thread(difference, old, new)).regions
            self._put_right[key] = await asyncio.to_thread(corrected, old, new, regions)
        put = self._put_right[key]
        then = again(self._answering, questions, record, old, occasion.bot_name)
        return phrases.printed_first(put.changes, then, occasion)
