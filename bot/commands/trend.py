"""/tren: how a region's coverage developed, on one denominator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot import phrases, picturing
from bot.charts import Course, Dot, Frame
from bot.commands import Command
from bot.i18n import Html, Translator, mark
from bot.language.heard import Heard
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message, shown
from bot.occasion import Occasion
from bot.phrases import changes, pasting
from core.coverage import NoFigures, answer_coverage
from core.model import Basis, Break, Metric, Segment
from core.quantity import Quantity
from core.series import Point, Step
from core.trend import Trend, Window, answer_trend

_MOST_DRAWN: Final = 8
"""As many figures as a picture has room for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A region's development, as asked."""

    question: Question
    trend: Trend


def parse(text: str, understanding: Understanding) -> Heard:
    """A region, a segment and a stretch of time, in any order, all of them optional."""
    return understanding.argument(Intent.TREND, text)


def answer(question: Question, occasion: Occasion) -> Found | NoFigures:
    """The development asked for, of the chat's own region where none was named."""
    region = question.region or occasion.region
    segment = question.segment or Segment.TOTAL
    since, until = question.since, question.until
    if since and until and until < since:
        since, until = until, since
    window = Window(since, until, question.months, question.periods)
    trend = answer_trend(
        occasion.figures, region, segment, window, occasion.today, uncovered=question.uncovered
    )
    if not trend.known:
        found = answer_coverage(occasion.figures, region, segment, None, occasion.today)
        if isinstance(found, NoFigures):
            return found
    return Found(question, trend)


def present(answer: Found | NoFigures, occasion: Occasion) -> Message:
    """The change in the first line, then figure by figure, what is missing, the denominator and the sources."""
    if isinstance(answer, NoFigures):
        return phrases.nothing_known(answer, Intent.TREND, occasion)
    t, trend = occasion.t, answer.trend
    if picturing.is_wanted(answer.question) and len(trend.points) > 1:
        return _picture(answer, occasion)
    blocks = (
        [_headline(trend, occasion), *_details(trend, t)],
        _series(trend, t),
        _remarks(answer, t),
        _other_lines(trend.others, t),
        _footnotes(trend, t),
    )
    text = "\n\n".join("\n".join(lines) for lines in blocks if lines)
    return Message(text, _buttons(answer, occasion), picturing.without(answer.question))


def _picture(answer: Found, occasion: Occasion) -> Message:
    """The figures of one denominator, one after another; the caption says the same in words."""
    t, trend = occasion.t, answer.trend
    first = max(0, len(trend.points) - _MOST_DRAWN)
    points, headline = trend.points[first:], _headline(trend, occasion)
    joined = [
        (points.index(step.earlier), points.index(step.later))
        for step in trend.steps
        if isinstance(step.outcome, Quantity) and step.earlier in points
    ]
    breaks = [at for at, step in enumerate(trend.steps[first:], 1) if isinstance(step.outcome, Break)]
    age = phrases.age(trend.points[-1].period, trend.as_of, t)
    footnotes = [
        *_denominator(trend, t),
        t("Sources: named in the picture, linked at each figure · {age}", age=age),
    ]
    series = _series(trend, t)
    text = picturing.caption(
        ([headline, *_details(trend, t)], series, _remarks(answer, t), footnotes),
        ([headline, *_details(trend, t)], series, footnotes),
        ([headline], series, footnotes),
        ([headline], [_point_line(point, t) for point in points], footnotes),
    )
    course = Course(
        _frame(answer, points, occasion),
        tuple(_dot(point, t) for point in points),
        tuple(joined),
        tuple(breaks),
        shown(t("series breaks")),
    )
    return Message(text, picturing.ways_back(answer.question, occasion), answer.question, picture=course)


def _dot(point: Point, t: Translator) -> Dot:
    unsure = picturing.is_unsure(point.coverage)
    return Dot(t.period(point.period), point.share.shown, shown(t.share(point.share)), unsure)


