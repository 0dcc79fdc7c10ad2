"""Where the sets of a region and of a period are, and which of them ranks highest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from itertools import compress, pairwise
from typing import Final

from core.model import Segment, Standing
from core.packed.content import SEGMENTS, Content
from core.packed.standing import BASIS, BESIDE, standings, weighed
from core.period import Period

Span = tuple[int, int]
"""Sets that follow one another: the number of the first, and of the one after the last."""

NONE: Final[Span] = (0, 0)

_HELD: Final = 512
"""How many months' places among the periods are kept."""


class Outline:
    """What is known of the sets without reading a figure."""

    def __init__(self, content: Content) -> None:
        columns = content.columns
        self._periods = columns.period
        self._ends = [(period.last_month, period.first_month) for period in content.periods]
        self._spans = dict(zip(content.regions, pairwise(columns.first_set), strict=True))
        self._first_ending = lru_cache(_HELD)(partial(bisect_left, self._ends))
        weights = b"".join(_weights(content))
        self._weights = {segment: weights[at :: len(SEGMENTS)] for at, segment in enumerate(SEGMENTS)}

    def __contains__(self, region: object) -> bool:
        """Whether a region has any set."""
        return region in self._spans

    def of(self, region: str) -> Span:
        """All sets of a region, oldest first."""
        return self._spans.get(region, NONE)

    def until(self, region: str, month: int) -> Span:
        """Those of its sets that end by the end of a month, which is counted from year 0."""
        return self.of(region)[0], self._first(region, (month + 1, 0))

    def after(self, region: str, period: Period) -> Span:
        """Those of its sets that are later than a period."""
        return self._first(region, (period.last_month, period.first_month + 1)), self.of(region)[1]

    def within(self, region: str, period: Period) -> tuple[Span, Span]:
        """Those of its sets that lie within a period: first the ones that end before it does.

        No two periods overlap in part, so that only of those that end together one may begin too early.
        """
        first, last = period.first_month, period.last_month
        ends_before = self._first(region, (first, 0)), self._first(region, (last, 0))
        ends_with_it = self._first(region, (last, first)), self._first(region, (last + 1, 0))
        return ends_before, ends_with_it

    def _first(self, region: str, end: tuple[int, int]) -> int:
        """The first set of a region that ends at that month or later, and then begins at that month or later."""
        first, last = self._spans.get(region, NONE)
        return bisect_left(self._periods, self._first_ending(end), first, last)

    def best(self, ranks: bytes, segment: Segment, *spans: Span) -> int | None:
        """The set of the highest rank, of several the newest; of one period, the one of the first basis."""
        best, highest, weights = None, 0, self._weights[segment]
        for first, end in reversed(spans):
            found = weights[first:end].translate(ranks)
            rank = max(found, default=0)
            if rank > highest:
                best, highest = self._first_of_period(first, found, rank), rank
        return best

    def _first_of_period(self, first: int, ranks: bytes, rank: int) -> int:
        """The last set of that rank, or the ones before it of its period and rank."""
        at = first + ranks.rfind(rank)
        while at > first and ranks[at - 1 - first] == rank and self._periods[at - 1] == self._periods[at]:
            at -= 1
        return at

    def best_first(self, ranks: bytes, segment: Segment, *spans: Span) -> Iterator[int]:
        """The sets that have any rank, those of the highest first, and of them the newest."""
        best = self.best(ranks, segment, *spans)
        if best is None:
            return
        yield best
        ranked = [
            (rank, self._periods[number], -number)
            for span in spans
            for number, rank in zip(range(*span), self.ranks(ranks, segment, span), strict=True)
            if rank and number != best
        ]
        yield from (-at for _, _, at in sorted(ranked, reverse=True))

    def beside(self, region: str, segment: Segment, year: int) -> Iterator[int]:
        """For each basis the set by which a target of a year is measured."""
        first, end = self.until(region, year * 12 + 11)
        told = self._weights[segment][first:end]
        places = set(told.translate(BASIS))
        if places <= {0}:
            return
        begun = self._first(region, (year * 12, 0)) - first
        for place in places - {0}:
            ranks = told.translate(BESIDE[place - 1])
            best = max(ranks[begun:], default=0)
            yield first + (ranks.rfind(best, begun) if best else ranks.rfind(max(ranks)))

    def ranked(self, ranks: bytes, segment: Segment, span: Span) -> Iterator[int]:
        """The sets that have any rank, oldest first."""
        return compress(range(*span), self.ranks(ranks, segment, span))

    def ranks(self, ranks: bytes, segment: Segment, span: Span) -> bytes:
        """The rank of each set."""
        return self._weights[segment][slice(*span)].translate(ranks)

    def newest_first(self, numbers: Iterator[int]) -> list[int]:
        """The sets by their period, the latest first; those of one period stay in their order."""
        return sorted(numbers, key=self._periods.__getitem__, reverse=True)

    def standings(self, number: int) -> Mapping[Segment, Standing]:
        """The standing of each segment in a set."""
        return standings(bytes(self._weights[segment][number] for segment in SEGMENTS))


def _weights(content: Content) -> Iterator[bytes]:
    """The standings of each set, a byte for each segment."""
    columns = content.columns
    doubted = [origin.doubt is not None for origin in content.origins]
    cells, doubts = columns.cell.tobytes(), bytes(map(doubted.__getitem__, columns.origin))
    for (first, end), basis in zip(pairwise(columns.first_row), columns.basis, strict=True):
        yield weighed(cells[first:end], doubts[first:end], basis)
