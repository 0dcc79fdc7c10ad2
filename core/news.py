"""What a new version of the figures has to say about one region, to somebody who knows an earlier version.

News is a change of what is answered: the set that answers for the region, or a newer figure beside it. Another
figure of an earlier period, another source or another remark is none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.coverage import Coverage, work_out
from core.figures import Figures
from core.model import Figure, FigureSet, Segment
from core.shifts import Answering, Shift, shifts_of_answers


@dataclass(frozen=True, slots=True)
class News:
    """What changed for a region, or for one segment in it.

    `before` and `after` are the sets that answered and answer. `shifts` are the coverages that changed, `first`
    those of a segment that has no earlier one; `newer` are newer figures that stand beside the answer and were
    not there.
    """

    region: str
    segment: Segment | None
    before: FigureSet | None
    after: FigureSet | None
    shifts: tuple[Shift, ...]
    first: tuple[Coverage, ...]
    newer: tuple[Coverage, ...]


def position(figures: Figures, region: str, segment: Segment | None) -> str:
    """A digest of what is answered of a region, by its numbers: equal where nobody would read anything else."""
    parts = [_numbers(figure) for figure in _told(figures, region, segment)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def news(old: Figures, new: Figures, region: str, segment: Segment | None) -> News | None:
    """What the new version has to say; nothing where a reader of the old one knows it already."""
    if position(old, region, segment) == position(new, region, segment):
        return None
    before, after = _answering(old, region, segment), _answering(new, region, segment)
    known = set(map(_numbers, _told(old, region, segment)))
    shifts = tuple(
        shift
        for shift in _shifts(old, new, Answering(region, before, after))
        if segment in (None, shift.after.figure.segment) and _numbers(shift.after.figure) not in known
    )
    shown = {shift.after.figure.segment for shift in shifts}
    first = tuple(
        work_out(figure, after)
        for figure in _wanted(after, segment)
        if after and figure.segment not in shown and _numbers(figure) not in known
    )
    newer = tuple(work_out(figure) for figure in _newer(new, after, segment) if _numbers(figure) not in known)
    return News(region, segment, before, after, shifts, first, newer)


def _shifts(old: Figures, new: Figures, answers: Answering) -> Iterator[Shift]:
    """The shifts of what answers; of a segment that did not answer there, from its own last figure before."""
    yield from shifts_of_answers(answers, new)
    before, after = answers.before, answers.after
    for segment in after.figures if after else ():
        earlier = old.newest(answers.region, segment) if before is None or before[segment] is None else None
        if after and earlier and earlier.period < after.period:
            shifts = shifts_of_answers(Answering(answers.region, earlier, after), new)
            yield from (shift for shift in shifts if shift.after.figure.segment is segment)


def _answering(figures: Figures, region: str, segment: Segment | None) -> FigureSet | None:
    """The set that answers; without a total the one of the first segment that has any."""
    wanted = (segment,) if segment else tuple(Segment)
    return next((found for each in wanted if (found := figures.newest(region, each))), None)


def _told(figures: Figures, region: str, segment: Segment | None) -> Iterator[Figure]:
    found = _answering(figures, region, segment)
    yield from _wanted(found, segment)
    yield from _newer(figures, found, segment)


def _wanted(found: FigureSet | None, segment: Segment | None) -> Iterable[Figure]:
    if found is None:
        return ()
    return [figure for each, figure in found.figures.items() if segment in (None, each)]


def _newer(figures: Figures, found: FigureSet | None, segment: Segment | None) -> tuple[Figure, ...]:
    return figures.newer(found, segment or Segment.TOTAL) if found else ()


def _numbers(figure: Figure) -> str:
    """A figure by its place and its numbers, whatever its sources, doubts and remarks."""
    numbers = sorted(
        (metric.value, str(stated.quantity.low), str(stated.quantity.high))
        for metric, stated in figure.stated.items()
    )
    return f"{figure.period} {figure.basis.value} {figure.segment.value} {numbers}"
