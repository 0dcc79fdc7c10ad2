"""/bantuan: every command with an example, and how to ask in a group."""

from __future__ import annotations

from bot import phrases
from bot.commands import Command, discover
from bot.i18n import mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Occasion


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - help takes no argument
    """Whatever follows is ignored."""
    return Understood(Question(Intent.HELP))


def answer(question: Question, occasion: Occasion) -> str:  # noqa: ARG001 - the same for everyone
    """The region that a question without one is about."""
    return occasion.region


def present(answer: str, occasion: Occasion) -> Message:
    """The commands in the order of their use, then how to write a question."""
    t = occasion.t
    commands = [
        f"/{command.name_in(t.language)} – {t(command.summary)}"
        for command in discover().by_intent.values()
        if command.in_menu
    ]
    region = occasion.figures.regions[answer].name
    lines = [
        t("<b>What you can ask</b>"),
        *commands,
        "",
        t("A sentence is enough: a region, if you like a segment and a period, in any order."),
        t("• <code>coverage of informal workers in kalbar 2023</code>"),
        t("• <code>how many more workers for 40% in kalbar</code>"),
        t("• <code>kota pontianak</code>"),
        t("Without a region I answer for {region}.", region=region),
        "",
        phrases.how_to_reach(occasion),
    ]
    buttons = (
        (
            Button(t("Coverage"), Question(Intent.COVERAGE, (answer,))),
            Button(t("Target"), Question(Intent.TARGET, (answer,))),
        ),
        (Button(t("Terms"), Question(Intent.TERMS)), Button(t("Rules"), Question(Intent.RULES))),
    )
    return Message("\n".join(lines), buttons)


COMMAND = Command(
    intent=Intent.HELP,
    names=("bantuan", "help"),
    summary=mark("How to ask"),
    parse=parse,
    answer=answer,
    present=present,
)
