"""A target in words, and how far coverage is from it."""

from __future__ import annotations

from typing import assert_never

from bot.i18n import Html, Translator
from bot.phrases.shares import decimals
from bot.phrases.sources import linked
from core.model import Issuer, Target
from core.targets import Comparison, Incomparable, TargetCheck


def target_name(target: Target, t: Translator) -> Html:
    """The target's instrument as a link to where it was told, with its year and who set it."""
    name = (
        target.instrument if str(target.year) in target.instrument else f"{target.instrument}, {target.year}"
    )
    link = linked(name, target.source.url)
    match target.issuer:
        case Issuer.OWN:
            return link
        case Issuer.NATIONAL:
            return t("{target}, national", target=link)
        case Issuer.INTERNAL:
            return t("{target}, internal to a branch office", target=link)
    assert_never(target.issuer)


def target_share(target: Target, t: Translator) -> Html:
    """The percentage aimed at; a range with both its ends."""
    low = t.percent(target.low, decimals(target.low))
    if target.low == target.high:
        return Html(low)
    return t("{low} to {high}", low=low, high=t.percent(target.high, decimals(target.high)))


def distance(comparison: Comparison, t: Translator) -> Html:
    """How far coverage is from a target, in percentage points and people."""
    gap, short = comparison.gap, comparison.short
    if gap.shown == 0:
        return t("exactly met")
    if gap.shown > 0:
        return t("above by {points}", points=t.points(gap))
    if short is None or short.shown == 0:
        return t("short by {points}", points=t.points(gap))
    return t("short by {points}, {people} more workers", points=t.points(gap), people=t.people(short))


def target_line(check: TargetCheck, t: Translator) -> Html:
    """A compared target in one line: its name, its percentage and how far coverage is from it."""
    if isinstance(check.outcome, Incomparable):
        raise TypeError("only a compared target has a distance")
    return t(
        "Target {percent} ({target}): {distance}",
        percent=target_share(check.target, t),
        target=target_name(check.target, t),
        distance=distance(check.outcome, t),
    )
