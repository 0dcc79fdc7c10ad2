"""The development of a series: which figures are joined, what lies between them, and what is never computed."""

from datetime import date
from fractions import Fraction

import pytest
from build import SOURCE, archive, count, observed, percent
from hypothesis import given
from hypothesis import strategies as st
from reference import KALBAR, TODAY

from core.coverage import CoverageAnswer, answer_coverage
from core.model import Basis, Break, Metric, Note, Segment, Source
from core.packed import Observation
from core.period import Period
from core.quantity import Quantity
from core.series import Obstacle, Step
from core.shipped import shipped
from core.trend import Trend, Window, answer_trend, latest_step

OTHER = Source("o", "Other", "Title", "2025-01-01", "https://example.org/2")
BREAK = Break("61", Basis.ELIGIBLE, Period.parse("2025-06"), Note("ubah", "changed"), SOURCE)
ALWAYS = Window()


def share(period: str, text: str, **more: object) -> Observation:
    return observed(Metric.COVERAGE, percent(text), period=period, **more)  # type: ignore[arg-type]


def trend(*content: Observation | Break, window: Window = ALWAYS, uncovered: bool = False) -> Trend:
    return answer_trend(archive(*content), "61", Segment.TOTAL, window, TODAY, uncovered=uncovered)


def periods(found: Trend) -> list[str]:
    return [str(point.period) for point in found.points]


def points(step: Step | None) -> Fraction:
    assert step is not None
    assert isinstance(step.outcome, Quantity)
    return step.outcome.shown * 100


def test_kalbar_is_told_on_one_basis_and_not_across_the_break() -> None:
    found = answer_trend(shipped(), KALBAR, Segment.TOTAL, ALWAYS, TODAY)
    assert found.basis is Basis.ELIGIBLE
    assert periods(found) == ["2022-11", "2023", "2023-12", "2024", "2025-06", "2025-07", "2025-09"]
    assert found.finding is not None
    assert (str(found.finding.earlier.period), str(found.finding.later.period)) == ("2022-11", "2024")
    assert isinstance(found.steps[3].outcome, Break)
    assert round(float(points(found.steps[1])), 2) == 5.44
    assert {point.coverage.figure.basis for point in found.others} == {Basis.EMPLOYED, Basis.UNKNOWN}


@pytest.mark.parametrize(
    ("bases", "chosen"),
    [
        ((Basis.EMPLOYED, Basis.EMPLOYED, Basis.ELIGIBLE), Basis.EMPLOYED),
        ((Basis.EMPLOYED, Basis.ELIGIBLE), Basis.ELIGIBLE),
        ((Basis.UNKNOWN, Basis.EMPLOYED), Basis.EMPLOYED),
    ],
)
def test_the_basis_with_the_most_figures_is_told_eligible_on_a_tie(
    bases: tuple[Basis, ...], chosen: Basis
) -> None:
    found = trend(*(share(f"202{at}", "30.00", basis=basis) for at, basis in enumerate(bases)))
    assert found.basis is chosen
    assert len(found.points) + len(found.others) == len(bases)


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        (share("2023", "30.00"), share("2023-12", "31.00"), Obstacle.NESTED),
        (share("2023", "31.20"), share("2024", "31"), Obstacle.ROUNDED),
        (share("2023", "31.00"), share("2024", "31.00"), Obstacle.ROUNDED),
        (
            share("2023", "30.00", basis=Basis.UNKNOWN),
            share("2024", "31.00", basis=Basis.UNKNOWN, source=OTHER),
            Obstacle.UNNAMED,
        ),
    ],
)
def test_where_no_difference_is_computed_the_reason_is_told(
    first: Observation, second: Observation, outcome: Obstacle
) -> None:
    assert trend(first, second).steps[0].outcome is outcome


def test_a_source_without_a_denominator_may_compare_its_own_figures() -> None:
    found = trend(share("2022", "25.01", basis=Basis.UNKNOWN), share("2023-11", "39.21", basis=Basis.UNKNOWN))
    assert points(found.finding) == Fraction("14.20")


def test_a_break_stands_before_the_first_figure_beyond_it_only() -> None:
    found = trend(share("2024", "36.00"), share("2025-06", "29.00"), share("2025-07", "31.00"), BREAK)
    assert found.steps[0].outcome == BREAK
    assert points(found.steps[1]) == 2
    assert found.finding == found.steps[1]


def test_a_precise_figure_is_measured_against_the_last_precise_one() -> None:
    found = trend(share("2022", "30.00"), share("2023", "33"), share("2024", "35.50"))
    assert str(found.steps[1].earlier.period) == "2022"
    assert points(found.steps[1]) == Fraction("5.5")


