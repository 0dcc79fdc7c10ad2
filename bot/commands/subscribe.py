"""/langganan: news of a region, told by itself; in a group for all, and in a channel by its admin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from bot.commands import Command
from bot.i18n import Html, mark
from bot.language.heard import Heard, Understood, UnknownRegion, WhichRegion, WhichSegment
from bot.language.question import Intent, Question
from bot.language.timing import read_timing, without_timing
from bot.language.understand import Understanding
from bot.messages import Message
from bot.occasion import Change, Occasion
from bot.phrases import subscription_pages as pages
from bot.phrases import subscriptions as wording
from bot.subscription import (
    MOST,
    ZONES,
    Changes,
    News,
    Refusal,
    Rhythm,
    Subscription,
    SubscriptionsView,
    Timing,
    Wish,
    channel_in,
    without_channel,
)
from core.model import Segment
from core.news import position


@dataclass(frozen=True, slots=True)
class Listed:
    """All subscriptions of the chat."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One subscription with its settings, as they are from now on; `hours` where those are chosen from."""

    subscription: Subscription
    changed: bool = False
    hours: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """Subscriptions that begin now; those of a channel in the language of the chat that set it up."""

    subscriptions: tuple[Subscription, ...]
    spoken: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Everywhere:
    """The settings of one are those of all in the chat, and of the next."""

    subscriptions: tuple[Subscription, ...]
    timing: Timing


@dataclass(frozen=True, slots=True)
class Again:
    """The channel is to be named once more, with a region that leaves no doubt."""

    region: str


@dataclass(frozen=True, slots=True)
class TooMany:
    """The chat has as many as it may."""


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """Only the group's admins may."""


@dataclass(frozen=True, slots=True)
class NoChat:
    """Nobody is there to be told."""


Answer = Listed | Shown | Begun | Everywhere | Again | TooMany | NotAllowed | NoChat | Refusal


def parse(text: str, understanding: Understanding) -> Heard:
    """Regions, and a segment; nothing shows the list."""
    heard, named = (
        understanding.argument(Intent.SUBSCRIBE, without_timing(without_channel(text))),
        channel_in(text),
    )
    if named is None or not isinstance(heard, Understood | WhichRegion | UnknownRegion | WhichSegment):
        return heard
    if named.startswith("@"):
        # a name does not fit into the buttons of a question back
        wish = Wish() if isinstance(heard, Understood) else Wish("again")
    else:
        wish = Wish(channel=int(named))
    return replace(heard, question=replace(heard.question, topic=wish.topic))


def answer(question: Question, occasion: Occasion) -> Answer:
    """What is subscribed to, or how a subscription is from now on."""
    view, wish = occasion.subscriptions, Wish.of(question.topic)
    if view is None:
        return NoChat()
    if not occasion.may_configure:
        return NotAllowed()
    if view.refusal:
        return view.refusal
    if not question.regions:
        return Listed()
    if wish.deed == "again":
        return Again(question.regions[0])
    there = view.find(question.regions[0], question.segment)
    if not wish.deed:
        return _begun(question, view, occasion)
    return _wished(there, wish, view, occasion) if there else Listed()


def _wished(
    there: Subscription, wish: Wish, view: SubscriptionsView, occasion: Occasion
) -> Shown | Everywhere:
    """What a button under one subscription asks for."""
    if wish.deed == "every":
        every = tuple(replace(each, timing=there.timing).scheduled(view.now) for each in view.subscriptions)
        return Everywhere(every, there.timing)
    if wish.deed in (pages.OPEN, pages.HOURS):
        return Shown(there, hours=wish.deed == pages.HOURS)
    changed = _changed(there, wish)
    if News.FIGURES in changed.news - there.news:
        # what was new while nobody wanted to hear of it is not told later
        known = position(occasion.figures, there.region, there.segment)
        changed = replace(changed, told=known, version=view.version)
    return Shown(changed.scheduled(view.now), changed=True, hours=wish.deed not in _ON_FIRST_PAGE)


_ON_FIRST_PAGE: Final = ("news", "rhythm")


def _begun(question: Question, view: SubscriptionsView, occasion: Occasion) -> Begun | TooMany:
    timing = read_timing(occasion.text, view.timing)
    wanted = [(code, each) for code in question.regions for each in question.segments or (None,)]
    begun = [_wanted(code, segment, timing, view, occasion) for code, segment in wanted]
    known = {each.key for each in (*view.subscriptions, *begun)}
    if len(known) > MOST:
        return TooMany()
    return Begun(tuple(begun), (view.chat_id, occasion.t.language) if view.channel else None)


