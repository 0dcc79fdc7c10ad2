"""What a new version of the figures changes: number by number, and in what is answered of each region.

A number is known by its region, period, basis, segment and metric. It is changed where its size or its precision
is another; where only its source, its doubt or its remark is, it is re-sourced. What is the same in both versions
is never read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from core.coverage import work_out
from core.model import Break, Figure, Metric, Segment, Stated, Target
from core.packed import Differing, Key, Kind, Number, PackedFigures, Pair
from core.period import Period
from core.shifts import Answering, Biggest, Shift, alike, shift_of, shifts_of_answers

_Rule = TypeVar("_Rule", Target, Break)


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


def difference(old: PackedFigures, new: PackedFigures, first: int = 10) -> Difference:
    """What is other in the new version; of each kind of change the first few, and as many of the biggest."""
    found = _Found(old, new, first)
    gone = (region.code for region in old.regions if region.code not in new.regions)
    for region in (*(region.code for region in new.regions), *gone):
        found.look(region)
    return found.difference()


@dataclass
class _Tally:
    count: int = 0
    first: list[Change] = field(default_factory=list)
    since: Period | None = None
    until: Period | None = None

    def add(self, count: int, period: Period) -> None:
        self.count += count
        self.since = period if self.since is None else min(self.since, period)
        self.until = period if self.until is None else max(self.until, period)

    def tally(self) -> Tally:
        return Tally(self.count, tuple(self.first), self.since, self.until)


class _Found:
    """What was found so far, never more than the first few of anything."""

    def __init__(self, old: PackedFigures, new: PackedFigures, first: int) -> None:
        self._old, self._new, self._most = old, new, first
        self._differing = Differing(old, new)
        self._tallies = {kind: _Tally() for kind in Kind}
        self._regions: list[str] = []
        self._answering: list[Answering] = []
        self._points, self._people = Biggest(first), Biggest(first)
        self._refused: list[Shift] = []
        self._targets: tuple[list[Target], list[Target]] = ([], [])
        self._breaks: tuple[list[Break], list[Break]] = ([], [])

    def look(self, region: str) -> None:
        """Everything of a region."""
        unlike = list(self._differing.sets(region))
        counted = [self._count(region, pair) for pair in unlike]
        if any(counted):
            self._regions.append(region)
            self._weigh(region, unlike)
        _part(self._old.own_targets(region), self._new.own_targets(region), self._targets)
        _part(self._old.breaks(region), self._new.breaks(region), self._breaks)

    def difference(self) -> Difference:
        """All of it."""
        counts = {kind: tally.count for kind, tally in self._tallies.items()}
        differing = counts[Kind.NEW] + counts[Kind.CHANGED] + counts[Kind.RESOURCED]
        return Difference(
            tallies=tuple((kind, tally.tally()) for kind, tally in self._tallies.items()),
            same=self._differing.told() - differing,
            regions=tuple(self._regions),
            answering=tuple(self._answering),
            by_points=self._points.shifts,
            by_people=self._people.shifts,
            refused=tuple(self._refused),
            new_targets=tuple(self._targets[1]),
            gone_targets=tuple(self._targets[0]),
            new_breaks=tuple(self._breaks[1]),
            gone_breaks=tuple(self._breaks[0]),
        )

    def _count(self, region: str, pair: Pair) -> bool:
        """Count what became of each number of a set; whether anything that is told did."""
        period, basis = self._differing.place(region, pair)
        whole = Kind.NEW if pair.before is None else Kind.GONE if pair.after is None else None
        if whole and len(self._tallies[whole].first) >= self._most:
            self._tallies[whole].add(self._differing.count(region, pair), period)
            return True
        counts = Counter[Kind]()
        for number in self._differing.numbers(region, pair):
            counts[number.kind] += 1
            first = self._tallies[number.kind].first
            if len(first) < self._most:
                key = Key(region, period, basis, number.segment, number.metric)
                first.append(Change(key, *self._differing.stated(number)))
        for kind, count in counts.items():
            self._tallies[kind].add(count, period)
        return bool(counts)

    def _weigh(self, region: str, unlike: Sequence[Pair]) -> None:
        """Rank the shifts of a region: first of what answers, then of the sets that are changed."""
        answers = Answering(region, self._old.newest(region), self._new.newest(region))
        if not alike(answers.before, answers.after):
            self._answering.append(answers)
        for shift in shifts_of_answers(answers, self._new):
            if shift.refused:
                self._refused += [shift][: self._most - len(self._refused)]
            self._rank(shift)
        if self._points.is_full and self._people.is_full:
            return
        for before, after in self._changed_figures(region, unlike, answers):
            self._rank(shift_of(work_out(before), work_out(after), answers=False))

    def _rank(self, shift: Shift) -> None:
        self._points.add(shift, shift.points)
        self._people.add(shift, shift.people)

    def _changed_figures(
        self, region: str, unlike: Sequence[Pair], answers: Answering
    ) -> Iterator[tuple[Figure, Figure]]:
        """The figures before and after that may be among the biggest changes, but those of what answers."""
        old, new = self._old.sets(region), self._new.sets(region)
        for pair in unlike:
            if pair.before is None or pair.after is None:
                continue
            earlier, later = old[pair.before], new[pair.after]
            if answers.are(earlier, later):
                continue
            for segment in self._moved(region, pair):
                before, after = earlier[segment], later[segment]
                if before and after:
                    yield before, after

    def _moved(self, region: str, pair: Pair) -> Iterator[Segment]:
        """The segments of which a number moved far enough to rank; a share not stated may move by any size."""
        changed: dict[Segment, dict[Metric, Number]] = {}
        for number in self._differing.numbers(region, pair):
            if number.kind is Kind.CHANGED:
                changed.setdefault(number.segment, {})[number.metric] = number
        for segment, numbers in changed.items():
            coverage, covered = numbers.get(Metric.COVERAGE), numbers.get(Metric.COVERED)
            points = self._differing.size(coverage) if coverage else None
            people = self._differing.size(covered) if covered else Fraction(0)
            if self._points.admits(points) or self._people.admits(people):
                yield segment


def _part(before: Sequence[_Rule], after: Sequence[_Rule], parted: tuple[list[_Rule], list[_Rule]]) -> None:
    """Add what was only before, and what is only after."""
    if before != after:
        parted[0].extend(each for each in before if each not in after)
        parted[1].extend(each for each in after if each not in before)
