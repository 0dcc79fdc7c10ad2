"""/ringkas: a region on one page, with what can be pasted elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot import phrases, picturing
from bot.commands import Command
from bot.i18n import Html, Translator, mark
from bot.language.heard import Heard
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message, plain
from bot.occasion import Occasion
from bot.phrases import changes, pasting, position
from core.coverage import Coverage, CoverageAnswer, NoFigures, answer_coverage
from core.model import Segment
from core.quantity import Quantity
from core.series import Step
from core.targets import Comparison, Incomparable, TargetCheck, answer_targets
from core.trend import latest_step


@dataclass(frozen=True, slots=True)
class Found:
    """A region's coverage, the nearest target of each segment, if any is known, and the step that led here."""

    question: Question
    coverage: CoverageAnswer
    nearest: tuple[TargetCheck, ...]
    targets: bool
    step: Step | None

    @property
    def main(self) -> TargetCheck | None:
        """The target of the very segment asked about."""
        segment = self.coverage.coverage.figure.segment
        return next((check for check in self.nearest if check.target.segment is segment), None)


def parse(text: str, understanding: Understanding) -> Heard:
    """A region, a segment and a period, in any order, all of them optional."""
    return understanding.argument(Intent.BRIEF, text)


def answer(question: Question, occasion: Occasion) -> Found | NoFigures:
    """What is known of a region, of the chat's own where none was named."""
    region = question.region or occasion.region
    segment = question.segment or Segment.TOTAL
    asked = (occasion.figures, region, segment, question.period, occasion.today)
    found = answer_coverage(*asked)
    if isinstance(found, NoFigures):
        return found
    checks = answer_targets(*asked).checks
    step = latest_step(occasion.figures, found.coverage)
    return Found(question, found, _nearest(checks, found), bool(checks), step)


def present(answer: Found | NoFigures, occasion: Occasion) -> Message:
    """The figure in the first line, its parts, targets, change, basis and source, then a paragraph to paste."""
    if isinstance(answer, NoFigures):
        return phrases.nothing_known(answer, Intent.BRIEF, occasion)
    t, found = occasion.t, answer.coverage
    memo = _memo(answer, occasion)
    pasted = [] if _fits(memo) else [t("For a nota dinas:"), Html(f"<blockquote>{memo}</blockquote>")]
    blocks = (
        [position.headline(found, occasion), *_counts(found.coverage, t), *_cautions(found.coverage, t)],
        [_part_line(part, t) for part in found.parts],
        _target_lines(answer, t),
        [_change_line(answer.step, t), *_newer_line(found, t), *phrases.sourcing(found, t)],
        [*pasted, pasting.columns(t)],
    )
    text = "\n\n".join("\n".join(lines) for lines in blocks if lines)
    return Message(text, _buttons(answer, memo, occasion), answer.question)


def _nearest(checks: Iterable[TargetCheck], found: CoverageAnswer) -> tuple[TargetCheck, ...]:
    """For every segment shown the first target that stands beside the very figure shown."""
    shown = [part.figure for part in (found.coverage, *found.parts)]
    nearest: dict[Segment, TargetCheck] = {}
    for check in checks:
        if isinstance(check.outcome, Comparison) and check.outcome.coverage.figure in shown:
            nearest.setdefault(check.target.segment, check)
    return tuple(nearest[segment] for segment in Segment if segment in nearest)


def _counts(coverage: Coverage, t: Translator) -> list[Html]:
    lines = []
    if coverage.covered and coverage.workers:
        covered, workers = t.people(coverage.covered), t.people(coverage.workers)
        lines.append(t("Covered: {covered} of {workers} workers", covered=covered, workers=workers))
    elif coverage.covered and coverage.share:
        lines.append(t("Covered: {covered} workers", covered=t.people(coverage.covered)))
    if coverage.uncovered:
        lines.append(t("Not yet covered: {uncovered} workers", uncovered=t.people(coverage.uncovered)))
    return lines


def _cautions(coverage: Coverage, t: Translator) -> list[Html]:
    contradiction = phrases.contradiction(coverage, t)
    rounded = coverage.share is not None and phrases.is_round(coverage.share)
    return [
        *phrases.doubt_lines(coverage.doubts, t),
        *([contradiction] if contradiction else []),
        *(t("Note: {note}.", note=t.note(note)) for note in coverage.notes),
        *([t("The source gives a round figure only.")] if rounded else []),
    ]


def _part_line(part: Coverage, t: Translator) -> Html:
    """A segment's coverage among its own workers; without one, the counts that there are."""
    holes: dict[str, object] = {"segment": phrases.segment_name(part.figure.segment, t)}
    if part.share:
        line = t("• {segment}: <b>{share}</b>", share=t.share(part.share), **holes)
    else:
        line = t("• {segment}: no percentage", **holes)
    if part.covered:
        line = t("{line}, {people} covered", line=line, people=t.people(part.covered))
    if part.uncovered:
        line = t("{line}, {people} not yet", line=line, people=t.people(part.uncovered))
    return Html(" ".join((line, *phrases.doubt_lines(part.doubts, t))))


