"""/target: coverage beside every target that applies to a region."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot import phrases, picturing
from bot.charts import Bar, Bars, Frame, Mark
from bot.commands import Command
from bot.i18n import Html, Translator, mark
from bot.language.heard import Heard
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message, shown
from bot.occasion import Occasion
from bot.phrases import aims
from core.coverage import CoverageAnswer, NoFigures, answer_coverage
from core.model import Issuer, Segment
from core.period import Period
from core.targets import (
    Comparison,
    Incomparable,
    Reach,
    TargetAnswer,
    TargetCheck,
    answer_targets,
    reach,
)

_EVERY = "all"


@dataclass(frozen=True, slots=True)
class Found:
    """A region's targets, as asked."""

    question: Question
    targets: TargetAnswer


@dataclass(frozen=True, slots=True)
class Wished:
    """The way to a share that the asker named."""

    question: Question
    found: CoverageAnswer
    reach: Reach


def parse(text: str, understanding: Understanding) -> Heard:
    """A region, a segment and a period, in any order, all of them optional."""
    return understanding.argument(Intent.TARGET, text)


def answer(question: Question, occasion: Occasion) -> Found | Wished | NoFigures:
    """Every target that applies to the region, or the way to a share that was named.

    Without any figure and target, what else there is.
    """
    region = question.region or occasion.region
    segment = question.segment or Segment.TOTAL
    if question.share is not None:
        figures = answer_coverage(occasion.figures, region, segment, question.period, occasion.today)
        way = None if isinstance(figures, NoFigures) else reach(figures.coverage, question.share)
        if way and not isinstance(figures, NoFigures):
            return Wished(question, figures, way)
    targets = answer_targets(occasion.figures, region, segment, question.period, occasion.today)
    if targets.compared or occasion.figures.own_targets(region):
        return Found(question, targets)
    found = answer_coverage(occasion.figures, region, segment, question.period, occasion.today)
    return found if isinstance(found, NoFigures) else Found(question, targets)


def present(answer: Found | Wished | NoFigures, occasion: Occasion) -> Message:
    """The first target's outcome, then each target of these figures whole, then the others in a line each."""
    match answer:
        case NoFigures():
            return phrases.nothing_known(answer, Intent.TARGET, occasion)
        case Wished():
            return _way(answer, occasion)
        case Found():
            return _targets(answer, occasion)


def _way(answer: Wished, occasion: Occasion) -> Message:
    """How many people are missing to the share that was named, first thing."""
    t, found, way = occasion.t, answer.found, answer.reach
    coverage = way.coverage
    holes = {
        "region": occasion.figures.regions[found.figures.region].name,
        "period": t.period(found.figures.period),
        "aim": t.percent(way.share, phrases.decimals(way.share)),
        "people": t.people(way.short) if way.short else "",
        "points": t.points(way.gap),
    }
    if way.met:
        headline = t("<b>{region} {period}: {aim} is reached, {points} above</b>", **holes)
    elif way.short and way.short.high > 0:
        headline = t("<b>{region} {period}: {people} more workers to reach {aim}</b>", **holes)
    else:
        headline = t("<b>{region} {period}: {points} short of {aim}</b>", **holes)
    share = t.share(coverage.share) if coverage.share else ""
    workers = phrases.workers_of(coverage.figure.segment, t)
    lines = [
        headline,
        t("Coverage of {workers}: {share}, a gap of {points}.", workers=workers, share=share, **holes),
    ]
    blocks = [
        "\n".join(lines),
        "\n".join([*phrases.doubt_lines(coverage.doubts, t), *phrases.sourcing(found, t)]),
    ]
    asked = answer.question
    buttons = (
        Button(t("All targets"), replace(asked, share=None)),
        Button(t("Coverage"), Question(Intent.COVERAGE, asked.regions, asked.segments, asked.periods)),
        Button(t("Source"), Question(Intent.SOURCE, asked.regions, asked.segments, asked.periods)),
    )
    return Message("\n\n".join(blocks), (buttons,), asked)


