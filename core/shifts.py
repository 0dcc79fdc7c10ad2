"""How a coverage shifts from one version of the figures to the next, and which shifts are the biggest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from core.comparison import Refused, compared
from core.coverage import Coverage, work_out
from core.figures import Figures
from core.model import FigureSet, Segment
from core.quantity import Quantity
from core.side import Asked, Side


@dataclass(frozen=True, slots=True)
class Answering:
    """A region whose answer to a question without a period changes: the set that answers before and after."""

    region: str
    before: FigureSet | None
    after: FigureSet | None

    def are(self, before: FigureSet, after: FigureSet) -> bool:
        """Whether it is these two that answer."""
        return _is(before, self.before) and _is(after, self.after)


@dataclass(frozen=True, slots=True)
class Shift:
    """A coverage before and after: of the sets that answer for the region (`answers`), or of one changed set.

    `points` is the difference of the shares as a share, `people` that of the covered; `after` less `before`.
    `refused` says why two sets are not subtracted: they count different workers.
    """

    before: Coverage
    after: Coverage
    answers: bool
    points: Quantity | None
    people: Quantity | None
    refused: Refused | None = None


class Biggest:
    """The biggest changes so far: those of answering sets first, then by what is certain of their size."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._ranked: list[tuple[bool, Fraction, Shift]] = []

    @property
    def is_full(self) -> bool:
        """Whether only a set that answers can still come among them."""
        return len(self._ranked) == self._most and all(answers for answers, _, _ in self._ranked)

    def admits(self, size: Fraction | None) -> bool:
        """Whether a change of that size, of a set that does not answer, may be among them."""
        if size is None or len(self._ranked) < self._most:
            return True
        return (False, size) > self._ranked[-1][:2]

    def add(self, shift: Shift, size: Quantity | None) -> None:
        """One more, where its direction is certain."""
        certain = _certain(size)
        if certain:
            self._ranked.append((shift.answers, certain, shift))
            self._ranked.sort(key=lambda ranked: ranked[:2], reverse=True)
            del self._ranked[self._most :]

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """The biggest first."""
        return tuple(shift for _, _, shift in self._ranked)


def shifts_of_answers(answers: Answering, figures: Figures) -> Iterator[Shift]:
    """The change of what answers, for all workers and for each segment that both sets have."""
    earlier, later = answers.before, answers.after
    if earlier is None or later is None:
        return
    for segment in later.figures:
        before, after = _worked_out(earlier, segment), _worked_out(later, segment)
        if before is None or after is None or before.figure == after.figure:
            continue
        if _is(earlier, later):
            yield shift_of(before, after, answers=True)
            continue
        asked = Asked(answers.region, segment)
        pair = compared(figures, Side(asked, later), Side(asked, earlier))
        if isinstance(pair, Refused):
            yield Shift(before, after, True, None, None, pair)
        else:
            yield Shift(before, after, True, pair.points, pair.people)


def shift_of(before: Coverage, after: Coverage, *, answers: bool) -> Shift:
    """The shift of one set, which is compared with itself on whatever basis it has."""
    return Shift(
        before,
        after,
        answers,
        after.share - before.share if after.share and before.share else None,
        after.covered - before.covered if after.covered and before.covered else None,
    )


def _worked_out(among: FigureSet, segment: Segment) -> Coverage | None:
    figure = among[segment]
    return work_out(figure, among) if figure else None


def alike(one: FigureSet | None, other: FigureSet | None) -> bool:
    """Whether two sets say the same of the same, down to the sources and doubts."""
    if one is None or other is None:
        return one is other
    return _is(one, other) and one.figures == other.figures


def _is(one: FigureSet, other: FigureSet | None) -> bool:
    """Whether it is the set of the same period and basis, whatever it says."""
    return other is not None and (one.period, one.basis) == (other.period, other.basis)


def _certain(size: Quantity | None) -> Fraction:
    """How large a difference is at least, whichever way it goes."""
    if size is None or size.low <= 0 <= size.high:
        return Fraction(0)
    return min(abs(size.low), abs(size.high))
