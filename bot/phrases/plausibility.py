"""What stands out in new figures, a line each: where it is, and the numbers beside each other."""

from __future__ import annotations

from typing import assert_never

from bot import phrases
from bot.i18n import Html, Translator
from bot.phrases import changes, claimed, differences, sums
from core.coverage import Coverage
from core.model import Completeness, FigureSet, Metric, Segment, Stated
from core.period import Period
from core.plausibility import (
    AboveAll,
    Conflict,
    Contradicts,
    Copied,
    Finding,
    Jump,
    LessComplete,
    NoBasis,
    NotOver,
    OtherDenominator,
    PublishedEarly,
    RegionsDiffer,
    SegmentsDiffer,
    TooOld,
)
from core.quantity import Quantity, half_up
from core.region import Regions


def example(finding: Finding, regions: Regions, t: Translator) -> Html:  # noqa: C901 - one case a kind
    """The figures of a finding, in a line."""
    match finding:
        case SegmentsDiffer():
            return _segments(finding, regions, t)
        case RegionsDiffer():
            return _regions(finding, regions, t)
        case Contradicts(figure=figure, metric=metric):
            return t(
                "{where}, {metric}: {stated}, but by the other numbers {computed}",
                where=where(figure.region, figure.period, figure.segment, regions, t),
                metric=metric_name(metric, t),
                stated=claimed.value(finding.stated, metric, t),
                computed=claimed.value(finding.computed, metric, t),
            )
        case AboveAll(coverage=coverage):
            return _above_all(coverage, regions, t)
        case Jump():
            return _jump(finding, regions, t)
        case Copied(later=later):
            at, earlier = where_set(later, regions, t), t.period(finding.earlier.period)
            return t.plural(
                "{where}: {count} number as in {earlier}",
                "{where}: {count} numbers as in {earlier}",
                finding.numbers,
                where=at,
                earlier=earlier,
            )
        case OtherDenominator(later=later):
            return t(
                "{where}: {after} workers ({earlier}: {before})",
                where=where(later.region, later.period, later.segment, regions, t),
                after=t.people(finding.after),
                earlier=t.period(finding.earlier.period),
                before=t.people(finding.before),
            )
        case LessComplete():
            return _less_complete(finding, regions, t)
        case NoBasis(figures=figures) | NotOver(figures=figures):
            return where_set(figures, regions, t)
        case TooOld(figures=figures, oldest=oldest):
            at = where_set(figures, regions, t)
            return t("{where}; the oldest so far is {oldest}", where=at, oldest=t.period(oldest))
        case PublishedEarly(figures=figures, source=source):
            at = where_set(figures, regions, t)
            return t("{where}: {source}", where=at, source=phrases.source_link(source, t))
        case Conflict():
            return _conflict(finding, regions, t)
    assert_never(finding)


def where_set(figures: FigureSet, regions: Regions, t: Translator) -> Html:
    """The region and period of a set."""
    return where(figures.region, figures.period, Segment.TOTAL, regions, t)


def where(region: str, period: Period, segment: Segment, regions: Regions, t: Translator) -> Html:
    """The region and period, and the segment where it is not all workers."""
    holes = {"region": regions[region].name, "period": t.period(period)}
    if segment is Segment.TOTAL:
        return t("{region} {period}", **holes)
    return t("{region} {period}, {workers}", workers=phrases.workers_of(segment, t), **holes)


def metric_name(metric: Metric, t: Translator) -> Html:
    """What a number measures."""
    match metric:
        case Metric.COVERED:
            return t("covered")
        case Metric.WORKERS:
            return t("all workers")
        case Metric.UNCOVERED:
            return t("not covered")
        case Metric.COVERAGE:
            return t("coverage")
        case Metric.SHARE:
            return t("share of all workers")
    assert_never(metric)


def _segments(finding: SegmentsDiffer, regions: Regions, t: Translator) -> Html:
    whole = finding.whole
    at = where(whole.region, whole.period, Segment.TOTAL, regions, t)
    if finding.metric is Metric.COVERAGE:
        return _outside(at, finding.stated, finding.summed, t)
    return t(
        "{where}, {metric}: total {stated}; {parts} {summed}",
        where=at,
        metric=metric_name(finding.metric, t),
        stated=t.people(finding.stated),
        parts=t.listed(phrases.segment_name(part.segment, t) for part in finding.parts),
        summed=t.people(finding.summed),
    )


