"""A region's figures and targets as rows, one number each, with everything that is needed to use it elsewhere.

A row stands alone: its region, period, segment, denominator, source and doubt are in it. A number that no source
states says how it was worked out, and carries the doubts of what it came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from core.coverage import Coverage, work_out
from core.figures import Figures
from core.model import Basis, Break, Figure, FigureSet, Issuer, Metric, Note, Segment, Source, Stated, Target
from core.period import Period
from core.quantity import Quantity
from core.region import Region


class Derivation(Enum):
    """How a number follows from others, each `stated` by a source."""

    SHARE = "covered / workers"
    REST = "workers - covered"
    SUM = "covered + uncovered"
    COVERED_REST = "workers - uncovered"
    COVERED_OF_WORKERS = "workers x coverage"
    WORKERS_OF_SHARE = "covered / coverage"
    WORKERS_WITHIN_TOTAL = "covered / coverage, narrowed by the total and the other segment"


@dataclass(frozen=True, slots=True)
class Row:
    """One number: people, or a share (1 = all) of a coverage, a `Metric.SHARE` or a target.

    `metric` is absent for a target, which has its `instrument` and `issuer` instead and stands for the end of
    its year. `derivation` is absent where a source states the number. `inside` marks a region that lies in
    the one asked for.
    """

    region: str
    period: Period
    segment: Segment
    metric: Metric | None
    quantity: Quantity
    basis: Basis
    basis_inferred: bool
    sources: tuple[Source, ...]
    doubts: tuple[Note, ...] = ()
    notes: tuple[Note, ...] = ()
    derivation: Derivation | None = None
    instrument: str | None = None
    issuer: Issuer | None = None
    inside: bool = False

    @property
    def is_share(self) -> bool:
        """Whether the number is a share, not a count of people."""
        return self.metric in (None, Metric.COVERAGE, Metric.SHARE)


@dataclass(frozen=True, slots=True)
class Export:
    """All rows for the regions asked for: their figures oldest first, those inside them, then the targets."""

    regions: tuple[Region, ...]
    rows: tuple[Row, ...]
    breaks: tuple[Break, ...]

    @property
    def stated(self) -> tuple[Row, ...]:
        """The figures that a source states."""
        return tuple(row for row in self.rows if row.metric and row.derivation is None)

    @property
    def derived(self) -> tuple[Row, ...]:
        """The figures worked out from them."""
        return tuple(row for row in self.rows if row.derivation)

    @property
    def targets(self) -> tuple[Row, ...]:
        """The targets."""
        return tuple(row for row in self.rows if row.metric is None)

    @property
    def inside(self) -> tuple[str, ...]:
        """The codes of the regions inside that have rows, each once."""
        return tuple(dict.fromkeys(row.region for row in self.rows if row.inside))

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source, each once, in the order of the rows."""
        return tuple(dict.fromkeys(source for row in self.rows for source in row.sources))

    @property
    def tells(self) -> bool:
        """Whether there is more than the nation's targets, which apply everywhere."""
        codes = {region.code for region in self.regions}
        return any(row.metric or row.region in codes for row in self.rows)


def export(
    figures: Figures,
    regions: Iterable[str],
    segments: Iterable[Segment] = (),
    periods: Iterable[Period] = (),
) -> Export:
    """Everything known of the regions, and the answering figures of the regions inside them.

    `periods` keeps figures that lie within one of them and targets of their years, `segments` those of the
    segments; nothing named means all. Raises KeyError for an unknown region.
    """
    asked, within = tuple(dict.fromkeys(regions)), tuple(periods)
    rows = [row for code in asked for row in _figures_of(figures, code, within)]
    for code in asked:
        for region in figures.regions.within(code):
            if region.code not in asked:
                rows += _figures_inside(figures, region.code, within)
    targets = (target for code in asked for target in figures.targets(code))
    rows += [_target_row(target) for target in targets if _is_within(target, within)]
    chosen = set(segments) or set(Segment)
    kept = tuple(dict.fromkeys(row for row in rows if row.segment in chosen))
    breaks = (found for code in dict.fromkeys(row.region for row in kept) for found in figures.breaks(code))
    crossed = tuple(each for each in breaks if any(_is_beyond(row, each) for row in kept))
    return Export(tuple(figures.regions[code] for code in asked), kept, crossed)


def _figures_of(figures: Figures, region: str, periods: tuple[Period, ...]) -> Iterator[Row]:
    for found in figures.sets(region):
        if not periods or any(period.contains(found.period) for period in periods):
            yield from _set_rows(figures, found)


