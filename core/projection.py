"""When a target would be reached if coverage went on as it did, and since when it is reached.

A pace is taken only from two reported figures that may be compared (one basis, no break, precise and without
doubt, at least a year apart) and only from the figure that stands beside the target; the mean change between
the two is carried on in a straight line. It says nothing of what will happen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from core.figures import Figures
from core.model import Basis, FigureSet
from core.period import Period, month_at
from core.quantity import Quantity
from core.series import MONTHS_OF_A_YEAR, Point, Series, Step, farthest, fullest, reading
from core.targets import Comparison


@dataclass(frozen=True, slots=True)
class Reached:
    """The target is met, at the latest since this period: every comparable figure from it on meets it."""

    since: Period


@dataclass(frozen=True, slots=True)
class Ahead:
    """At the mean pace of `step` it would be met between these months, as far as rounding tells."""

    step: Step
    earliest: Period
    latest: Period


@dataclass(frozen=True, slots=True)
class Receding:
    """Coverage did not rise over `step`: at that pace the target would never be met."""

    step: Step


Outlook = Reached | Ahead | Receding


def outlook(figures: Figures, comparison: Comparison) -> Outlook | None:
    """What the series says of a target; nothing where no two figures tell a pace."""
    figure = comparison.coverage.figure

    def until(basis: Basis) -> Sequence[FigureSet]:
        return figures.series(figure.region, figure.segment, basis, figure.period)

    if fullest(lambda basis: len(until(basis))) is not figure.basis:
        return None
    series = Series(until(figure.basis), reading(figure.segment))
    if comparison.met:
        return _reached(series.backwards(), comparison)
    step = farthest(figures, figure.region, figure.basis, series)
    pace = step.yearly if step and step.later.coverage.figure == figure else None
    return _ahead(step, pace, comparison) if step and pace else None


def _reached(backwards: Iterable[Point], comparison: Comparison) -> Reached | None:
    """The first of the unbroken run of figures, up to the one that is compared, that all meet the target."""
    since = None
    for point in backwards:
        if point.share.low < comparison.bound:
            break
        since = point.period
    return Reached(since) if since and since != comparison.coverage.figure.period else None


def _ahead(step: Step, pace: Quantity, comparison: Comparison) -> Ahead | Receding | None:
    share = comparison.coverage.share
    if pace.high <= 0:
        return Receding(step)
    if pace.low <= 0 or share is None:
        return None
    missing = Quantity.exact(comparison.bound) - share
    months = [
        ceil(missing.low / pace.high * MONTHS_OF_A_YEAR),
        ceil(missing.high / pace.low * MONTHS_OF_A_YEAR),
    ]
    start = comparison.coverage.figure.period.last_month
    return Ahead(step, month_at(start + months[0]), month_at(start + months[1]))
