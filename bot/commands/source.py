"""/sumber: where the figures of an answer come from, number by number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from bot import phrases
from bot.commands import Command
from bot.i18n import Html, Translator, mark
from bot.language.heard import Heard
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Occasion
from core.coverage import Coverage, CoverageAnswer, NoFigures, answer_coverage
from core.model import Metric, Segment, Source, Stated


@dataclass(frozen=True, slots=True)
class Found:
    """The figures whose sources were asked for."""

    question: Question
    coverage: CoverageAnswer


def parse(text: str, understanding: Understanding) -> Heard:
    """A region, a segment and a period, in any order, all of them optional."""
    return understanding.argument(Intent.SOURCE, text)


def answer(question: Question, occasion: Occasion) -> Found | NoFigures:
    """The figures that /cakupan would show for the same words."""
    region, segment = question.region or occasion.region, question.segment or Segment.TOTAL
    found = answer_coverage(occasion.figures, region, segment, question.period, occasion.today)
    return found if isinstance(found, NoFigures) else Found(question, found)


def present(answer: Found | NoFigures, occasion: Occasion) -> Message:
    """Each publication with the numbers taken from it, then what was derived here and how."""
    if isinstance(answer, NoFigures):
        return phrases.nothing_known(answer, Intent.SOURCE, occasion)
    t, found = occasion.t, answer.coverage
    region = occasion.figures.regions[found.figures.region].name
    heading = t("<b>Sources: {region} {period}</b>", region=region, period=t.period(found.figures.period))
    every = (found.coverage, *found.parts)
    blocks = [[heading], *(_source_block(source, every, t) for source in found.sources)]
    blocks += [_basis_block(found, t), _derived_block(every, t)]
    text = "\n\n".join("\n".join(lines) for lines in blocks if lines)
    asked = answer.question
    back, target = (
        Button(label, Question(intent, (found.figures.region,), asked.segments, asked.periods))
        for label, intent in ((t("Coverage"), Intent.COVERAGE), (t("Target"), Intent.TARGET))
    )
    return Message(text, ((back, target),), asked)


def _source_block(source: Source, every: tuple[Coverage, ...], t: Translator) -> list[Html]:
    lines = [t("<b>{source}</b>", source=phrases.source_link(source, t))]
    if source.title and source.url:
        lines.append(t("“{title}”", title=source.title))
    for coverage in every:
        for metric, stated in coverage.figure.stated.items():
            if stated.source == source:
                lines.append(_number_line(coverage.figure.segment, metric, stated, t))
    doubts = dict.fromkeys(
        stated.doubt
        for coverage in every
        for stated in coverage.figure.stated.values()
        if stated.source == source and stated.doubt
    )
    return [*lines, *phrases.doubt_lines(doubts, t)]


def _number_line(segment: Segment, metric: Metric, stated: Stated, t: Translator) -> Html:
    number = (
        t.share(stated.quantity) if metric in (Metric.COVERAGE, Metric.SHARE) else t.people(stated.quantity)
    )
    line = t(
        "• {segment}, {metric}: {number}",
        segment=phrases.segment_name(segment, t),
        metric=metric_name(metric, t),
        number=number,
    )
    notes = [t("({note})", note=t.note(stated.note))] if stated.note else []
    return Html(" ".join([line, *notes]))


def metric_name(metric: Metric, t: Translator) -> Html:
    """What a published number measures."""
    match metric:
        case Metric.COVERED:
            return t("covered")
        case Metric.WORKERS:
            return t("workers (denominator)")
        case Metric.UNCOVERED:
            return t("not covered")
        case Metric.COVERAGE:
            return t("coverage")
        case Metric.SHARE:
            return t("share of all employed people")
    assert_never(metric)


def _basis_block(found: CoverageAnswer, t: Translator) -> list[Html]:
    basis = phrases.basis_name(found.figures.basis, t)
    inferred = any(stated.basis_inferred for stated in found.coverage.figure.stated.values())
    if inferred:
        return [t("Denominator: {basis}. The source does not say so; its size shows it.", basis=basis)]
    return [t("Denominator: {basis}", basis=basis)]


def _derived_block(every: tuple[Coverage, ...], t: Translator) -> list[Html]:
    lines = []
    for coverage in every:
        workers, segment = coverage.workers, phrases.segment_name(coverage.figure.segment, t)
        uncovered = coverage.figure[Metric.UNCOVERED]
        if workers and coverage.covered and uncovered and coverage.figure[Metric.WORKERS] is None:
            lines.append(
                t(
                    "• {segment}: {covered} + {uncovered} = {workers} workers",
                    segment=segment,
                    covered=t.people(coverage.covered),
                    uncovered=t.people(uncovered.quantity),
                    workers=t.people(workers),
                )
            )
        if coverage.share and coverage.share.derived and coverage.covered and workers:
            lines.append(
                t(
                    "• {segment}: {covered} / {workers} = {share}",
                    segment=segment,
                    covered=t.people(coverage.covered),
                    workers=t.people(workers),
                    share=t.share(coverage.share),
                )
            )
        if workers and workers.derived and not workers.is_exact:
            lines.append(
                t(
                    "• {segment}: between {low} and {high} workers, from the rounded percentage",
                    segment=segment,
                    low=t.number(int(workers.low)),
                    high=t.number(int(workers.high)),
                )
            )
    return [t("Worked out here, not stated by the source:"), *lines] if lines else []


COMMAND = Command(
    intent=Intent.SOURCE,
    names=("sumber", "source"),
    summary=mark("Where a figure comes from"),
    parse=parse,
    answer=answer,
    present=present,
    example="/sumber kalbar",
)
