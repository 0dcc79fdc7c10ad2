"""Heaps of observations, targets and breaks of all kinds, close enough to each other to meet."""

from datetime import date
from fractions import Fraction

from build import REGIONS
from hypothesis import strategies as st

from core.model import Basis, Break, Issuer, Metric, Note, Segment, Source, Stated, Target
from core.packed import Observation
from core.period import Period
from core.quantity import Quantity

CODES = tuple(REGIONS.by_code)
PERIODS = tuple(
    Period.parse(text)
    for text in ("2023", "2023-12", "2024", "2024-02", "2024-Q3", "2024-S2", "2024-Q4", "2024-12", "2025-01")
)
SOURCES = tuple(
    Source(f"s{at}", "Publisher", "Title", published, f"https://example.org/{at}")
    for at, published in enumerate(("", "2023", "2024-01", "2024-01-31", "2025-06-30"))
)
DAYS = st.dates(date(2022, 1, 1), date(2026, 1, 1)) | st.just(date.max)

_codes, _periods, _bases = st.sampled_from(CODES), st.sampled_from(PERIODS), st.sampled_from(Basis)
_sources = st.sampled_from(SOURCES)
_notes = st.none() | st.sampled_from((Note("catatan", "note"), Note("ragu", "doubt")))
_counts = st.integers(0, 10**15).map(Quantity.exact)
_round_counts = st.integers(0, 10**6).map(lambda thousands: Quantity.rounded(thousands * 1000, 1000))
_decimals = st.builds(
    lambda digits, places: Quantity.rounded(Fraction(digits, 10**places), Fraction(1, 10**places)),
    st.integers(0, 10**24),
    st.integers(0, 20),
)
_stated = st.builds(Stated, _counts | _round_counts | _decimals, _sources, st.booleans(), _notes, _notes)


def _unlike(each: Observation) -> object:
    """No source tells a number twice, so that it is clear which of several is to be told."""
    return each.key, each.stated.source


def _heap(places: list[tuple[str, Period, Basis]]) -> st.SearchStrategy[list[Observation]]:
    """Observations of a few sets only, so that sets get full and numbers have several sources."""
    observation = st.builds(
        lambda place, segment, metric, stated: Observation(
            place[0], place[1], segment, metric, place[2], stated
        ),
        st.sampled_from(places),
        st.sampled_from(Segment),
        st.sampled_from(Metric),
        _stated,
    )
    return st.lists(observation, max_size=40, unique_by=_unlike)


HEAPS = st.lists(st.tuples(_codes, _periods, _bases), min_size=1, max_size=8).flatmap(_heap)
TARGETS = st.lists(
    st.builds(
        Target,
        region=_codes,
        segment=st.sampled_from(Segment),
        year=st.integers(2022, 2026),
        low=st.just(Fraction(2, 5)),
        high=st.just(Fraction(1, 2)),
        instrument=st.just("RKPD"),
        issuer=st.sampled_from(Issuer),
        basis=_bases,
        source=_sources,
        doubt=_notes,
    ),
    max_size=5,
)
BREAKS = st.lists(
    st.builds(Break, _codes, _bases, _periods, st.just(Note("alasan", "reason")), _sources),
    max_size=4,
    unique_by=lambda found: (found.region, found.basis, found.since),
)
