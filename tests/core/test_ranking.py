"""The order of regions: one basis, no false precision, nobody forgotten."""

from fractions import Fraction

import pytest
from build import count, observed, percent, target
from hypothesis import given
from hypothesis import strategies as st
from reference import TODAY

from core.comparison import Difference, compared, surely_above
from core.figures import Figures
from core.model import Basis, Issuer, Metric, Target
from core.packed import Observation, PackedFigures, pack
from core.period import Period
from core.ranking import Left, RankBy, RankingAnswer, RankingRequest, answer_ranking
from core.region import Region, Regions
from core.shipped import shipped
from core.side import Asked, best, pool

COVERAGE, COVERED, WORKERS = Metric.COVERAGE, Metric.COVERED, Metric.WORKERS
CODES = ("61.01", "61.02", "61.03", "61.04")
REGIONS = Regions.of(
    [
        Region("00", "Indonesia"),
        Region("61", "Kalbar"),
        *(Region(code, f"Kabupaten {code}") for code in CODES),
    ]
)


def figures(*content: Observation | Target) -> PackedFigures:
    observations = [each for each in content if isinstance(each, Observation)]
    return pack(REGIONS, observations, [each for each in content if isinstance(each, Target)], [])


def shares(*told: str, basis: Basis = Basis.ELIGIBLE) -> list[Observation]:
    return [
        observed(COVERAGE, percent(share), region=code, basis=basis)
        for code, share in zip(CODES, told, strict=False)
    ]


def ranked(store: Figures, **slots: object) -> RankingAnswer:
    return answer_ranking(store, RankingRequest("61", **slots), TODAY)  # type: ignore[arg-type]


def order(answer: RankingAnswer) -> list[tuple[int, str]]:
    return [(row.place, row.region.code) for row in answer.rows]


def test_the_highest_comes_first_and_on_demand_the_lowest() -> None:
    store = figures(*shares("20.00", "40.00", "30.00"))
    assert order(ranked(store)) == [(1, "61.02"), (2, "61.03"), (3, "61.01")]
    assert order(ranked(store, lowest_first=True)) == [(1, "61.01"), (2, "61.03"), (3, "61.02")]


def test_a_rounded_figure_shares_its_rank_with_all_that_it_may_equal() -> None:
    answer = ranked(figures(*shares("31", "31.20", "30.80", "20.00")))
    assert order(answer) == [(1, "61.02"), (1, "61.01"), (1, "61.03"), (4, "61.04")]


def test_a_round_figure_joins_the_ranks_of_two_that_are_apart() -> None:
    answer = ranked(figures(*shares("1.00", "1.01", "1")))
    assert {row.place for row in answer.rows} == {1}


def test_two_round_figures_that_only_touch_have_an_order() -> None:
    assert order(ranked(figures(*shares("31", "32")))) == [(1, "61.02"), (2, "61.01")]


def test_the_basis_of_most_regions_ranks_and_the_others_are_named() -> None:
    store = figures(
        *shares("20.00", "30.00", basis=Basis.EMPLOYED), observed(COVERAGE, percent("90.00"), region="61.03")
    )
    answer = ranked(store)
    assert answer.basis is Basis.EMPLOYED
    assert [row.region.code for row in answer.rows] == ["61.02", "61.01"]
    assert [(left.region.code, left.why) for left in answer.left] == [
        ("61.03", Left.OTHER_BASIS),
        ("61.04", Left.NO_FIGURE),
    ]


def test_of_two_bases_with_as_many_regions_that_of_eligible_workers_ranks() -> None:
    store = figures(
        *shares("20.00", basis=Basis.EMPLOYED), observed(COVERAGE, percent("90.00"), region="61.02")
    )
    assert ranked(store).basis is Basis.ELIGIBLE


def test_a_denominator_that_is_not_named_ranks_nobody() -> None:
    answer = ranked(figures(*shares("20.00", "30.00", basis=Basis.UNKNOWN)))
    assert answer.rows == ()
    assert [left.why for left in answer.left].count(Left.OTHER_BASIS) == 2


def test_bounds_leave_out_what_lies_on_or_beyond_them_but_not_who_was_compared() -> None:
    answer = ranked(
        figures(*shares("30.00", "35.00", "40.00")), above=Fraction("0.30"), below=Fraction("0.40")
    )
    assert [row.region.code for row in answer.rows] == ["61.02"]
    assert answer.among == 3


