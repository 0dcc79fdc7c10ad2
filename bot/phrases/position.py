"""Where a region stands: the first line of an answer, and the category of its attainment."""

from __future__ import annotations

from typing import assert_never

from bot import phrases
from bot.i18n import Html, Translator
from bot.occasion import Occasion
from core.coverage import CoverageAnswer
from core.targets import Category


def headline(found: CoverageAnswer, occasion: Occasion) -> Html:
    """The coverage in bold, or the count where there is no percentage."""
    t, coverage = occasion.t, found.coverage
    holes = {
        "region": occasion.figures.regions[found.figures.region].name,
        "period": t.period(found.figures.period),
        "workers": phrases.workers_of(coverage.figure.segment, t),
    }
    if coverage.share:
        share = t.share(coverage.share)
        return t("<b>{region} {period}: {share} of {workers} covered</b>", share=share, **holes)
    if coverage.covered:
        covered = t.people(coverage.covered)
        return t("<b>{region} {period}: {covered} {workers} covered</b>", covered=covered, **holes)
    return t("<b>{region} {period}: coverage of {workers} is not stated</b>", **holes)


def category_name(category: Category, t: Translator) -> Html:
    """The category in words."""
    match category:
        case Category.VERY_HIGH:
            return t("very high")
        case Category.HIGH:
            return t("high")
        case Category.MEDIUM:
            return t("medium")
        case Category.LOW:
            return t("low")
        case Category.VERY_LOW:
            return t("very low")
    assert_never(category)
