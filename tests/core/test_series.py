"""Series that are read no further than needed say what a look at every pair of figures says."""

from itertools import combinations

from build import SOURCE, archive, observed, percent
from hypothesis import given
from hypothesis import strategies as st
from reference import TODAY

from core.figures import Figures
from core.model import Basis, Break, FigureSet, Metric, Note, Segment
from core.packed import Observation
from core.period import Period
from core.series import Point, Series, Step, farthest, reading, step_to
from core.trend import Window, answer_trend

PERIODS = (
    "2021",
    "2021-12",
    "2022-S1",
    "2022-09",
    "2022-12",
    "2023",
    "2023-02",
    "2024-Q4",
    "2024-12",
    "2025-03",
)
REASON = Note("ubah", "changed")


@st.composite
def told(draw: st.DrawFn) -> Figures:
    """Shares of one basis in some of the periods, round ones and doubtful ones among them, and breaks."""
    basis = draw(st.sampled_from([Basis.ELIGIBLE, Basis.UNKNOWN]))
    periods = draw(st.lists(st.sampled_from(PERIODS), unique=True))
    shares = st.builds(
        lambda share, doubt: (share, doubt),
        st.sampled_from(["30", "31.00", "31.50", "40.00"]),
        st.sampled_from(["", "", "salah cetak"]),
    )
    content: list[Observation] = []
    for period in periods:
        share, doubt = draw(shares)
        content.append(observed(Metric.COVERAGE, percent(share), period=period, basis=basis, doubt=doubt))
    since = draw(st.lists(st.sampled_from(PERIODS), max_size=2, unique=True))
    return archive(*content, *(Break("61", basis, Period.parse(each), REASON, SOURCE) for each in since))


def pairs(figures: Figures, points: list[Point]) -> list[Step]:
    """The step between every two points that may be compared."""
    steps = [step_to(figures, later, [earlier]) for earlier, later in combinations(points, 2)]
    obstacles = ("NESTED", "UNNAMED")
    return [
        step
        for step in steps
        if step and not isinstance(step.outcome, Break) and getattr(step.outcome, "name", "") not in obstacles
    ]


@given(told())
def test_the_finding_is_the_farthest_of_all_pairs_sound_and_precise_ones_first(figures: Figures) -> None:
    trend = answer_trend(figures, "61", Segment.TOTAL, Window(), TODAY)
    expected = max(
        pairs(figures, list(trend.points)),
        key=lambda step: (not step.doubtful, step.precise, step.months, step.later.period),
        default=None,
    )
    assert trend.finding == expected


@given(told())
def test_each_step_begins_at_the_last_precise_figure_that_may_be_compared(figures: Figures) -> None:
    trend = answer_trend(figures, "61", Segment.TOTAL, Window(), TODAY)
    every = pairs(figures, list(trend.points))
    for at, step in enumerate(trend.steps):
        to_it = [each for each in every if each.later == step.later]
        nearest = max(
            to_it,
            key=lambda each: (each.earlier.precise and not each.earlier.doubtful, each.earlier.period),
            default=None,
        )
        assert step.earlier == (nearest.earlier if nearest else trend.points[at])


def test_a_long_series_is_read_no_further_than_the_finding_needs() -> None:
    months = [f"{year}-{month:02}" for year in range(2015, 2025) for month in range(1, 13)]
    figures = archive(*(observed(Metric.COVERAGE, percent("31.00"), period=month) for month in months))
    read, plain = [], reading(Segment.TOTAL)

    def reads(found: FigureSet) -> Point | None:
        read.append(found.period)
        return plain(found)

    series = Series(figures.series("61", Segment.TOTAL), reads)
    assert farthest(figures, "61", Basis.ELIGIBLE, series) is not None
    assert {str(period) for period in read} == {"2015-01", "2024-12"}
