"""What stands out in new figures, by its kind: a title, and what to look at or what follows from it."""

from __future__ import annotations

from typing import assert_never

from bot.i18n import Html, Translator
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
    Severity,
    TooOld,
)


def title(finding: Finding, t: Translator) -> Html:  # noqa: C901 - one case a kind
    """What kind of finding it is, for all of its kind and severity."""
    match finding:
        case SegmentsDiffer():
            return t("Segments and total disagree")
        case RegionsDiffer():
            return t("Regions and the region around them disagree")
        case Contradicts():
            return t("A number contradicts the other numbers of its row")
        case AboveAll():
            return t("More covered than there are workers")
        case Jump():
            return t("A sharp rise or fall")
        case Copied():
            return t("The same numbers as in the period before")
        case OtherDenominator():
            return t("Another number of workers than in the period before")
        case LessComplete():
            return t("Less is told than before")
        case NoBasis():
            return t("The denominator is not named")
        case NotOver():
            return _not_over(finding, t)
        case TooOld():
            return t("A period before all others")
        case PublishedEarly():
            return _published_early(finding, t)
        case Conflict():
            return t("Two rows give one number differently")
    assert_never(finding)


def _not_over(finding: NotOver, t: Translator) -> Html:
    if finding.severity is Severity.ERROR:
        return t("A period that has not begun")
    return t("A period that is not over")


def _published_early(finding: PublishedEarly, t: Translator) -> Html:
    if finding.severity is Severity.ERROR:
        return t("Published before the period began")
    return t("Published before the period was over")


def advice(finding: Finding, t: Translator) -> Html:  # noqa: C901 - one case a kind
    """What to look at, or what follows from it."""
    match finding:
        case SegmentsDiffer():
            return t("Is a row missing or doubled, or are construction workers counted in the total?")
        case RegionsDiffer():
            return t("Does a row belong to another region, or was one entered twice?")
        case Contradicts():
            return t("Are digits swapped or missing, or does the percentage belong to another row?")
        case AboveAll():
            return t("That is possible where the denominator is an estimate. Are the two columns swapped?")
        case Jump():
            return t("Is a digit missing, or is the denominator another one?")
        case Copied():
            return t("Does the file hold old numbers under a new period?")
        case OtherDenominator():
            return t("If other workers are counted now, the series needs a break, or both would be compared.")
        case LessComplete():
            return t("Is a row or column missing? More complete figures of another period go on answering.")
        case NoBasis():
            return t("Without it these figures are not compared with any others.")
        case NotOver() if finding.severity is Severity.ERROR:
            return t("Is the year or the month right?")
        case NotOver():
            return t("The figure counts as of the end of its period.")
        case TooOld():
            return t("Is the year right?")
        case PublishedEarly() if finding.severity is Severity.ERROR:
            return t("Is the year or the month right?")
        case PublishedEarly():
            return t("The month that the source speaks of is more exact, and sorted rightly.")
        case Conflict():
            return t("Used is the one without a doubt, then the finer one, then the one published later.")
    assert_never(finding)
