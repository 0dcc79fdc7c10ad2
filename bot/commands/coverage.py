"""/cakupan: how many of a region's workers are covered."""

from __future__ import annotations

from dataclasses import dataclass

from bot import phrases, picturing
from bot.charts import Bar, Bars
from bot.commands import Command
from bot.i18n import Html, Translator, escaped, mark
from bot.language.heard import Heard
from bot.language.question import PICTURE, Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message, shown
from bot.occasion import Occasion
from bot.phrases import position
from core.coverage import Coverage, CoverageAnswer, NoFigures, answer_coverage
from core.model import Basis, Break, Segment
from core.targets import TargetCheck, target_of_the_year


@dataclass(frozen=True, slots=True)
class Found:
    """A region's coverage with the target nearest to it, and the break that newer figures lie beyond."""

    question: Question
    coverage: CoverageAnswer
    nearest: TargetCheck | None
    breaks: tuple[Break, ...]


def parse(text: str, understanding: Understanding) -> Heard:
    """A region, a segment and a period, in any order, all of them optional."""
    return understanding.argument(Intent.COVERAGE, text)


def answer(question: Question, occasion: Occasion) -> Found | NoFigures:
    """The coverage asked for, of the chat's own region where none was named."""
    region = question.region or occasion.region
    segment = question.segment or Segment.TOTAL
    found = answer_coverage(occasion.figures, region, segment, question.period, occasion.today)
    if isinstance(found, NoFigures):
        return found
    target = target_of_the_year(occasion.figures, found.coverage, question.period, occasion.today)
    return Found(question, found, target, occasion.figures.breaks(region))


def present(answer: Found | NoFigures, occasion: Occasion) -> Message:
    """The figure in the first line, then its parts, its target, its basis, its source and what is newer."""
    if isinstance(answer, NoFigures):
        return phrases.nothing_known(answer, Intent.COVERAGE, occasion)
    if picturing.is_wanted(answer.question) and _drawable(answer):
        return _picture(answer, occasion)
    found, t = answer.coverage, occasion.t
    blocks = (
        [*_opening(answer, occasion), *_cautions(found.coverage, t)],
        [_part_line(part, t) for part in found.parts],
        [phrases.target_line(answer.nearest, t)] if answer.nearest else [],
        phrases.sourcing(found, t),
        [_newer_line(answer, t)] if found.newer else [],
    )
    text = "\n\n".join("\n".join(lines) for lines in blocks if lines)
    return Message(text, _buttons(answer, occasion), picturing.without(answer.question))


def _picture(answer: Found, occasion: Occasion) -> Message:
    """The segments beneath one another; the caption says the same in words."""
    found, t = answer.coverage, occasion.t
    opening = _opening(answer, occasion)
    key = t("Blue: covered. 100% is everybody whom the denominator counts.")
    doubts = (doubt for part in found.parts for doubt in _doubts(part, t))
    notes = [phrases.basis_line(found, t), *_cautions(found.coverage, t), *doubts]
    key = picturing.key_to_bars(key, _drawable(answer), t)
    frame = picturing.frame(opening[0], key, notes, found.sources, t)
    text = picturing.caption(
        (
            [*opening, *_cautions(found.coverage, t)],
            [_part_line(part, t) for part in found.parts],
            phrases.sourcing(found, t),
        )
    )
    bars = tuple(_bar(each, t) for each in _drawable(answer))
    return Message(
        text, picturing.ways_back(answer.question, occasion), answer.question, picture=Bars(frame, bars)
    )


def _drawable(answer: Found) -> list[Coverage]:
    return [each for each in (answer.coverage.coverage, *answer.coverage.parts) if each.share]


def _bar(coverage: Coverage, t: Translator) -> Bar:
    if coverage.share is None:
        raise TypeError("only a share can be drawn as a bar")
    name = shown(phrases.segment_name(coverage.figure.segment, t))
    return Bar(
        name=name,
        beside=shown(_people(coverage, t)),
        value=coverage.share.shown,
        said=shown(t.share(coverage.share)),
        unsure=picturing.is_unsure(coverage),
    )


def _people(coverage: Coverage, t: Translator) -> Html:
    if coverage.covered and coverage.workers:
        covered, workers = t.people(coverage.covered), t.people(coverage.workers)
        return t("{covered} of {workers} workers", covered=covered, workers=workers)
    return t("{number} workers", number=t.people(coverage.covered)) if coverage.covered else Html("")


def _doubts(coverage: Coverage, t: Translator) -> list[Html]:
    """What makes the bar of a part pale, said of its segment."""
    segment = phrases.segment_name(coverage.figure.segment, t)
    lines = phrases.doubt_lines(coverage.doubts, t)
    if coverage.share and phrases.is_round(coverage.share):
        lines.append(t("The source gives a round figure only."))
    return [t("{segment}: {line}", segment=segment, line=line) for line in lines]


def _opening(answer: Found, occasion: Occasion) -> list[Html]:
    """What was asked in the first line: the covered, or those who are not."""
    found, t = answer.coverage, occasion.t
    coverage = found.coverage
    if not answer.question.uncovered or coverage.uncovered is None:
        return [position.headline(found, occasion), *_counts(coverage, t)]
    headline = t(
        "<b>{region} {period}: {uncovered} {workers} not yet covered</b>",
        region=occasion.figures.regions[found.figures.region].name,
        period=t.period(found.figures.period),
        uncovered=t.people(coverage.uncovered),
        workers=phrases.workers_of(coverage.figure.segment, t),
    )
    counts = _counts(coverage, t)
    share = [t("Coverage: {share}", share=t.share(coverage.share))] if coverage.share else []
    return [headline, *share, *counts[:1]]