def test_a_doubtful_figure_is_in_the_series_but_not_in_the_finding() -> None:
    found = trend(share("2022", "30.00"), share("2023", "31.00"), share("2024", "60.00", doubt="salah cetak"))
    assert [point.doubtful for point in found.points] == [False, False, True]
    assert points(found.finding) == 1


def test_the_mean_a_year_is_the_difference_by_the_months() -> None:
    finding = trend(share("2022-11", "37.00"), share("2024-12", "32.00")).finding
    assert finding is not None
    assert finding.yearly is not None
    assert finding.yearly.shown * 100 == Fraction(-5 * 12, 25)


@pytest.mark.parametrize(
    "later",
    [share("2023-11", "39.00"), share("2024", "39"), share("2024", "39.00", doubt="salah cetak")],
)
def test_there_is_no_mean_of_months_nor_of_rounded_or_doubtful_figures(later: Observation) -> None:
    finding = trend(share("2022", "25.00"), later).finding
    assert finding is not None
    assert finding.yearly is None


def test_years_without_a_figure_are_named_also_at_the_ends_that_were_asked_for() -> None:
    figures = (share("2020", "30.00"), share("2023", "31.00"))
    assert trend(*figures).gaps == (2021, 2022)
    asked = Window(since=Period(2019), until=Period(2030))
    assert trend(*figures, window=asked).gaps == (2019, 2021, 2022, 2024, 2025, 2026)


@pytest.mark.parametrize(
    ("window", "left"),
    [
        (Window(since=Period(2023)), ["2023-02", "2024", "2026-06"]),
        (Window(until=Period(2023)), ["2020", "2023-02"]),
        (Window(since=Period(2021), until=Period(2024)), ["2023-02", "2024"]),
        (Window(months=12), ["2026-06"]),
        (Window(months=36), ["2024", "2026-06"]),
        (Window(periods=(Period(2020), Period(2024))), ["2020", "2024"]),
        (Window(periods=(Period(2021),)), []),
    ],
)
def test_only_the_time_asked_about_is_told(window: Window, left: list[str]) -> None:
    content = [share(period, "30.00") for period in ("2020", "2023-02", "2024", "2026-06")]
    found = trend(*content, window=window)
    assert periods(found) == left
    assert len(found.known) == 4


def test_the_uncovered_mirror_the_covered() -> None:
    content = (share("2023", "30.00"), share("2024", "35.50"))
    found = trend(*content, uncovered=True)
    assert [point.share.shown for point in found.points] == [Fraction("0.7"), Fraction("0.645")]
    assert points(found.finding) == -points(trend(*content).finding)


def test_where_more_are_covered_than_exist_nobody_is_left_uncovered_to_follow() -> None:
    content = (share("2023", "90.00"), share("2024", "126.15"))
    assert periods(trend(*content, uncovered=True)) == ["2023"]
    assert periods(trend(*content)) == ["2023", "2024"]


def test_the_latest_step_leads_to_the_figure_that_is_shown() -> None:
    figures = shipped()
    shown = answer_coverage(figures, KALBAR, Segment.TOTAL, None, date(2026, 11, 22))
    assert isinstance(shown, CoverageAnswer)
    step = latest_step(figures, shown.coverage)
    assert step is not None
    assert (str(step.earlier.period), str(step.later.period)) == ("2023-12", "2024")


def test_a_first_figure_has_no_step() -> None:
    figures = archive(share("2024", "36.00"), share("2025", "37.00"))
    shown = answer_coverage(figures, "61", Segment.TOTAL, Period(2024), TODAY)
    assert isinstance(shown, CoverageAnswer)
    assert latest_step(figures, shown.coverage) is None


@given(
    counts=st.lists(
        st.tuples(st.integers(0, 1000), st.integers(1, 1000)), min_size=2, max_size=6, unique_by=id
    ),
    broken=st.integers(2010, 2020),
)
def test_no_difference_crosses_a_break_and_exact_ones_are_exact(
    counts: list[tuple[int, int]], broken: int
) -> None:
    content: list[Observation | Break] = [
        Break("61", Basis.ELIGIBLE, Period(broken), Note("ubah", "changed"), SOURCE)
    ]
    for at, (covered, workers) in enumerate(counts):
        period = str(2012 + at)
        content += [
            observed(Metric.COVERED, count(covered), period=period),
            observed(Metric.WORKERS, count(workers), period=period),
        ]
    found = trend(*content)
    for step in (*found.steps, *([found.finding] if found.finding else [])):
        crosses = step.earlier.period.year < broken <= step.later.period.year
        assert isinstance(step.outcome, Break) is crosses
        if isinstance(step.outcome, Quantity):
            assert step.outcome == Quantity.exact(
                step.later.share.shown - step.earlier.share.shown, derived=True
            )
