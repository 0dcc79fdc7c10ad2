"""An export: every number of a region as a row of its own."""

import pytest
from build import archive, count, observed, percent, target

from core.export import Derivation, Export, export
from core.model import Basis, Break, Issuer, Metric, Note, Segment
from core.period import Period
from core.shipped import shipped


def numbers(found: Export) -> list[tuple[str, str, Metric | None, Derivation | None]]:
    return [(row.region, str(row.period), row.metric, row.derivation) for row in found.rows]


def test_what_is_stated_comes_with_what_follows_from_it() -> None:
    figures = archive(observed(Metric.COVERED, count(40)), observed(Metric.WORKERS, count(100)))
    assert numbers(export(figures, ["61"])) == [
        ("61", "2024", Metric.COVERED, None),
        ("61", "2024", Metric.WORKERS, None),
        ("61", "2024", Metric.UNCOVERED, Derivation.REST),
        ("61", "2024", Metric.COVERAGE, Derivation.SHARE),
    ]


@pytest.mark.parametrize(
    ("first", "second", "metric", "derivation"),
    [
        ((Metric.COVERED, count(40)), (Metric.UNCOVERED, count(60)), Metric.WORKERS, Derivation.SUM),
        (
            (Metric.WORKERS, count(99)),
            (Metric.UNCOVERED, count(60)),
            Metric.COVERED,
            Derivation.COVERED_REST,
        ),
        (
            (Metric.COVERED, count(400)),
            (Metric.COVERAGE, percent("40.0")),
            Metric.WORKERS,
            Derivation.WORKERS_OF_SHARE,
        ),
        (
            (Metric.WORKERS, count(1000)),
            (Metric.COVERAGE, percent("40.0")),
            Metric.COVERED,
            Derivation.COVERED_OF_WORKERS,
        ),
    ],
)
def test_a_derived_number_says_how_it_follows(first, second, metric, derivation) -> None:  # type: ignore[no-untyped-def]
    found = export(archive(observed(*first), observed(*second)), ["61"])
    assert {row.metric: row.derivation for row in found.derived}[metric] is derivation


def test_a_derived_number_carries_the_doubts_of_its_parts_and_a_stated_one_only_its_own() -> None:
    figures = archive(
        observed(Metric.COVERED, count(40)), observed(Metric.WORKERS, count(100), doubt="old list")
    )
    doubts = {row.metric: [note.id for note in row.doubts] for row in export(figures, ["61"]).rows}
    assert doubts == {
        Metric.COVERED: [],
        Metric.WORKERS: ["old list"],
        Metric.UNCOVERED: ["old list"],
        Metric.COVERAGE: ["old list"],
    }


def test_a_printed_percentage_that_its_counts_contradict_stands_beside_the_right_one() -> None:
    figures = archive(
        observed(Metric.COVERED, count(40)),
        observed(Metric.WORKERS, count(100)),
        observed(Metric.COVERAGE, percent("50.00")),
    )
    shares = [row for row in export(figures, ["61"]).rows if row.metric is Metric.COVERAGE]
    assert [(float(row.quantity.shown), row.derivation) for row in shares] == [
        (0.5, None),
        (0.4, Derivation.SHARE),
    ]


def test_all_periods_of_the_region_and_the_answering_one_of_each_inside() -> None:
    figures = archive(
        *(
            observed(Metric.COVERAGE, percent("40.0"), region=region, period=period)
            for region in ("61", "61.01")
            for period in ("2022", "2023")
        )
    )
    found = export(figures, ["61"])
    assert [(row.region, str(row.period), row.inside) for row in found.rows] == [
        ("61", "2022", False),
        ("61", "2023", False),
        ("61.01", "2023", True),
    ]
    assert found.inside == ("61.01",)


def test_a_region_inside_that_is_asked_for_too_comes_once_and_whole() -> None:
    figures = archive(
        *(
            observed(Metric.COVERAGE, percent("40.0"), region="61.01", period=each)
            for each in ("2022", "2023")
        )
    )
    found = export(figures, ["61", "61.01"])
    assert [(str(row.period), row.inside) for row in found.rows] == [("2022", False), ("2023", False)]


def test_periods_keep_what_lies_within_them_and_the_targets_of_their_years() -> None:
    figures = archive(
        observed(Metric.COVERAGE, percent("40.0"), period="2023-02"),
        observed(Metric.COVERAGE, percent("41.0"), period="2024"),
        target("40", year=2023),
        target("50", year=2024),
    )
    found = export(figures, ["61"], periods=[Period(2023)])
    assert [str(row.period) for row in found.rows] == ["2023-02", "2023"]


def test_segments_keep_their_own_rows() -> None:
    figures = archive(
        observed(Metric.COVERAGE, percent("40.0")),
        observed(Metric.COVERAGE, percent("50.0"), segment=Segment.FORMAL),
        target("60", segment=Segment.FORMAL),
    )
    found = export(figures, ["61"], segments=[Segment.FORMAL])
    assert {row.segment for row in found.rows} == {Segment.FORMAL}
    assert len(found.rows) == 2


def test_a_row_from_a_break_on_says_so() -> None:
    source = observed(Metric.COVERED, count(1)).stated.source
    reason = Note("jakon ikut", "construction included")
    figures = archive(
        observed(Metric.COVERAGE, percent("40.0"), period="2024"),
        observed(Metric.COVERAGE, percent("30.0"), period="2025-06"),
        Break("61", Basis.ELIGIBLE, Period.parse("2025-06"), reason, source),
    )
    found = export(figures, ["61"])
    assert [row.notes for row in found.rows] == [(), (reason,)]
    assert [each.reason for each in found.breaks] == [reason]
    assert export(figures, ["61"], periods=[Period(2024)]).breaks == ()


def test_a_target_that_is_a_range_is_shown_by_its_lower_end() -> None:
    (row,) = export(archive(target("40", "45")), ["61"]).targets
    assert [float(each) for each in (row.quantity.shown, row.quantity.low, row.quantity.high)] == [
        0.4,
        0.4,
        0.45,
    ]


def test_the_nations_targets_alone_tell_nothing_of_a_region() -> None:
    figures = archive(target("40", region="00", issuer=Issuer.NATIONAL))
    assert not export(figures, ["61"]).tells
    assert export(figures, ["00"]).tells


def test_every_region_of_the_shipped_figures_can_be_exported_and_has_sources() -> None:
    figures = shipped()
    for region in figures.known():
        found = export(figures, [region.code])
        assert found.stated
        assert all(row.sources for row in found.rows)
        assert all(row.quantity.low <= row.quantity.shown <= row.quantity.high for row in found.rows)


def test_the_reference_has_its_denominators_as_intervals() -> None:
    found = export(shipped(), ["61"], periods=[Period(2024)])
    derived = {
        (row.segment, row.metric): (int(row.quantity.low), int(row.quantity.high), row.derivation)
        for row in found.derived
        if row.region == "61" and row.period == Period(2024)
    }
    assert derived[Segment.FORMAL, Metric.WORKERS] == (800_813, 800_951, Derivation.WORKERS_OF_SHARE)
    assert derived[Segment.INFORMAL, Metric.WORKERS] == (864_471, 864_609, Derivation.WORKERS_WITHIN_TOTAL)