def _counts(coverage: Coverage, t: Translator) -> list[Html]:
    lines, uncovered = [], coverage.uncovered
    if coverage.share and coverage.covered and coverage.workers:
        covered, workers = t.people(coverage.covered), t.people(coverage.workers)
        lines.append(t("Covered: {covered} of {workers} workers", covered=covered, workers=workers))
    elif coverage.share and coverage.covered:
        lines.append(t("Covered: {covered} workers", covered=t.people(coverage.covered)))
    elif coverage.covered:
        lines.append(
            t("A percentage cannot be given: the number of all workers is not stated on this basis.")
        )
    if uncovered:
        lines.append(t("Not yet covered: {uncovered} workers", uncovered=t.people(uncovered)))
    return lines


def _cautions(coverage: Coverage, t: Translator) -> list[Html]:
    contradiction = phrases.contradiction(coverage, t)
    notes = [t("Note: {note}.", note=t.note(note)) for note in coverage.notes]
    if coverage.share and phrases.is_round(coverage.share):
        notes.append(t("The source gives a round figure only."))
    return [*phrases.doubt_lines(coverage.doubts, t), *([contradiction] if contradiction else []), *notes]


def _part_line(part: Coverage, t: Translator) -> Html:
    holes: dict[str, object] = {"segment": phrases.segment_name(part.figure.segment, t)}
    if part.share and part.covered:
        share, covered = t.share(part.share), t.people(part.covered)
        line = t("• {segment}: <b>{share}</b>, {covered}", share=share, covered=covered, **holes)
    elif part.share:
        line = t("• {segment}: <b>{share}</b>", share=t.share(part.share), **holes)
    elif part.covered:
        line = t("• {segment}: {covered} covered", covered=t.people(part.covered), **holes)
    elif part.uncovered:
        line = t("• {segment}: {uncovered} not covered", uncovered=t.people(part.uncovered), **holes)
    else:
        line = t("• {segment}: coverage not stated", **holes)
    return Html(" ".join((line, *phrases.doubt_lines(part.doubts, t))))


def _newer_line(answer: Found, t: Translator) -> Html:
    """Newer figures, the fullest of each basis, each a link to its source."""
    fullest: dict[Basis, Coverage] = {}
    for coverage in sorted(answer.coverage.newer, key=lambda each: -each.figure.completeness):
        fullest.setdefault(coverage.figure.basis, coverage)
    figures = Html(" · ".join(_newer(coverage, answer, t) for coverage in fullest.values()))
    return t("Newer, not comparable: {figures}", figures=figures)


def _newer(coverage: Coverage, answer: Found, t: Translator) -> Html:
    figure = coverage.figure
    share = t.share(coverage.share) if coverage.share else ""
    reason = _reason(coverage, answer, t)
    reasons = [*([reason] if reason else []), *([t("doubtful")] if coverage.doubts else [])]
    return t(
        "{share} {period} ({reasons})",
        share=phrases.linked(share, figure.sources[0].url),
        period=t.period(figure.period),
        reasons=Html("; ".join(reasons or [t("without segments")])),
    )


def _reason(coverage: Coverage, answer: Found, t: Translator) -> Html | None:
    """The weightiest reason, besides a doubt, why a newer figure does not take the place of the one shown."""
    figure = coverage.figure
    if figure.basis is Basis.UNKNOWN and answer.coverage.figures.basis is not Basis.UNKNOWN:
        return t("denominator not named")
    if figure.basis is not answer.coverage.figures.basis:
        return t("on another denominator, {basis}", basis=phrases.basis_in_words(figure.basis, t))
    if coverage.denominator_note:
        return escaped(t.note(coverage.denominator_note))
    if any(found.basis is figure.basis and not figure.period < found.since for found in answer.breaks):
        return t("the series counts differently")
    if coverage.covered is None:
        rounded = coverage.share is not None and phrases.is_round(coverage.share)
        return t("a round percentage only") if rounded else t("percentage only")
    return None


def _buttons(answer: Found, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    t, question = occasion.t, answer.question
    region, periods = answer.coverage.figures.region, question.periods
    segment = answer.coverage.coverage.figure.segment
    drawn = Question(
        Intent.COVERAGE, (region,), question.segments, periods, PICTURE, uncovered=question.uncovered
    )
    more = (
        Button(t("Target"), Question(Intent.TARGET, (region,), question.segments, periods)),
        Button(t("Source"), Question(Intent.SOURCE, (region,), question.segments, periods)),
        *([picturing.button(drawn, t)] if _drawable(answer) else []),
    )

    def asked(segment: Segment) -> Question:
        return Question(Intent.COVERAGE, (region,), (segment,), periods)

    return phrases.with_segments((region, question.period), asked, segment, more, occasion)


COMMAND = Command(
    intent=Intent.COVERAGE,
    names=("cakupan", "coverage"),
    summary=mark("Coverage of a region's workers"),
    parse=parse,
    answer=answer,
    present=present,
    example="/cakupan kalbar",
)