def _outside(at: Html, stated: Quantity, among: Quantity, t: Translator) -> Html:
    return t(
        "{where}: {stated}, its parts lie between {low} and {high}",
        where=at,
        stated=t.share(stated),
        low=t.percent(among.low),
        high=t.percent(among.high),
    )


def _regions(finding: RegionsDiffer, regions: Regions, t: Translator) -> Html:
    whole = finding.whole
    at = where(whole.region, whole.period, whole.segment, regions, t)
    if finding.metric is Metric.COVERAGE:
        return _outside(at, finding.stated, finding.summed, t)
    return t(
        "{where}, {metric}: {stated}; {members} of its {existing} regions {summed}",
        where=at,
        metric=metric_name(finding.metric, t),
        stated=t.people(finding.stated),
        members=t.number(finding.members),
        existing=t.number(finding.existing),
        summed=t.people(finding.summed),
    )


def _above_all(coverage: Coverage, regions: Regions, t: Translator) -> Html:
    figure = coverage.figure
    at = where(figure.region, figure.period, figure.segment, regions, t)
    share = t.share(coverage.share) if coverage.share else ""
    if coverage.covered is None or coverage.workers is None:
        return t("{where}: {share}", where=at, share=share)
    return t(
        "{where}: {covered} of {workers} workers, {share}",
        where=at,
        covered=t.people(coverage.covered),
        workers=t.people(coverage.workers),
        share=share,
    )


def _jump(finding: Jump, regions: Regions, t: Translator) -> Html:
    earlier, later = finding.earlier, finding.later
    figure = later.figure
    before, after = sides(earlier, later, t)
    return t(
        "{where}: {before} ({earlier}) → {after}, {change} in {months}",
        where=where(figure.region, figure.period, figure.segment, regions, t),
        before=before,
        earlier=t.period(earlier.figure.period),
        after=after,
        change=moved(finding.points, finding.people, t),
        months=sums.months(finding.months, t),
    )


def sides(before: Coverage, after: Coverage, t: Translator) -> tuple[Html, Html]:
    """A coverage before and after in the same unit: percentages where both have one, else people."""
    if before.share and after.share:
        return t.share(before.share), t.share(after.share)
    first, second = (t.people(each.covered) if each.covered else t("not stated") for each in (before, after))
    return first, second


def moved(points: Quantity | None, people: Quantity | None, t: Translator) -> Html:
    """How far a coverage moved, in percentage points and people, as far as either is known."""
    more = differences.people_more(_round(people), t)
    if points is None or (more and not half_up(points.shown * 10_000)):
        return more or t("unchanged")
    said = changes.change(points, t)
    return t("{points}, {people}", points=said, people=more) if more else said


def _round(people: Quantity | None) -> Quantity | None:
    """A difference of rounded counts to the roundest number that it may be."""
    return people if people is None or people.is_exact else Quantity.between(people.low, people.high)


def _less_complete(finding: LessComplete, regions: Regions, t: Translator) -> Html:
    at = where_set(finding.later, regions, t)
    now, before = (level(each.completeness(), t) for each in (finding.later, finding.earlier))
    if finding.same_period:
        return t("{where}: {now} (until now: {before})", where=at, now=now, before=before)
    earlier = t.period(finding.earlier.period)
    return t("{where}: {now} ({earlier}: {before})", where=at, now=now, earlier=earlier, before=before)


def level(completeness: Completeness, t: Translator) -> Html:
    """How much a set tells of all workers."""
    match completeness:
        case Completeness.WORKERS_ONLY:
            return t("nothing on the coverage of all workers")
        case Completeness.COUNT:
            return t("a number of people alone")
        case Completeness.PERCENTAGE:
            return t("a percentage alone")
        case Completeness.PARTS:
            return t("covered and workers")
        case Completeness.SEGMENTS:
            return t("covered and workers with their segments")
    assert_never(completeness)


def _conflict(finding: Conflict, regions: Regions, t: Translator) -> Html:
    figure, metric = finding.figure, finding.metric
    return t(
        "{where}, {metric}: {used} is used, not {other}",
        where=where(figure.region, figure.period, figure.segment, regions, t),
        metric=metric_name(metric, t),
        used=_sourced(finding.used, metric, t),
        other=_sourced(finding.other, metric, t),
    )


def _sourced(stated: Stated, metric: Metric, t: Translator) -> Html:
    number, source = claimed.value(stated.quantity, metric, t), phrases.source_link(stated.source, t)
    return t("{number} ({source})", number=number, source=source)
