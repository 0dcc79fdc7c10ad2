"""What is written comes in again, exactly: all shipped figures, any others, and the template."""

import io
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from filed import TODAY, numbers, stated
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.figures.observed import Observation
from bot.figures.origins import derived_key
from bot.figures.spelling import said
from bot.figures.template import template_csv, template_xlsx
from bot.figures.writing import write_observations
from bot.i18n import LANGUAGES, translator
from core.model import Basis, Metric, Note, Segment, Source, Stated
from core.period import Period, Span
from core.quantity import Quantity
from core.shipped import shipped

TEMPLATE = [
    ("61", "2024", "total", "covered", "607426"),
    ("61", "2024", "total", "workers", "1665422"),
    ("61", "2024", "total", "coverage", "36.47% ±0.01"),
    ("61", "2024", "formal", "covered", "460267"),
    ("61", "2024", "formal", "coverage", "57.47% ±0.01"),
]


def written(observations: Iterable[Observation], language: str = "id") -> bytes:
    file = io.BytesIO()
    write_observations(observations, shipped().regions, file, translator(language))
    return file.getvalue()


def shipped_observations() -> list[Observation]:
    figures = shipped()
    return [
        Observation(region.code, figure.period, figure.segment, metric, figure.basis, each)
        for region in figures.known()
        for found in figures.sets(region.code)
        for figure in found.figures.values()
        for metric, each in figure.stated.items()
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_shipped_figures_come_in_as_they_went_out(tmp_path: Path, language: str) -> None:
    observations = shipped_observations()
    assert len(observations) > 200
    assert stated(tmp_path, written(observations, language)) == observations


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_comes_in_without_a_problem(tmp_path: Path, language: str) -> None:
    t = translator(language)
    for content in (template_csv(t), template_xlsx(t, TODAY)):
        found = stated(tmp_path, content)
        assert numbers(found) == TEMPLATE
        assert found[0].stated.source.url == "https://kalbar.antaranews.com/amp/berita/588067"


counts = st.integers(0, 10**11)
steps = st.sampled_from([1, 2, 10, 500, 1_000, 10_000, 100_000, 10**6, 10**7, 10**9])
people = counts.map(Quantity.exact) | st.builds(
    lambda count, step: Quantity.rounded(count // step * step, step), counts, steps
)
shares = st.builds(
    lambda digits, places: Quantity.rounded(
        Fraction(digits % (10 ** (places + 2)), 10**places * 100), Fraction(1, 10**places * 100)
    ),
    st.integers(0, 10**8),
    st.integers(0, 6),
)
texts = (
    st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and said(text) == text)
)
notes = st.none() | st.builds(Note, texts, texts)
sources = st.builds(
    lambda publisher, title, published, url: Source("", publisher, title, published, url),
    texts,
    texts,
    st.sampled_from(["", "2024", "2025-07", "2025-07-31"]),
    st.sampled_from(["", "https://example.org/a?b=1"]),
).map(
    lambda source: Source(derived_key(source), source.publisher, source.title, source.published, source.url)
)
periods = st.builds(
    lambda year, span, at: Period(year, span, at % (12 // span.value) + 1),
    st.integers(1980, 2069),
    st.sampled_from(Span),
    st.integers(0, 11),
)


@st.composite
def observation(draw: st.DrawFn) -> Observation:
    metric = draw(st.sampled_from(Metric))
    quantity = draw(shares if metric in (Metric.COVERAGE, Metric.SHARE) else people)
    return Observation(
        draw(st.sampled_from(["00", "15", "61", "61.10", "61.71", "75.01"])),
        draw(periods),
        draw(st.sampled_from(Segment)),
        metric,
        draw(st.sampled_from(Basis)),
        Stated(quantity, draw(sources), draw(st.booleans()), draw(notes), draw(notes)),
    )


@settings(deadline=None, max_examples=50)
@given(st.lists(observation(), min_size=1, max_size=8))
def test_any_observations_come_in_as_they_went_out(observations: list[Observation]) -> None:
    with TemporaryDirectory() as folder:
        assert stated(Path(folder), written(observations)) == observations


def test_a_number_that_no_source_states_is_not_written() -> None:
    derived = Stated(Quantity.exact(5, derived=True), Source("a", "b", "c", "2024", ""))
    with pytest.raises(ValueError, match="only what a source states"):
        written([Observation("61", Period(2024), Segment.TOTAL, Metric.COVERED, Basis.UNKNOWN, derived)])
