"""Where there is no sum of dues: why, and a way on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot import phrases
from bot.i18n import Html, Translator
from bot.language.question import Intent, Question
from bot.messages import Button, Message
from bot.occasion import Occasion
from core.model import Segment
from core.period import Period
from core.shortfall import NoShortfall
from core.whatif import beside


@dataclass(frozen=True, slots=True)
class Nobody:
    """Nobody to pay for, or nobody who could be counted."""

    question: Question
    why: NoShortfall


@dataclass(frozen=True, slots=True)
class ByWage:
    """A segment whose dues follow wages or contracts, not heads."""

    question: Question
    segment: Segment


@dataclass(frozen=True, slots=True)
class TooEarly:
    """A day before the first rates that are known, which hold from the month `since`."""

    question: Question
    since: Period


def how_to_ask(t: Translator) -> Html:
    """That any number can be priced."""
    return t("Dues can be worked out for any number: <code>/budget 5000</code>.")


def by_wage(answer: ByWage, occasion: Occasion) -> Message:
    """Why a number of workers alone gives no sum."""
    t, question = occasion.t, answer.question
    name = phrases.workers_of(answer.segment, t)
    if answer.segment is Segment.FORMAL:
        why = t("They are percentages of each one's wage, so a number of workers alone gives no sum.")
    else:
        why = t(
            "They follow the contract or the wages of each project, so a number of workers alone gives no sum."
        )
    lines = [t("<b>Dues of {workers} are no fixed sum</b>", workers=name), why]
    informal = Button(t("Informal"), replace(question, segments=(Segment.INFORMAL,)))
    return Message(
        "\n".join(lines), ((informal, Button(t("Programmes"), Question(Intent.PROGRAMMES))),), question
    )


def too_early(answer: TooEarly, occasion: Occasion) -> Message:
    """Since when dues are known."""
    t, today = occasion.t, replace(answer.question, known=None)
    text = t(
        "Dues are known from {month} on; the button asks for those of today.", month=t.period(answer.since)
    )
    return Message(text, ((Button(t("Dues as of today"), today),),), answer.question)


def nobody(answer: Nobody, occasion: Occasion) -> Message:
    """That the target is met, or why nobody can be counted."""
    t, why = occasion.t, answer.why
    about = t(
        "{region} {period}",
        region=occasion.figures.regions[why.found.figures.region].name,
        period=t.period(why.found.figures.period),
    )
    if why.met:
        lines = [t("<b>{about}: nobody is short, so there is nothing to pay</b>", about=about)]
    else:
        lines = [
            t("<b>{about}: the workers to pay for cannot be counted</b>", about=about),
            t("No target or percentage here stands beside a number of workers that is known."),
        ]
    shown = [check for check in why.checks if beside(check, why.found)]
    blocks = [lines, [phrases.target_line(check, t) for check in shown], [how_to_ask(t)]]
    blocks.append(phrases.sourcing(why.found, t))
    text = "\n\n".join("\n".join(each) for each in blocks if each)
    return Message(text, _ways_on(answer, occasion), answer.question)


def _ways_on(answer: Nobody, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    t, region = occasion.t, answer.why.found.figures.region
    about = Question(Intent.BUDGET, (region,), answer.question.segments)
    buttons = [Button(t.number(people), replace(about, people=people)) for people in (1_000, 10_000)]
    if not answer.question.uncovered and answer.why.found.coverage.uncovered:
        buttons.append(Button(t("All uncovered"), replace(about, uncovered=True)))
    return tuple(buttons), (Button(t("Target"), replace(about, intent=Intent.TARGET)),)
