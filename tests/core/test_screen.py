"""The look at the columns: what it clears would have stood out in nothing."""

from dataclasses import fields
from datetime import date

import pytest
from build import count, observed, percent
from hypothesis import given
from hypothesis import strategies as st
from observations import HEAPS

from core.model import Basis, FigureSet, Metric, Segment, Source
from core.packed import Observation, PackedFigures, pack
from core.plausibility import Finding, findings
from core.plausibility.screen import Screen
from core.quantity import Quantity, to_decimal
from core.region import Region, Regions

COVERED, WORKERS, COVERAGE = Metric.COVERED, Metric.WORKERS, Metric.COVERAGE
TOTAL, FORMAL, INFORMAL = Segment.TOTAL, Segment.FORMAL, Segment.INFORMAL
TODAY = date(2026, 11, 22)
SOURCE = Source("s", "Publisher", "Title", "2026-11-01", "https://example.org/1")
INSIDE = ("61.01", "61.02")
REGIONS = Regions.of(
    [Region("00", "Indonesia"), Region("61", "Kalbar"), *(Region(code, code) for code in INSIDE)]
)
PERIODS = ("2025-01", "2025-02", "2025-03", "2025-Q1")


def figure(region: str, period: str, segment: Segment, covered: int, workers: int) -> list[Observation]:
    where = {"region": region, "period": period, "segment": segment, "source": SOURCE}
    share = percent(str(to_decimal(Quantity.exact(covered).shown * 100 / workers, 2)))
    numbers = {COVERED: count(covered), WORKERS: count(workers), COVERAGE: share}
    return [observed(metric, number, **where) for metric, number in numbers.items()]  # type: ignore[arg-type]


def regular() -> list[Observation]:
    """A province with its kabupaten over four periods, in which everything adds up and little moves."""
    rows = []
    for at, period in enumerate(PERIODS):
        for regions, people in (("61", 2), (INSIDE[0], 1), (INSIDE[1], 1)):
            formal, informal = (40_000 + 300 * at) * people, (10_000 + 100 * at) * people
            rows += figure(regions, period, TOTAL, formal + informal, 150_000 * people)
            rows += figure(regions, period, FORMAL, formal, 80_000 * people)
            rows += figure(regions, period, INFORMAL, informal, 70_000 * people)
            if period == "2025-03":
                rows += figure(regions, period, Segment.CONSTRUCTION, 5_000 * people, 9_000 * people)
    return rows


def changed(row: Observation, change: object) -> Observation | None:
    """A row as an office might send it: missing, of another size, rounded, or without its basis."""
    match change:
        case None:
            return None
        case Basis():
            quantity, basis = row.stated.quantity, change
        case int():
            step = Quantity.exact(change).shown / (10_000 if row.metric is COVERAGE else 1)
            quantity, basis = Quantity.exact(abs(row.stated.quantity.shown + step)), row.basis
        case _:
            quantity, basis = Quantity.rounded(row.stated.quantity.shown, 1), row.basis
    return observed(
        row.metric,
        quantity,
        segment=row.segment,
        period=str(row.period),
        basis=basis,
        region=row.region,
        source=row.stated.source,
    )


CHANGES = st.dictionaries(
    st.integers(0, len(regular()) - 1),
    st.none()
    | st.just("rounded")
    | st.sampled_from(Basis)
    | st.integers(-60_000, 60_000)
    | st.integers(-3, 3),
    max_size=6,
)


def spelled(finding: Finding) -> object:
    """Everything in a finding, so that two can be compared."""
    values = [getattr(finding, each.name) for each in fields(finding)]
    sets = [
        (each.region, each.period, each.basis) if isinstance(each, FigureSet) else each for each in values
    ]
    return type(finding).__name__, *sets


def judged(old: PackedFigures, new: PackedFigures) -> list[object]:
    groups = findings(old, new, TODAY, kept=1000)
    return [(each.severity, each.count, sorted(map(repr, map(spelled, each.latest)))) for each in groups]


def without_a_look(old: PackedFigures, new: PackedFigures) -> list[object]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("clears", "clears_beside", "clears_inside"):
            patch.setattr(Screen, name, lambda *_: False)
        return judged(old, new)


@given(changes=CHANGES, before=CHANGES)
def test_what_is_cleared_would_have_stood_out_in_nothing(
    changes: dict[int, object], before: dict[int, object]
) -> None:
    old, new = (
        pack(REGIONS, (row for at, row in enumerate(_with(changes)) if row)) for changes in (before, changes)
    )
    assert judged(old, new) == without_a_look(old, new)


def _with(changes: dict[int, object]) -> list[Observation | None]:
    return [changed(row, changes[at]) if at in changes else row for at, row in enumerate(regular())]


@given(before=HEAPS, after=HEAPS)
def test_nor_is_anything_missed_in_a_heap(before: list[Observation], after: list[Observation]) -> None:
    old, new = (pack(REGIONS, [row for row in heap if row.region in REGIONS]) for heap in (before, after))
    assert judged(old, new) == without_a_look(old, new)


def test_regular_figures_are_cleared_in_every_way() -> None:
    figures = pack(REGIONS, regular())
    screen, sets = Screen(figures, TODAY), len(PERIODS)
    assert all(screen.clears(number) for number in range(3 * sets))
    assert all(screen.clears_beside(number, number + 1) for number in (0, 1))
    assert all(screen.clears_inside(at, [sets + at, 2 * sets + at], 2) for at in range(sets))


def test_nothing_of_regular_figures_is_found() -> None:
    assert judged(pack(REGIONS, []), pack(REGIONS, regular())) == []