def _targets(answer: Found, occasion: Occasion) -> Message:
    t, targets = occasion.t, _of_instrument(answer)
    if picturing.is_wanted(answer.question) and targets.compared:
        return _picture(answer, targets, occasion)
    whole = [check for check in targets.compared if _is_main(check, targets)]
    others = [check for check in targets.checks if check not in whole]
    blocks = [
        [aims.headline(targets, occasion), *_missing_instrument(answer, t)],
        aims.own_coverage(targets, t),
        *(
            [aims.segment_line(check, t), *aims.outcome_lines(check, t), *aims.outlook_lines(check, occasion)]
            for check in whole
        ),
        aims.other_lines(others if _wants_all(answer.question) else _foremost(others), t),
        aims.footnotes(targets, whole, t),
    ]
    text = "\n\n".join("\n".join(lines) for lines in blocks if lines)
    return Message(text, _buttons(answer, occasion), picturing.without(answer.question))


def _picture(answer: Found, targets: TargetAnswer, occasion: Occasion) -> Message:
    """Every target that stands beside these figures, upon their bars; the caption says the same in words."""
    t, drawn = occasion.t, _drawn(targets)
    headline = aims.headline(targets, occasion)
    lines = [[aims.segment_line(check, t), *aims.outcome_lines(check, t)] for check in drawn]
    text = picturing.caption(
        ([headline], *lines, aims.footnotes(targets, drawn, t)),
        ([headline], [_drawn_line(check, t) for check in drawn], aims.footnotes(targets, drawn, t)),
    )
    bars = tuple(
        _bar([check for check in drawn if check.target.segment is segment], t)
        for segment in dict.fromkeys(check.target.segment for check in drawn)
    )
    ways = picturing.ways_back(answer.question, occasion)
    return Message(text, ways, answer.question, picture=Bars(_frame(targets, drawn, occasion), bars))


def _drawn(targets: TargetAnswer) -> list[TargetCheck]:
    """The main targets on one basis: bars of two would invite a comparison that does not hold."""
    main = [check for check in targets.compared if _is_main(check, targets)]
    basis = _comparison(main[0]).coverage.figure.basis
    return [check for check in main if _comparison(check).coverage.figure.basis is basis]


def _comparison(check: TargetCheck) -> Comparison:
    if isinstance(check.outcome, Incomparable):
        raise TypeError("a compared target has a comparison")
    return check.outcome


def _bar(checks: list[TargetCheck], t: Translator) -> Bar:
    """A segment's coverage with its targets, the lowest first as on the bar."""
    coverage, segment = _comparison(checks[0]).coverage, checks[0].target.segment
    if coverage.share is None:
        raise TypeError("a compared target has a coverage")
    ordered = sorted(checks, key=lambda check: check.target.low)
    marks = (
        Mark(check.target.low, check.target.high, shown(phrases.target_line(check, t))) for check in ordered
    )
    return Bar(
        name=shown(phrases.segment_name(segment, t)),
        beside="",
        value=coverage.share.shown,
        said=shown(t.share(coverage.share)),
        unsure=picturing.is_unsure(coverage),
        marks=tuple(marks),
    )


def _frame(targets: TargetAnswer, drawn: list[TargetCheck], occasion: Occasion) -> Frame:
    t, figure = occasion.t, _comparison(drawn[0]).coverage.figure
    doubts = [
        doubt
        for check in drawn
        for doubt in (*_comparison(check).coverage.doubts, check.target.doubt)
        if doubt
    ]
    noted = {check.target.instrument: check.target.note for check in drawn if check.target.note}
    left_out = len(targets.checks) - len(drawn)
    notes = [
        t("Denominator: {basis}", basis=phrases.basis_name(figure.basis, t)),
        *phrases.doubt_lines(dict.fromkeys(doubts), t),
        *(t("{target}: {note}.", target=name, note=t.note(note)) for name, note in noted.items()),
        *([_left_out(left_out, t)] if left_out else []),
    ]
    figures = [source for check in drawn for source in _comparison(check).coverage.figure.sources]
    sources = dict.fromkeys([*figures, *(check.target.source for check in drawn)])
    key = picturing.key_to_bars(
        t("Blue: coverage. Black line: target."), [_comparison(check).coverage for check in drawn], t
    )
    return picturing.frame(aims.headline(targets, occasion), key, notes, sources, t)


