"""Goes through a new version region by region and gathers what is to be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, get_args

from core.model import FigureSet
from core.packed import Differing, PackedFigures
from core.period import Period
from core.plausibility.alone import alone, basis
from core.plausibility.conflict import conflicts
from core.plausibility.course import course
from core.plausibility.finding import Finding, Findings, Severity, TooOld
from core.plausibility.inside import Inside
from core.plausibility.judged import Judged
from core.plausibility.screen import Screen
from core.region import Level, Region

KEPT: Final = 10


def findings(old: PackedFigures, new: PackedFigures, today: date, kept: int = KEPT) -> tuple[Findings, ...]:
    """What stands out in the sets that the new version has otherwise than the old one, the gravest first.

    A row that another one of the same number is told in place of makes a set another one too. A neighbour is
    judged with them: the period before and after, and the region around. Of each kind and severity the `kept`
    latest are given in full.
    """
    judging = _Judging(old, new, today, kept)
    for region in new.regions:
        if region.parent is None or region.level is Level.ISLAND or region.parent not in new.regions:
            judging.judge(region)
    judging.too_old()
    return judging.findings()


class _Judging:
    """What was found so far, and what can only be told at the end."""

    def __init__(self, old: PackedFigures, new: PackedFigures, today: date, kept: int) -> None:
        self._old, self._new, self._today, self._most = old, new, today, kept
        self._differing, self._screen = Differing(old, new), Screen(new, today)
        self._kept: dict[tuple[type[Finding], Severity], list[Finding]] = {}
        self._counts: dict[tuple[type[Finding], Severity], int] = {}
        self._oldest: Period | None = None
        self._touched: dict[Period, tuple[int, FigureSet]] = {}

    def judge(self, region: Region) -> list[Judged]:
        """A region and all that lie inside it."""
        sets = self._judged(region.code)
        for each in sets:
            for finding in self._alone(each) if each.touched else ():
                self.keep(finding)
        for finding in course(self._new, self._screen, sets):
            self.keep(finding)
        within = self._new.regions.within(region.code)
        inside = Inside(self._screen, sets, len(within))
        for child in within:
            inside.add(child.code, self.judge(child))
        for finding in inside.findings(self._new):
            self.keep(finding)
        return sets

    def _alone(self, judged: Judged) -> Iterator[Finding]:
        yield from basis(judged)
        if not self._screen.clears(judged.number):
            yield from alone(judged, self._today)
            yield from conflicts(self._new.content, judged)

    def keep(self, finding: Finding, count: int = 1) -> None:
        """Count a finding, and keep it where it is among the latest."""
        key = type(finding), finding.severity
        self._counts[key] = self._counts.get(key, 0) + count
        latest = self._kept.setdefault(key, [])
        if len(latest) < self._most or latest[-1].period < finding.period:
            latest.append(finding)
            latest.sort(key=lambda each: each.period, reverse=True)
            del latest[self._most :]

    def too_old(self) -> None:
        """Periods before the oldest of the old version, where that has any."""
        if self._oldest is None:
            return
        for period, (count, figures) in self._touched.items():
            if period.last_month < self._oldest.first_month:
                self.keep(TooOld(Severity.WARNING, figures, self._oldest), count)

    def findings(self) -> tuple[Findings, ...]:
        """All of it, by severity and then by kind."""
        order = get_args(Finding)
        keys = sorted(self._kept, key=lambda key: (-key[1], order.index(key[0])))
        return tuple(Findings(key[1], self._counts[key], tuple(self._kept[key])) for key in keys)

    def _judged(self, region: str) -> list[Judged]:
        old, new = self._old.sets(region), self._new.sets(region)
        if old and (self._oldest is None or old[0].period < self._oldest):
            self._oldest = old[0].period
        unlike = self._differing.sets(region)
        touched = {pair.after: pair.before for pair in unlike if pair.after is not None}
        for at in touched:
            period = new[at].period
            count, first = self._touched.get(period, (0, new[at]))
            self._touched[period] = count + 1, first
        number = self._differing.first(region)
        return [
            Judged(each, number + at, at in touched, _at(old, touched.get(at))) for at, each in enumerate(new)
        ]


def _at(sets: Sequence[FigureSet], place: int | None) -> FigureSet | None:
    return None if place is None else sets[place]
