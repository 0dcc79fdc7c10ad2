"""Coverage beside targets: gap, people short, pace, attainment and its category."""

from datetime import date
from fractions import Fraction

import pytest
from build import archive, count, observed, percent, target
from hypothesis import given
from hypothesis import strategies as st
from reference import TODAY

from core.figures import Figures
from core.model import Basis, Issuer, Metric, Segment
from core.quantity import Quantity
from core.targets import Category, Comparison, Incomparable, TargetCheck, answer_targets

COVERED, WORKERS, COVERAGE = Metric.COVERED, Metric.WORKERS, Metric.COVERAGE


def first(figures: Figures, today: date = TODAY) -> TargetCheck:
    return answer_targets(figures, "61", Segment.TOTAL, None, today).checks[0]


def compared(*content: object, today: date = TODAY) -> Comparison:
    outcome = first(archive(*content), today).outcome  # type: ignore[arg-type]
    assert isinstance(outcome, Comparison)
    return outcome


def counts(covered: int, workers: int) -> tuple[object, object]:
    return observed(COVERED, count(covered)), observed(WORKERS, count(workers))


@pytest.mark.parametrize(
    ("attainment", "category"),
    [
        ("91", Category.VERY_HIGH),
        ("90.99", Category.HIGH),
        ("76", Category.HIGH),
        ("75.62", Category.MEDIUM),
        ("66", Category.MEDIUM),
        ("65.5", Category.LOW),
        ("51", Category.LOW),
        ("50.5", Category.VERY_LOW),
        ("0", Category.VERY_LOW),
        ("140", Category.VERY_HIGH),
    ],
)
def test_the_lower_bounds_of_the_scale_are_inclusive(attainment: str, category: Category) -> None:
    assert Category.of(Fraction(attainment) / 100) is category


def test_a_coverage_that_rounds_to_nothing_has_a_category_too() -> None:
    assert compared(observed(COVERAGE, percent("0.00")), target("40")).category is Category.VERY_LOW


@given(covered=st.integers(0, 10**6), workers=st.integers(1, 10**6), aim=st.integers(1, 10_000))
def test_covering_the_people_short_reaches_the_target_and_one_fewer_does_not(
    covered: int, workers: int, aim: int
) -> None:
    outcome = compared(*counts(covered, workers), target(f"{aim / 100:.2f}"))
    assert outcome.short is not None
    short = int(outcome.short.shown)
    assert Fraction(covered + short, workers) >= Fraction(aim, 10_000)
    assert (short > 0) is not outcome.met
    if short:
        assert Fraction(covered + short - 1, workers) < Fraction(aim, 10_000)


def test_a_target_exactly_reached_is_met() -> None:
    outcome = compared(*counts(40, 100), target("40"))
    assert outcome.met is True
    assert outcome.gap.shown == 0
    assert outcome.short is not None
    assert outcome.short.shown == 0


def test_attainment_is_not_capped() -> None:
    assert compared(*counts(80, 100), target("40")).attainment.shown == 2


@pytest.mark.parametrize(("covered", "bound"), [(30, "0.35"), (40, "0.35"), (60, "0.45")])
def test_above_a_range_its_upper_bound_counts_below_and_within_its_lower(covered: int, bound: str) -> None:
    assert compared(*counts(covered, 100), target("35", "45")).bound == Fraction(bound)


def test_a_round_percentage_around_the_target_decides_nothing() -> None:
    outcome = compared(observed(COVERAGE, percent("40")), target("40.20"))
    assert outcome.met is None
    assert outcome.short is None


@pytest.mark.parametrize(
    ("aimed", "known", "reason"),
    [
        (Basis.UNKNOWN, Basis.ELIGIBLE, Incomparable.TARGET_BASIS_UNKNOWN),
        (Basis.UNKNOWN, Basis.UNKNOWN, Incomparable.TARGET_BASIS_UNKNOWN),
        (Basis.EMPLOYED, Basis.ELIGIBLE, Incomparable.OTHER_BASIS),
        (Basis.ELIGIBLE, Basis.UNKNOWN, Incomparable.FIGURE_BASIS_UNKNOWN),
    ],
)
def test_a_target_of_another_basis_is_listed_and_not_compared(
    aimed: Basis, known: Basis, reason: Incomparable
) -> None:
    figures = archive(observed(COVERAGE, percent("30.00"), basis=known), target("40", basis=aimed))
    assert first(figures).outcome is reason


def test_a_figure_of_a_later_year_does_not_stand_beside_an_earlier_target() -> None:
    figures = archive(observed(COVERAGE, percent("30.00"), period="2025"), target("40", year=2024))
    assert first(figures).outcome is Incomparable.NO_FIGURE


def test_the_pace_is_people_by_whole_months_to_the_end_of_the_targets_year() -> None:
    outcome = compared(*counts(30, 100), target("40", year=2027), today=date(2027, 8, 15))
    assert outcome.months_left == 4
    assert outcome.pace is not None
    assert outcome.pace.shown == 3


def test_a_deadline_that_has_passed_leaves_no_pace() -> None:
    assert compared(*counts(30, 100), target("40", year=2024)).pace is None


def test_a_regions_own_target_takes_the_place_of_the_nations_for_all_workers_in_that_year() -> None:
    own, nation = target("40"), target("50", region="00", issuer=Issuer.NATIONAL)
    national_formal = target("70", region="00", issuer=Issuer.NATIONAL, segment=Segment.FORMAL)
    figures = archive(*counts(30, 100), own, nation, national_formal)
    assert figures.targets("61") == (own, national_formal)
    assert figures.targets("61.01") == (nation, national_formal)


def test_the_same_province_passes_one_basis_and_misses_the_other() -> None:
    figures = archive(
        observed(COVERAGE, percent("35.68"), period="2025-04", region="61"),
        observed(COVERAGE, percent("33.00"), period="2025-04", region="61", basis=Basis.EMPLOYED),
        target("52.15", year=2025, instrument="UCJ"),
        target("32.15", year=2025, basis=Basis.EMPLOYED, instrument="RPJMN"),
    )
    checks = answer_targets(figures, "61", Segment.TOTAL, None, TODAY).checks
    met = {
        check.target.instrument: check.outcome.met
        for check in checks
        if isinstance(check.outcome, Comparison)
    }
    assert met == {"UCJ": False, "RPJMN": True}


def test_people_of_whom_no_whole_number_is_told_are_short_of_a_target_all_the_same() -> None:
    covered = observed(COVERED, Quantity.rounded(Fraction(1, 10), Fraction(1, 10)))
    short = compared(covered, observed(WORKERS, count(4)), target("50")).short
    assert short is not None
    assert (short.low, short.high) == (1, 1)