def _figures_inside(figures: Figures, region: str, periods: tuple[Period, ...]) -> list[Row]:
    """The set that answers a question for a region inside; for several periods, one of each."""
    chosen = [_answering(figures, region, period) for period in periods or (None,)]
    rows = (row for found in chosen if found for row in _set_rows(figures, found))
    return [replace(row, inside=True) for row in rows]


def _answering(figures: Figures, region: str, period: Period | None) -> FigureSet | None:
    """For all workers; where they have no figure, for the first segment that has one."""
    sets = (
        figures.at(region, period, segment) if period else figures.newest(region, segment)
        for segment in Segment
    )
    return next((found for found in sets if found), None)


def _set_rows(figures: Figures, among: FigureSet) -> Iterator[Row]:
    """The rows of a set; those beyond a break say why they do not go on from the ones before it."""
    breaks = figures.breaks(among.region)
    for segment in Segment:
        figure = among[segment]
        for row in _figure_rows(figure, among) if figure else ():
            reasons = (each.reason for each in breaks if _is_beyond(row, each))
            yield replace(row, notes=(*row.notes, *reasons))


def _is_beyond(row: Row, found: Break) -> bool:
    same = row.region == found.region and row.basis is found.basis and row.metric is not None
    return same and not row.period < found.since


def _figure_rows(figure: Figure, among: FigureSet) -> Iterator[Row]:
    """What is stated, then what follows from it where nothing is stated or something else is."""
    coverage = work_out(figure, among)
    found = {
        Metric.COVERED: coverage.covered,
        Metric.WORKERS: coverage.workers,
        Metric.UNCOVERED: coverage.uncovered,
        Metric.COVERAGE: coverage.share,
    }
    for metric in Metric:
        stated, quantity = figure[metric], found.get(metric)
        if stated:
            yield _stated_row(figure, metric, stated)
        if quantity and not (stated and stated.quantity.meets(quantity)):
            yield _derived_row(coverage, metric, quantity, among)


def _stated_row(figure: Figure, metric: Metric, stated: Stated) -> Row:
    return Row(
        region=figure.region,
        period=figure.period,
        segment=figure.segment,
        metric=metric,
        quantity=stated.quantity,
        basis=figure.basis,
        basis_inferred=stated.basis_inferred,
        sources=(stated.source,),
        doubts=_noted(stated.doubt),
        notes=_noted(stated.note),
    )


def _derived_row(coverage: Coverage, metric: Metric, quantity: Quantity, among: FigureSet) -> Row:
    figure, derivation = coverage.figure, _derivation(coverage, metric)
    from_all = derivation is Derivation.WORKERS_WITHIN_TOTAL
    sources = (source for each in among.figures.values() for source in each.sources)
    return Row(
        region=figure.region,
        period=figure.period,
        segment=figure.segment,
        metric=metric,
        quantity=quantity,
        basis=figure.basis,
        basis_inferred=any(stated.basis_inferred for stated in figure.stated.values()),
        sources=tuple(dict.fromkeys(sources)) if from_all else figure.sources,
        doubts=coverage.doubts,
        derivation=derivation,
    )


def _derivation(coverage: Coverage, metric: Metric) -> Derivation:
    figure = coverage.figure
    match metric:
        case Metric.COVERAGE:
            return Derivation.SHARE
        case Metric.UNCOVERED:
            return Derivation.REST
        case Metric.WORKERS if figure[Metric.UNCOVERED] and not figure[Metric.WORKERS]:
            return Derivation.SUM
        case Metric.WORKERS:
            alone = work_out(figure).workers
            narrowed = coverage.workers != alone
            return Derivation.WORKERS_WITHIN_TOTAL if narrowed else Derivation.WORKERS_OF_SHARE
        case Metric.COVERED if figure[Metric.UNCOVERED]:
            return Derivation.COVERED_REST
        case _:
            return Derivation.COVERED_OF_WORKERS


def _target_row(target: Target) -> Row:
    """A target; one that is a range is an interval, and its lower end, from which it is met, the number shown."""
    return Row(
        region=target.region,
        period=Period(target.year),
        segment=target.segment,
        metric=None,
        quantity=Quantity(target.low, target.high, target.low),
        basis=target.basis,
        basis_inferred=target.basis_inferred,
        sources=(target.source,),
        doubts=_noted(target.doubt),
        notes=_noted(target.note),
        instrument=target.instrument,
        issuer=target.issuer,
    )


def _is_within(target: Target, periods: tuple[Period, ...]) -> bool:
    return not periods or any(period.year == target.year for period in periods)


def _noted(note: Note | None) -> tuple[Note, ...]:
    return (note,) if note else ()
