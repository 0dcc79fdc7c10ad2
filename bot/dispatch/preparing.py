"""What has to be looked up before a question can be answered: earlier answers by their number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.answering import Answering
from bot.i18n import translator
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.messages import Record
from bot.occasion import Occasion, Recalled
from bot.store import Memory

_OF_AN_ANSWER = (Intent.ANSWER, Intent.DOUBT)


class Preparing:
    """Looks up what an occasion needs, and nothing for a question that needs nothing."""

    def __init__(self, memory: Memory, answering: Answering) -> None:
        self._memory = memory
        self._answering = answering

    async def heard(self, heard: Iterable[Heard], occasion: Occasion) -> Occasion:
        """The occasion of everything that was heard in a message."""
        for each in heard:
            if isinstance(each, Understood):
                occasion = await self.question(each.question, occasion)
        return occasion

    async def question(self, question: Question, occasion: Occasion) -> Occasion:
        """The occasion with what the question needs."""
        if question.intent in _OF_AN_ANSWER and question.topic:
            records = await self._memory.answers.by_number(question.topic)
            return replace(occasion, recalled=tuple(self._recalled(record, occasion) for record in records))
        return occasion

    def _recalled(self, record: Record, occasion: Occasion) -> Recalled:
        """Ask again what was asked then, as if it were that day, of today's figures."""
        again = replace(
            occasion, region=record.region, today=record.day, t=translator(record.language), recalled=None
        )
        if record.version == occasion.figures.version:
            return Recalled(record, None)
        message = self._answering.question(record.question, again).message
        holds = any(each.text == record.text for each in message.records)
        return Recalled(record, None if holds else message)
