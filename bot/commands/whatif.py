"""/simulasi: coverage and its targets after more or fewer workers, or the workers that a percentage takes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from bot import phrases
from bot.commands import Command
from bot.i18n import Html, Translator, mark
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Occasion
from bot.phrases import outcomes
from core.coverage import NoFigures, answer_coverage
from core.model import Segment
from core.period import Period
from core.quantity import Quantity
from core.shortfall import nearest_gap
from core.targets import TargetCheck, answer_targets
from core.whatif import (
    More,
    Reaching,
    Rising,
    TooMany,
    Uncounted,
    WhatIf,
    Wish,
    answer_what_if,
    room,
)

_MINUS: Final = re.compile(r"(?<![\w.,])[-−–]\d")
_EXAMPLES: Final = ((10_000, 50_000), (1_000, 5_000), (100, 500))
_ONE_MORE: Final = Quantity.exact(1)


@dataclass(frozen=True, slots=True)
class Found:
    """What the wish comes to. `unanswered` is a period that was named but has no figures."""

    question: Question
    outcome: WhatIf | TooMany | Uncounted | outcomes.HowMany
    nearest: TargetCheck | None
    unanswered: Period | None


def parse(text: str, understanding: Understanding) -> Heard:
    """A region, a segment, a period and a number of workers, a percentage or a rise; "-500" is fewer."""
    heard = understanding.argument(Intent.WHAT_IF, text)
    if isinstance(heard, Understood) and heard.question.people and _MINUS.search(text):
        return replace(heard, question=replace(heard.question, people=-abs(heard.question.people)))
    return heard


def answer(question: Question, occasion: Occasion) -> Found | NoFigures:
    """The change on the newest figures, or on those of a period that has some."""
    figures, today = occasion.figures, occasion.today
    region, segment = question.region or occasion.region, question.segment or Segment.TOTAL
    period = question.period
    if period and figures.at(region, period, segment) is None:
        period = None
    found = answer_coverage(figures, region, segment, period, today)
    if isinstance(found, NoFigures):
        return found
    wish = _wish(question)
    outcome = (
        answer_what_if(figures, region, segment, period, wish, today) if wish else outcomes.HowMany(found)
    )
    if isinstance(outcome, NoFigures):
        return outcome
    if isinstance(outcome, outcomes.HowMany) and room(found.coverage, _ONE_MORE) is None:
        outcome = Uncounted(found)
    nearest = nearest_gap(answer_targets(figures, region, segment, period, today), found)
    return Found(question, outcome, nearest, question.period if period is None else None)


def present(answer: Found | NoFigures, occasion: Occasion) -> Message:
    """Coverage before and after in the first line, then the workers, the targets, the basis and the source."""
    if isinstance(answer, NoFigures):
        return phrases.nothing_known(answer, Intent.WHAT_IF, occasion)
    t, outcome = occasion.t, answer.outcome
    region = occasion.figures.regions[outcome.found.figures.region].name
    about = t("{region} {period}", region=region, period=t.period(outcome.found.figures.period))
    footnotes = [*_cautions(answer, t), *phrases.sourcing(outcome.found, t)]
    blocks = [*outcomes.told(outcome, about, t), footnotes]
    text = "\n\n".join("\n".join(lines) for lines in blocks if lines)
    return Message(text, _buttons(answer, occasion), answer.question)


def _wish(question: Question) -> Wish | None:
    if question.people:
        return More(question.people)
    if question.share is not None:
        return Reaching(question.share)
    return Rising(question.points) if question.points else None


def _cautions(answer: Found, t: Translator) -> list[Html]:
    """That a period has no figures, and what is doubtful or contradicts itself in those that were used."""
    found, lines = answer.outcome.found, []
    if answer.unanswered:
        asked, used = t.period(answer.unanswered), t.period(found.figures.period)
        lines.append(t("There are no figures for {asked}; these are of {used}.", asked=asked, used=used))
    contradiction = phrases.contradiction(found.coverage, t)
    return [
        *lines,
        *phrases.doubt_lines(found.coverage.doubts, t),
        *([contradiction] if contradiction else []),
    ]


def _buttons(answer: Found, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    t, found, asked = occasion.t, answer.outcome.found, answer.question
    about = Question(Intent.WHAT_IF, (found.figures.region,), asked.segments, asked.periods)
    examples = [
        Button(t("+{people}", people=t.number(people)), replace(about, people=people))
        for people in _examples(answer)
    ]
    if answer.nearest:
        aim = answer.nearest.target.low
        label = t("To {aim}", aim=t.percent(aim, phrases.decimals(aim)))
        examples.append(Button(label, replace(about, share=aim)))
    more = [Button(t(label), replace(about, intent=intent)) for label, intent in _NEIGHBOURS]
    if isinstance(answer.outcome, WhatIf) and answer.outcome.change.people.shown > 0:
        people = int(answer.outcome.change.people.shown)
        more[0] = Button(t("Budget"), replace(about, intent=Intent.BUDGET, people=people))
    return (*phrases.in_rows(examples, 3), *phrases.in_rows(more, 3))


def _examples(answer: Found) -> tuple[int, ...]:
    """Round numbers that there is room for; of the largest size that fits."""
    most = room(answer.outcome.found.coverage, _ONE_MORE)
    if isinstance(answer.outcome, TooMany) and answer.outcome.people.shown > 0 and answer.outcome.most.low:
        return (int(answer.outcome.most.low),)
    fitting = (pair for pair in _EXAMPLES if most and pair[1] <= most.low)
    return next(fitting, ())


_NEIGHBOURS: Final = (
    (mark("Coverage"), Intent.COVERAGE),
    (mark("Target"), Intent.TARGET),
    (mark("Source"), Intent.SOURCE),
)

COMMAND = Command(
    intent=Intent.WHAT_IF,
    names=("simulasi", "whatif"),
    summary=mark("What if more workers were covered"),
    parse=parse,
    answer=answer,
    present=present,
    example="/simulasi kalbar 10.000",
)