def _target_lines(answer: Found, t: Translator) -> list[Html]:
    if not answer.nearest:
        none = t("No target is known.")
        return [t("No target can be compared with this figure yet.") if answer.targets else none]
    lines = []
    for check in answer.nearest:
        lines += [_target_line(check, t), _attainment(check, t)]
        lines += phrases.doubt_lines([check.target.doubt] if check.target.doubt else [], t)
    return [*lines, t("Category by the scale of Permendagri 86/2017.")]


def _target_line(check: TargetCheck, t: Translator) -> Html:
    line = phrases.target_line(check, t)
    if check.target.segment is Segment.TOTAL:
        return line
    return t("{segment}: {line}", segment=phrases.segment_name(check.target.segment, t), line=line)


def _attainment(check: TargetCheck, t: Translator) -> Html:
    """The degree of attainment; a target of a later year is not called met before its year."""
    outcome = check.outcome
    if isinstance(outcome, Incomparable):
        raise TypeError("only a compared target has an attainment")
    attainment = t.percent(outcome.attainment.shown)
    if outcome.category is None or outcome.met is None:
        return t("Attainment of the target: about {attainment}", attainment=attainment)
    holes: dict[str, object] = {
        "attainment": attainment,
        "category": position.category_name(outcome.category, t),
    }
    if outcome.met and outcome.coverage.figure.period.year < check.target.year:
        holes |= {"period": t.period(outcome.coverage.figure.period), "year": str(check.target.year)}
        return t(
            "Attainment of the target: {attainment} ({category}), of {period} for the target of {year}",
            **holes,
        )
    if outcome.met:
        return t("Attainment of the target: {attainment} ({category}), met", **holes)
    return t("Attainment of the target: {attainment} ({category}), not met", **holes)


def _change_line(step: Step | None, t: Translator) -> Html:
    if step is None:
        return t("Change: no earlier figure on this denominator.")
    if not isinstance(step.outcome, Quantity):
        return t("Change: not computed, {reason}.", reason=changes.reason(step, t))
    share = phrases.linked(t.share(step.earlier.share), step.earlier.coverage.figure.sources[0].url)
    holes = {"change": changes.doubted(step, t), "period": t.period(step.earlier.period), "share": share}
    return Html(
        " ".join([t("Change: {change} since {period} ({share}).", **holes), *changes.footnote(step, t)])
    )


def _change_sentence(step: Step, t: Translator) -> Html:
    """The change as a sentence that carries the source of the earlier figure."""
    source = pasting.sources(step.earlier.coverage.figure.sources[:1], t)
    holes = {"change": changes.doubted(step, t), "period": t.period(step.earlier.period), "source": source}
    share = t.share(step.earlier.share)
    said = t("Compared with {period} ({share}, {source}), coverage is {change}.", share=share, **holes)
    return Html(" ".join([said, *changes.footnote(step, t)]))


def _newer_line(found: CoverageAnswer, t: Translator) -> list[Html]:
    """Only that there are newer figures: what they lack takes the room that the coverage answer has."""
    if not found.newer:
        return []
    periods = dict.fromkeys(t.period(newer.figure.period) for newer in found.newer)
    return [t("Newer but not comparable: {periods}; see Coverage.", periods=t.listed(reversed(periods)))]


def _memo(answer: Found, occasion: Occasion) -> Html:
    t, check, step = occasion.t, answer.main, answer.step
    further = []
    if check:
        attainment = t("{attainment} (scale of Permendagri 86/2017).", attainment=_attainment(check, t))
        doubts = phrases.doubt_lines([check.target.doubt] if check.target.doubt else [], t)
        further += [pasting.target_sentence(check, t), attainment, *doubts]
    if step and isinstance(step.outcome, Quantity):
        further.append(_change_sentence(step, t))
    return pasting.memo(answer.coverage, further, occasion)


def _fits(memo: Html) -> bool:
    return len(plain(memo)) <= pasting.COPY_LIMIT


def _buttons(answer: Found, memo: Html, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    t, found, question = occasion.t, answer.coverage, answer.question
    texts = (
        (t("Copy press sentence"), pasting.press_sentence(found, occasion)),
        (t("Copy for nota dinas"), plain(memo) if _fits(memo) else None),
        (t("Copy report row"), pasting.report_row(found, answer.main, occasion)),
    )
    copies = [Button(label, copy=text) for label, text in texts if text]
    region = (found.figures.region,)
    coverage = Question(Intent.COVERAGE, region, question.segments, question.periods)
    target = replace(coverage, intent=Intent.TARGET)
    neighbours = (
        Button(t("Coverage"), coverage),
        Button(t("Target"), target),
        Button(t("Trend"), Question(Intent.TREND, region, question.segments)),
        Button(t("Source"), Question(Intent.SOURCE, region, question.segments, question.periods)),
    )
    drawn = ((picturing.button(target if answer.main else coverage, t),),) if found.coverage.share else ()
    return (*phrases.in_rows(copies, 2), *phrases.in_rows(neighbours, 2), *drawn)


COMMAND = Command(
    intent=Intent.BRIEF,
    names=("ringkas", "ringkasan", "brief"),
    summary=mark("A region on one page, ready to paste"),
    parse=parse,
    answer=answer,
    present=present,
    example="/ringkas kalbar",
)
