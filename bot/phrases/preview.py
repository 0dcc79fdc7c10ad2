"""A proposed version of the figures in one message: what changes, what stands out, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from bot import phrases
from bot.i18n import Html, Translator
from bot.messages import split
from bot.phrases import cautions, claimed, differences, plausibility, unranked
from core.crossing import Crossing
from core.difference import Change, Difference
from core.model import Break, Segment, Target
from core.packed import Kind
from core.plausibility import Findings, Severity
from core.region import Regions
from core.shifts import Shift

MESSAGE_LIMIT: Final = 4096
_FULL: Final = 10
_SHORTER: Final = (_FULL, 7, 5, 3, 2, 1, 0)


def preview(
    change: Difference,
    found: Sequence[Findings],
    crossed: Sequence[Crossing],
    regions: Regions,
    t: Translator,
    limit: int = MESSAGE_LIMIT,
) -> Html:
    """The whole of it within a limit of characters: of every list as many lines as fit, and how many more.

    The first line tells the numbers, the second whether they may be approved. Where little room is left, what
    stands out is told by its kind alone.
    """
    text = ""
    for most in _SHORTER:
        blocks = (
            _head(change, found, regions, t),
            *(
                _findings(severity, found, most, regions, t)
                for severity in (Severity.ERROR, Severity.WARNING)
            ),
            _biggest(change, most, regions, t),
            _refused(change, most, regions, t),
            _crossed(crossed, most, regions, t),
            _gone(change, most, regions, t),
            _rules(change, most, regions, t),
            _notes(found, t),
        )
        text = "\n\n".join("\n".join(lines) for lines in blocks if lines)
        if len(text) <= limit:
            return Html(text)
    return Html(split(text, limit)[0])


def headline(change: Difference, t: Translator) -> Html:
    """How many numbers are new, changed and gone."""
    if change.is_empty:
        return t("<b>Proposed figures: nothing is changed</b>")
    counts = {kind.value: t.number(change[kind].count) for kind in (Kind.NEW, Kind.CHANGED, Kind.GONE)}
    return t("<b>Proposed figures: {new} new, {changed} changed, {gone} gone</b>", **counts)


def verdict(found: Iterable[Findings], t: Translator) -> Html:
    """Whether the figures may be approved, and what has to be read before."""
    counts = dict.fromkeys(Severity, 0)
    for each in found:
        counts[each.severity] += each.count
    if counts[Severity.ERROR]:
        return t.plural(
            "They cannot be approved: {count} error.",
            "They cannot be approved: {count} errors.",
            counts[Severity.ERROR],
        )
    if counts[Severity.WARNING]:
        return t.plural(
            "Before they are approved, {count} warning is to be read.",
            "Before they are approved, {count} warnings are to be read.",
            counts[Severity.WARNING],
        )
    return t("Nothing in them needs a warning.")


def _head(change: Difference, found: Sequence[Findings], regions: Regions, t: Translator) -> list[Html]:
    lines = [headline(change, t)]
    if change.is_empty:
        return lines
    lines.append(verdict(found, t))
    new = change[Kind.NEW]
    if new.since and new.until:
        since, until = t.period(new.since), t.period(new.until)
        one = new.since == new.until
        lines.append(
            t("New for: {period}", period=since)
            if one
            else t("New for: {since} to {until}", since=since, until=until)
        )
    if change[Kind.RESOURCED].count:
        count = change[Kind.RESOURCED].count
        lines.append(
            t.plural(
                "The same number with another source, doubt or remark: {count}",
                "The same number with another source, doubt or remark: {count}",
                count,
            )
        )
    if change.answering:
        names = unranked.names([regions[each.region] for each in change.answering], t)
        lines.append(t("Other answers for: {names}", names=names))
    return lines


def _findings(
    severity: Severity, found: Sequence[Findings], most: int, regions: Regions, t: Translator
) -> list[Html]:
    """Every kind of a severity, with a few of its figures."""
    groups = [each for each in found if each.severity is severity]
    if not groups:
        return []
    count = t.number(sum(each.count for each in groups))
    lines = [
        t(
            "<b>Errors ({count})</b>. Put them right and import again; "
            "what the source itself printed so needs a doubt in its row.",
            count=count,
        )
        if severity is Severity.ERROR
        else t("<b>Warnings ({count})</b>", count=count)
    ]
    if not most:
        return [*lines, *_kinds(groups, t)]
    for group in groups:
        lines += _group(group, 1 + most // 4, regions, t)
    return lines


def _group(group: Findings, most: int, regions: Regions, t: Translator) -> list[Html]:
    first = group.latest[0]
    heading = t(
        "<i>{title} ({count})</i>. {advice}",
        title=cautions.title(first, t),
        count=t.number(group.count),
        advice=cautions.advice(first, t),
    )
    examples = [plausibility.example(each, regions, t) for each in group.latest]
    return [heading, *_listed(examples, group.count, most, t)]


def _listed(lines: Sequence[Html], count: int, most: int, t: Translator) -> list[Html]:
    """The first lines as a list, and how many more there are."""
    shown = [t("• {line}", line=line) for line in lines[:most]]
    if count > len(shown):
        shown.append(t.plural("• and {count} more", "• and {count} more", count - len(shown)))
    return shown


def _biggest(change: Difference, most: int, regions: Regions, t: Translator) -> list[Html]:
    """The biggest changes in percentage points, then in people those that are not among them."""
    shifts = biggest(change)[:most]
    if not shifts:
        return []
    return [t("<b>Biggest changes</b>"), *(t("• {line}", line=shifted(each, regions, t)) for each in shifts)]


def biggest(change: Difference) -> list[Shift]:
    """The biggest changes, each once: half of the places at least for percentage points."""
    people = [shift for shift in change.by_people if shift not in change.by_points]
    places = max(_FULL - len(people), _FULL // 2)
    return [*change.by_points[:places], *people][:_FULL]


def shifted(shift: Shift, regions: Regions, t: Translator) -> Html:
    """A coverage before and after, and by how much it moved."""
    figure = shift.after.figure
    before, after = plausibility.sides(shift.before, shift.after, t)
    moved = plausibility.moved(shift.points, shift.people, t)
    holes = {
        "where": plausibility.where(figure.region, figure.period, figure.segment, regions, t),
        "before": before,
        "after": phrases.linked(after, figure.sources[0].url),
        "change": t("{change} (doubtful)", change=moved) if shift.after.doubts else moved,
    }
    earlier = shift.before.figure.period
    if earlier == figure.period:
        return t("{where}: {before} → {after}, {change}", **holes)
    return t("{where}: {before} ({earlier}) → {after}, {change}", earlier=t.period(earlier), **holes)


def _refused(change: Difference, most: int, regions: Regions, t: Translator) -> list[Html]:
    """Answers that change to figures which are not compared with the old ones, and why not."""
    lines = [refused(shift, regions, t) for shift in change.refused]
    if not lines:
        return []
    return [t("<b>Changed without a comparison</b>"), *_listed(lines, len(lines), 1 + most // 3, t)]


def refused(shift: Shift, regions: Regions, t: Translator) -> Html:
    """A coverage before and after which are not compared, and why not."""
    figure = shift.after.figure
    before, after = plausibility.sides(shift.before, shift.after, t)
    return t(
        "{where}: {before} ({earlier}) → {after}, {reason}",
        where=plausibility.where(figure.region, figure.period, figure.segment, regions, t),
        before=before,
        earlier=t.period(shift.before.figure.period),
        after=phrases.linked(after, figure.sources[0].url),
        reason=differences.refusal(shift.refused, Html(""), t) if shift.refused else "",
    )


def _crossed(crossed: Sequence[Crossing], most: int, regions: Regions, t: Translator) -> list[Html]:
    """The targets that are reached or lost, of which subscribers would be told."""
    if not crossed:
        return []
    heading = t("<b>Alerts that would go out ({count})</b>", count=t.number(len(crossed)))
    lines = [crossing(each, regions, t) for each in crossed[:most]]
    return [heading, *_listed(lines, len(crossed), 1 + most // 2, t)]


def crossing(crossed: Crossing, regions: Regions, t: Translator) -> Html:
    """A target that is reached or lost, with the coverage before and after."""
    figure, target = crossed.after.figure, crossed.target
    after = phrases.linked(t.share(crossed.after.share), figure.sources[0].url) if crossed.after.share else ""
    before = t.share(crossed.before.share) if crossed.before and crossed.before.share else None
    holes = {
        "where": plausibility.where(crossed.region, figure.period, figure.segment, regions, t),
        "shares": t("{before} → {after}", before=before, after=after) if before else after,
        "percent": phrases.target_share(target, t),
        "target": phrases.target_name(target, t),
    }
    if crossed.met:
        return t("{where}: {shares}, target {percent} reached ({target})", **holes)
    return t("{where}: {shares}, target {percent} lost ({target})", **holes)


def _gone(change: Difference, most: int, regions: Regions, t: Translator) -> list[Html]:
    gone = change[Kind.GONE]
    if not gone.count:
        return []
    lines = [_number(each, regions, t) for each in gone.first]
    return [t("<b>No longer in the figures</b>"), *_listed(lines, gone.count, 1 + most // 3, t)]


def _number(change: Change, regions: Regions, t: Translator) -> Html:
    key = change.key
    return t(
        "{where}, {metric}: {number}",
        where=plausibility.where(key.region, key.period, key.segment, regions, t),
        metric=plausibility.metric_name(key.metric, t),
        number=claimed.value(change.before.quantity, key.metric, t) if change.before else "",
    )


def _rules(change: Difference, most: int, regions: Regions, t: Translator) -> list[Html]:
    """Targets and breaks that come or go."""
    lines = [
        *(t("new target: {target}", target=_target(each, regions, t)) for each in change.new_targets),
        *(
            t("target no longer set: {target}", target=_target(each, regions, t))
            for each in change.gone_targets
        ),
        *(t("new break: {found}", found=_break(each, regions, t)) for each in change.new_breaks),
        *(t("break no longer there: {found}", found=_break(each, regions, t)) for each in change.gone_breaks),
    ]
    if not lines:
        return []
    return [t("<b>Targets and breaks</b>"), *_listed(lines, len(lines), 1 + most // 3, t)]


def _target(target: Target, regions: Regions, t: Translator) -> Html:
    percent = phrases.target_share(target, t)
    if target.segment is not Segment.TOTAL:
        segment = phrases.segment_name(target.segment, t)
        percent = t("{segment} {percent}", segment=segment, percent=percent)
    region, name = regions[target.region].name, phrases.target_name(target, t)
    return t("{region} {percent} ({target})", region=region, percent=percent, target=name)


def _break(found: Break, regions: Regions, t: Translator) -> Html:
    return t(
        "{region} from {period} on, {reason}",
        region=regions[found.region].name,
        period=t.period(found.since),
        reason=t.note(found.reason),
    )


def _notes(found: Sequence[Findings], t: Translator) -> list[Html]:
    """What may be known too, by its kind only."""
    kinds = _kinds([each for each in found if each.severity is Severity.NOTE], t)
    return [t("<b>Also noted</b>"), *kinds] if kinds else []


def _kinds(groups: Iterable[Findings], t: Translator) -> list[Html]:
    titles = ((cautions.title(each.latest[0], t), t.number(each.count)) for each in groups)
    return [t("• {title} ({count})", title=title, count=count) for title, count in titles]