def _frame(answer: Found, points: Sequence[Point], occasion: Occasion) -> Frame:
    t, trend = occasion.t, answer.trend
    key = [t("Each dot is a reported figure, in equal steps. A line joins figures that can be compared.")]
    if any(picturing.is_unsure(point.coverage) for point in points):
        key.append(t("Hollow: round or doubtful."))
    reasons = dict.fromkeys(
        changes.reason(step, t) for step in trend.steps if isinstance(step.outcome, Break)
    )
    cut = len(points) < len(trend.points)
    notes = [
        *_denominator(trend, t),
        *(t("Break: {reason}.", reason=reason) for reason in reasons),
        *(line for point in points for line in _notes(point, t)),
        *([t("Only the last {count} figures are drawn.", count=t.number(len(points)))] if cut else []),
        *([t("Figures on another denominator are not drawn.")] if trend.others else []),
    ]
    sources = dict.fromkeys(source for point in points for source in point.coverage.figure.sources)
    return picturing.frame(_headline(trend, occasion), Html(" ".join(key)), notes, sources, t)


def _headline(trend: Trend, occasion: Occasion) -> Html:
    t = occasion.t
    workers = phrases.workers_of(trend.segment, t)
    holes: dict[str, object] = {
        "region": occasion.figures.regions[trend.region].name,
        "what": t("the share of {workers} not covered", workers=workers)
        if trend.uncovered
        else t("coverage of {workers}", workers=workers),
    }
    if trend.finding:
        return _finding(trend.finding, holes, t)
    if len(trend.points) > 1:
        return t("<b>{region}: the figures on {what} cannot be compared with one another</b>", **holes)
    if trend.points:
        return t("<b>{region}: only one figure on {what}, no development yet</b>", **holes)
    if trend.known:
        return t("<b>{region}: no figure on {what} in that time</b>", **holes)
    return t("<b>{region}: there are numbers of people, but no percentage to follow</b>", **holes)


def _finding(step: Step, holes: dict[str, object], t: Translator) -> Html:
    between = {"start": t.period(step.earlier.period), "end": t.period(step.later.period)}
    if not isinstance(step.outcome, Quantity):
        return t(
            "<b>{region}: {what} from {start} to {end} changed by less than the rounding</b>",
            **holes,
            **between,
        )
    if step.outcome.shown == 0:
        return t("<b>{region}: {what} is the same in {start} and {end}</b>", **holes, **between)
    change = changes.doubted(step, t)
    return t("<b>{region}: {what} {change} from {start} to {end}</b>", change=change, **holes, **between)


def _details(trend: Trend, t: Translator) -> list[Html]:
    step = trend.finding
    if step is None:
        return []
    start, end = step.earlier, step.later
    lines = [t("From {first} to {last}.", first=t.share(start.share), last=t.share(end.share))]
    lines += changes.mean(step, t)
    first, last = start.coverage.workers, end.coverage.workers
    if first and last and not first.meets(last):
        before, after = t.people(first), t.people(last)
        lines.append(
            t("The denominator itself went from {before} to {after} workers.", before=before, after=after)
        )
    return lines


def _series(trend: Trend, t: Translator) -> list[Html]:
    """A line for every figure, and one for every break before it."""
    lines = [_point_line(point, t) for point in trend.points[:1]]
    for above, step in zip(trend.points, trend.steps, strict=False):
        if isinstance(step.outcome, Break):
            lines.append(t("<i>Series breaks here: {reason}.</i>", reason=changes.reason(step, t)))
        lines.append(_line_after(step, above, t))
    return lines


def _point_line(point: Point, t: Translator) -> Html:
    share = phrases.linked(t.share(point.share), _source_url(point))
    line = t("• {period}: <b>{share}</b>", period=t.period(point.period), share=share)
    uncovered = point.coverage.uncovered
    if uncovered and point.share is not point.coverage.share:
        line = t("{line}, {people} workers", line=line, people=t.people(uncovered))
    marks = [
        *([t("round figure")] if phrases.is_round(point.share) else []),
        *([t("doubtful")] if point.doubtful else []),
    ]
    return t("{line} ({marks})", line=line, marks="; ".join(marks)) if marks else line


def _line_after(step: Step, above: Point, t: Translator) -> Html:
    """A figure with its change since the line above it, or since the one named."""
    line = _point_line(step.later, t)
    if isinstance(step.outcome, Break):
        return line
    if not isinstance(step.outcome, Quantity):
        return t("{line}, not compared: {reason}", line=line, reason=changes.reason(step, t))
    change = changes.change(step.outcome, t)
    if step.earlier == above:
        return t("{line}, {change}", line=line, change=change)
    return t(
        "{line}, {change} since {period}", line=line, change=change, period=t.period(step.earlier.period)
    )


