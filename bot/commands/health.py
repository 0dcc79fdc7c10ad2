"""/status: how the bot is, for its admins."""

from __future__ import annotations

from bot.announcement import Health
from bot.commands import Command
from bot.i18n import Html, Translator, escaped, mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Occasion
from bot.phrases import announcements as phrases
from bot.phrases import desk as versions
from bot.phrases.desk import for_admins_only


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - there is nothing to choose
    """Nothing more is asked for."""
    return Understood(Question(Intent.STATUS))


def answer(question: Question, occasion: Occasion) -> Health | None:  # noqa: ARG001 - all is in the occasion
    """How it is; None for everybody but an admin."""
    return occasion.announcements.health if occasion.announcements else None


def present(answer: Health | None, occasion: Occasion) -> Message:
    """One line for each thing that may be wrong."""
    t, view = occasion.t, occasion.announcements
    if answer is None or view is None:
        return for_admins_only(occasion)
    lines = [
        t("<b>How the bot is</b>"),
        t("Figures: {version}", version=_version(answer, view.now, t)),
        *([t("Newest figure: {period}", period=t.period(answer.newest))] if answer.newest else []),
        t("Chats: {count}", count=t.number(answer.chats)),
        t("Messages being answered: {count}", count=t.number(answer.waiting)),
        t("Broadcasts on their way: {count}", count=t.number(answer.unfinished)),
        t("Running for: {span}", span=phrases.age(answer.uptime, t)),
        _sender(answer.holder, t),
    ]
    buttons = (
        Button(t("All versions"), Question(Intent.VERSIONS)),
        Button(t("Schedules"), Question(Intent.SCHEDULE)),
        Button(t("Look again"), Question(Intent.STATUS)),
    )
    return Message("\n".join(lines), (buttons,))


def _version(health: Health, now: int, t: Translator) -> Html:
    name = versions.name(health.version, t)
    if health.current_since is None:
        return name
    return t(
        "{version}, current for {age}", version=name, age=phrases.age(max(0, now - health.current_since), t)
    )


def _sender(holder: str | None, t: Translator) -> Html:
    if holder is None:
        return t("Broadcasts are sent by: nobody at present")
    return t("Broadcasts are sent by: {process}", process=Html(f"<code>{escaped(holder)}</code>"))


COMMAND = Command(
    intent=Intent.STATUS,
    names=("status", "health"),
    summary=mark("How the bot is"),
    parse=parse,
    answer=answer,
    present=present,
    for_admins=True,
    in_menu=False,
)