def test_a_period_ranks_only_figures_within_it() -> None:
    store = figures(
        observed(COVERAGE, percent("20.00"), region="61.01", period="2023"),
        observed(COVERAGE, percent("30.00"), region="61.02", period="2024-06"),
    )
    assert order(ranked(store, period=Period(2024))) == [(1, "61.02")]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (RankBy.GAP, [(1, "61.01", Fraction("0.20")), (2, "61.02", Fraction("0.10"))]),
        (RankBy.SHORT, [(1, "61.02", Fraction(100)), (2, "61.01", Fraction(20))]),
        (RankBy.UNCOVERED, [(1, "61.02", Fraction(700)), (2, "61.01", Fraction(70))]),
    ],
)
def test_each_measure_has_its_own_order(by: RankBy, expected: list[tuple[int, str, Fraction]]) -> None:
    store = figures(
        *(observed(COVERED, count(30), region="61.01"), observed(WORKERS, count(100), region="61.01")),
        *(observed(COVERED, count(300), region="61.02"), observed(WORKERS, count(1000), region="61.02")),
        target("50", region="61.01"),
        target("40", region="61.02"),
    )
    rows = ranked(store, by=by).rows
    assert [(row.place, row.region.code, row.value.shown) for row in rows] == expected


def test_a_regions_own_target_comes_before_the_nations_and_an_internal_one_never() -> None:
    store = figures(
        *shares("30.00", "30.00", "30.00"),
        target("35", region="61.01", instrument="RKPD"),
        target("60", region="61.02", issuer=Issuer.INTERNAL),
        target("50", region="00", issuer=Issuer.NATIONAL, instrument="UCJ"),
    )
    aimed = {row.region.code: row.target.low for row in ranked(store, by=RankBy.GAP).rows if row.target}
    assert aimed["61.01"] == Fraction("0.35")
    assert Fraction("0.60") not in aimed.values()
    assert aimed["61.03"] == Fraction("0.50")


def test_only_targets_of_the_plan_that_is_named_count() -> None:
    store = figures(*shares("30.00", "30.00"), target("35", region="61.01"), target("40", region="61.02"))
    assert ranked(store, by=RankBy.GAP, instrument="rkpd").among == 2
    assert ranked(store, by=RankBy.GAP, instrument="rpjmd").among == 0


told = st.decimals(0, 5, places=2).map(str) | st.integers(0, 5).map(str)  # few, so that many may be equal


@given(st.lists(told, min_size=2, max_size=4), st.booleans())
def test_ranks_agree_with_comparing_two_by_two(percentages: list[str], lowest_first: bool) -> None:
    store = figures(*shares(*percentages))
    rows = ranked(store, lowest_first=lowest_first).rows
    sides = {row.region.code: best(pool(store, Asked(row.region.code))) for row in rows}
    for before in rows:
        for after in rows:
            first, second = sides[before.region.code], sides[after.region.code]
            assert first
            assert second
            pair = compared(store, first, second)
            assert isinstance(pair, Difference)
            if before.place < after.place:
                assert pair.decided
                assert pair.points
                assert (pair.points.shown < 0) is lowest_first


@given(st.lists(told, min_size=1, max_size=4))
def test_nobody_is_lost_and_the_reverse_order_is_the_order_reversed(percentages: list[str]) -> None:
    store = figures(*shares(*percentages))
    down, up = ranked(store).rows, ranked(store, lowest_first=True).rows
    assert len(down) + len(ranked(store).left) == len(CODES)
    groups = [
        {row.region.code for row in rows if row.place == place}
        for rows in (down, up)
        for place in dict.fromkeys(row.place for row in rows)
    ]
    assert groups[: len(groups) // 2] == groups[len(groups) // 2 :][::-1]


def test_a_shipped_ranking_knows_every_province_and_mixes_no_bases() -> None:
    answer = answer_ranking(shipped(), RankingRequest("00"), TODAY)
    assert len(answer.rows) + len(answer.left) == 38
    assert {row.coverage.figure.basis for row in answer.rows} == {Basis.ELIGIBLE}
    assert all(
        surely_above(first.value, second.value)
        for first in answer.rows
        for second in answer.rows
        if first.place < second.place
    )


def test_an_island_ranks_its_provinces() -> None:
    answer = answer_ranking(shipped(), RankingRequest("REG-KALIMANTAN"), TODAY)
    assert {row.region.code for row in answer.rows} | {left.region.code for left in answer.left} == {
        *("61", "62", "63", "64", "65")
    }