def _source_url(point: Point) -> str:
    figure = point.coverage.figure
    stated = figure[Metric.COVERAGE] or figure[Metric.COVERED]
    return (stated.source if stated else figure.sources[0]).url


def _remarks(answer: Found, t: Translator) -> list[Html]:
    """What is missing and what the sources say of single figures."""
    trend = answer.trend
    steps = (*([trend.finding] if trend.finding else []), *trend.steps)
    lines = list(dict.fromkeys(line for step in steps for line in changes.footnote(step, t)))
    if trend.gaps:
        years = t.listed(str(year) for year in trend.gaps)
        lines.append(t("No figure on this denominator for {years}.", years=years))
    lines += [line for point in trend.points for line in _notes(point, t)]
    if not trend.points and trend.known:
        periods = t.listed(t.period(period) for period in trend.known)
        lines.append(t("There are figures for {periods}.", periods=periods))
    if len(answer.question.regions) > 1 or len(answer.question.segments) > 1:
        lines.append(t("One development at a time; the others are behind the buttons."))
    return lines


def _notes(point: Point, t: Translator) -> list[Html]:
    period = t.period(point.period)
    doubts = [
        t("{period}, doubtful: {reason}.", period=period, reason=t.note(note))
        for note in point.coverage.doubts
    ]
    notes = [t("{period}: {note}.", period=period, note=t.note(note)) for note in point.coverage.notes]
    return [*doubts, *notes]


def _other_lines(others: tuple[Point, ...], t: Translator) -> list[Html]:
    if not others:
        return []
    lines = [t("Of another denominator, not joined:")]
    for basis in Basis:
        figures = [_other(point, t) for point in others if point.coverage.figure.basis is basis]
        if figures:
            name = phrases.basis_name(basis, t)
            lines.append(t("• {basis}: {figures}", basis=name, figures=Html(" · ".join(figures))))
    return lines


def _other(point: Point, t: Translator) -> Html:
    share = phrases.linked(t.share(point.share), _source_url(point))
    holes: dict[str, object] = {"share": share, "period": t.period(point.period)}
    if point.doubtful:
        return t("{share} {period} (doubtful)", **holes)
    return t("{share} {period}", **holes)


def _footnotes(trend: Trend, t: Translator) -> list[Html]:
    if not trend.points:
        return []
    sources = dict.fromkeys(source for point in trend.points for source in point.coverage.figure.sources)
    age = phrases.age(trend.points[-1].period, trend.as_of, t)
    named = pasting.sources(sources, t)
    return [
        *_denominator(trend, t),
        t("Sources, linked at each figure: {sources} · {age}", sources=named, age=age),
    ]


def _denominator(trend: Trend, t: Translator) -> list[Html]:
    lines = [t("Denominator: {basis}", basis=phrases.basis_name(trend.basis, t))]
    if trend.basis is Basis.UNKNOWN and trend.finding:
        lines.append(t("So only figures of one and the same source are compared."))
    return lines


def _buttons(answer: Found, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    t, trend = occasion.t, answer.trend
    question = picturing.without(answer.question)
    about = replace(question, regions=(trend.region,), segments=())
    asked = answer.question.segments[:1]
    more = [
        Button(t("Coverage"), Question(Intent.COVERAGE, (trend.region,), asked)),
        Button(t("Summary"), Question(Intent.BRIEF, (trend.region,), asked)),
        Button(t("Source"), Question(Intent.SOURCE, (trend.region,), asked)),
    ]
    if about != _unbounded(about):
        more.insert(0, Button(t("All years"), replace(_unbounded(about), segments=asked)))
    if len(trend.points) > 1:
        more.append(picturing.button(replace(question, regions=(trend.region,)), t))
    more += _other_regions(answer, occasion)

    def of(segment: Segment) -> Question:
        return replace(about, segments=(segment,))

    return phrases.with_segments((trend.region, about.period), of, trend.segment, tuple(more), occasion)


def _unbounded(question: Question) -> Question:
    return replace(question, since=None, until=None, months=None, periods=())


def _other_regions(answer: Found, occasion: Occasion) -> Iterable[Button]:
    for code in answer.question.regions[1:3]:
        yield phrases.region_button(code, replace(picturing.without(answer.question), regions=()), occasion)


COMMAND = Command(
    intent=Intent.TREND,
    names=("tren", "trend"),
    summary=mark("How coverage developed over the years"),
    parse=parse,
    answer=answer,
    present=present,
    example="/tren kalbar",
)
