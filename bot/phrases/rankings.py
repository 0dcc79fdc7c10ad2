"""Rankings in words: titles, bounds, the value in a row, and names of which there may be many."""

from __future__ import annotations

from typing import assert_never

from bot import phrases
from bot.i18n import Html, Translator, escaped
from core.model import Issuer
from core.ranking import Left, RankBy, Ranked, RankingRequest
from core.region import Region

_NAMED = 4


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
