"""Who is not in a ranking, and why."""

from __future__ import annotations

from typing import assert_never

from bot import phrases
from bot.i18n import Html, Translator, escaped
from core.model import Basis
from core.ranking import Left, LeftOut, RankBy, RankingAnswer
from core.region import Region

_NAMED = 4
_LISTED = 6


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


def lines(found: RankingAnswer, t: Translator) -> list[Html]:
    """Who is not ranked: figures on another denominator with their source, the others by name."""
    told = [
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
        told.append(t("Numbers of people only, no percentage: {names}", names=names(stated, t)))
    elif stated:
        told.append(t("No figure or target that suffices for this: {names}", names=names(stated, t)))
    if nothing and found.request.period:
        period = t.period(found.request.period)
        told.append(t("No figure for {period}: {names}", period=period, names=names(nothing, t)))
    elif nothing:
        told.append(t("No figure yet: {names}", names=names(nothing, t)))
    return told


def names(regions: list[Region], t: Translator) -> Html:
    """The regions by name, of many only the first few and how many more."""
    if len(regions) <= _NAMED + 1:
        return t.listed(region.name for region in regions)
    few = Html(", ".join(escaped(region.name) for region in regions[:_NAMED]))
    return t.plural("{names} and {count} more", "{names} and {count} more", len(regions) - _NAMED, names=few)


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
