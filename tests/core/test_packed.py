"""Packed figures: every number comes back, and every question is answered as without packing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from build import REGIONS, SOURCE, count, observed, percent, target
from hypothesis import given, settings
from hypothesis import strategies as st
from observations import BREAKS, CODES, DAYS, HEAPS, PERIODS, TARGETS
from plain import PlainFigures

from core.figures import Figures
from core.model import Basis, Break, FigureSet, Metric, Segment, Target
from core.packed import Key, Observation, PackedFigures, UnreadableVersionError, merged, pack
from core.packed.columns import narrow, written
from core.period import Period
from core.quantity import Quantity

COVERED, WORKERS, COVERAGE = Metric.COVERED, Metric.WORKERS, Metric.COVERAGE


def spelled(found: FigureSet | None) -> object:
    """All that a set tells, so that sets of different stores can be compared."""
    if found is None:
        return None
    standings = [found.standing(segment) for segment in Segment]
    return found.region, found.period, found.basis, standings, dict(found.figures)


def chosen(figures: Figures, code: str, segment: Segment) -> list[object]:
    """The answer to every question that names one segment."""
    newest = figures.newest(code, segment)
    return [
        spelled(newest),
        [spelled(figures.at(code, period, segment)) for period in (*PERIODS, Period(2025), Period(2020))],
        [
            list(map(spelled, figures.best_first(code, segment, period, basis)))
            for period in (None, *PERIODS[::4])
            for basis in (None, *Basis)
        ],
        [figures.newer(each, segment) for each in figures.sets(code)],
        [
            list(map(spelled, figures.series(code, segment, basis, until)))
            for basis in (None, *Basis)
            for until in (None, *PERIODS[::3])
        ],
        [(region, spelled(found)) for region, found in figures.across(code, segment)],
    ]


def measured(figures: Figures, code: str) -> list[object]:
    """By what the targets of some years are measured, with and without a period."""
    return [
        {basis: spelled(found) for basis, found in figures.beside(code, segment, year, period).items()}
        for segment in Segment
        for year in (2022, 2023, 2024, 2026)
        for period in (None, *PERIODS[::2])
    ]


def everything(figures: Figures) -> list[object]:
    """The answers to every question there is."""
    of_regions = [
        (
            list(map(spelled, figures.sets(code))),
            [chosen(figures, code, segment) for segment in Segment],
            measured(figures, code),
            figures.targets(code),
            figures.breaks(code),
            [figures.broken(code, basis, *pair) for basis in Basis for pair in product(PERIODS, repeat=2)],
        )
        for code in (*CODES, "99")
    ]
    return [figures.known(), of_regions]


def beside_each_other(
    heap: list[Observation], targets: list[Target], breaks: list[Break]
) -> tuple[PackedFigures, PlainFigures]:
    """The same content in both stores."""
    packed = pack(REGIONS, iter(heap), targets, breaks)
    return packed, PlainFigures(REGIONS, heap, packed.every_target(), packed.every_break())


@settings(deadline=None, max_examples=50)
@given(HEAPS, TARGETS, BREAKS)
def test_every_answer_is_the_one_of_a_plain_store(
    heap: list[Observation], targets: list[Target], breaks: list[Break]
) -> None:
    packed, plain = beside_each_other(heap, targets, breaks)
    assert everything(packed) == everything(plain)


@settings(deadline=None, max_examples=50)
@given(HEAPS, TARGETS, BREAKS, DAYS, DAYS)
def test_every_answer_as_of_a_day_is_the_one_of_a_plain_store(
    heap: list[Observation], targets: list[Target], breaks: list[Break], day: date, earlier: date
) -> None:
    packed, plain = beside_each_other(heap, targets, breaks)
    assert everything(packed.as_of(day)) == everything(plain.as_of(day))
    assert everything(packed.as_of(day).as_of(earlier)) == everything(plain.as_of(min(day, earlier)))


@given(HEAPS, TARGETS, BREAKS, st.randoms(use_true_random=False))
def test_the_same_content_in_any_order_is_the_same_version_and_the_same_bytes(
    heap: list[Observation], targets: list[Target], breaks: list[Break], random: object
) -> None:
    packed = pack(REGIONS, heap, targets, breaks)
    for each in (heap, targets, breaks):
        random.shuffle(each)  # type: ignore[attr-defined]
    again = pack(REGIONS, heap, targets, breaks)
    assert (again.version, again.to_bytes()) == (packed.version, packed.to_bytes())


@given(HEAPS, TARGETS, BREAKS)
def test_every_number_survives_the_way_through_bytes(
    heap: list[Observation], targets: list[Target], breaks: list[Break]
) -> None:
    packed = pack(REGIONS, heap, targets, breaks)
    again = PackedFigures.from_bytes(packed.to_bytes(), REGIONS)
    assert sorted(again.observations(), key=repr) == sorted(heap, key=repr)
    assert (again.version, again.every_target()) == (packed.version, packed.every_target())
    assert sorted(again.every_break(), key=repr) == sorted(breaks, key=repr)


@given(HEAPS, HEAPS, st.data())
def test_a_merge_is_the_base_without_what_is_told_anew_or_removed(
    base: list[Observation], changes: list[Observation], data: st.DataObject
) -> None:
    keys = [each.key for each in base] or [observed(COVERED, count(1)).key]
    removed = data.draw(st.lists(st.sampled_from(keys)))
    found = merged(pack(REGIONS, base), iter(changes), removed)
    gone = {each.key for each in changes} | set(removed)
    expected = pack(REGIONS, [*(each for each in base if each.key not in gone), *changes])
    assert found.to_bytes() == expected.to_bytes()


def test_of_several_sources_for_a_number_the_sound_then_the_fine_then_the_latest_is_told() -> None:
    early, late = replace(SOURCE, published="2024-01"), replace(SOURCE, published="2024-02-01")
    several = [
        observed(COVERED, count(41), source=late, doubt="estimate"),
        observed(COVERED, count(40, step=10), source=late),
        observed(COVERED, count(42), source=early),
        observed(COVERED, count(43), source=late),
    ]
    packed = pack(REGIONS, several)
    assert [int(each.stated.quantity.shown) for each in packed.observations()] == [43, 42, 40, 41]
    assert told(packed) == 43
    assert told(packed.as_of(date(2024, 1, 31))) == 42


def told(figures: Figures) -> int:
    found = figures.newest("61")
    number = found[Segment.TOTAL][COVERED] if found and found[Segment.TOTAL] else None  # type: ignore[index]
    return int(number.quantity.shown) if number else 0


def test_a_merge_replaces_a_number_of_every_source_and_keeps_its_neighbours() -> None:
    other = replace(SOURCE, key="other")
    base = pack(
        REGIONS,
        [
            observed(COVERED, count(40)),
            observed(COVERED, count(41), source=other),
            observed(WORKERS, count(100)),
            observed(COVERED, count(9), period="2023"),
        ],
        [target("40")],
    )
    gone = Key("61", Period(2023), Basis.ELIGIBLE, Segment.TOTAL, COVERED)
    found = merged(base, [observed(COVERED, count(50))], [gone])
    numbers = [(each.metric, int(each.stated.quantity.shown)) for each in found.observations()]
    assert numbers == [(COVERED, 50), (WORKERS, 100)]
    assert found.sources == (SOURCE,)
    assert found.every_target() == base.every_target()


def test_a_number_that_was_worked_out_is_no_observation() -> None:
    with pytest.raises(ValueError, match="worked out, not stated"):
        pack(REGIONS, [observed(COVERED, Quantity.between(1, 2))])


def test_a_region_that_left_the_official_list_keeps_its_numbers_and_is_not_known() -> None:
    packed = pack(REGIONS, [observed(COVERED, count(1), region="54")])
    assert packed.known() == ()
    assert [each.region for each in packed.observations()] == ["54"]


def test_a_version_keeps_its_name_from_release_to_release() -> None:
    share = observed(COVERAGE, percent("36.47"), doubt="estimate")
    packed = pack(REGIONS, [observed(COVERED, count(607_426)), share], [target("40")])
    assert packed.version == "9260d177134a"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda blob: b"", "not a packed version of figures"),
        (lambda blob: b"PK\3\4" + blob, "not a packed version of figures"),
        (lambda blob: blob[:8] + b"\2\0" + blob[10:], "packed in format 2, and only format 1 is understood"),
        (lambda blob: blob[:-1], "cut off or damaged"),
        (lambda blob: blob[:-1] + b"\xff", "cut off or damaged"),
        (lambda blob: blob[:20], "cut off in its header"),
    ],
)
def test_a_blob_that_cannot_be_read_says_why(spoil: Callable[[bytes], bytes], said: str) -> None:
    blob = pack(REGIONS, [observed(COVERED, count(40))]).to_bytes()
    with pytest.raises(UnreadableVersionError, match=said):
        PackedFigures.from_bytes(spoil(blob), REGIONS)


def test_a_number_in_a_column_has_its_lowest_byte_first() -> None:
    assert written(narrow([1, 258], 258)) == b"\1\0\2\1"


def test_many_numbers_take_less_than_ten_bytes_each() -> None:
    every = product(range(2_000, 2_100), CODES, (1, 2, 3, 4), Segment, (COVERED, WORKERS, COVERAGE))
    shares = percent("36.47")
    heap = (
        observed(
            metric,
            shares if metric is COVERAGE else count(607_426 + year),
            segment=segment,
            region=code,
            period=f"{year}-Q{quarter}",
        )
        for year, code, quarter, segment, metric in every
    )
    packed = pack(REGIONS, heap)
    assert len(packed.to_bytes()) < 10 * 18_000