def _wanted(
    region: str, segment: Segment | None, timing: Timing, view: SubscriptionsView, occasion: Occasion
) -> Subscription:
    """The subscription, new or as it was, for the topic in which it was asked for."""
    there = view.find(region, segment)
    if there:
        usual = there.timing if timing == view.timing else timing
        return replace(there, topic=view.topic, timing=usual).scheduled(view.now)
    begun = Subscription(
        chat_id=view.chat_id,
        region=region,
        segment=segment,
        topic=view.topic,
        timing=timing,
        told=position(occasion.figures, region, segment),
        version=view.version,
        made_by=view.asker if view.channel else None,
    )
    return begun.scheduled(view.now)


def _changed(there: Subscription, wish: Wish) -> Subscription:
    """The subscription as the wish has it; a wish that is none of ours leaves it as it is."""
    timing, value = there.timing, wish.value
    match wish.deed:
        case "news" if value in {each.value for each in News}:
            return replace(there, news=there.news ^ {News(value)})
        case "rhythm" if value in {each.value for each in Rhythm}:
            return replace(there, timing=replace(timing, rhythm=Rhythm(value)))
        case "hour" if value.isdecimal() and int(value) < 24:
            return replace(there, timing=replace(timing, hour=int(value)))
        case "zone" if value in ZONES:
            return replace(there, timing=replace(timing, zone=value))
        case "quiet":
            chosen = next((hours for hours in pages.QUIET if value == pages.quiet_value(hours)), None)
            return replace(there, timing=replace(timing, quiet=chosen))
        case _:
            return there


def present(answer: Answer, occasion: Occasion) -> Message:
    """What is told and when, with buttons to change it."""
    t, view = occasion.t, occasion.subscriptions
    if view is None or isinstance(answer, NoChat):
        return Message(wording.elsewhere_only(t))
    match answer:
        case NotAllowed() | Refusal() | TooMany() | Again():
            return Message(_hindrance(answer, occasion))
        case Listed():
            return pages.listed(view, occasion)
        case Everywhere(every, timing):
            when = wording.when(timing.rhythm, timing, t)
            text = t("All {count} subscriptions here, and new ones: {when}.", count=len(every), when=when)
            return Message(text, (pages.to_list(view, occasion),))
        case Begun((one,)):
            return pages.shown(one, pages.spoken(view, occasion), occasion)
        case Begun(several):
            names = t.listed(wording.name(each, occasion) for each in several)
            text = t("<b>Subscribed: {regions}</b>", regions=names)
            lines = [text, *wording.summary(several[0], occasion)]
            return Message("\n".join(lines), (pages.to_list(view, occasion),))
        case Shown():
            page = pages.hours if answer.hours else pages.shown
            return page(answer.subscription, view, occasion)


def _hindrance(answer: NotAllowed | Refusal | TooMany | Again, occasion: Occasion) -> Html:
    """Why nothing is changed, and what would help."""
    t = occasion.t
    match answer:
        case NotAllowed():
            return wording.not_allowed(t)
        case TooMany():
            return t("{count} subscriptions are as many as one chat may have. /stop ends some.", count=MOST)
        case Again(code):
            return t(
                "Please write it in one line: <code>/subscribe @channelname {region}</code>",
                region=occasion.figures.regions[code].name.lower(),
            )
        case Refusal():
            return wording.refused(answer, t)


def change(answer: Answer) -> Change | None:
    """The subscriptions as they are from now on."""
    match answer:
        case Begun(begun, spoken):
            return Change(subscriptions=Changes(kept=begun, spoken=spoken))
        case Shown(subscription, changed=True):
            return Change(subscriptions=Changes(kept=(subscription,)))
        case Everywhere(every, timing):
            return Change(subscriptions=Changes(kept=every, chosen=(every[0].chat_id, timing)))
        case _:
            return None


COMMAND = Command(
    intent=Intent.SUBSCRIBE,
    names=("langganan", "subscribe"),
    summary=mark("News of a region, by itself"),
    parse=parse,
    answer=answer,
    present=present,
    example="/langganan kalbar",
    change=change,
)
