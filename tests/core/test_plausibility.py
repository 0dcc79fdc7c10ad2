"""What stands out in new figures, and what rightly may differ and does not."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

import pytest
from build import count, observed, percent
from hypothesis import given
from hypothesis import strategies as st

from core.model import Basis, Break, Metric, Note, Segment, Source
from core.packed import Observation, PackedFigures, pack
from core.period import Period
from core.plausibility import (
    Conflict,
    Contradicts,
    Copied,
    Finding,
    Findings,
    Jump,
    LessComplete,
    OtherDenominator,
    PublishedEarly,
    RegionsDiffer,
    SegmentsDiffer,
    Severity,
    TooOld,
    findings,
)
from core.quantity import to_decimal
from core.region import Region, Regions
from core.shipped import shipped

COVERED, WORKERS, COVERAGE = Metric.COVERED, Metric.WORKERS, Metric.COVERAGE
TOTAL, FORMAL, INFORMAL, JAKON = Segment.TOTAL, Segment.FORMAL, Segment.INFORMAL, Segment.CONSTRUCTION
TODAY = date(2026, 11, 22)
LATER = Source("s", "Publisher", "Title", "2026-11-01", "https://example.org/1")
OTHER = Source("o", "Another", "Title", "2026-11-02", "https://example.org/2")
REGIONS = Regions.of(
    [
        Region("00", "Indonesia"),
        Region("61", "Kalimantan Barat"),
        Region("61.01", "Kabupaten Sambas"),
        Region("61.02", "Kabupaten Mempawah"),
    ]
)


def archive(*content: Observation | Break) -> PackedFigures:
    rows = [each for each in content if isinstance(each, Observation)]
    return pack(REGIONS, rows, [], [each for each in content if isinstance(each, Break)])


def number(metric: Metric, value: int, segment: Segment = TOTAL, **where: object) -> Observation:
    return observed(metric, count(value), segment=segment, **{"source": LATER, **where})  # type: ignore[arg-type]


def share(told: str, segment: Segment = TOTAL, **where: object) -> Observation:
    return observed(COVERAGE, percent(told), segment=segment, **{"source": LATER, **where})  # type: ignore[arg-type]


def people(covered: int, workers: int, segment: Segment = TOTAL, **where: object) -> list[Observation]:
    return [number(COVERED, covered, segment, **where), number(WORKERS, workers, segment, **where)]


def found(*new: Observation | Break, old: Iterable[Observation | Break] = ()) -> list[str]:
    """Each kind with its severity, as many times as it was found."""
    groups = findings(archive(*old), archive(*old, *new), TODAY)
    return [
        f"{type(each.latest[0]).__name__} {each.severity.name}" for each in groups for _ in range(each.count)
    ]


def only(kind: type[Finding], groups: tuple[Findings, ...]) -> Finding:
    (finding,) = (each for group in groups for each in group.latest if isinstance(each, kind))
    return finding


def halves(formal: int, informal: int, metric: Metric = COVERED) -> list[Observation]:
    return [number(metric, formal, FORMAL), number(metric, informal, INFORMAL)]


def test_figures_that_agree_are_not_mentioned() -> None:
    assert found(*people(607_426, 1_665_422), share("36.47"), *halves(460_267, 147_159)) == []


@pytest.mark.parametrize(
    ("total", "parts", "expected"),
    [
        (100, halves(60, 41), ["SegmentsDiffer ERROR"]),
        (100, halves(60, 39), ["SegmentsDiffer NOTE"]),
        (100, halves(40, 39), ["SegmentsDiffer WARNING"]),
        (100, [number(COVERED, 101, FORMAL)], ["SegmentsDiffer ERROR"]),
        (100, [number(COVERED, 99, FORMAL)], []),
        (100, [*halves(50, 30), number(COVERED, 20, JAKON)], []),
        (80, [*halves(50, 30), number(COVERED, 20, JAKON)], []),
        (90, [*halves(50, 30), number(COVERED, 20, JAKON)], ["SegmentsDiffer WARNING"]),
        (110, [*halves(50, 30), number(COVERED, 20, JAKON)], ["SegmentsDiffer WARNING"]),
    ],
    ids=["above", "rest", "much", "one above", "one below", "with", "without", "between", "beyond"],
)
def test_segments_make_up_the_total_with_or_without_construction(
    total: int, parts: list[Observation], expected: list[str]
) -> None:
    assert found(number(COVERED, total), *parts) == expected


def test_rounded_segments_differ_only_where_no_rounding_explains_it() -> None:
    million = 1_000_000
    parts = [observed(COVERED, count(9 * million, million), segment=INFORMAL, source=LATER)]
    parts += [number(COVERED, 33_500_000, FORMAL)]
    assert found(number(COVERED, 42_500_000), *parts) == []
    assert found(number(COVERED, 41_900_000), *parts) == ["SegmentsDiffer ERROR"]


def test_a_share_of_all_lies_between_those_of_its_segments() -> None:
    assert found(share("36.47"), share("57.47", FORMAL), share("17.02", INFORMAL)) == []
    assert found(share("63.47"), share("57.47", FORMAL), share("17.02", INFORMAL)) == [
        "SegmentsDiffer WARNING"
    ]


def test_a_doubt_that_is_told_already_lowers_a_finding_by_one_step() -> None:
    doubtful = observed(COVERED, count(100), doubt="the parts do not add up", source=LATER)
    assert found(doubtful, *halves(60, 41)) == ["SegmentsDiffer WARNING"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("36.47", []),
        ("36", []),
        ("37", ["Contradicts WARNING"]),
        ("36.55", ["Contradicts WARNING"]),
        ("63.47", ["Contradicts ERROR"]),
    ],
)
def test_a_percentage_is_held_against_its_own_numbers(printed: str, expected: list[str]) -> None:
    assert found(*people(607_426, 1_665_422), share(printed)) == expected


def test_two_swapped_digits_of_bali_are_found() -> None:
    groups = findings(archive(), archive(*people(935_079, 1_873_899), share("50.88")), TODAY)
    finding = only(Contradicts, groups)
    assert isinstance(finding, Contradicts)
    assert finding.severity is Severity.ERROR
    assert (float(finding.stated.shown), round(float(finding.computed.shown), 4)) == (0.5088, 0.4990)


def test_the_uncovered_are_the_rest() -> None:
    assert found(*people(400, 1000), number(Metric.UNCOVERED, 600)) == []
    assert found(*people(400, 1000), number(Metric.UNCOVERED, 700)) == ["Contradicts ERROR"]
    assert found(number(WORKERS, 1000), number(Metric.UNCOVERED, 1002)) == ["Contradicts ERROR"]


def test_more_than_all_are_allowed_and_looked_at_where_only_the_counts_say_so() -> None:
    assert found(*people(25_721, 20_390), share("126.15")) == ["AboveAll NOTE"]
    assert found(*people(25_721, 20_390)) == ["AboveAll WARNING"]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2025", []),
        ("2026", ["NotOver NOTE"]),
        ("2026-11", ["NotOver NOTE"]),
        ("2026-12", ["NotOver ERROR"]),
        ("2027", ["NotOver ERROR"]),
    ],
)
def test_a_period_that_has_not_begun_has_no_figure(period: str, expected: list[str]) -> None:
    assert [each for each in found(share("36.47", period=period)) if each.startswith("NotOver")] == expected


@pytest.mark.parametrize(
    ("published", "period", "expected"),
    [
        ("2025-07-31", "2025-07", []),
        ("2025-07-18", "2025-07", ["PublishedEarly NOTE"]),
        ("2025-04-30", "2025", ["PublishedEarly WARNING"]),
        ("2025-06-30", "2025-07", ["PublishedEarly ERROR"]),
        ("2025", "2025", []),
        ("", "2025", []),
    ],
)
def test_nobody_publishes_a_figure_before_its_time(published: str, period: str, expected: list[str]) -> None:
    source = Source("s", "Publisher", "Title", published, "https://example.org/1")
    assert found(share("36.47", period=period, source=source)) == expected


def test_a_basis_that_nobody_names_is_a_warning_only_where_there_is_a_denominator() -> None:
    assert found(share("36.47", basis=Basis.UNKNOWN)) == ["NoBasis WARNING"]
    assert found(number(COVERED, 400, basis=Basis.UNKNOWN)) == ["NoBasis NOTE"]


@pytest.mark.parametrize(
    ("later", "period", "expected"),
    [
        ("41.90", "2025-01", []),
        ("42.10", "2025-01", ["Jump WARNING"]),
        ("30.90", "2025-01", ["Jump WARNING"]),
        ("47.40", "2025-12", []),
        ("47.60", "2025-12", ["Jump WARNING"]),
    ],
)
def test_a_jump_is_more_than_five_points_and_half_a_point_a_month(
    later: str, period: str, expected: list[str]
) -> None:
    old = [share("36.47", period="2024-12")]
    assert found(share(later, period=period), old=old) == expected


@pytest.mark.parametrize(
    ("later", "period", "expected"),
    [
        (12_100, "2025-01", []),
        (12_300, "2025-01", ["Jump WARNING"]),
        (8_100, "2025-01", ["Jump WARNING"]),
        (14_300, "2025-12", []),
        (14_500, "2025-12", ["Jump WARNING"]),
    ],
)
def test_people_jump_by_more_than_a_fifth_and_a_fiftieth_a_month(
    later: int, period: str, expected: list[str]
) -> None:
    old = [number(COVERED, 10_000, period="2024-12")]
    assert found(number(COVERED, later, period=period), old=old) == expected


def test_a_thousand_people_more_or_fewer_are_no_jump() -> None:
    assert found(number(COVERED, 1_050, period="2025"), old=[number(COVERED, 100, period="2024")]) == []


def test_what_counts_other_workers_is_no_jump() -> None:
    old = [share("36.47", period="2024-12")]
    construction = Break("61", Basis.ELIGIBLE, Period.parse("2025-01"), Note("jakon", "construction"), LATER)
    assert found(share("60.00", period="2025-01"), construction, old=old) == []
    assert found(share("60.00", period="2025-01", basis=Basis.EMPLOYED), old=old) == []
    assert found(share("60.00", period="2024"), old=old) == []


def test_a_rounded_share_jumps_only_where_it_surely_does() -> None:
    assert found(share("42", period="2025-01"), old=[share("36", period="2024-12")]) == []
    assert found(share("43", period="2025-01"), old=[share("36", period="2024-12")]) == ["Jump WARNING"]


def test_the_period_after_a_touched_one_is_judged_with_it() -> None:
    old = [share("36.47", period="2024-11"), share("36.80", period="2025-01")]
    groups = findings(archive(*old), archive(*old, share("63.50", period="2024-12")), TODAY)
    jumps = [each for group in groups for each in group.latest if isinstance(each, Jump)]
    assert [(str(each.earlier.figure.period), str(each.period), each.months) for each in jumps] == [
        ("2024-12", "2025-01", 1),
        ("2024-11", "2024-12", 1),
    ]


def test_the_numbers_of_the_last_period_again_may_be_a_copy() -> None:
    old = [*people(607_426, 1_665_422, period="2024"), share("36.47", period="2024")]
    again = [*people(607_426, 1_665_422, period="2025"), share("36.47", period="2025")]
    finding = only(Copied, findings(archive(*old), archive(*old, *again), TODAY))
    assert isinstance(finding, Copied)
    assert (str(finding.earlier.period), finding.numbers) == ("2024", 2)


@pytest.mark.parametrize(
    ("again", "period"),
    [
        (people(607_427, 1_665_422, period="2025"), "another number"),
        ([number(WORKERS, 1_665_422, period="2025")], "only the denominator"),
        (people(607_426, 1_665_422, period="2024-12"), "within the same year"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_is_no_copy(again: list[Observation], period: str) -> None:
    assert found(*again, old=people(607_426, 1_665_422, period="2024")) == []


def test_a_round_number_again_is_no_copy() -> None:
    assert found(share("36", period="2025"), old=[share("36", period="2024")]) == []


@pytest.mark.parametrize(
    ("workers", "expected"),
    [(1_665_422, []), (1_700_000, ["OtherDenominator NOTE"]), (1_819_430, ["OtherDenominator WARNING"])],
)
def test_a_changed_denominator_may_be_a_break(workers: int, expected: list[str]) -> None:
    old = [number(WORKERS, 1_665_422, period="2024")]
    assert found(number(WORKERS, workers, period="2025"), old=old) == expected


def test_behind_a_break_a_denominator_may_change() -> None:
    known = Break("61", Basis.ELIGIBLE, Period(2025), Note("jakon", "construction"), LATER)
    old = [number(WORKERS, 1_665_422, period="2024"), known]
    assert found(number(WORKERS, 1_819_430, period="2025"), old=old) == []


def test_a_segment_alone_where_the_total_was_told_before() -> None:
    old = [*people(607_426, 1_665_422, period="2024")]
    groups = findings(archive(*old), archive(*old, share("57.47", FORMAL, period="2025")), TODAY)
    finding = only(LessComplete, groups)
    assert isinstance(finding, LessComplete)
    assert (finding.severity, finding.same_period) == (Severity.WARNING, False)


def test_a_set_that_lost_a_number_is_told() -> None:
    before = archive(*people(607_426, 1_665_422))
    finding = only(LessComplete, findings(before, archive(number(COVERED, 607_426)), TODAY))
    assert isinstance(finding, LessComplete)
    assert finding.same_period


def test_a_percentage_after_whole_figures_is_only_noted() -> None:
    assert found(share("37.00", period="2025"), old=people(607_426, 1_665_422, period="2024")) == [
        "LessComplete NOTE"
    ]


@pytest.mark.parametrize(
    ("sambas", "mempawah", "expected"),
    [
        (600, 400, []),
        (600, 399, ["RegionsDiffer NOTE"]),
        (600, 390, ["RegionsDiffer WARNING"]),
        (600, 401, ["RegionsDiffer ERROR"]),
        (600, None, []),
        (1001, None, ["RegionsDiffer ERROR"]),
    ],
)
def test_the_regions_inside_make_up_the_one_around_them(
    sambas: int, mempawah: int | None, expected: list[str]
) -> None:
    inside = [number(COVERED, sambas, region="61.01")]
    inside += [number(COVERED, mempawah, region="61.02")] if mempawah else []
    assert found(number(COVERED, 1000), *inside) == expected


def test_parts_of_another_publication_may_exceed_the_whole() -> None:
    inside = number(COVERED, 1001, region="61.01", source=OTHER)
    assert found(number(COVERED, 1000), inside) == ["RegionsDiffer WARNING"]
    unknown = number(COVERED, 1001, region="61.01", source=OTHER, basis=Basis.UNKNOWN)
    assert found(unknown, number(COVERED, 1000, basis=Basis.UNKNOWN)) == ["NoBasis NOTE"] * 2


def test_a_share_of_the_whole_lies_between_those_of_all_its_regions() -> None:
    inside = [share("20.00", region="61.01"), share("40.00", region="61.02")]
    assert found(share("36.47"), *inside) == []
    assert found(share("63.47"), *inside) == ["RegionsDiffer WARNING"]
    assert found(share("63.47"), *inside[:1]) == []


def test_the_province_of_a_touched_kabupaten_is_judged() -> None:
    old = [number(COVERED, 1000), number(COVERED, 600, region="61.01")]
    finding = only(
        RegionsDiffer, findings(archive(*old), archive(*old, number(COVERED, 500, region="61.02")), TODAY)
    )
    assert isinstance(finding, RegionsDiffer)
    assert (finding.whole.region, finding.members, finding.existing) == ("61", 2, 2)
    assert (finding.stated.shown, finding.summed.shown, finding.exceeds) == (1000, 1100, True)


def test_an_old_fault_that_the_import_does_not_touch_is_not_repeated() -> None:
    old = [*people(400, 1000), share("63.47")]
    assert found(share("36.47", region="61.01", period="2025"), old=old) == []


def test_two_rows_that_conflict_are_told_with_the_one_that_is_used() -> None:
    rows = [number(COVERED, 41_560), number(COVERED, 41_460, source=OTHER)]
    finding = only(Conflict, findings(archive(), archive(*rows), TODAY))
    assert isinstance(finding, Conflict)
    assert (finding.used.source, finding.other.source) == (OTHER, LATER)
    assert (finding.used.quantity.shown, finding.other.quantity.shown) == (41_460, 41_560)


def test_a_row_that_conflicts_with_a_known_number_and_is_not_told_is_found_all_the_same() -> None:
    assert found(share("39", source=OTHER), old=[share("36.47")]) == ["Conflict WARNING"]


def test_a_conflict_that_the_import_does_not_touch_is_not_repeated() -> None:
    rows = [number(COVERED, 41_560), number(COVERED, 41_460, source=OTHER)]
    assert found(share("36.47", period="2025", region="61.01"), old=rows) == []


def test_rows_that_agree_within_their_rounding_do_not_conflict() -> None:
    rows = [share("36.47"), share("36", source=OTHER)]
    assert found(*rows) == []


def test_a_period_before_all_that_is_known() -> None:
    old = [share("36.47", period="2014"), share("20.00", period="2015", region="61.01")]
    rows = [share("30.00", period="2001", region="61.01"), share("36.00", period="2013")]
    (group,) = findings(archive(*old), archive(*old, *rows), TODAY)
    told = [(str(each.period), str(each.oldest)) for each in group.latest if isinstance(each, TooOld)]
    assert told == [("2013", "2014"), ("2001", "2014")]


def test_of_many_the_latest_are_kept_and_all_are_counted() -> None:
    rows = [share(str(year - 1990), period=str(year), basis=Basis.UNKNOWN) for year in range(2001, 2021)]
    (group,) = findings(archive(), archive(*rows), TODAY, kept=3)
    assert (group.count, [str(each.period) for each in group.latest]) == (20, ["2020", "2019", "2018"])


def test_the_gravest_come_first() -> None:
    rows = [*people(25_721, 20_390), share("126.15"), *halves(30_000, 1), share("1.00", period="2027")]
    kinds = [group.severity for group in findings(archive(), archive(*rows), TODAY)]
    assert kinds == sorted(kinds, reverse=True)
    assert kinds[0] is Severity.ERROR


EVERY = [
    ("WARNING", "Contradicts", ["32 2025-02", "92.11 2023-08"]),
    ("WARNING", "Jump", ["71 2025-12", "71 2025-08", "61 2024", "61.04 2024", "61.12 2023-11"]),
    ("WARNING", "OtherDenominator", ["61 2024"]),
    ("WARNING", "PublishedEarly", ["00 2022"]),
]


def test_the_shipped_figures_hold_no_error_and_warn_of_what_was_really_published_so() -> None:
    empty = pack(shipped().regions, [])
    groups = findings(empty, shipped(), TODAY)
    told = [
        (group.severity.name, type(group.latest[0]).__name__, [_where(each) for each in group.latest])
        for group in groups
        if group.severity is not Severity.NOTE
    ]
    assert [each for each in told if each[1] != "NoBasis"] == EVERY


def _where(finding: Finding) -> str:
    match finding:
        case Contradicts(figure=figure):
            return f"{figure.region} {figure.period}"
        case Jump(later=later):
            return f"{later.figure.region} {later.figure.period}"
        case OtherDenominator(later=later):
            return f"{later.region} {later.period}"
        case PublishedEarly(figures=figures):
            return f"{figures.region} {figures.period}"
        case _:
            return ""


def test_nothing_touched_is_nothing_found() -> None:
    assert findings(shipped(), shipped(), TODAY) == ()


@given(
    formal=st.integers(0, 10**6),
    informal=st.integers(0, 10**6),
    others=st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)),
)
def test_figures_that_are_computed_from_each_other_never_stand_out(
    formal: int, informal: int, others: tuple[int, int]
) -> None:
    workers = (formal + others[0], informal + others[1])
    covered, whole = formal + informal, sum(workers)
    printed = share(str(to_decimal(Fraction(100 * covered, whole), 2)))
    rows = [
        *people(covered, whole),
        *people(formal, workers[0], FORMAL),
        *people(informal, workers[1], INFORMAL),
    ]
    assert found(*rows, printed) == []


def test_segments_tell_which_way_they_differ() -> None:
    finding = only(SegmentsDiffer, findings(archive(), archive(number(COVERED, 100), *halves(60, 41)), TODAY))
    assert isinstance(finding, SegmentsDiffer)
    assert (finding.exceeds, finding.summed.shown, len(finding.parts)) == (True, 101, 2)
