"""The message in which a chat reads what is new for its regions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from bot.answering import Answering
from bot.figures.desk import Desk
from bot.language.question import PICTURE, Intent, Question
from bot.messages import Button, Message, Record
from bot.occasion import Occasion
from bot.phrases import notices
from core.crossing import Aim, Crossing, applying
from core.figures import Figures
from core.model import Basis, Segment
from core.news import news
from core.targets import Comparison, check_target

_KEPT: Final = 4096
"""Answers that are kept: there are some hundred regions and two languages."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Some lines of a notice, and the answers that say more of the same figures."""

    block: notices.Block
    answers: tuple[Message, ...]


class Saying:
    """Makes a notice from what a recipient's row names, of the versions that it names.

    It shows the numbers of the answers that its figures belong to, and is remembered as having shown them: so
    anybody can look them up, and a correction finds it.
    """

    def __init__(self, desk: Desk, answering: Answering) -> None:
        self._desk = desk
        self._answering = answering
        self._answers: dict[object, Message] = {}

    async def __call__(
        self, content: Mapping[str, Any], about: Mapping[str, Any], occasion: Occasion
    ) -> Message | None:
        """The message; nothing where the version is not known any more or nothing is left to say."""
        figures = await self._desk.version(content["version"])
        if figures is None:
            return None
        occasion = replace(occasion, figures=figures)
        places = _places(about)
        drawn = PICTURE if len(places) == 1 else None
        parts = await self._crossed(content, about.get("crossed", ()), places, occasion)
        for region, segment, since in about.get("figures", ()):
            old = await self._desk.version(since)
            found = news(old, figures, region, _segment(segment)) if old else None
            if found:
                block = notices.changed(found, occasion)
                parts.append(_Part(block, (self._standing(region, segment, drawn, occasion),)))
        parts += [
            _Part(
                notices.standing(region, _segment(segment), occasion),
                (self._standing(region, segment, drawn, occasion),),
            )
            for region, segment in about.get("digest", ())
        ]
        if not parts:
            return None
        blocks = [notices.numbered(part.block, _records(part.answers), occasion.t) for part in parts]
        message = notices.together(blocks, about, content["note"], occasion)
        answers = [answer for part in parts for answer in part.answers]
        message = replace(message, records=_records(answers))
        if drawn:
            # the picture of the region's coverage, where the message is about one
            message = replace(message, picture=answers[-1].picture)
        crossed = [content["crossed"][at][0] for at in about.get("crossed", ())]
        return _with_ways_on(
            message, [*(region for region, _ in places), *crossed, occasion.region][0], occasion
        )

    async def _crossed(
        self,
        content: Mapping[str, Any],
        told: Sequence[int],
        places: Sequence[tuple[str, str]],
        occasion: Occasion,
    ) -> list[_Part]:
        """The crossings, with an answer for each region whose coverage is not told beneath."""
        old = await self._desk.version(content["since"]) if told else None
        found = [_crossing(content["crossed"][at], old, occasion) for at in told]
        known = [each for each in found if each]
        if not known:
            return []
        regions = dict.fromkeys(each.region for each in known if (each.region, "") not in places)
        answers = (self._answer(Question(Intent.TARGET, (region,)), occasion) for region in regions)
        return [_Part(notices.crossed(known, occasion), tuple(answers))]

    def _standing(self, region: str, segment: str, topic: str | None, occasion: Occasion) -> Message:
        segments = (Segment(segment),) if segment else ()
        return self._answer(Question(Intent.COVERAGE, (region,), segments, topic=topic), occasion)

    def _answer(self, question: Question, occasion: Occasion) -> Message:
        """An answer, once for all notices in which it stands."""
        circumstances = (
            occasion.region,
            occasion.t.language,
            occasion.group,
            occasion.today,
            occasion.in_words,
        )
        key = (question, occasion.figures.version, circumstances)
        if key not in self._answers:
            if len(self._answers) >= _KEPT:
                self._answers.clear()
            self._answers[key] = self._answering.question(question, occasion).message
        return self._answers[key]


def _with_ways_on(message: Message, region: str, occasion: Occasion) -> Message:
    """The message with buttons, in private: elsewhere an answer would take its place, for everybody."""
    if occasion.group:
        return message
    t = occasion.t
    buttons = (
        Button(t("Target"), Question(Intent.TARGET, (region,))),
        Button(t("Source"), Question(Intent.SOURCE, (region,))),
        Button(t("Subscriptions"), Question(Intent.SUBSCRIBE)),
    )
    return replace(message, buttons=(buttons,))


def _places(about: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The regions and segments whose coverage is told."""
    named = [*about.get("figures", ()), *about.get("digest", ())]
    return list(dict.fromkeys((region, segment) for region, segment, *_ in named))


def _records(answers: Sequence[Message]) -> tuple[Record, ...]:
    return tuple(record for answer in answers for record in answer.records)


def _crossing(kept: Sequence[Any], old: Figures | None, occasion: Occasion) -> Crossing | None:
    """The crossing with the coverage before and after; nothing where the target is not set any more."""
    region, segment, basis, year, share, instrument, met = kept
    aim = Aim(region, Segment(segment), Basis(basis), year, Fraction(share), instrument)
    target = next((each for each in applying(occasion.figures, region) if Aim.of(region, each) == aim), None)
    if target is None:
        return None
    after = check_target(occasion.figures, region, target, occasion.today).outcome
    before = check_target(old, region, target, occasion.today).outcome if old else None
    if not isinstance(after, Comparison):
        return None
    earlier = before.coverage if isinstance(before, Comparison) else None
    return Crossing(region, target, earlier, after.coverage, met)


def _segment(kept: str) -> Segment | None:
    return Segment(kept) if kept else None
