"""A look at the columns that clears most sets: what it clears stands out in nothing, and is never read.

It knows only the plain case: exact counts of the covered and the workers, a share beside them or alone, formal and
informal that make up the total, by themselves or with construction, one row for each number. All else is left to
the judgement; the one mistake it may make is not to clear what it could.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from core.model import Metric, Segment
from core.packed import PackedFigures
from core.packed.content import CELLS
from core.plausibility.jumping import FINE, is_multiple, may_leap

_PLAIN: Final = (Metric.COVERED, Metric.WORKERS, Metric.COVERAGE)
_HALVES: Final = {Segment.FORMAL, Segment.INFORMAL}
_DERIVING: Final = ({Metric.WORKERS, Metric.COVERAGE}, {Metric.COVERED, Metric.COVERAGE})
"""What lets the third number be worked out, as an interval."""

Rows = tuple[int | None, ...]
"""Where in a set a segment's covered, workers and coverage lie, from the first row on."""


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


Figures = list[Numbers | None]
"""The segments in their order, the total first; nothing for one that a set does not tell."""


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
        """Whether a set by itself stands out in nothing but its basis."""
        columns, period = self._columns, self._columns.period[number]
        if not self._over[period]:
            return False
        origins = set(columns.origin[columns.first_row[number] : columns.first_row[number + 1]])
        if any(self._published[origin] < self._ends[period] for origin in origins):
            return False
        figures = self._figures(number)
        return figures is not None and all(map(_agrees, filter(None, figures))) and _makes_up(figures)

    def clears_beside(self, earlier: int, later: int) -> bool:
        """Whether a set stands out in nothing beside an earlier one of its region and basis."""
        before, after = self._figures(earlier), self._figures(later)
        if before is None or after is None or self._cells_of(earlier) != self._cells_of(later):
            return False
        ends = (self._content.periods[self._columns.period[each]].last_month for each in (earlier, later))
        months = -next(ends) + next(ends)
        pairs = list(zip(filter(None, before), filter(None, after), strict=True))
        moved = any((one.covered, one.coverage) != (two.covered, two.coverage) for one, two in pairs)
        return moved and all(_is_steady(one, two, months) for one, two in pairs)

    def clears_inside(self, whole: int, members: Iterable[int], existing: int) -> bool:
        """Whether the regions inside another come to no more than it, and all of them to just as much."""
        figures = self._figures(whole)
        if figures is None:
            return False
        parts = [self._figures(each) for each in members]
        known = [part for part in parts if part is not None]
        return len(known) == len(parts) and all(
            _adds_up(figure, [each for each in (part[at] for part in known) if each], existing)
            for at, figure in enumerate(figures)
            if figure
        )

    def _cells_of(self, number: int) -> bytes:
        return self._cells[self._columns.first_row[number] : self._columns.first_row[number + 1]]

    def _figures(self, number: int) -> Figures | None:
        """The figures of a set; nothing for one that is not plain."""
        plan, first = _plan(self._cells_of(number)), self._columns.first_row[number]
        if plan is None:
            return None
        figures: Figures = []
        for rows in plan:
            if rows is None:
                figures.append(None)
                continue
            counts = [None if row is None else self._count(first + row) for row in rows[:2]]
            if -1 in counts:
                return None
            share = None if rows[2] is None else self._share(first + rows[2])
            figures.append(Numbers(counts[0], counts[1], share))
        return figures

    def _count(self, row: int) -> int:
        """People, or -1 where their number is not exact."""
        return self._columns.mantissa[row] if self._exact[self._columns.precision[row]] else -1

    def _share(self, row: int) -> Share:
        unit, denominator, step = self._content.precisions[self._columns.precision[row]]
        return Share(self._columns.mantissa[row] * unit, denominator, step.numerator, step.denominator)


@lru_cache(maxsize=4096)
def _plan(cells: bytes) -> tuple[Rows | None, ...] | None:
    """Where the figures of a set lie: a total alone, or with its halves, which are told just as it is."""
    found: dict[Segment, dict[Metric, int]] = {}
    for at, (segment, metric) in enumerate(CELLS[cell] for cell in cells):
        rows = found.setdefault(segment, {})
        if metric not in _PLAIN or metric in rows:
            return None
        rows[metric] = at
    parts = found.keys() - {Segment.TOTAL}
    if Segment.TOTAL not in found or (parts and not parts >= _HALVES):
        return None
    alike = len({frozenset(found[segment]) for segment in (Segment.TOTAL, *(_HALVES & parts))}) == 1
    if not alike or any(rows.keys() == each for rows in found.values() for each in _DERIVING):
        return None
    return tuple(
        tuple(found[segment].get(metric) for metric in _PLAIN) if segment in found else None
        for segment in Segment
    )


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


def _makes_up(figures: Figures) -> bool:
    """Formal and informal are all, by themselves or with one more, or the share of all lies between theirs."""
    total, formal, informal, *beside = figures
    if total is None or formal is None or informal is None:
        return True
    others = [each for each in beside if each]
    if total.covered is None and total.workers is None:
        return bool(others) or _is_between(_hundredths(formal), _hundredths(total), _hundredths(informal))
    covered = _rest(total.covered, formal.covered, informal.covered)
    workers = _rest(total.workers, formal.workers, informal.workers)
    beyond = [(0, *(each[at] for each in others)) for at in (0, 1)]
    return covered in beyond[0] and workers in beyond[1]


def _rest(whole: int | None, one: int | None, other: int | None) -> int:
    """What two parts leave of the whole; nothing where they are not told."""
    return 0 if whole is None or one is None or other is None else whole - one - other


def _is_between(one: int | None, middle: int | None, other: int | None) -> bool:
    if one is None or middle is None or other is None:
        return False
    return min(one, other) < middle < max(one, other)


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
