"""Coverage from whatever a source states."""

from fractions import Fraction

import pytest
from build import archive, count, observed, percent
from hypothesis import assume, given
from hypothesis import strategies as st
from reference import TODAY

from core.coverage import Coverage, CoverageAnswer, NoFigures, answer_coverage, work_out
from core.figures import Figures
from core.model import Basis, Metric, Segment
from core.period import Period
from core.quantity import half_up
from core.shipped import shipped

COVERED, WORKERS, COVERAGE, UNCOVERED = Metric.COVERED, Metric.WORKERS, Metric.COVERAGE, Metric.UNCOVERED


def found(figures: Figures, segment: Segment = Segment.TOTAL, region: str = "61") -> Coverage:
    answer = answer_coverage(figures, region, segment, None, TODAY)
    assert isinstance(answer, CoverageAnswer)
    return answer.coverage


def test_coverage_is_covered_by_workers_and_exact() -> None:
    coverage = found(archive(observed(COVERED, count(1)), observed(WORKERS, count(3))))
    assert coverage.share is not None
    assert coverage.share.shown == Fraction(1, 3)
    assert coverage.share.is_exact


def test_coverage_above_all_workers_is_not_capped() -> None:
    coverage = found(shipped(), region="92.08")
    assert coverage.share is not None
    assert coverage.share.shown == Fraction(25_721, 20_390)
    assert coverage.uncovered is None


def test_a_printed_percentage_that_contradicts_its_own_numbers_is_told() -> None:
    coverage = found(shipped(), Segment.INFORMAL, "32")
    assert coverage.contradicted is not None
    assert coverage.contradicted.shown == Fraction(65, 1000)
    assert coverage.share is not None
    assert half_up(coverage.share.shown * 10_000) == 660


def test_a_denominator_in_doubt_gives_way_to_the_percentage_and_is_derived_anew() -> None:
    coverage = found(shipped(), region="51")
    assert coverage.share is not None
    assert coverage.share.shown == Fraction(5088, 10_000)
    assert coverage.workers is not None
    assert coverage.workers.low <= 1_837_899 <= coverage.workers.high
    assert not coverage.workers.low <= 1_873_899 <= coverage.workers.high


def test_covered_and_not_covered_make_up_the_workers() -> None:
    coverage = found(shipped(), region="62")
    assert coverage.workers is not None
    assert coverage.workers.shown == 465_940 + 543_310


def test_a_denominator_whose_percentage_would_round_up_is_not_among_the_possible_ones() -> None:
    figures = archive(observed(COVERED, count(801)), observed(COVERAGE, percent("40.0")))
    workers = found(figures).workers
    assert workers
    assert workers.low == 2001  # of 2,000 they would be 40.05 percent


def test_a_round_percentage_keeps_its_width() -> None:
    coverage = found(archive(observed(COVERAGE, percent("31"))))
    assert coverage.share is not None
    assert (coverage.share.low, coverage.share.high) == (Fraction(305, 1000), Fraction(315, 1000))


def test_a_count_without_a_denominator_gives_no_percentage() -> None:
    coverage = found(archive(observed(COVERED, count(5))))
    assert coverage.share is None


def test_the_uncovered_among_all_workers_tell_as_much_as_the_covered() -> None:
    rest = (observed(UNCOVERED, count(60)), observed(WORKERS, count(100)))
    coverage = found(archive(*rest, observed(COVERAGE, percent("39.00"), period="2025")))
    assert coverage.figure.period == Period(2024)
    assert coverage.share is not None
    assert coverage.share.shown == Fraction(40, 100)


def test_bases_are_never_mixed() -> None:
    mixed = archive(
        observed(COVERED, count(5), basis=Basis.ELIGIBLE), observed(WORKERS, count(9), basis=Basis.EMPLOYED)
    )
    assert found(mixed).workers is None


def test_the_most_complete_set_answers_then_the_one_without_doubt_then_a_known_basis_then_the_newest() -> (
    None
):
    whole = (observed(COVERED, count(1), period="2022"), observed(WORKERS, count(2), period="2022"))
    later = observed(COVERAGE, percent("40.00"), period="2023")
    doubtful = observed(COVERAGE, percent("41.00"), period="2025", doubt="unclear")
    unknown = observed(COVERAGE, percent("42.00"), period="2024", basis=Basis.UNKNOWN)

    def answering(*content: object) -> str:
        return str(found(archive(*content)).figure.period)  # type: ignore[arg-type]

    assert answering(*whole, later, doubtful, unknown) == "2022"
    assert answering(later, doubtful, unknown) == "2023"
    assert answering(doubtful, unknown) == "2024"


def test_a_year_answers_with_the_best_figure_of_its_months() -> None:
    answer = answer_coverage(shipped(), "61", Segment.TOTAL, Period(2023), TODAY)
    assert isinstance(answer, CoverageAnswer)
    assert str(answer.figures.period) == "2023-12"


def test_nothing_known_says_what_is_known() -> None:
    answer = answer_coverage(shipped(), "61", Segment.TOTAL, Period(1999), TODAY)
    assert isinstance(answer, NoFigures)
    assert Period(2024) in answer.periods
    assert isinstance(answer_coverage(shipped(), "11", Segment.TOTAL, None, TODAY), NoFigures)


@given(formal=st.integers(100, 10**6), informal=st.integers(100, 10**6), data=st.data())
def test_derived_denominators_hold_the_exact_ones(formal: int, informal: int, data: st.DataObject) -> None:
    pu, bpu = data.draw(st.integers(1, formal)), data.draw(st.integers(1, informal))
    printed = [half_up(Fraction(pu, formal) * 10_000), half_up(Fraction(bpu, informal) * 10_000)]
    assume(all(printed))
    figures = archive(
        observed(COVERED, count(pu + bpu)),
        observed(WORKERS, count(formal + informal)),
        observed(COVERED, count(pu), segment=Segment.FORMAL),
        observed(COVERAGE, percent(f"{printed[0] / 100:.2f}"), segment=Segment.FORMAL),
        observed(COVERED, count(bpu), segment=Segment.INFORMAL),
        observed(COVERAGE, percent(f"{printed[1] / 100:.2f}"), segment=Segment.INFORMAL),
    )
    for segment, workers in ((Segment.FORMAL, formal), (Segment.INFORMAL, informal)):
        derived = found(figures, segment).workers
        assert derived is not None
        assert derived.low <= workers <= derived.high


@pytest.mark.parametrize("region", [region.code for region in shipped().known()])
def test_every_region_with_figures_gets_an_answer(region: str) -> None:
    figures = shipped()
    segments = {each for found_set in figures.sets(region) for each in found_set.figures}
    answers = [answer_coverage(figures, region, segment, None, TODAY) for segment in segments]
    assert any(isinstance(answer, CoverageAnswer) for answer in answers)


def test_more_uncovered_than_workers_leave_no_number_of_covered() -> None:
    found = archive(observed(WORKERS, count(1000, 1000)), observed(Metric.UNCOVERED, count(2001))).newest(
        "61"
    )
    assert found is not None
    figure = found[Segment.TOTAL]
    assert figure is not None
    assert (work_out(figure).covered, work_out(figure).share) == (None, None)


def test_a_share_that_rounds_to_nothing_leaves_no_fewer_than_nobody() -> None:
    found = archive(observed(WORKERS, count(100_000)), observed(COVERAGE, percent("0.00"))).newest("61")
    assert found is not None
    figure = found[Segment.TOTAL]
    assert figure is not None
    covered = work_out(figure).covered
    assert covered is not None
    assert (covered.low, covered.high) == (0, 5)
