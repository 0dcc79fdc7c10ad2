"""Two packed versions side by side: what differs is found without reading what does not."""

from collections.abc import Mapping

from build import REGIONS, count, observed, percent
from hypothesis import given
from observations import HEAPS

from core.model import Metric, Segment, Source, Stated
from core.packed import Differing, Key, Kind, Observation, PackedFigures, Pair, pack

COVERED, COVERAGE = Metric.COVERED, Metric.COVERAGE
OTHER = Source("o", "Another", "Title", "2025-02-01", "https://example.org/2")


def told(figures: PackedFigures) -> Mapping[Key, Stated]:
    """Every number that is told, read from the sets."""
    return {
        Key(region.code, each.period, each.basis, segment, metric): stated
        for region in REGIONS
        for each in figures.sets(region.code)
        for segment, figure in each.figures.items()
        for metric, stated in figure.stated.items()
    }


def kind_of(before: Stated | None, after: Stated | None) -> Kind | None:
    if before is None or after is None:
        return Kind.NEW if before is None else Kind.GONE
    if before == after:
        return None
    return Kind.RESOURCED if before.quantity == after.quantity else Kind.CHANGED


def found(old: PackedFigures, new: PackedFigures) -> Mapping[Key, Kind]:
    differing = Differing(old, new)
    return {
        Key(region.code, *differing.place(region.code, pair), number.segment, number.metric): number.kind
        for region in REGIONS
        for pair in differing.sets(region.code)
        for number in differing.numbers(region.code, pair)
    }


@given(HEAPS, HEAPS)
def test_the_columns_tell_the_same_differences_as_the_figures_that_are_read(
    before: list[Observation], after: list[Observation]
) -> None:
    old, new = pack(REGIONS, before), pack(REGIONS, after)
    was, now = told(old), told(new)
    kinds = {key: kind_of(was.get(key), now.get(key)) for key in was | now}
    assert found(old, new) == {key: kind for key, kind in kinds.items() if kind}
    assert Differing(old, new).told() == len(now)


@given(HEAPS)
def test_a_version_in_other_tables_does_not_differ(heap: list[Observation]) -> None:
    assert found(pack(REGIONS, heap), pack(REGIONS, reversed(heap))) == {}


def test_a_set_is_found_by_its_place_in_either_version() -> None:
    old = pack(
        REGIONS, [observed(COVERED, count(1), period="2024"), observed(COVERED, count(2), period="2025")]
    )
    new = pack(
        REGIONS, [observed(COVERED, count(3), period="2023"), observed(COVERED, count(9), period="2025")]
    )
    assert list(Differing(old, new).sets("61")) == [Pair(None, 0), Pair(1, 1), Pair(0, None)]
    assert list(Differing(old, new).sets("61.01")) == []


def test_a_number_that_moved_tells_how_far_and_is_read_in_both_versions() -> None:
    old = pack(REGIONS, [observed(COVERAGE, percent("36.47")), observed(COVERED, count(5))])
    new = pack(REGIONS, [observed(COVERAGE, percent("40.00"), source=OTHER), observed(COVERED, count(5))])
    differing = Differing(old, new)
    (pair,) = differing.sets("61")
    (number,) = differing.numbers("61", pair)
    assert (number.segment, number.metric, number.kind) == (Segment.TOTAL, COVERAGE, Kind.CHANGED)
    assert float(differing.size(number)) == 0.0353
    before, after = differing.stated(number)
    assert before is not None
    assert after is not None
    assert (before.quantity, after.source) == (percent("36.47"), OTHER)


def test_another_row_that_is_not_told_makes_no_number_differ() -> None:
    rows = [observed(COVERAGE, percent("36.47"))]
    rounded = observed(COVERAGE, percent("36"), source=OTHER)
    assert found(pack(REGIONS, rows), pack(REGIONS, [*rows, rounded])) == {}
