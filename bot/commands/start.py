"""/mulai: who this is and what to ask first."""

from __future__ import annotations

from bot import phrases
from bot.commands import Command
from bot.i18n import mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Occasion


def parse(text: str, understanding: Understanding) -> Heard:  # noqa: ARG001 - a greeting takes no argument
    """Whatever follows is ignored; a deep link's code is read before it gets here."""
    return Understood(Question(Intent.START))


def answer(question: Question, occasion: Occasion) -> str:  # noqa: ARG001 - the same for everyone
    """The region that the first question would be about."""
    return occasion.region


def present(answer: str, occasion: Occasion) -> Message:
    """A greeting of one screen with buttons for the first questions."""
    t, region = occasion.t, occasion.figures.regions[answer]
    lines = [
        t("<b>Coverage of BPJS Ketenagakerjaan, by region</b>"),
        t(
            "Ask how many workers are covered, how far that is from the target, and where the figure comes from."
        ),
        "",
        t("Type a region, or for instance:"),
        t("• <code>coverage kalbar</code>"),
        t("• <code>target kalteng</code>"),
        t("• <code>informal kalbar 2023</code>"),
        "",
        t("Without a region I answer for {region}. Change that with /region.", region=region.name),
        t("The figures come from public sources, each named. This is no service of BPJS Ketenagakerjaan."),
    ]
    if occasion.group:
        lines += ["", phrases.how_to_reach(occasion)]
    buttons = (
        (
            Button(t("Coverage of {region}", region=region.name), Question(Intent.COVERAGE, (region.code,))),
            Button(t("Target"), Question(Intent.TARGET, (region.code,))),
        ),
        (Button(t("Help"), Question(Intent.HELP)), Button(t("Settings"), Question(Intent.SETTINGS))),
    )
    return Message("\n".join(lines), buttons)


COMMAND = Command(
    intent=Intent.START,
    names=("mulai", "start"),
    summary=mark("Start here"),
    parse=parse,
    answer=answer,
    present=present,
)
