"""What a new version of the figures changes: number by number, and in what is answered of each region.

A number is known by its region, period, basis, segment and metric. It is changed where its size or its precision
is another; where only its source, its doubt or its remark is, it is re-sourced. Both versions are read region by
region, so that versions of any size can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

from core.coverage import work_out
from core.figures import Figures
from core.model import Break, FigureSet, Metric, Segment, Stated, Target
from core.packed import Key
from core.period import Period
from core.shifts import Answering, Biggest, Shift, alike, changed_figures, moved, shift_of, shifts_of_answers

_Rule = TypeVar("_Rule", Target, Break)


class Kind(Enum):
    """What became of a number."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    RESOURCED = "re-sourced"


@dataclass(frozen=True, slots=True)
class Change:
    """A number before and after: absent before where it is new, absent after where it is gone."""

    key: Key
    before: Stated | None
    after: Stated | None

    @property
    def kind(self) -> Kind:
        """What became of it; where it is the same in everything there is no change to ask about."""
        if self.before is None:
            return Kind.NEW
        if self.after is None:
            return Kind.GONE
        return Kind.RESOURCED if self.before.quantity == self.after.quantity else Kind.CHANGED


@dataclass(frozen=True, slots=True)
class Tally:
    """How many numbers share a fate, from which period to which, and the first of them."""

    count: int
    first: tuple[Change, ...]
    since: Period | None
    until: Period | None


@dataclass(frozen=True, slots=True)
class Difference:
    """All that a new version changes.

    `by_points` and `by_people` are the biggest changes, those of the answering sets first, then by what is
    certain of their size. `regions` are the codes with any change in their numbers. A target or break that
    differs in anything is both new and gone.
    """

    tallies: tuple[tuple[Kind, Tally], ...]
    same: int
    regions: tuple[str, ...]
    answering: tuple[Answering, ...]
    by_points: tuple[Shift, ...]
    by_people: tuple[Shift, ...]
    refused: tuple[Shift, ...]
    new_targets: tuple[Target, ...]
    gone_targets: tuple[Target, ...]
    new_breaks: tuple[Break, ...]
    gone_breaks: tuple[Break, ...]

    def __getitem__(self, kind: Kind) -> Tally:
        """The numbers of one fate."""
        return dict(self.tallies)[kind]

    @property
    def is_empty(self) -> bool:
        """Whether the two versions say the same in everything."""
        rules = (*self.new_targets, *self.gone_targets, *self.new_breaks, *self.gone_breaks)
        return not self.regions and not rules


def difference(old: Figures, new: Figures, first: int = 10) -> Difference:
    """What is other in the new version; of each kind of change the first few, and as many of the biggest."""
    found = _Found(first)
    gone = (region.code for region in old.regions if region.code not in new.regions)
    for region in (*(region.code for region in new.regions), *gone):
        found.numbers(region, old, new)
        found.rules(region, old, new)
    return found.difference()


@dataclass
class _Tally:
    count: int = 0
    first: list[Change] = field(default_factory=list)
    since: Period | None = None
    until: Period | None = None

    def add(self, change: Change, most: int) -> None:
        self.count += 1
        if len(self.first) < most:
            self.first.append(change)

    def span(self, period: Period) -> None:
        self.since = period if self.since is None else min(self.since, period)
        self.until = period if self.until is None else max(self.until, period)

    def tally(self) -> Tally:
        return Tally(self.count, tuple(self.first), self.since, self.until)


