"""Coverage: how many of the workers are covered, from whatever a figure states.

coverage = covered / workers, in exact arithmetic. What a source leaves out is derived as an interval where
the rest pins it down, and stays absent where it does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.figures import Figures
from core.model import Completeness, Figure, FigureSet, Metric, Note, Segment, Source
from core.period import Period
from core.quantity import Quantity, divide, intersect, whole_between


@dataclass(frozen=True, slots=True)
class Coverage:
    """One figure, worked out. Counts are people, `share` is covered / workers and may exceed 1.

    `contradicted` is the share that the source printed where its own counts give another one.
    """

    figure: Figure
    covered: Quantity | None
    workers: Quantity | None
    share: Quantity | None
    contradicted: Quantity | None = None

    @property
    def uncovered(self) -> Quantity | None:
        """The workers not covered, as stated or as the rest; absent where more are covered than exist."""
        stated = self.figure[Metric.UNCOVERED]
        if stated:
            return stated.quantity
        covered, workers = self.covered, self.workers
        if covered is None or workers is None or covered.high > workers.low:
            return None
        if covered.is_exact and workers.is_exact:
            return workers - covered
        return _people(workers.low - covered.high, workers.high - covered.low)

    @property
    def doubts(self) -> tuple[Note, ...]:
        """Why a number of this figure may be wrong, each reason once."""
        notes = (stated.doubt for stated in self.figure.stated.values() if stated.doubt)
        return tuple(dict.fromkeys(notes))

    @property
    def denominator_note(self) -> Note | None:
        """What the source says of its denominator: the survey, or whom it includes."""
        workers = self.figure[Metric.WORKERS]
        return workers.note if workers else None

    @property
    def notes(self) -> tuple[Note, ...]:
        """The remarks on the other numbers, each once."""
        notes = (stated.note for metric, stated in self.figure.stated.items() if metric is not Metric.WORKERS)
        return tuple(dict.fromkeys(note for note in notes if note and note != self.denominator_note))


@dataclass(frozen=True, slots=True)
class CoverageAnswer:
    """A region's coverage in one period: the segment asked for, its parts, and what is newer but tells less."""

    figures: FigureSet
    coverage: Coverage
    parts: tuple[Coverage, ...]
    newer: tuple[Coverage, ...]
    as_of: date

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the figure and its parts, each once."""
        every = (source for part in (self.coverage, *self.parts) for source in part.figure.sources)
        return tuple(dict.fromkeys(every))


@dataclass(frozen=True, slots=True)
class NoFigures:
    """Nothing is known of what was asked; beside it, the periods and segments that are."""

    region: str
    segment: Segment
    period: Period | None
    periods: tuple[Period, ...]
    segments: tuple[Segment, ...]


def answer_coverage(
    figures: Figures, region: str, segment: Segment, period: Period | None, today: date
) -> CoverageAnswer | NoFigures:
    """The coverage of a region's segment in a period, or in the one that answers best where none is given."""
    chosen = figures.at(region, period, segment) if period else figures.newest(region, segment)
    figure = chosen[segment] if chosen else None
    if chosen is None or figure is None:
        return _no_figures(figures, region, segment, period)
    newer = () if period else figures.newer(chosen, segment)
    return CoverageAnswer(
        figures=chosen,
        coverage=work_out(figure, chosen),
        parts=_parts(chosen) if segment is Segment.TOTAL else (),
        newer=tuple(work_out(each) for each in newer),
        as_of=today,
    )


def work_out(figure: Figure, among: FigureSet | None = None) -> Coverage:
    """The coverage that a figure states; with its set, a missing denominator is narrowed by the others."""
    covered, workers = _counts(figure)
    printed = _quantity(figure, Metric.COVERAGE)
    if covered and workers:
        return _settled(figure, covered, workers, printed)
    if covered and printed:
        workers = _implied_workers(covered, printed)
        workers = _narrowed(workers, figure.segment, among) if workers and among else workers
    elif workers and printed:
        covered = _people(workers.low * printed.low, workers.high * printed.high)
    return Coverage(figure, covered, workers, printed)


