"""Wording of broadcasts: to whom, when, how long, how far, and what became of them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from bot.announcement import (
    ALL,
    BY_HAND,
    CHATS,
    MESSAGES,
    RESTORED,
    Announcement,
    AnnouncementsView,
    Reason,
)
from bot.i18n import Html, Translator, escaped
from bot.messages import shortened
from bot.occasion import Occasion
from bot.phrases.desk import zone

_FAILURES: Final = re.compile(r"more than (\d+) of the last (\d+) messages failed; the last: (.*)", re.DOTALL)
_ERROR: Final = re.compile(r"an error of the bot \((\w+)\); its log tells more")
_UNKNOWN: Final = re.compile(r"(\{\w+\}) is not known for region ([\w.-]+)")
_MOVED: Final = re.compile(r"the group is (-\d+) now, a recipient itself")
_LONGEST_REASON: Final = 80


def title(announcement: Announcement, t: Translator) -> Html:
    """What it is, its number and where it stands."""
    names = {
        "message": t("Broadcast {number}", number=announcement.number),
        "correction": t("Correction {number}", number=announcement.number),
    }
    name = names.get(announcement.kind, t("Notice {number}", number=announcement.number))
    return Html(f"<b>{name}: {state(announcement, t)}</b>")


def state(announcement: Announcement, t: Translator) -> Html:
    """Where it stands, in a word."""
    words = {
        "draft": t("draft"),
        "scheduled": t("scheduled"),
        "running": t("running"),
        "paused": t("paused"),
        "finished": t("finished"),
        "cancelled": t("cancelled"),
    }
    return words[announcement.state]


def whom(announcement: Announcement, occasion: Occasion) -> Html:
    """Whom it goes to, and how many they are."""
    t, regions = occasion.t, occasion.figures.regions
    region = announcement.region
    if announcement.to == ALL:
        who = t("all chats")
    elif announcement.to == CHATS:
        who = t("a list of chats")
    elif announcement.to == MESSAGES:
        who = t("the messages that are put right")
    elif region:
        name = regions[region].name if region in regions else region
        who = t("the chats that subscribed to {region} or chose it", region=name)
    else:
        who = t("all subscribers")
    count = t.plural("{count} chat", "{count} chats", announcement.total)
    return t("To: {whom} ({count})", whom=who, count=count)


def begins(announcement: Announcement, view: AnnouncementsView, t: Translator) -> Html:
    """When it begins, and how long that is from now."""
    if announcement.at_once:
        return t("Begins: at once")
    return t(
        "Begins: {when}, in {left}",
        when=moment(announcement.starts_at, view, t),
        left=span(max(0, announcement.starts_at - view.now), t),
    )


def takes(announcement: Announcement, t: Translator) -> Html:
    """How long what is left takes."""
    if announcement.seconds is None:
        return t("Takes: as long as Telegram needs, no rate is set")
    return t("Takes: about {span}", span=span(announcement.seconds, t))


def span(seconds: int, t: Translator) -> Html:
    """A duration in its two largest units at most."""
    if seconds < 120:
        return t.plural("{count} second", "{count} seconds", max(1, seconds))
    minutes = seconds // 60
    if minutes < 120:
        return t.plural("{count} minute", "{count} minutes", minutes)
    hours = minutes // 60
    if hours < 48:
        return t("{hours} h {minutes} min", hours=hours, minutes=minutes % 60)
    return t("{days} days {hours} h", days=t.number(hours // 24), hours=hours % 24)


def moment(at: int, view: AnnouncementsView, t: Translator) -> Html:
    """A day with its time, in the zone of the settings."""
    when = view.when(at)
    return t("{day}, {time} {zone}", day=t.date(when.date()), time=f"{when:%H.%M}", zone=zone(when))


def counts(announcement: Announcement, t: Translator) -> list[Html]:
    """How far it is, one line for all that happened."""
    total, pending = announcement.total, announcement.pending
    done = total - pending
    percent = done * 100 // total if total else 100
    lines = [
        t("{done} of {total} done, {percent}%", done=t.number(done), total=t.number(total), percent=percent),
        t("Sent: {count}", count=t.number(announcement.sent)),
    ]
    ends = (
        (announcement.blocked, t("Blocked the bot or gone: {count}", count=t.number(announcement.blocked))),
        (announcement.failed, t("Failed: {count}", count=t.number(announcement.failed))),
        (announcement.uncertain, t("Uncertain: {count}", count=t.number(announcement.uncertain))),
        (announcement.skipped, t("Skipped, nothing to say: {count}", count=t.number(announcement.skipped))),
    )
    lines += [line for count, line in ends if count]
    return lines


def reasons(announcement: Announcement, t: Translator) -> list[Html]:
    """Why messages did not arrive, the most frequent reasons first."""
    if not announcement.reasons:
        return []
    return [t("Reasons:"), *(Html(f"• {_reason(each, t)}") for each in announcement.reasons)]


def _reason(each: Reason, t: Translator) -> Html:
    fates = {
        "blocked": t("blocked"),
        "failed": t("failed"),
        "uncertain": t("uncertain"),
        "skipped": t("skipped"),
    }
    return t(
        "{count} × {fate}: {reason}",
        count=t.number(each.count),
        fate=fates.get(each.fate, escaped(each.fate)),
        reason=_in_words(each.reason, t),
    )


def _in_words(reason: str, t: Translator) -> Html:
    """A reason of ours in the reader's language; one of Telegram's as Telegram says it."""
    hole, group = _UNKNOWN.fullmatch(reason), _MOVED.fullmatch(reason)
    if hole:
        return t("{hole} is not known for region {code}", hole=hole[1], code=hole[2])
    if group:
        return t("the group is {chat} now, which is among the recipients itself", chat=group[1])
    ours = {
        "the text could not be composed": t("the text could not be composed"),
        "the answer is not known any more": t("the answer is not known any more"),
        "there is nothing new to say any more": t("there is nothing new to say any more"),
    }
    return ours.get(reason) or escaped(shortened(reason, _LONGEST_REASON))


def paused_because(why: str | None, t: Translator) -> Html:
    """Why it is paused."""
    failures, error = _FAILURES.fullmatch(why or ""), _ERROR.fullmatch(why or "")
    if failures:
        return t(
            "more than {failed} of the last {count} messages failed, most recently with: {reason}",
            failed=t.number(int(failures[1])),
            count=t.number(int(failures[2])),
            reason=_in_words(failures[3], t),
        )
    if error:
        return t("an error of the bot itself ({error})", error=error[1])
    if why == BY_HAND:
        return t("somebody paused it")
    if why == RESTORED:
        return t("it comes from a backup; resume it only if it has not been sent since")
    return escaped(why or "")


def age(seconds: int, t: Translator) -> Html:
    """How long ago, to the day from two days on."""
    if seconds < 2 * 24 * 3600:
        return span(seconds, t)
    return t.plural("{count} day", "{count} days", timedelta(seconds=seconds).days)
