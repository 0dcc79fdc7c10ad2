"""What a chat reads about a figure that was wrong: the answer as it is now, and beneath it what was wrong."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
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

    async def __call__(
        self, chat_id: int, about: Mapping[str, Any], reason: str
    ) -> tuple[Message, Message | None] | None:
        """The message with its new text, and the reply where an edit alone would go unseen.

        Nothing where the answer is not known any more. `about` is what the recipient's row carries.
        """
        found = await self._memory.answers.by_digest([about["answer"]])
        if not found:
            return None
        record = found[0]
        questions = await self._memory.codes.questions(about["question"])
        occasion = replace(self._occasion(chat_id), region=record.region, in_words=True)
        now = self._answering.reply(Turn(tuple(map(Understood, questions))), occasion).message
        told = replace(now, text=phrases.edited(now.text, occasion))
        # a picture's caption cannot become another text, so the reply is all that its reader gets
        pictured = any(question.topic == PICTURE for question in questions)
        if not pictured and self._now() - about["told_at"] < _UNNOTICED:
            return told, None
        changes = await self._changes(record, questions, occasion)
        return told, Message(phrases.reply(changes, reason, occasion, edited=not pictured))

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
        return phrases.printed_first(put.changes, then.text, occasion)
