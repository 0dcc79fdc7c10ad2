"""Rankings in words: titles, bounds, the value in a row, what is in doubt, and who is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from bot import phrases
from bot.i18n import Html, Translator, escaped
from core.model import Basis, Issuer, Note
from core.ranking import Left, LeftOut, RankBy, Ranked, RankingAnswer, RankingRequest
from core.region import Region

_NAMED = 4
_LISTED = 6


def title(request: RankingRequest, parent: str, t: Translator) -> Html:
    """What stands first in the ranking."""
    workers = phrases.workers_of(request.segment, t)
    holes = {"workers": workers, "parent": parent}
    low = request.lowest_first
    match request.by:
        case RankBy.COVERAGE if low:
            return t("Lowest coverage of {workers} in {parent}", **holes)
        case RankBy.COVERAGE:
            return t("Highest coverage of {workers} in {parent}", **holes)
        case RankBy.UNCOVERED if low:
            return t("Fewest {workers} not covered in {parent}", **holes)
        case RankBy.UNCOVERED:
            return t("Most {workers} not covered in {parent}", **holes)
        case RankBy.GAP if low:
            return t("Nearest to the target for {workers} in {parent}", **holes)
        case RankBy.GAP:
            return t("Furthest below the target for {workers} in {parent}", **holes)
        case RankBy.SHORT if low:
            return t("Fewest {workers} short of the target in {parent}", **holes)
        case RankBy.SHORT:
            return t("Most {workers} short of the target in {parent}", **holes)
    assert_never(request.by)


def bounds(request: RankingRequest, t: Translator) -> Html | None:
    """The bounds on coverage, where there are any."""
    low = t.percent(request.above, phrases.decimals(request.above)) if request.above is not None else None
    high = t.percent(request.below, phrases.decimals(request.below)) if request.below is not None else None
    if low and high:
        return t("between {low} and {high}", low=low, high=high)
    if low:
        return t("above {share}", share=low)
    return t("below {share}", share=high) if high else None


def why_not(why: Left | None, t: Translator) -> Html:
    """Why a region has no place in the ranking."""
    match why:
        case Left.OTHER_BASIS:
            return t("its figure has another denominator")
        case Left.NO_VALUE:
            return t("what is needed for it is not stated")
        case Left.NO_FIGURE:
            return t("there is no figure of it")
        case None:
            return t("it lies outside the bounds")
    assert_never(why)


def headline_value(row: Ranked, by: RankBy, t: Translator) -> Html:
    """What a region is ranked by and whether it is in doubt, for the first line."""
    told = plain_value(row, by, t)
    return t("{value} (doubtful)", value=told) if row.coverage.doubts else told


def plain_value(row: Ranked, by: RankBy, t: Translator) -> Html:
    """What a region is ranked by."""
    if by is RankBy.COVERAGE:
        return t.share(row.value)
    if by is RankBy.GAP:
        below = row.value.shown >= 0
        points = t.points(row.value)
        return t("short by {points}", points=points) if below else t("above by {points}", points=points)
    if by is RankBy.SHORT and row.value.high <= 0:
        return t("target met")
    return t("{people} workers", people=t.people(row.value))


def value(row: Ranked, by: RankBy, t: Translator) -> Html:
    """What a region is ranked by, with its coverage and its target where there is one."""
    told = plain_value(row, by, t)
    if row.target is None:
        return told
    aim = phrases.linked(phrases.target_share(row.target, t), row.target.source.url)
    year = str(row.target.year)
    if row.target.issuer is Issuer.NATIONAL:
        return t("{value} (national target {aim} for {year})", value=told, aim=aim, year=year)
    return t("{value} (target {aim} for {year})", value=told, aim=aim, year=year)


def names(regions: list[Region], t: Translator) -> Html:
    """The regions by name, of many only the first few and how many more."""
    if len(regions) <= _NAMED + 1:
        return t.listed(region.name for region in regions)
    few = Html(", ".join(escaped(region.name) for region in regions[:_NAMED]))
    return t.plural("{names} and {count} more", "{names} and {count} more", len(regions) - _NAMED, names=few)


def doubts(rows: Sequence[Ranked], t: Translator) -> list[Html]:
    """Each reason for doubt once, with the regions that it concerns."""
    reasons: dict[Note, list[Region]] = {}
    for row in rows:
        for note in row.coverage.doubts:
            reasons.setdefault(note, []).append(row.region)
    return [
        t("{names}, doubtful: {reason}.", names=names(regions, t), reason=t.note(note))
        for note, regions in reasons.items()
    ]


def cautions(found: RankingAnswer, t: Translator) -> list[Html]:
    """That the ranked figures are of different times, and that some are equal."""
    periods = sorted(row.coverage.figure.period for row in found.rows)
    lines = []
    if len({period.year for period in periods}) > 1:
        first, last = t.period(periods[0]), t.period(periods[-1])
        lines.append(t("The figures are of different times, {first} to {last}.", first=first, last=last))
    if found.tied:
        lines.append(t("Equal numbers: the same value, or rounding hides which is higher."))
    return lines


def left_lines(found: RankingAnswer, t: Translator) -> list[Html]:
    """Who is not ranked: figures on another denominator with their source, the others by name."""
    lines = [
        t(
            "Other figures, not ranked (denominator {basis}): {figures}",
            basis=phrases.basis_in_words(basis, t),
            figures=_figures(
                [left for left in found.left if left.why is Left.OTHER_BASIS and _is_on(left, basis)], t
            ),
        )
        for basis in Basis
        if any(left.why is Left.OTHER_BASIS and _is_on(left, basis) for left in found.left)
    ]
    stated = [left.region for left in found.left if left.why is Left.NO_VALUE]
    nothing = [left.region for left in found.left if left.why is Left.NO_FIGURE]
    if stated and found.request.by is RankBy.COVERAGE:
        lines.append(t("Numbers of people only, no percentage: {names}", names=names(stated, t)))
    elif stated:
        lines.append(t("No figure or target that suffices for this: {names}", names=names(stated, t)))
    if nothing and found.request.period:
        period = t.period(found.request.period)
        lines.append(t("No figure for {period}: {names}", period=period, names=names(nothing, t)))
    elif nothing:
        lines.append(t("No figure yet: {names}", names=names(nothing, t)))
    return lines


def _is_on(left: LeftOut, basis: Basis) -> bool:
    return left.coverage is not None and left.coverage.figure.basis is basis


def _figures(left: list[LeftOut], t: Translator) -> Html:
    """Shares, each a link to its source, with region and period."""
    parts = []
    for each in left:
        if each.coverage and each.coverage.share:
            figure = each.coverage.figure
            doubt = (
                t("{period}, doubtful", period=t.period(figure.period))
                if each.coverage.doubts
                else t.period(figure.period)
            )
            share = phrases.linked(t.share(each.coverage.share), figure.sources[0].url)
            parts.append(t("{region} {share} ({period})", region=each.region.name, share=share, period=doubt))
    if len(parts) > _LISTED:
        parts = [*parts[:_LISTED], t.plural("{count} more", "{count} more", len(parts) - _LISTED)]
    return Html("; ".join(parts))
