"""What-if: coverage and targets after more or fewer people, and the people that a share or a rise takes."""

from fractions import Fraction

import pytest
from build import archive, count, observed, percent, target
from hypothesis import given
from hypothesis import strategies as st
from reference import KALBAR, TODAY

from core.coverage import NoFigures
from core.model import Basis, Issuer, Metric, Segment
from core.period import Period
from core.shipped import shipped
from core.whatif import More, Reaching, Rising, TooMany, Uncounted, WhatIf, Wish, answer_what_if

COVERED, WORKERS, COVERAGE = Metric.COVERED, Metric.WORKERS, Metric.COVERAGE


def outcome(*content: object, wish: Wish, segment: Segment = Segment.TOTAL) -> object:
    figures = archive(*content)  # type: ignore[arg-type]
    return answer_what_if(figures, "61", segment, None, wish, TODAY)


def what_if(*content: object, wish: Wish, segment: Segment = Segment.TOTAL) -> WhatIf:
    found = outcome(*content, wish=wish, segment=segment)
    assert isinstance(found, WhatIf)
    return found


def counts(covered: int, workers: int, segment: Segment = Segment.TOTAL) -> tuple[object, object]:
    return observed(COVERED, count(covered), segment=segment), observed(
        WORKERS, count(workers), segment=segment
    )


def kalbar(wish: Wish, segment: Segment = Segment.TOTAL) -> WhatIf:
    found = answer_what_if(shipped(), KALBAR, segment, None, wish, TODAY)
    assert isinstance(found, WhatIf)
    return found


def share_after(found: WhatIf) -> Fraction:
    share = found.change.after.share
    assert share is not None
    return share.shown


@given(covered=st.integers(0, 10**6), workers=st.integers(1, 10**6), aim=st.integers(1, 10_000))
def test_the_people_short_reach_a_target_and_one_fewer_does_not(covered: int, workers: int, aim: int) -> None:
    covered = min(covered, workers)
    content = (*counts(covered, workers), target(f"{aim / 100:.2f}"))
    need = int(what_if(*content, wish=Reaching(Fraction(aim, 10_000))).change.people.shown)
    if need > -covered:
        (fewer,) = what_if(*content, wish=More(need - 1)).targets
        assert fewer.after.met is False
    (just,) = what_if(*content, wish=More(need)).targets
    assert just.after.met is True


@given(covered=st.integers(0, 10**6), workers=st.integers(1, 10**6), people=st.integers(-(10**6), 10**6))
def test_as_many_more_as_fewer_lead_back(covered: int, workers: int, people: int) -> None:
    covered = min(covered, workers)
    found = outcome(*counts(covered, workers), wish=More(people))
    if not 0 <= covered + people <= workers:
        assert isinstance(found, TooMany)
        return
    assert isinstance(found, WhatIf)
    back = what_if(*counts(covered + people, workers), wish=More(-people))
    assert share_after(back) == Fraction(covered, workers)
    assert back.change.points.shown == -found.change.points.shown


@given(covered=st.integers(1, 900), share=st.integers(1, 90), more=st.integers(-50, 50))
def test_an_interval_holds_what_each_of_its_denominators_gives(covered: int, share: int, more: int) -> None:
    content = (observed(COVERED, count(covered)), observed(COVERAGE, percent(f"{share}.00")))
    found = outcome(*content, wish=More(more))
    if not isinstance(found, WhatIf):
        return
    before, after = found.change.before, found.change.after
    assert before.workers is not None
    assert after.share is not None
    for workers in (before.workers.low, before.workers.high):
        assert after.share.low <= (covered + more) / workers <= after.share.high
        assert found.change.points.low <= more / workers <= found.change.points.high


@pytest.mark.parametrize(
    ("wish", "people", "after"),
    [
        (More(10_000), 10_000, "37.07"),
        (More(-3_000), -3_000, "36.29"),
        (Reaching(Fraction(2, 5)), 58_743, "40.00"),
        (Reaching(Fraction(3, 10)), -107_799, "30.00"),
        (Rising(Fraction(1, 20)), 83_272, "41.47"),
    ],
)
def test_the_reference_figures(wish: Wish, people: int, after: str) -> None:
    found = kalbar(wish)
    assert found.change.people.shown == people
    assert round(float(share_after(found) * 100), 2) == float(after)


def test_a_segment_moves_the_total_it_is_part_of_and_the_targets_of_both() -> None:
    found = kalbar(More(100_000), Segment.INFORMAL)
    assert found.total is not None
    assert found.total.after.covered is not None
    assert found.total.after.covered.shown == 707_426
    named = [(shift.target.instrument, shift.after.met) for shift in found.targets]
    assert named == [("Perpres 111/2022 (TPB)", True), ("RKPD Provinsi Kalbar 2024", True)]


def test_each_target_moves_on_the_figures_it_is_compared_with() -> None:
    shifts = {shift.target.instrument: shift for shift in kalbar(More(10_000)).targets}
    ucj = shifts["UCJ 2025"].after
    assert ucj.coverage.covered is not None
    assert (ucj.coverage.covered.shown, ucj.coverage.figure.period) == (585_504, Period.parse("2025-07"))


def test_a_target_beside_a_mere_percentage_is_named_and_not_worked_out() -> None:
    assert [each.instrument for each in kalbar(More(1)).unknown] == ["RPJMN 2025–2029"]


def test_a_target_of_another_basis_does_not_move() -> None:
    found = what_if(*counts(30, 100), target("40", basis=Basis.EMPLOYED), wish=More(20))
    assert found.targets == ()


def test_an_aim_on_an_interval_is_met_and_its_people_are_an_interval() -> None:
    content = (observed(COVERED, count(460_267)), observed(COVERAGE, percent("57.47")), target("74.57"))
    found = what_if(*content, wish=Reaching(Fraction("0.7457")))
    assert not found.change.people.is_exact
    assert found.targets[0].after.met is True


@pytest.mark.parametrize(
    ("wish", "most"),
    [(More(71), 70), (More(-31), 30), (Reaching(Fraction(101, 100)), 70), (Rising(Fraction(1)), 70)],
)
def test_more_than_are_left_or_covered_is_told_with_the_most_there_is(wish: Wish, most: int) -> None:
    found = outcome(*counts(30, 100), wish=wish)
    assert isinstance(found, TooMany)
    assert found.most.shown == most


def test_above_all_nobody_can_be_added_but_some_can_go() -> None:
    above = outcome(*counts(126, 100), wish=More(1))
    assert isinstance(above, TooMany)
    assert above.most.shown == 0
    assert share_after(what_if(*counts(126, 100), wish=More(-6))) == Fraction(6, 5)


def test_without_counts_nothing_is_worked_out() -> None:
    assert isinstance(outcome(observed(COVERAGE, percent("40")), wish=More(1)), Uncounted)
    assert isinstance(outcome(observed(COVERED, count(40)), wish=Rising(Fraction(1, 10))), Uncounted)
    assert isinstance(outcome(*counts(0, 0), wish=Reaching(Fraction(1, 10))), Uncounted)


def test_a_region_without_figures_has_none() -> None:
    assert isinstance(outcome(target("40", issuer=Issuer.OWN), wish=More(1)), NoFigures)
