"""A what-if in words: coverage before and after, the workers, and what becomes of the targets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, assert_never

from bot import phrases
from bot.i18n import Html, Translator
from bot.phrases import changes
from core.coverage import CoverageAnswer
from core.model import Segment
from core.quantity import Quantity, to_decimal
from core.targets import Comparison
from core.whatif import Changed, More, Reaching, Rising, TargetShift, TooMany, Uncounted, WhatIf

_HUNDREDTH: Final = Fraction(1, 10_000)


@dataclass(frozen=True, slots=True)
class HowMany:
    """No number was said; the coverage that it would change."""

    found: CoverageAnswer


def told(outcome: WhatIf | TooMany | Uncounted | HowMany, about: Html, t: Translator) -> list[list[Html]]:
    """What the wish comes to, in blocks of lines; `about` is the region and the period."""
    match outcome:
        case WhatIf():
            return [[_headline(outcome, about, t), *_change_lines(outcome, t)], _target_lines(outcome, t)]
        case TooMany():
            return [_too_many(outcome, about, t)]
        case Uncounted():
            return [_uncounted(outcome, about, t)]
        case HowMany():
            return [_how_many(outcome, about, t)]
    assert_never(outcome)


def _how_many(outcome: HowMany, about: Html, t: Translator) -> list[Html]:
    share = outcome.found.coverage.share
    return [
        t(
            "<b>{about}: {share} covered. How many more?</b>",
            about=about,
            share=t.share(share) if share else "",
        ),
        t("Press a button, or type for instance <code>/whatif kalbar 25000</code>."),
    ]


def _headline(outcome: WhatIf, about: Html, t: Translator) -> Html:
    change, wish = outcome.change, outcome.wish
    before, after = change.before.share, change.after.share
    holes: dict[str, object] = {
        "about": about,
        "people": t.people(_absolute(change.people)),
        "workers": phrases.workers_of(change.before.figure.segment, t),
        "before": t.share(before) if before else "",
        "after": t.share(after) if after else "",
    }
    match wish:
        case More(people) if people < 0:
            return t("<b>{about}: with {people} {workers} fewer, {before} becomes {after}</b>", **holes)
        case More():
            return t("<b>{about}: with {people} more {workers}, {before} becomes {after}</b>", **holes)
        case Rising(points):
            places = phrases.decimals(points)
            size = t.number(to_decimal(abs(points) * 100, places), places)
            holes["points"] = t("{number} percentage points", number=size)
            if points < 0:
                return t("<b>{about}: {people} {workers} fewer are a fall of {points}</b>", **holes)
            return t("<b>{about}: {people} more {workers} for a rise of {points}</b>", **holes)
        case Reaching(share):
            holes["aim"] = t.percent(share, phrases.decimals(share))
            if change.people.shown == 0:
                return t("<b>{about}: {aim} is just reached</b>", **holes)
            if change.people.shown > 0:
                return t("<b>{about}: {people} more {workers} to reach {aim}</b>", **holes)
            return t("<b>{about}: {aim} is reached, and would be with {people} {workers} fewer</b>", **holes)
    assert_never(wish)


def _change_lines(outcome: WhatIf, t: Translator) -> list[Html]:
    change = outcome.change
    rise = t("Coverage goes {rise}", rise=_rise(change, t))
    lines = [rise if isinstance(outcome.wish, More) else _move(change, t)]
    if change.after.covered and change.after.workers:
        covered, workers = t.people(change.after.covered), t.people(change.after.workers)
        lines.append(t("Then covered: {covered} of {workers} workers", covered=covered, workers=workers))
    if outcome.total:
        name = phrases.segment_name(Segment.TOTAL, t)
        lines.append(t("{segment}: {change}", segment=name, change=_move(outcome.total, t)))
    if any(_is_rounded_otherwise(each) for each in (change, outcome.total) if each):
        lines.append(t("Differences are taken before rounding."))
    return lines


def _is_rounded_otherwise(change: Changed) -> bool:
    before, after, points = change.before.share, change.after.share, _in_hundredths(change)
    return before is not None and after is not None and changes.differs_when_rounded(before, after, points)


def _in_hundredths(change: Changed) -> Quantity:
    return replace(change.points, step=min(change.points.step, _HUNDREDTH))


def _move(change: Changed, t: Translator) -> Html:
    """Coverage before and after, and how far it moved."""
    before, after = change.before.share, change.after.share
    return t(
        "{before} → {after}: {rise}",
        before=t.share(before) if before else "",
        after=t.share(after) if after else "",
        rise=_rise(change, t),
    )


def _rise(change: Changed, t: Translator) -> Html:
    """How far coverage moved; whatever rests on an interval is called about."""
    points = t.points(_in_hundredths(change))
    if not change.points.is_exact:
        points = t("about {number}", number=points)
    return t("down {points}", points=points) if change.people.shown < 0 else t("up {points}", points=points)


def _target_lines(outcome: WhatIf, t: Translator) -> list[Html]:
    lines = [_target_line(shift, outcome, t) for shift in outcome.targets]
    if outcome.unknown:
        names = [
            t(
                "{percent} ({target})",
                percent=phrases.target_share(each, t),
                target=phrases.target_name(each, t),
            )
            for each in outcome.unknown
        ]
        lines.append(
            t("• Not worked out, a percentage only is known: {targets}", targets=Html("; ".join(names)))
        )
    return lines


def _target_line(shift: TargetShift, outcome: WhatIf, t: Translator) -> Html:
    """A target with the distance before and after, and on which figures where those are others."""
    figure = shift.before.coverage.figure
    holes: dict[str, object] = {
        "percent": phrases.target_share(shift.target, t),
        "target": phrases.target_name(shift.target, t),
        "before": phrases.distance(replace(shift.before, short=None), t),
        "after": _distance(shift.after, t),
    }
    same = figure == outcome.found.coverage.figure
    if shift.target.doubt or (shift.before.coverage.doubts and not same):
        holes["target"] = t("{target}; doubtful", target=holes["target"])
    if figure.segment is not outcome.found.coverage.figure.segment:
        holes["segment"] = phrases.workers_of(figure.segment, t)
        return t("• Target {percent} of all {segment} ({target}): {before} → {after}", **holes)
    if figure.period != outcome.found.figures.period:
        holes["period"] = t.period(figure.period)
        return t("• Target {percent} ({target}), on figures of {period}: {before} → {after}", **holes)
    return t("• Target {percent} ({target}): {before} → {after}", **holes)


def _distance(after: Comparison, t: Translator) -> Html:
    """How far coverage then is from a target, and whether that is met."""
    distance = phrases.distance(after, t)
    if after.met is None:
        return t("{distance}; may or may not be met", distance=distance)
    if after.met and after.gap.shown == 0:
        return distance
    return (
        t("{distance}; met", distance=distance) if after.met else t("{distance}; not met", distance=distance)
    )


def _too_many(outcome: TooMany, about: Html, t: Translator) -> list[Html]:
    coverage, most = outcome.found.coverage, t.people(outcome.most)
    people, covered = t.people(_absolute(outcome.people)), coverage.covered
    holes = {"about": about, "most": most, "people": people}
    if outcome.people.shown < 0:
        return [
            t("<b>{about}: at most {most} workers fewer</b>", **holes),
            t("{people} are more than the workers who are covered.", people=people),
        ]
    if outcome.most.high == 0:
        share = t.share(coverage.share) if coverage.share else ""
        return [
            t("<b>{about}: coverage is {share} already, no worker is left to add</b>", share=share, **holes),
            t("On this denominator more workers are covered than it counts, or all of them."),
        ]
    lines = [
        t("<b>{about}: at most {most} more workers</b>", **holes),
        t("{people} are more than the workers not yet covered; with {most} more, all of them are.", **holes),
    ]
    if covered and coverage.workers:
        workers = t.people(coverage.workers)
        lines.append(t("Covered: {covered} of {workers} workers", covered=t.people(covered), workers=workers))
    return lines


def _uncounted(outcome: Uncounted, about: Html, t: Translator) -> list[Html]:
    coverage = outcome.found.coverage
    lines = [
        t("<b>{about}: a what-if cannot be worked out</b>", about=about),
        t("It needs the number of workers covered and of all workers; the source does not state both."),
    ]
    if coverage.share:
        lines.append(t("Stated: {share} covered.", share=t.share(coverage.share)))
    elif coverage.covered:
        lines.append(t("Stated: {covered} workers covered.", covered=t.people(coverage.covered)))
    return lines


def _absolute(people: Quantity) -> Quantity:
    if people.shown >= 0:
        return people
    return Quantity(-people.high, -people.low, -people.shown, people.step, people.derived)
