"""A look at the columns that clears most sets: what it clears stands out in nothing, and is never read.

It knows only the plain case: exact counts of the covered and the workers, a share beside them or alone, formal and
informal that make up the total, one row for each number. All else is left to the judgement; the one mistake it may
make is not to clear what it could.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from core.model import Basis, Metric, Segment
from core.packed import PackedFigures
from core.packed.content import BASES, CELLS
from core.plausibility.jumping import FINE, is_multiple, may_leap

_UNKNOWN: Final = BASES.index(Basis.UNKNOWN)
_PLAIN: Final = (Metric.COVERED, Metric.WORKERS, Metric.COVERAGE)
_THREE: Final = (Segment.TOTAL, Segment.FORMAL, Segment.INFORMAL)

Rows = tuple[int | None, int | None, int | None]
"""Where in a set its covered, workers and coverage lie, from its first row on."""


class Share(NamedTuple):
    """numerator / denominator, rounded to step / steps."""

    numerator: int
    denominator: int
    step: int
    steps: int


class Numbers(NamedTuple):
    """What the rows of a segment say."""

    covered: int | None
    workers: int | None
    coverage: Share | None


class Screen:
    """The columns of a version; sets are asked for by their number."""

    def __init__(self, figures: PackedFigures, today: date) -> None:
        self._content = content = figures.content
        self._columns = content.columns
        self._cells = content.columns.cell.tobytes()
        self._exact = [each.step == 0 and each.unit == each.denominator == 1 for each in content.precisions]
        self._ends = [period.last_day for period in content.periods]
        self._over = [end <= today for end in self._ends]
        self._published = [origin.source.published_by for origin in content.origins]

    def clears(self, number: int) -> bool:
        """Whether a set by itself stands out in nothing."""
        columns, period = self._columns, self._columns.period[number]
        if columns.basis[number] == _UNKNOWN or not self._over[period]:
            return False
        origins = set(columns.origin[columns.first_row[number] : columns.first_row[number + 1]])
        if any(self._published[origin] < self._ends[period] for origin in origins):
            return False
        figures = self._figures(number)
        return figures is not None and all(map(_agrees, figures)) and _makes_up(figures)

    def clears_beside(self, earlier: int, later: int) -> bool:
        """Whether a set stands out in nothing beside an earlier one of its region and basis."""
        before, after = self._figures(earlier), self._figures(later)
        if before is None or after is None or self._cells_of(earlier) != self._cells_of(later):
            return False
        ends = (self._content.periods[self._columns.period[each]].last_month for each in (earlier, later))
        months = -next(ends) + next(ends)
        pairs = list(zip(before, after, strict=True))
        moved = any((one.covered, one.coverage) != (two.covered, two.coverage) for one, two in pairs)
        return moved and all(_is_steady(one, two, months) for one, two in pairs)

    def clears_inside(self, whole: int, members: Iterable[int], existing: int) -> bool:
        """Whether the regions inside another come to no more than it, and all of them to just as much."""
        figures = self._figures(whole)
        if figures is None or self._columns.basis[whole] == _UNKNOWN:
            return False
        parts = [self._figures(each) for each in members]
        known = [part for part in parts if part is not None]
        return len(known) == len(parts) and all(
            _adds_up(figure, [part[at] for part in known if at < len(part)], existing)
            for at, figure in enumerate(figures)
        )

    def _cells_of(self, number: int) -> bytes:
        return self._cells[self._columns.first_row[number] : self._columns.first_row[number + 1]]

    def _figures(self, number: int) -> list[Numbers] | None:
        """The figures of a set, the total first; nothing for one that is not plain."""
        plan, first = _plan(self._cells_of(number)), self._columns.first_row[number]
        if plan is None:
            return None
        figures = []
        for covered, workers, coverage in plan:
            counts = [None if row is None else self._count(first + row) for row in (covered, workers)]
            if -1 in counts:
                return None
            share = None if coverage is None else self._share(first + coverage)
            figures.append(Numbers(counts[0], counts[1], share))
        return figures

    def _count(self, row: int) -> int:
        """People, or -1 where their number is not exact."""
        return self._columns.mantissa[row] if self._exact[self._columns.precision[row]] else -1

    def _share(self, row: int) -> Share:
        unit, denominator, step = self._content.precisions[self._columns.precision[row]]
        return Share(self._columns.mantissa[row] * unit, denominator, step.numerator, step.denominator)


@lru_cache(maxsize=4096)
def _plan(cells: bytes) -> tuple[Rows, ...] | None:
    """Where the figures of a set lie: of the total alone, or of the total and its two halves, all told alike."""
    found: dict[Segment, dict[Metric, int]] = {}
    for at, (segment, metric) in enumerate(CELLS[cell] for cell in cells):
        rows = found.setdefault(segment, {})
        if metric not in _PLAIN or metric in rows:
            return None
        rows[metric] = at
    if tuple(found) not in (_THREE[:1], _THREE) or len({frozenset(rows) for rows in found.values()}) > 1:
        return None
    if found[Segment.TOTAL].keys() == {Metric.WORKERS, Metric.COVERAGE}:
        return None
    covered, workers, coverage = ([rows.get(metric) for rows in found.values()] for metric in _PLAIN)
    return tuple(zip(covered, workers, coverage, strict=True))


def _agrees(numbers: Numbers) -> bool:
    """Not more are covered than there are, and the share is theirs."""
    covered, workers, share = numbers
    if covered is None or workers is None:
        return share is None or share.numerator <= share.denominator
    if not 0 <= covered <= workers or not workers:
        return False
    if share is None:
        return True
    off = abs(covered * share.denominator - share.numerator * workers)
    return 2 * off * share.steps <= share.step * workers * share.denominator


def _makes_up(figures: list[Numbers]) -> bool:
    """Formal and informal are all, or the share of all lies between theirs."""
    if len(figures) == 1:
        return True
    total, formal, informal = figures
    if total.covered is None and total.workers is None and total.coverage:
        among = [each for each in map(_hundredths, (formal, total, informal)) if each is not None]
        return among in (sorted(among), sorted(among, reverse=True)) and len(set(among)) == len(figures)
    counts = list(zip(*(figure[:2] for figure in figures), strict=True))
    whole = total.coverage is None or None not in total[:2]
    return whole and all(one is None or one == (two or 0) + (three or 0) for one, two, three in counts)


def _adds_up(whole: Numbers, parts: list[Numbers], existing: int) -> bool:
    """Some are at most as many as the whole, all of them are just as many."""
    covered = [part.covered for part in parts if part.covered is not None]
    workers = [part.workers for part in parts if part.workers is not None]
    for most, counts in ((whole.covered, covered), (whole.workers, workers)):
        summed = sum(counts)
        if most is not None and (summed > most or (summed < most and len(counts) == existing)):
            return False
    told = sum(part.coverage is not None for part in parts)
    return None not in whole[:2] or whole.coverage is None or told < existing


def _is_steady(before: Numbers, after: Numbers, months: int) -> bool:
    """The same workers, and the covered and their share moved no further than so many months explain."""
    if before.workers != after.workers:
        return False
    one, two = _hundredths(before), _hundredths(after)
    if one is not None and two is not None and may_leap(one, two, months):
        return False
    if before.covered is None or after.covered is None:
        return True
    small, large = sorted((before.covered, after.covered))
    return not is_multiple(small, large, months)


def _hundredths(numbers: Numbers) -> int | None:
    """The whole hundredths of a percent in the share that the judgement works out."""
    covered, workers, share = numbers
    if covered is not None and workers:
        return covered * FINE // workers
    return share.numerator * FINE // share.denominator if share else None
