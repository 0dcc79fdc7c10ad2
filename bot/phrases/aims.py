"""Targets in words: what stands first, the distance, the way ahead, and what they rest on."""

from __future__ import annotations

from typing import assert_never

from bot import phrases
from bot.i18n import Html, Translator, escaped
from bot.occasion import Occasion
from bot.phrases import changes, position
from core.coverage import Coverage, work_out
from core.model import Segment
from core.projection import Ahead, Reached, Receding, outlook
from core.series import Step
from core.targets import Comparison, Incomparable, TargetAnswer, TargetCheck


def headline(targets: TargetAnswer, occasion: Occasion) -> Html:
    """The foremost target, and whether it is met."""
    t, region = occasion.t, occasion.figures.regions[targets.region].name
    if not targets.compared:
        return t("<b>{region}: no target can be compared with its coverage yet</b>", region=region)
    check = targets.compared[0]
    outcome = check.outcome
    if isinstance(outcome, Incomparable):
        raise TypeError("a compared target has a comparison")
    holes = {
        "region": region,
        "period": t.period(outcome.coverage.figure.period),
        "target": phrases.target_share(check.target, t),
        "year": str(check.target.year),
        "share": t.share(outcome.coverage.share) if outcome.coverage.share else "",
    }
    if outcome.coverage.figure.period.year < check.target.year:
        distance = phrases.distance(outcome, t)
        return t(
            "<b>{region} {period}: {share}; {year} target of {target}: {distance}</b>",
            distance=distance,
            **holes,
        )
    if outcome.met is None:
        return t(
            "<b>{region} {period}: {share}, the {year} target of {target} may or may not be met</b>", **holes
        )
    if outcome.met:
        return t("<b>{region} {period}: {share}, {year} target of {target} met</b>", **holes)
    return t("<b>{region} {period}: {share}, {year} target of {target} not met</b>", **holes)


def segment_line(check: TargetCheck, t: Translator) -> Html:
    """A target and the segment it is for."""
    return t(
        "<b>{segment}</b>, target {percent} ({target})",
        segment=phrases.segment_name(check.target.segment, t),
        percent=phrases.target_share(check.target, t),
        target=phrases.target_name(check.target, t),
    )


def outcome_lines(check: TargetCheck, t: Translator) -> list[Html]:
    """How far the coverage is from a target, and how much of it is attained."""
    outcome = check.outcome
    if isinstance(outcome, Incomparable) or outcome.coverage.share is None:
        raise TypeError("a compared target has a coverage")
    lines = [
        t(
            "Coverage {share}: {distance}",
            share=t.share(outcome.coverage.share),
            distance=phrases.distance(outcome, t),
        ),
        _attainment_line(outcome, t),
    ]
    if outcome.pace and outcome.met is False:
        lines.append(
            t.plural(
                "Pace needed: {people} workers within {count} month, by {deadline}",
                "Pace needed: {people} workers a month for {count} months, by {deadline}",
                outcome.months_left,
                people=t.people(outcome.pace),
                deadline=t.date(check.target.deadline),
            )
        )
    doubts = (*outcome.coverage.doubts, *([check.target.doubt] if check.target.doubt else []))
    return [*lines, *phrases.doubt_lines(doubts, t)]


def outlook_lines(check: TargetCheck, occasion: Occasion) -> list[Html]:
    """When the target would be met at the pace so far, with how that is reckoned, or since when it is met."""
    t = occasion.t
    seen = None
    if isinstance(check.outcome, Comparison):
        seen = outlook(occasion.figures, check.outcome)
    match seen:
        case None:
            return []
        case Reached(since):
            return [t("Met at least since {period}", period=t.period(since))]
        case Receding(step):
            said = changes.change(step.yearly, t) if step.yearly else ""
            return [
                t(
                    "At the pace so far it would not be met: {change} a year, between {span}",
                    change=said,
                    span=_span(step, t),
                )
            ]
        case Ahead(step, earliest, latest):
            said = changes.change(step.yearly, t) if step.yearly else ""
            when = t.period(earliest)
            if earliest != latest:
                when = t("{first} to {last}", first=when, last=t.period(latest))
            return [
                t(
                    "If coverage went on as between {span} ({change} a year), it would be met in {when}",
                    change=said,
                    span=_span(step, t),
                    when=when,
                )
            ]
    assert_never(seen)


def _span(step: Step, t: Translator) -> Html:
    return t("{start} and {end}", start=t.period(step.earlier.period), end=t.period(step.later.period))