def _left_out(count: int, t: Translator) -> Html:
    return t.plural(
        "Not drawn: {count} other target that does not stand beside this figure.",
        "Not drawn: {count} other targets that do not stand beside this figure.",
        count,
    )


def _drawn_line(check: TargetCheck, t: Translator) -> Html:
    coverage = _comparison(check).coverage
    return t(
        "• {segment}: <b>{share}</b>. {target}",
        segment=phrases.segment_name(check.target.segment, t),
        share=t.share(coverage.share) if coverage.share else "",
        target=phrases.target_line(check, t),
    )


def _wants_all(question: Question) -> bool:
    return question.topic == _EVERY or question.instrument is not None


def _of_instrument(answer: Found) -> TargetAnswer:
    """Only the targets of the plan or law that was named; all of them where it sets none here."""
    named = answer.question.instrument
    fitting = tuple(
        check for check in answer.targets.checks if named and named in check.target.instrument.lower()
    )
    return replace(answer.targets, checks=fitting) if fitting else answer.targets


def _missing_instrument(answer: Found, t: Translator) -> list[Html]:
    named = answer.question.instrument
    if not named or any(named in check.target.instrument.lower() for check in answer.targets.checks):
        return []
    name = named.upper() if named.startswith(("rk", "rp", "ucj")) else named.capitalize()
    return [t("A target of {instrument} is not known here; these are the ones that are.", instrument=name)]


def _foremost(others: list[TargetCheck]) -> list[TargetCheck]:
    """What fits one screen: the region's own targets, and those that stand beside a figure."""
    return [
        check
        for check in others
        if check.target.issuer is Issuer.OWN or isinstance(check.outcome, Comparison)
    ]


def _is_main(check: TargetCheck, targets: TargetAnswer) -> bool:
    """Whether a target stands beside the figures that answer; without such figures the first one does."""
    if not isinstance(check.outcome, Comparison):
        return False
    shown = targets.figures.period if targets.figures else None
    at_shown = [each for each in targets.compared if _period_of(each) == shown]
    return check in (at_shown or targets.compared[:1])


def _period_of(check: TargetCheck) -> Period | None:
    return check.outcome.coverage.figure.period if isinstance(check.outcome, Comparison) else None


def _buttons(answer: Found, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    t, question, region = occasion.t, answer.question, answer.targets.region
    hidden = len(answer.targets.listed) - len(_foremost(list(answer.targets.listed)))
    more = [
        Button(t("Coverage"), Question(Intent.COVERAGE, (region,), question.segments, question.periods)),
        Button(t("Source"), Question(Intent.SOURCE, (region,), question.segments, question.periods)),
        Button(t("Rules"), Question(Intent.RULES)),
    ]
    if hidden and not _wants_all(question):
        label = t("All targets ({count})", count=t.number(len(answer.targets.checks)))
        more.append(
            Button(label, Question(Intent.TARGET, (region,), question.segments, question.periods, _EVERY))
        )
    if answer.targets.compared:
        more.append(picturing.button(replace(question, regions=(region,)), t))

    def asked(segment: Segment) -> Question:
        return Question(Intent.TARGET, (region,), (segment,), question.periods)

    return phrases.with_segments(
        (region, question.period), asked, answer.targets.segment, tuple(more), occasion
    )


COMMAND = Command(
    intent=Intent.TARGET,
    names=("target",),
    summary=mark("Coverage beside its targets: gap and people short"),
    parse=parse,
    answer=answer,
    present=present,
    example="/target kalbar",
)
