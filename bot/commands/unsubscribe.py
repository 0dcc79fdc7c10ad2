"""/berhenti: end one subscription, or all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot import phrases
from bot.commands import Command
from bot.i18n import mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Change, Occasion
from bot.phrases import subscription_pages as pages
from bot.phrases import subscriptions as wording
from bot.subscription import Changes, Refusal, Subscription, SubscriptionsView, Wish, without_channel


@dataclass(frozen=True, slots=True)
class Which:
    """There are several; one is to be chosen, or all."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """These end now."""

    subscriptions: tuple[Subscription, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is none, or none to that region."""


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """Only the group's admins may."""


Answer = Which | Stopped | Nothing | NotAllowed | Refusal


def parse(text: str, understanding: Understanding) -> Heard:
    """A region; nothing ends the only one, or shows which there are."""
    heard = understanding.argument(Intent.SUBSCRIBE, without_channel(text))
    if not isinstance(heard, Understood):
        return heard
    every = not heard.question.regions and text.strip().lower() in ("semua", "all")
    question = replace(heard.question, intent=Intent.UNSUBSCRIBE, topic="all" if every else None)
    return replace(heard, question=question, unused=() if every else heard.unused)


def answer(question: Question, occasion: Occasion) -> Answer:
    """What ends, or which there are to choose from."""
    view = occasion.subscriptions
    if view is None:
        return Nothing()
    if not occasion.may_configure:
        return NotAllowed()
    if view.refusal:
        return view.refusal
    found = view.subscriptions
    if question.regions:
        segments = question.segments or (None,)
        found = tuple(each for each in found if each.region in question.regions and each.segment in segments)
        return Stopped(found) if found else Nothing()
    if not found:
        return Nothing()
    every = Wish.of(question.topic).deed == "all" or len(found) == 1
    return Stopped(found) if every else Which()


def present(answer: Answer, occasion: Occasion) -> Message:
    """What ended, with a way back; or the choice."""
    t, view = occasion.t, occasion.subscriptions
    if view is None:
        return Message(wording.elsewhere_only(t))
    match answer:
        case NotAllowed():
            return Message(wording.not_allowed(t))
        case Refusal():
            return Message(wording.refused(answer, t))
        case Nothing():
            none = t("There is no such subscription here. /subscribe lists what there is.")
            return Message(pages.headed(view, none, occasion))
        case Stopped(stopped):
            names = t.listed(wording.name(each, occasion) for each in stopped)
            again = tuple(
                Button(t("Subscribe again"), _ask(Intent.SUBSCRIBE, each, "", view)) for each in stopped[:1]
            )
            text = t("Stopped: {regions}. Nothing more comes by itself.", regions=names)
            return Message(pages.headed(view, text, occasion), (again,) if len(stopped) == 1 else ())
        case Which():
            return _choice(view, occasion)


def _choice(view: SubscriptionsView, occasion: Occasion) -> Message:
    t = occasion.t
    buttons = [
        Button(wording.name(each, occasion), _ask(Intent.UNSUBSCRIBE, each, "one", view))
        for each in view.subscriptions
    ]
    topic = Wish("all", channel=view.channel.chat_id if view.channel else None).topic
    every = Button(t("Stop all"), Question(Intent.UNSUBSCRIBE, topic=topic))
    asked = pages.headed(view, t("Which subscription is to end?"), occasion)
    return Message(asked, (*phrases.in_rows(buttons, 2), (every,)))


def _ask(intent: Intent, each: Subscription, deed: str, view: SubscriptionsView) -> Question:
    segments = (each.segment,) if each.segment else ()
    topic = Wish(deed, channel=view.channel.chat_id if view.channel else None).topic
    return Question(intent, (each.region,), segments, topic=topic)


def change(answer: Answer) -> Change | None:
    """End them."""
    return (
        Change(subscriptions=Changes(stopped=answer.subscriptions)) if isinstance(answer, Stopped) else None
    )


COMMAND = Command(
    intent=Intent.UNSUBSCRIBE,
    names=("berhenti", "stop"),
    summary=mark("End a subscription"),
    parse=parse,
    answer=answer,
    present=present,
    example="/berhenti kalbar",
    change=change,
)