@dataclass
class _Found:
    """What was found so far, never more than the first few of anything."""

    first: int
    tallies: dict[Kind, _Tally] = field(default_factory=lambda: {kind: _Tally() for kind in Kind})
    same: int = 0
    regions: list[str] = field(default_factory=list)
    answering: list[Answering] = field(default_factory=list)
    points: Biggest = field(init=False)
    people: Biggest = field(init=False)
    refused: list[Shift] = field(default_factory=list)
    new_targets: list[Target] = field(default_factory=list)
    gone_targets: list[Target] = field(default_factory=list)
    new_breaks: list[Break] = field(default_factory=list)
    gone_breaks: list[Break] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.points, self.people = Biggest(self.first), Biggest(self.first)

    def numbers(self, region: str, old: Figures, new: Figures) -> None:
        changed = []
        for period, earlier, later in _pairs(old.sets(region), new.sets(region)):
            if self._compare(period, earlier, later):
                changed.append((earlier, later))
        if not changed:
            return
        self.regions.append(region)
        answers = Answering(region, old.newest(region), new.newest(region))
        if not alike(answers.before, answers.after):
            self.answering.append(answers)
        for shift in shifts_of_answers(answers, new):
            if shift.refused:
                self.refused += [shift][: self.first - len(self.refused)]
            self._rank(shift)
        for was, now in changed_figures(changed, answers):
            points, people = (moved(was, now, metric) for metric in (Metric.COVERAGE, Metric.COVERED))
            if self.points.admits(points) or self.people.admits(people):
                self._rank(shift_of(work_out(was), work_out(now), answers=False))

    def rules(self, region: str, old: Figures, new: Figures) -> None:
        set_anew, dropped = _apart(old.own_targets(region), new.own_targets(region))
        self.new_targets += set_anew
        self.gone_targets += dropped
        begun, ended = _apart(old.breaks(region), new.breaks(region))
        self.new_breaks += begun
        self.gone_breaks += ended

    def difference(self) -> Difference:
        return Difference(
            tallies=tuple((kind, tally.tally()) for kind, tally in self.tallies.items()),
            same=self.same,
            regions=tuple(self.regions),
            answering=tuple(self.answering),
            by_points=self.points.shifts,
            by_people=self.people.shifts,
            refused=tuple(self.refused),
            new_targets=tuple(self.new_targets),
            gone_targets=tuple(self.gone_targets),
            new_breaks=tuple(self.new_breaks),
            gone_breaks=tuple(self.gone_breaks),
        )

    def _compare(self, period: Period, earlier: FigureSet | None, later: FigureSet | None) -> bool:
        """Count what became of each number; whether anything did."""
        kinds = set()
        for change in _changes(earlier, later):
            if change is None:
                self.same += 1
                continue
            kinds.add(change.kind)
            self.tallies[change.kind].add(change, self.first)
        for kind in kinds:
            self.tallies[kind].span(period)
        return bool(kinds)

    def _rank(self, shift: Shift) -> None:
        self.points.add(shift, shift.points)
        self.people.add(shift, shift.people)


def _pairs(
    before: Iterable[FigureSet], after: Iterable[FigureSet]
) -> Iterator[tuple[Period, FigureSet | None, FigureSet | None]]:
    """The sets of one period and basis in either version, in the order of the new one, then what is gone."""
    earlier = {(each.period, each.basis): each for each in before}
    for each in after:
        yield each.period, earlier.pop((each.period, each.basis), None), each
    for gone in earlier.values():
        yield gone.period, gone, None


def _changes(earlier: FigureSet | None, later: FigureSet | None) -> Iterator[Change | None]:
    """Every number of either set: a change, or nothing where it is the same in everything."""
    before, after = _numbers(earlier), _numbers(later)
    one = later or earlier
    if one is None:
        return
    for key, stated in {**before, **after}.items():
        was = before.get(key)
        if was is not None and key in after and was == stated:
            yield None
        else:
            yield Change(Key(one.region, one.period, one.basis, *key), was, after.get(key))


def _numbers(each: FigureSet | None) -> dict[tuple[Segment, Metric], Stated]:
    if each is None:
        return {}
    return {
        (segment, metric): stated
        for segment, figure in each.figures.items()
        for metric, stated in figure.stated.items()
    }


def _apart(before: Sequence[_Rule], after: Sequence[_Rule]) -> tuple[list[_Rule], list[_Rule]]:
    """What is only after, and what was only before."""
    if before == after:
        return [], []
    return [each for each in after if each not in before], [each for each in before if each not in after]
