"""Wording of corrections: what a corrected message says of itself, and the reply that tells what was wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import Final, assert_never

from bot.i18n import Html, Translator, escaped
from bot.messages import shown
from bot.occasion import Occasion
from bot.phrases import segment_name
from core.difference import Change
from core.model import Metric, Segment, Stated

_LISTED: Final = 5


def edited(text: str, occasion: Occasion) -> Html:
    """The answer as it is now, under a line that says it was put right."""
    t = occasion.t
    head = t(
        "<b>Corrected on {day}.</b> The figures in this answer were put right.", day=t.date(occasion.today)
    )
    return Html(f"{head}\n\n{text}")


class Stays(Enum):
    """What stays as it was, where a message cannot be edited."""

    NOTHING = auto()
    PICTURE = auto()
    MESSAGE = auto()

    @classmethod
    def of(cls, *, pictured: bool) -> Stays:
        """A picture, or a message with too much in it."""
        return cls.PICTURE if pictured else cls.MESSAGE


def reply(changes: Sequence[Change], reason: str, occasion: Occasion, stays: Stays = Stays.NOTHING) -> Html:
    """What was wrong in the message above, what is right, and why; then whether that message shows it now."""
    t = occasion.t
    lines = [t("<b>Correction.</b> The message above told a figure that was wrong:")]
    lines += [Html(f"• {_line(change, occasion)}") for change in changes[:_LISTED]]
    if len(changes) > _LISTED:
        lines.append(t.plural("• and {count} more", "• and {count} more", len(changes) - _LISTED))
    if reason:
        lines.append(t("Reason: {reason}", reason=escaped(reason)))
    return Html("\n".join([*lines, _how_it_stands(stays, t)]))


def _how_it_stands(stays: Stays, t: Translator) -> Html:
    match stays:
        case Stays.NOTHING:
            return t("The message above shows the right figures now, or ask again.")
        case Stays.PICTURE:
            return t("The picture above stays as it is: ask again for a right one.")
        case Stays.MESSAGE:
            return t("The message above stays as it is: ask again for the right figures.")
    assert_never(stays)


def printed_first(changes: Iterable[Change], text: str, occasion: Occasion) -> list[Change]:
    """Of all changes those whose number the text printed; where it printed none, those of the regions in it.

    All of them where no region of theirs is named.
    """
    words, t, regions = shown(text), occasion.t, occasion.figures.regions
    every = list(changes)
    named = [change for change in every if regions[change.key.region].name in words]
    printed = [
        change
        for change in named
        if change.before and _is_printed(number(change.key.metric, change.before, t), words)
    ]
    return printed or named or every


def _is_printed(number: str, words: str) -> bool:
    """Whether a number stands there as a whole: 7.426 is no part of 607.426."""
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?!\d|[.,]\d)", words) is not None


def number(metric: Metric, stated: Stated, t: Translator) -> Html:
    """A number as answers print it."""
    if metric in (Metric.COVERAGE, Metric.SHARE):
        return t.share(stated.quantity)
    return t.people(stated.quantity)


def _line(change: Change, occasion: Occasion) -> Html:
    t, key = occasion.t, change.key
    what = {
        Metric.COVERED: t("covered"),
        Metric.WORKERS: t("workers"),
        Metric.UNCOVERED: t("not covered"),
        Metric.COVERAGE: t("coverage"),
        Metric.SHARE: t("share of all workers"),
    }[key.metric]
    where = occasion.figures.regions[key.region].name
    about = t("{region} {period}", region=where, period=t.period(key.period))
    if key.segment is not Segment.TOTAL:
        about = t("{about}, {segment}", about=about, segment=segment_name(key.segment, t))
    before = number(key.metric, change.before, t) if change.before else ""
    if change.after is None:
        return t("{about}, {what}: {before} is withdrawn", about=about, what=what, before=before)
    after = number(key.metric, change.after, t)
    return t("{about}, {what}: {before} → {after}", about=about, what=what, before=before, after=after)
