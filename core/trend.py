"""The development of a region's coverage over time, told only from figures that somebody reported.

Figures of one basis make one series; nothing is interpolated, extrapolated or carried across a break.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.coverage import Coverage
from core.figures import Figures
from core.model import Basis, Segment
from core.period import Period
from core.series import Point, Series, Step, farthest, fullest, reading, step_to


@dataclass(frozen=True, slots=True)
class Window:
    """The time asked about, all of it where nothing bounds it; a figure counts by the end of its period.

    `months` reach back from today. Of several `periods`, one has to contain the figure's.
    """

    since: Period | None = None
    until: Period | None = None
    months: int | None = None
    periods: tuple[Period, ...] = ()

    def holds(self, period: Period, today: date) -> bool:
        """Whether a figure of that period belongs here."""
        end, now = period.last_month, today.year * 12 + today.month - 1
        return (
            (self.since is None or end >= self.since.first_month)
            and (self.until is None or end <= self.until.last_month)
            and (self.months is None or end >= now - self.months)
            and (not self.periods or any(each.contains(period) for each in self.periods))
        )


@dataclass(frozen=True, slots=True)
class Trend:
    """A region's series on one basis, oldest first, with the step that leads to each point but the first.

    `finding` is the step between the two comparable figures that lie farthest apart, precise ones before
    rounded ones. `gaps` are years without a figure on this basis, `others` points on other bases, `known`
    the periods of all figures, also outside the time asked about.
    """

    region: str
    segment: Segment
    basis: Basis
    points: tuple[Point, ...]
    steps: tuple[Step, ...]
    finding: Step | None
    gaps: tuple[int, ...]
    others: tuple[Point, ...]
    known: tuple[Period, ...]
    uncovered: bool
    as_of: date


def answer_trend(
    figures: Figures, region: str, segment: Segment, window: Window, today: date, *, uncovered: bool = False
) -> Trend:
    """The development of a region's segment on the basis that has the most figures; it may be empty."""
    sets, read = figures.series(region, segment), reading(segment, uncovered=uncovered)
    every = [found for found in sets if read(found)]
    within = [found for found in every if window.holds(found.period, today)]
    basis = fullest([found.basis for found in within].count)
    series = Series([found for found in within if found.basis is basis], read)
    points = series.points()
    steps = (step_to(figures, point, points[:at][::-1]) for at, point in enumerate(points))
    others = Series([found for found in within if found.basis is not basis], read)
    return Trend(
        region=region,
        segment=segment,
        basis=basis,
        points=points,
        steps=tuple(step for step in steps if step),
        finding=farthest(figures, region, basis, series),
        gaps=_gaps(points, window, today),
        others=others.points(),
        known=tuple(sorted({found.period for found in every})),
        uncovered=uncovered,
        as_of=today,
    )


def latest_step(figures: Figures, coverage: Coverage) -> Step | None:
    """The step to a figure from the last one before it on its basis; nothing where it is the first."""
    figure = coverage.figure
    sets = figures.series(figure.region, figure.segment, figure.basis, figure.period)
    points = Series(sets, reading(figure.segment)).backwards()
    until = (point for point in points if point.period <= figure.period)
    latest = next(until, None)
    return step_to(figures, latest, until) if latest else None


def _gaps(points: Sequence[Point], window: Window, today: date) -> tuple[int, ...]:
    """The years asked about, or between the first and the last point, for which there is none."""
    if not points:
        return ()
    first = window.since.year if window.since else points[0].period.year
    last = min(window.until.year, today.year) if window.until else points[-1].period.year
    asked = {period.year for period in window.periods} or set(range(first, last + 1))
    return tuple(sorted(asked - {point.period.year for point in points}))
