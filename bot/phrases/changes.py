"""How a change between two figures is said, or why there is none to say."""

from __future__ import annotations

from typing import assert_never

from bot.i18n import Html, Translator, escaped, places
from core.model import Break
from core.quantity import Quantity, half_up
from core.series import MONTHS_OF_A_YEAR, Obstacle, Step


def change(points: Quantity, t: Translator) -> Html:
    """A difference of shares with its direction: "up 1.20 percentage points"."""
    if points.shown == 0:
        return t("unchanged")
    said = t.points(points)
    return t("up {points}", points=said) if points.shown > 0 else t("down {points}", points=said)


def doubted(step: Step, t: Translator) -> Html:
    """A step's difference with its direction, and that it is doubtful where one of its figures is.

    Raises TypeError where there is no difference.
    """
    if not isinstance(step.outcome, Quantity):
        raise TypeError("this step has a reason instead of a difference")
    said = change(step.outcome, t)
    return t("{change} (doubtful)", change=said) if step.doubtful else said


def reason(step: Step, t: Translator) -> Html:
    """Why there is no difference. Raises TypeError where there is one."""
    period = t.period(step.earlier.period)
    match step.outcome:
        case Break():
            return escaped(t.note(step.outcome.reason))
        case Obstacle.NESTED:
            return t("its time overlaps {period}", period=period)
        case Obstacle.UNNAMED:
            return t("denominators not named, and another source than for {period}", period=period)
        case Obstacle.ROUNDED:
            return t("the difference to {period} is smaller than the rounding", period=period)
        case Quantity():
            raise TypeError("a difference needs no reason")
    assert_never(step.outcome)


def mean(step: Step, t: Translator) -> list[Html]:
    """The mean change a year and how it is computed; over less than a year, that there is none."""
    count = t.number(step.months)
    if step.yearly is None:
        short = step.precise and not step.doubtful and step.months < MONTHS_OF_A_YEAR
        return [t("Over {count} months only, so no mean a year is given.", count=count)] if short else []
    if step.months == MONTHS_OF_A_YEAR:
        return [t("Over 12 months, so this is the change a year as well.")]
    return [
        t(
            "On average {change} a year: this difference divided by {count} months, times 12.",
            change=change(step.yearly, t),
            count=count,
        )
    ]


def footnote(step: Step, t: Translator) -> list[Html]:
    """That we subtract before rounding, where a reader who subtracts afterwards gets another last digit."""
    if not isinstance(step.outcome, Quantity):
        return []
    if not differs_when_rounded(step.earlier.share, step.later.share, step.outcome):
        return []
    return [t("Differences are taken before rounding.")]


def differs_when_rounded(before: Quantity, after: Quantity, points: Quantity) -> bool:
    """Whether the rounded shares that are shown have another difference than the one that is shown."""
    scale = 100 * 10 ** places(points)
    shown = half_up(after.shown * scale) - half_up(before.shown * scale)
    return abs(shown) != abs(half_up(points.shown * scale))