def _settled(figure: Figure, covered: Quantity, workers: Quantity, printed: Quantity | None) -> Coverage:
    """The counts decide; a printed share may be the sharper of two that agree.

    Where they disagree and the denominator alone is in doubt, the share stands and the denominator follows.
    """
    share = divide(covered, workers)
    if printed is None or share is None:
        return Coverage(figure, covered, workers, share or printed)
    if share.meets(printed):
        return Coverage(figure, covered, workers, share if share.is_exact else printed)
    if _doubtful(figure, Metric.WORKERS) and not _doubtful(figure, Metric.COVERED, Metric.COVERAGE):
        return Coverage(figure, covered, _implied_workers(covered, printed), printed)
    return Coverage(figure, covered, workers, share, contradicted=printed)


def _counts(figure: Figure) -> tuple[Quantity | None, Quantity | None]:
    """Covered and workers as stated, or one of them as the sum or rest of the two others."""
    covered, workers = _quantity(figure, Metric.COVERED), _quantity(figure, Metric.WORKERS)
    uncovered = _quantity(figure, Metric.UNCOVERED)
    if uncovered and covered and workers is None:
        return covered, _people(covered.low + uncovered.low, covered.high + uncovered.high)
    if uncovered and workers and covered is None:
        return _people(workers.low - uncovered.high, workers.high - uncovered.low), workers
    return covered, workers


def _implied_workers(covered: Quantity, share: Quantity) -> Quantity | None:
    """The numbers of workers of whom `covered` rounds to the printed share."""
    if share.low <= 0:
        return None
    low, high = covered.low // share.high + 1, covered.high // share.low
    return Quantity.between(low, high) if low <= high else None


def _narrowed(workers: Quantity, segment: Segment, among: FigureSet) -> Quantity:
    """The same interval, cut by what the total leaves for this segment beside the other one.

    Only where formal and informal make up the total: their covered must add up to it exactly.
    """
    halves = {Segment.FORMAL: Segment.INFORMAL, Segment.INFORMAL: Segment.FORMAL}
    total, mine = among[Segment.TOTAL], among[segment]
    other = among[halves[segment]] if segment in halves else None
    if total is None or mine is None or other is None:
        return workers
    all_workers, beside = _quantity(total, Metric.WORKERS), work_out(other)
    counts = [_quantity(figure, Metric.COVERED) for figure in (total, mine, other)]
    if all_workers is None or beside.workers is None or not _adds_up(*counts):
        return workers
    rest = Quantity.between(all_workers.low - beside.workers.high, all_workers.high - beside.workers.low)
    return intersect(workers, rest) or workers


def _adds_up(total: Quantity | None, first: Quantity | None, second: Quantity | None) -> bool:
    if total is None or first is None or second is None:
        return False
    exact = total.is_exact and first.is_exact and second.is_exact
    return exact and first.low + second.low == total.low


def _people(low: Fraction, high: Fraction) -> Quantity | None:
    """A number of people between two bounds; nothing where none fits, since nobody is fewer than none."""
    first, last = whole_between(max(low, Fraction(0)), high)
    return Quantity.between(first, last) if first <= last else None


def _quantity(figure: Figure, metric: Metric) -> Quantity | None:
    stated = figure[metric]
    return stated.quantity if stated else None


def _doubtful(figure: Figure, *metrics: Metric) -> bool:
    return any(stated is not None and stated.doubt is not None for stated in map(figure.__getitem__, metrics))


def _parts(chosen: FigureSet) -> tuple[Coverage, ...]:
    order = [segment for segment in Segment if segment is not Segment.TOTAL]
    found = (chosen[segment] for segment in order)
    return tuple(
        work_out(figure, chosen) for figure in found if figure and figure.completeness is not _NOTHING
    )


def _no_figures(figures: Figures, region: str, segment: Segment, period: Period | None) -> NoFigures:
    telling = [
        (found.period, each)
        for found in figures.sets(region)
        for each in found.figures
        if found.completeness(each) is not _NOTHING
    ]
    return NoFigures(
        region=region,
        segment=segment,
        period=period,
        periods=tuple(sorted({when for when, each in telling if each is segment}, reverse=True)),
        segments=tuple(each for each in Segment if any(each is other for _, other in telling)),
    )


_NOTHING = Completeness.WORKERS_ONLY
