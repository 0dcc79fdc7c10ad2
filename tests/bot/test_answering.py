"""Answers that are worked out once are the same for everybody, and only where nothing is different."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import Answering
from bot.i18n import translator
from bot.language.question import ABOUT_FIGURES, Intent, Question
from bot.occasion import Occasion
from core.model import Segment
from core.shipped import shipped

SHIPPED = shipped()
OCCASION = Occasion(SHIPPED, date(2026, 11, 22), "61", translator("id"), "cakupan_bot")
ANSWERING = Answering(SHIPPED.regions)
REGIONS = st.sampled_from(["61", "61.01", "62", "00"])


@given(
    st.sampled_from(sorted(ABOUT_FIGURES - {Intent.EXPORT}, key=str)),
    st.lists(REGIONS, max_size=2, unique=True),
    st.sampled_from([(), (Segment.FORMAL,), (Segment.INFORMAL,)]),
    REGIONS,
    st.sampled_from(["id", "en"]),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.booleans(),
)
def test_what_is_kept_is_what_would_be_worked_out(
    intent: Intent,
    regions: list[str],
    segments: tuple[Segment, ...],
    own: str,
    language: str,
    today: date,
    in_words: bool,
) -> None:
    question = Question(intent, tuple(regions), segments)
    occasion = replace(OCCASION, region=own, t=translator(language), today=today, in_words=in_words)
    kept = ANSWERING.question(question, occasion)
    assert ANSWERING.question(question, occasion) is kept
    assert Answering(SHIPPED.regions, ANSWERING.commands).question(question, occasion) == kept


@pytest.mark.parametrize(
    "other",
    [
        replace(OCCASION, t=translator("en")),
        replace(OCCASION, region="62"),
        replace(OCCASION, today=date(2026, 12, 1)),
        replace(OCCASION, figures=SHIPPED.as_of(date(2025, 1, 1))),
    ],
)
def test_another_day_region_language_or_version_is_worked_out_anew(other: Occasion) -> None:
    question = Question(Intent.COVERAGE)
    assert ANSWERING.question(question, other) is not ANSWERING.question(question, OCCASION)


def test_what_is_kept_has_a_bound() -> None:
    answering = Answering(SHIPPED.regions, ANSWERING.commands, kept=2)
    first, *_ = (
        answering.question(Question(Intent.COVERAGE, (code,)), OCCASION) for code in ("61", "62", "64")
    )
    assert answering.question(Question(Intent.COVERAGE, ("61",)), OCCASION) is not first
