"""The messages in which subscriptions are looked at and changed, with their buttons."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot import phrases
from bot.i18n import LANGUAGES, Html, escaped
from bot.language.question import Intent, Question
from bot.messages import Button, Message
from bot.occasion import Occasion
from bot.phrases import subscriptions as wording
from bot.subscription import ZONES, News, Rhythm, Subscription, SubscriptionsView, Wish

_HOURS: Final = tuple(range(5, 21))
QUIET: Final = ((21, 6), (18, 7))
"""The quiet hours that can be chosen."""

OPEN: Final = "open"
HOURS: Final = "hours"
"""The deeds of buttons that only show something."""


def listed(view: SubscriptionsView, occasion: Occasion) -> Message:
    """All subscriptions of the chat, each with a button; then the channels of the asker."""
    t, found = occasion.t, view.subscriptions
    others = tuple((_other(channel.title, channel.chat_id, count),) for channel, count in view.elsewhere)
    if not found:
        region = occasion.figures.regions[occasion.region]
        text = _nothing_yet(view, occasion)
        begin = Question(Intent.SUBSCRIBE, (region.code,), topic=Wish(channel=_channel(view)).topic)
        return Message(text, ((Button(t("Subscribe to {region}", region=region.name), begin),), *others))
    lines = [headed(view, t("<b>Subscriptions</b>"), occasion)]
    for each in found:
        when = wording.when(each.timing.rhythm, each.timing, t)
        lines.append(t("• {name}: {when}", name=wording.name(each, occasion), when=when))
    buttons = [Button(wording.name(each, occasion), _ask(each, view, OPEN)) for each in found]
    stop = Question(Intent.UNSUBSCRIBE, topic=Wish("all", channel=_channel(view)).topic)
    return Message("\n".join(lines), (*phrases.in_rows(buttons, 2), (Button(t("Stop all"), stop),), *others))


def _nothing_yet(view: SubscriptionsView, occasion: Occasion) -> Html:
    """How to begin, for the channel that was named, or for this chat and any channel."""
    t = occasion.t
    if view.channel:
        how = t(
            "Nothing is subscribed to there. Type for instance <code>/subscribe {channel} kalbar</code>: new "
            "figures and targets reached or lost then come by themselves.",
            channel=view.channel.name,
        )
        return headed(view, how, occasion)
    here = t(
        "Nothing is subscribed to here. Type for instance <code>/subscribe kalbar</code>: new figures and "
        "targets reached or lost then come by themselves."
    )
    if occasion.group:
        return here
    channels = t(
        "For a channel: <code>/subscribe @channelname kalbar</code>, or forward one of its posts to me. "
        "You and I have to be its admins."
    )
    return Html(f"{here}\n{channels}")


def shown(each: Subscription, view: SubscriptionsView, occasion: Occasion) -> Message:
    """One subscription: what it tells and when, with buttons to change it."""
    t = occasion.t
    head = t("<b>Subscribed: {regions}</b>", regions=wording.name(each, occasion))
    lines = [headed(view, head, occasion), *wording.summary(each, occasion)]
    news = tuple(
        Button(
            phrases.chosen(wording.news_name(kind, t), when=kind in each.news),
            _ask(each, view, "news", kind.value),
        )
        for kind in News
    )
    rhythms = [
        Button(
            phrases.chosen(wording.rhythm_name(rhythm, t), when=rhythm is each.timing.rhythm),
            _ask(each, view, "rhythm", rhythm.value),
        )
        for rhythm in Rhythm
    ]
    stop = replace(_ask(each, view, "one"), intent=Intent.UNSUBSCRIBE)
    further = (Button(t("Hour and zone"), _ask(each, view, HOURS)), Button(t("Stop"), stop))
    return Message("\n".join(lines), (news, *phrases.in_rows(rhythms, 2), further, to_list(view, occasion)))


def hours(each: Subscription, view: SubscriptionsView, occasion: Occasion) -> Message:
    """The hours, zones and quiet hours to choose from."""
    t = occasion.t
    timing = each.timing
    lines = [
        headed(view, t("<b>Subscribed: {regions}</b>", regions=wording.name(each, occasion)), occasion),
        *wording.summary(each, occasion),
    ]
    clock = [
        Button(
            phrases.chosen(wording.hour(hour, t), when=hour == timing.hour),
            _ask(each, view, "hour", str(hour)),
        )
        for hour in _HOURS
    ]
    zones = tuple(
        Button(phrases.chosen(zone, when=zone == timing.zone), _ask(each, view, "zone", zone))
        for zone in ZONES
    )
    quiet = tuple(
        Button(
            phrases.chosen(_quiet_label(hours, occasion), when=hours == timing.quiet),
            _quieter(each, view, hours),
        )
        for hours in (None, *QUIET)
    )
    every = Button(t("So for all here"), _ask(each, view, "every"))
    back = Button(t("Back"), _ask(each, view, OPEN))
    return Message("\n".join(lines), (*phrases.in_rows(clock, 4), zones, quiet, (every, back)))


def _quiet_label(hours: tuple[int, int] | None, occasion: Occasion) -> Html:
    t = occasion.t
    if hours is None:
        return t("Never quiet")
    begins, ends = hours
    return t("Quiet {begin}–{end}", begin=begins, end=ends)


def _quieter(each: Subscription, view: SubscriptionsView, hours: tuple[int, int] | None) -> Question:
    return _ask(each, view, "quiet", quiet_value(hours) if hours else "none")


def headed(view: SubscriptionsView, head: Html, occasion: Occasion) -> Html:
    """The text; for a channel under its name and language."""
    if view.channel is None:
        return head
    t, title = occasion.t, escaped(view.channel.title)
    language = LANGUAGES.get(view.channel.language or "")
    if language:
        channel = t("For the channel {title} ({language})", title=title, language=language)
    else:
        channel = t("For the channel {title}", title=title)
    return Html(f"{channel}\n{head}")


def spoken(view: SubscriptionsView, occasion: Occasion) -> SubscriptionsView:
    """The view of a channel that is told in the language of this chat from now on."""
    if view.channel is None:
        return view
    return replace(view, channel=replace(view.channel, language=occasion.t.language))


def _ask(each: Subscription, view: SubscriptionsView, deed: str, value: str = "") -> Question:
    segments = (each.segment,) if each.segment else ()
    topic = Wish(deed, value, _channel(view)).topic
    return Question(Intent.SUBSCRIBE, (each.region,), segments, topic=topic)


def _channel(view: SubscriptionsView) -> int | None:
    return view.channel.chat_id if view.channel else None


def _other(title: str, chat_id: int, count: int) -> Button:
    return Button(f"{title} ({count})", Question(Intent.SUBSCRIBE, topic=Wish(channel=chat_id).topic))


def to_list(view: SubscriptionsView, occasion: Occasion) -> tuple[Button, ...]:
    """The way to all of them."""
    every = Question(Intent.SUBSCRIBE, topic=Wish(channel=_channel(view)).topic)
    return (Button(occasion.t("All subscriptions"), every),)


def quiet_value(hours: tuple[int, int]) -> str:
    """Quiet hours as the value of a button's wish."""
    begins, ends = hours
    return f"{begins}-{ends}"
