"""/bandingkan: regions, segments or periods side by side, subtracted only where that is fair."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

from bot import phrases, picturing
from bot.commands import Command
from bot.i18n import mark
from bot.language.heard import Heard
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Occasion
from bot.phrases.comparisons import Telling
from bot.picturing import compared_bars
from core.comparison import ComparisonAnswer, answer_comparison
from core.coverage import NoFigures, answer_coverage
from core.model import Segment
from core.side import Asked

_MOST = 6


@dataclass(frozen=True, slots=True)
class Found:
    """The sides of a comparison, as asked."""

    question: Question
    comparison: ComparisonAnswer


@dataclass(frozen=True, slots=True)
class Alone:
    """The whole country by itself, which nothing can be put beside."""

    region: str


def parse(text: str, understanding: Understanding) -> Heard:
    """Regions, segments or periods, in any order; a region alone stands beside what it lies in."""
    return understanding.argument(Intent.COMPARE, text)


def answer(question: Question, occasion: Occasion) -> Found | Alone | NoFigures:
    """Every combination of what was named, or one region beside its province or the nation."""
    figures, regions = occasion.figures, tuple(dict.fromkeys(question.regions)) or (occasion.region,)
    segments, periods = question.segments or (Segment.TOTAL,), question.periods or (None,)
    alone = len(regions) * len(segments) * len(periods) == 1
    parent = figures.regions[regions[0]].parent
    if alone and parent is None:
        return Alone(regions[0])
    beside = (*regions, parent) if alone and parent else regions
    asked = [Asked(*each) for each in product(beside, segments, periods)][:_MOST]
    found = answer_comparison(figures, asked, occasion.today, uncovered=question.uncovered)
    missing = [side for side in found.sides if side.coverage is None]
    if len(missing) == len(asked) or (alone and missing and missing[0].asked == asked[0]):
        first = answer_coverage(figures, regions[0], segments[0], periods[0], occasion.today)
        if isinstance(first, NoFigures):
            return first
    return Found(replace(question, regions=beside), found)


def present(answer: Found | Alone | NoFigures, occasion: Occasion) -> Message:
    """The difference in the first line, then each side, the other differences, what to mind, the sources."""
    match answer:
        case NoFigures():
            return phrases.nothing_known(answer, Intent.COMPARE, occasion)
        case Alone():
            return _alone(answer, occasion)
        case Found():
            return _found(answer, occasion)


def _found(answer: Found, occasion: Occasion) -> Message:
    told = Telling(answer.comparison, occasion, uncovered=answer.question.uncovered)
    opening, rows, notes = [told.headline(), *told.people()], told.rows(), told.cautions()
    whole = (opening, rows, told.pairs(), notes, told.sourcing())
    if picturing.is_wanted(answer.question) and compared_bars.is_drawable(answer.comparison):
        text = picturing.caption(
            whole, (opening, rows, notes, told.sourcing()), (opening, rows, told.sourcing())
        )
        drawn = compared_bars.drawn(answer.comparison, told, occasion.t)
        return Message(text, _ways_back(answer, occasion), answer.question, picture=drawn)
    words = "\n\n".join("\n".join(lines) for lines in whole if lines)
    return Message(words, _buttons(answer, occasion), picturing.without(answer.question))


def _alone(answer: Alone, occasion: Occasion) -> Message:
    t, region = occasion.t, occasion.figures.regions[answer.region].name
    text = t(
        "Compare {region} with what? Name two regions, segments or periods, for instance "
        "<code>/compare kalbar kalteng</code>.",
        region=region,
    )
    asked = Question(Intent.COMPARE, (answer.region,), (Segment.FORMAL, Segment.INFORMAL))
    own = Question(Intent.COMPARE, (occasion.region, answer.region))
    buttons = [Button(t("Formal and informal"), asked)]
    if occasion.region != answer.region:
        buttons.append(Button(occasion.figures.regions[occasion.region].bare_name, own))
    return Message(text, (tuple(buttons),), Question(Intent.COMPARE, (answer.region,)))


def _ways_back(answer: Found, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    """Under a picture: the same in words, and the coverage of the first region."""
    t, question = occasion.t, picturing.without(answer.question)
    about = Question(Intent.COVERAGE, question.regions[:1])
    return (
        (
            Button(phrases.intent_name(Intent.COMPARE, t), question),
            Button(phrases.intent_name(Intent.COVERAGE, t), about),
        ),
    )


def _buttons(answer: Found, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    t, question, regions = occasion.t, picturing.without(answer.question), occasion.figures.regions
    drawn = [picturing.button(question, t)] if compared_bars.is_drawable(answer.comparison) else []
    if len(question.regions) == 1:
        kinds = ((t("Coverage"), Intent.COVERAGE), (t("Target"), Intent.TARGET), (t("Source"), Intent.SOURCE))
        about = [Button(label, Question(kind, question.regions)) for label, kind in kinds]
        return phrases.in_rows((*about, *drawn), 3)
    parent = regions[question.regions[0]].parent or question.regions[0]
    more = [
        Button(
            regions[code].bare_name,
            Question(Intent.COVERAGE, (code,), question.segments[:1], question.periods[:1]),
        )
        for code in question.regions[:2]
    ]
    more.append(Button(t("Ranking"), Question(Intent.RANK, (parent,), question.segments[:1])))
    more += drawn
    if len(question.segments) > 1:
        return phrases.in_rows(more, 3)
    shown = question.segment or Segment.TOTAL

    def asked(segment: Segment) -> Question:
        return replace(question, segments=(segment,))

    return phrases.with_segments((question.regions[0], question.period), asked, shown, tuple(more), occasion)


COMMAND = Command(
    intent=Intent.COMPARE,
    names=("bandingkan", "banding", "compare"),
    summary=mark("Regions, segments or periods side by side"),
    parse=parse,
    answer=answer,
    present=present,
    example="/bandingkan sambas dan landak",
)
