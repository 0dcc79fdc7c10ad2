"""What a new version of the figures has to say about a region."""

import pytest
from build import archive, count, observed, percent

from core.model import Basis, Metric, Segment, Source
from core.news import news, position
from core.packed import Observation

OTHER = Source("t", "Other", "Title", "2025-02-01", "https://example.org/2")
BEFORE = (
    observed(Metric.COVERED, count(400)),
    observed(Metric.WORKERS, count(1000)),
    observed(Metric.COVERAGE, percent("30.00"), segment=Segment.FORMAL),
)


def with_(*more: Observation) -> list[Observation]:
    """What there was, with these on top."""
    places = {
        (each.region, each.period, each.segment, each.metric, each.basis): each for each in (*BEFORE, *more)
    }
    return list(places.values())


@pytest.mark.parametrize(
    "more",
    [
        observed(Metric.COVERED, count(400), source=OTHER),
        observed(Metric.COVERED, count(300), period="2022"),
        observed(Metric.COVERED, count(400), doubt="rounded by hand"),
        observed(Metric.COVERED, count(9), region="61.01"),
    ],
    ids=["another source", "an earlier period", "a doubt", "another region"],
)
def test_what_changes_no_answer_of_the_region_is_no_news(more: Observation) -> None:
    old, new = archive(*BEFORE), archive(*with_(more))
    assert news(old, new, "61", None) is None
    assert position(old, "61", None) == position(new, "61", None)


def test_a_changed_coverage_is_told_with_its_shift() -> None:
    found = news(archive(*BEFORE), archive(*with_(observed(Metric.COVERED, count(450)))), "61", None)
    assert found is not None
    (shift,) = found.shifts
    assert shift.points is not None
    assert (shift.points.shown, found.first, found.newer) == (percent("5.00").shown, (), ())


def test_a_newer_figure_that_is_less_complete_is_news_beside_the_answer() -> None:
    more = observed(Metric.COVERAGE, percent("43.00"), period="2025-06")
    found = news(archive(*BEFORE), archive(*with_(more)), "61", None)
    assert found is not None
    assert (found.shifts, [str(each.figure.period) for each in found.newer]) == ((), ["2025-06"])


def test_the_first_figures_of_a_region_are_news_without_a_shift() -> None:
    found = news(archive(), archive(*BEFORE), "61", None)
    assert found is not None
    assert found.before is None
    assert [each.figure.segment for each in found.first] == [Segment.TOTAL, Segment.FORMAL]


def test_a_segment_that_had_a_figure_before_the_last_answer_shifts_from_that() -> None:
    total = [
        observed(metric, count(number), period="2025")
        for metric, number in ((Metric.COVERED, 450), (Metric.WORKERS, 1000))
    ]
    formal = observed(Metric.COVERAGE, percent("31.00"), segment=Segment.FORMAL, period="2025")
    found = news(archive(*with_(*total)), archive(*with_(*total, formal)), "61", None)
    assert found is not None
    (shift,) = found.shifts
    assert (str(shift.before.figure.period), found.first) == ("2024", ())
    assert shift.points is not None
    assert shift.points.shown == percent("1.00").shown


def test_withdrawn_figures_are_news() -> None:
    found = news(archive(*BEFORE), archive(), "61", None)
    assert found is not None
    assert (found.after, found.shifts, found.first) == (None, (), ())


def test_a_segment_hears_of_itself_alone() -> None:
    old, new = archive(*BEFORE), archive(*with_(observed(Metric.COVERED, count(450))))
    assert news(old, new, "61", Segment.FORMAL) is None
    assert news(old, new, "61", Segment.TOTAL) is not None


def test_another_denominator_is_told_without_a_difference() -> None:
    newer = [
        observed(Metric.COVERED, count(500), period="2025", basis=Basis.EMPLOYED),
        observed(Metric.WORKERS, count(2000), period="2025", basis=Basis.EMPLOYED),
        observed(
            Metric.COVERAGE, percent("30.00"), period="2025", basis=Basis.EMPLOYED, segment=Segment.FORMAL
        ),
    ]
    found = news(archive(*BEFORE), archive(*BEFORE, *newer), "61", Segment.TOTAL)
    assert found is not None
    assert [shift.refused is None for shift in found.shifts] == [False]
