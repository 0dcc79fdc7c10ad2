"""The message in which a chat reads what is new for its regions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from bot.answering import Answering
from bot.figures.desk import Desk
from bot.language.question import PICTURE, Intent, Question
from bot.messages import Button, Message
from bot.occasion import Occasion
from bot.phrases import notices
from core.crossing import Aim, Crossing, applying
from core.figures import Figures
from core.model import Basis, Segment
from core.news import news
from core.targets import Comparison, check_target


class Saying:
    """Makes a notice from what a recipient's row names, of the versions that it names."""

    def __init__(self, desk: Desk, answering: Answering) -> None:
        self._desk = desk
        self._answering = answering

    async def __call__(
        self, content: Mapping[str, Any], about: Mapping[str, Any], occasion: Occasion
    ) -> Message | None:
        """The message; nothing where the version is not known any more or nothing is left to say."""
        figures = await self._desk.version(content["version"])
        if figures is None:
            return None
        occasion = replace(occasion, figures=figures)
        blocks = await self._crossed(content, about.get("crossed", ()), occasion)
        for region, segment, since in about.get("figures", ()):
            old = await self._desk.version(since)
            found = news(old, figures, region, _segment(segment)) if old else None
            if found:
                blocks.append(notices.changed(found, occasion))
        blocks += [
            notices.standing(region, _segment(segment), occasion)
            for region, segment in about.get("digest", ())
        ]
        if not blocks:
            return None
        message = notices.together(blocks, about, content["note"], occasion)
        crossed = [content["crossed"][at][0] for at in about.get("crossed", ())]
        return self._with_picture(message, about, [*crossed, occasion.region][0], occasion)

    async def _crossed(
        self, content: Mapping[str, Any], told: Sequence[int], occasion: Occasion
    ) -> list[notices.Block]:
        old = await self._desk.version(content["since"]) if told else None
        found = [_crossing(content["crossed"][at], old, occasion) for at in told]
        known = [each for each in found if each]
        return [notices.crossed(known, occasion)] if known else []

    def _with_picture(
        self, message: Message, about: Mapping[str, Any], otherwise: str, occasion: Occasion
    ) -> Message:
        """The picture of the region's coverage where the message is about one; in private the ways on."""
        named = [*about.get("figures", ()), *about.get("digest", ())]
        places = list(dict.fromkeys((region, segment) for region, segment, *_ in named))
        if len(places) == 1:
            region, segment = places[0]
            asked = Question(Intent.COVERAGE, (region,), _segments(segment))
            drawn = self._answering.question(replace(asked, topic=PICTURE), occasion).message
            message = replace(message, picture=drawn.picture)
        # in a group or channel a pressed button would put an answer in the place of the notice, for everybody
        if occasion.group:
            return message
        t, region = occasion.t, places[0][0] if places else otherwise
        return replace(
            message,
            buttons=(
                (
                    Button(t("Target"), Question(Intent.TARGET, (region,))),
                    Button(t("Source"), Question(Intent.SOURCE, (region,))),
                    Button(t("Subscriptions"), Question(Intent.SUBSCRIBE)),
                ),
            ),
        )


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


def _segments(kept: str) -> tuple[Segment, ...]:
    return (Segment(kept),) if kept else ()
