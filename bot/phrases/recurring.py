"""Wording of what goes out to subscribers by itself: when next, in how long, and to how many chats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from bot.announcement import AnnouncementsView, Run, Timetable
from bot.i18n import Html, Translator
from bot.phrases.announcements import moment, span
from bot.subscription import Rhythm


def runs(timetable: Timetable, view: AnnouncementsView, t: Translator) -> list[Html]:
    """The next runs of each kind, under a heading; nothing where subscribers wait for nothing."""
    kinds = [(_digests(rhythm, t), coming) for rhythm, coming in timetable.digests]
    kinds += [(t("New figures that wait for their hour:"), timetable.waiting)] * bool(timetable.waiting)
    if not kinds:
        return []
    lines = [Html(), t("<b>To subscribers, by itself</b>")]
    for title, coming in kinds:
        lines += [title, *_listed(coming, view, t)]
    return lines


def _digests(rhythm: Rhythm, t: Translator) -> Html:
    match rhythm:
        case Rhythm.DAILY:
            return t("Daily digests:")
        case Rhythm.WEEKLY:
            return t("Weekly digests:")
        case Rhythm.MONTHLY | Rhythm.AT_ONCE:
            return t("Monthly digests:")
    assert_never(rhythm)


def _listed(coming: Sequence[Run], view: AnnouncementsView, t: Translator) -> list[Html]:
    return [
        t(
            "• {when}, in {left}: {count}",
            when=moment(each.at, view, t),
            left=span(max(0, each.at - view.now), t),
            count=t.plural("{count} chat", "{count} chats", each.chats),
        )
        for each in coming
    ]
