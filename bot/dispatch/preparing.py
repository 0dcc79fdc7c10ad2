"""What has to be looked up before a question can be answered: earlier answers and figures, the admins' desks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from bot.announcement import AnnouncementsView
from bot.announcing import Announcing, Checkup
from bot.answering import Answering
from bot.correcting import Corrections
from bot.dispatch.subscribing import Subscribing
from bot.figures.desk import Desk
from bot.i18n import translator
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.messages import Record
from bot.occasion import Occasion, Recalled
from bot.outgoing import Place
from bot.store import Memory
from bot.versions import Approve, DeskView, Verdict, deed_of, number_in

_OF_AN_ANSWER: Final = (Intent.ANSWER, Intent.DOUBT)
OF_THE_DESK: Final = (Intent.VERSIONS, Intent.APPROVE, Intent.IMPORT, Intent.CORRECT)
"""What only admins may ask of the figures, and only in private."""

OF_BROADCASTS: Final = (Intent.BROADCAST, Intent.SCHEDULE, Intent.STATUS)
"""Likewise of broadcasts and of the bot itself."""

OF_SUBSCRIPTIONS: Final = (Intent.SUBSCRIBE, Intent.UNSUBSCRIBE)

_ENTRIES: Final = 20


class Preparing:
    """Looks up what an occasion needs, and nothing for a question that needs nothing."""

    def __init__(
        self,
        memory: Memory,
        answering: Answering,
        desk: Desk,
        corrections: Corrections,
        announcing: Announcing,
        checkup: Checkup,
        subscribing: Subscribing,
    ) -> None:
        self._corrections = corrections
        self._announcing = announcing
        self._checkup = checkup
        self._subscribing = subscribing
        self._memory = memory
        self._answering = answering
        self._desk = desk

    async def heard(
        self, heard: Iterable[Heard], occasion: Occasion, asker: int | None, place: Place
    ) -> Occasion:
        """The occasion of everything that was heard in a message."""
        for each in heard:
            if isinstance(each, Understood):
                occasion = await self.question(each.question, occasion, asker, place)
        return occasion

    async def question(
        self,
        question: Question,
        occasion: Occasion,
        asker: int | None,
        place: Place,
        *,
        pressed: bool = False,
    ) -> Occasion:
        """The occasion with what the question needs; `pressed` where a button asks, which may do a deed."""
        if question.known and question.known not in occasion.history:
            history = {**occasion.history, question.known: await self._desk.on(question.known)}
            occasion = replace(occasion, history=history)
        if question.intent in _OF_AN_ANSWER and question.topic:
            records = await self._memory.answers.by_number(question.topic)
            return replace(occasion, recalled=tuple(self._recalled(record, occasion) for record in records))
        if question.intent in OF_SUBSCRIPTIONS:
            view = await self._subscribing.view(question, occasion, asker, place)
            return replace(occasion, subscriptions=view)
        if question.intent in OF_THE_DESK and asker in self._desk.admins and not occasion.group:
            desk = await self._view(asker, await self._deed(question, asker) if pressed else None)
            desk = await self._judged(question, desk, occasion.today)
            return replace(
                occasion, desk=await self._corrected(question, desk, occasion.text, pressed=pressed)
            )
        if question.intent in OF_BROADCASTS and asker in self._desk.admins and not occasion.group:
            return replace(
                occasion, announcements=await self._announced(question, occasion, asker, pressed=pressed)
            )
        return occasion

    async def _announced(
        self, question: Question, occasion: Occasion, asker: int, *, pressed: bool
    ) -> AnnouncementsView:
        if question.intent is Intent.STATUS:
            return self._announcing.with_health(await self._checkup.health())
        return await self._announcing.view(question, occasion, asker, pressed=pressed)

    async def _deed(self, question: Question, asker: int) -> Verdict | None:
        deed = deed_of(question.topic)
        return await self._desk.carry_out(deed, asker) if deed else None

    async def _corrected(self, question: Question, view: DeskView, reason: str, *, pressed: bool) -> DeskView:
        """The view with the messages that need a correction, where that is asked, or figures were approved."""
        approved = view.verdict is Verdict.DONE and isinstance(deed_of(question.topic), Approve)
        if question.intent is not Intent.CORRECT and not approved:
            return view
        sent = await self._corrections.decide(question.topic or "", view.asker) if pressed else None
        if sent is not None:
            return replace(view, sent=sent)
        current = view.version(view.current)
        told = reason if question.intent is Intent.CORRECT and not pressed else ""
        found = await self._corrections.prepare(view.asker, told or (current.note if current else ""))
        return replace(view, correction=found)

    async def _judged(self, question: Question, view: DeskView, today: date) -> DeskView:
        """The view with what a version changes, where one that waits is looked at."""
        number = number_in(question.topic or "")
        version = view.version(number) if number is not None else None
        if question.intent is not Intent.APPROVE or version not in view.waiting or version is None:
            return view
        return replace(view, judgement=await self._desk.judgement(version, today))

    async def _view(self, asker: int, verdict: Verdict | None) -> DeskView:
        versions = self._desk.versions
        return DeskView(
            asker=asker,
            sole=self._desk.admins == (asker,),
            zone=self._desk.zone,
            versions=tuple(await versions.all()),
            releases=tuple(await versions.releases()),
            current=self._desk.current,
            entries=tuple(await versions.audit(_ENTRIES)),
            verdict=verdict,
        )

    def _recalled(self, record: Record, occasion: Occasion) -> Recalled:
        """Ask again what was asked then, as if it were that day, of today's figures."""
        if record.version == occasion.figures.version:
            return Recalled(record, None)
        again = replace(
            occasion, region=record.region, today=record.day, t=translator(record.language), recalled=None
        )
        message = self._answering.question(record.question, again).message
        holds = any(each.text == record.text for each in message.records)
        return Recalled(record, None if holds else message)