def _attainment_line(outcome: Comparison, t: Translator) -> Html:
    holes: dict[str, object] = {"attainment": t.percent(outcome.attainment.shown)}
    if outcome.category is None or outcome.met is None:
        return t("Attainment of the target: about {attainment}", **holes)
    holes["category"] = position.category_name(outcome.category, t)
    if outcome.met:
        return t("Attainment of the target: {attainment} ({category}), met", **holes)
    return t("Attainment of the target: {attainment} ({category}), not met", **holes)


def other_lines(checks: list[TargetCheck], t: Translator) -> list[Html]:
    """The further targets, a line each."""
    if not checks:
        return []
    return [t("Other targets:"), *(_other_line(check, t) for check in checks)]


def _other_line(check: TargetCheck, t: Translator) -> Html:
    holes: dict[str, object] = {
        "percent": phrases.target_share(check.target, t),
        "target": phrases.target_name(check.target, t),
    }
    if check.target.segment is not Segment.TOTAL:
        segment = phrases.segment_name(check.target.segment, t)
        holes["percent"] = t("{segment} {percent}", segment=segment, percent=holes["percent"])
    if check.target.doubt:
        holes["target"] = t("{target}; doubtful", target=holes["target"])
    if isinstance(check.outcome, Incomparable):
        reason = _why_not(check.outcome, t)
        return t("• {percent} ({target}): not compared, {reason}", reason=reason, **holes)
    coverage = check.outcome.coverage
    share = t.share(coverage.share) if coverage.share else ""
    return t(
        "• {percent} ({target}): {share} in {period} ({about}), {distance}",
        share=phrases.linked(share, coverage.figure.sources[0].url),
        period=t.period(coverage.figure.period),
        about=_about(coverage, t),
        distance=phrases.distance(check.outcome, t),
        **holes,
    )


def _about(coverage: Coverage, t: Translator) -> Html:
    """What to know of a figure that stands in one line: its denominator, and a doubt."""
    parts = [phrases.basis_in_words(coverage.figure.basis, t)]
    if coverage.denominator_note:
        parts.append(escaped(t.note(coverage.denominator_note)))
    if coverage.doubts:
        parts.append(t("doubtful"))
    return Html("; ".join(parts))


def own_coverage(targets: TargetAnswer, t: Translator) -> list[Html]:
    """The coverage by itself, with its source, where no target stands beside it."""
    figure = targets.figures[targets.segment] if targets.figures and not targets.compared else None
    if figure is None:
        return []
    coverage = work_out(figure, targets.figures)
    number = (
        t.share(coverage.share) if coverage.share else t.people(coverage.covered) if coverage.covered else ""
    )
    return [
        t("Coverage in {period}: {number}", period=t.period(figure.period), number=number),
        *phrases.doubt_lines(coverage.doubts, t),
        t("Denominator: {basis}", basis=phrases.basis_name(figure.basis, t)),
        phrases.source_line(figure.sources, figure.period, targets.as_of, t),
    ]


def _why_not(reason: Incomparable, t: Translator) -> Html:
    match reason:
        case Incomparable.NO_FIGURE:
            return t("there is no figure for it")
        case Incomparable.OTHER_BASIS:
            return t("its denominator is another one")
        case Incomparable.TARGET_BASIS_UNKNOWN:
            return t("its denominator is not named")
        case Incomparable.FIGURE_BASIS_UNKNOWN:
            return t("the figure's denominator is not named")
    assert_never(reason)


def footnotes(targets: TargetAnswer, whole: list[TargetCheck], t: Translator) -> list[Html]:
    """The rule of the categories, what to know of the targets, and what the figures rest on."""
    if not whole:
        return []
    lines = [t("Category by the scale of Permendagri 86/2017.")]
    noted = {check.target.instrument: check.target.note for check in whole if check.target.note}
    lines += [t("{target}: {note}.", target=name, note=t.note(note)) for name, note in noted.items()]
    sources = dict.fromkeys(
        source
        for check in whole
        if isinstance(check.outcome, Comparison)
        for source in check.outcome.coverage.figure.sources
    )
    first = whole[0].outcome
    if isinstance(first, Comparison):
        figure = first.coverage.figure
        lines.append(t("Denominator: {basis}", basis=phrases.basis_name(figure.basis, t)))
        lines.append(phrases.source_line(sources, figure.period, targets.as_of, t))
    return lines
