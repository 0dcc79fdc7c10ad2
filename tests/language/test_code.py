"""A question as a short code, and back."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.code import decode, encode
from bot.language.question import MAX_CODE, Intent, Measure, Order, Question, Threshold
from core.model import Segment
from core.period import Period
from core.shipped import shipped

REGIONS = st.lists(st.sampled_from([region.code for region in shipped().regions]), max_size=3).map(tuple)
PERIODS = st.sampled_from(
    [Period(2024), Period.parse("2024-02"), Period.parse("2025-Q3"), Period.parse("2025-S1")]
)
SHARES = st.integers(0, 20_000).map(lambda hundredths: Fraction(hundredths, 10_000))
WORDS = st.from_regex(r"[A-Za-z0-9-]{1,12}", fullmatch=True)
WHOLE = st.integers(-(10**9), 10**12)

QUESTIONS = st.builds(
    Question,
    st.sampled_from(Intent),
    REGIONS,
    st.lists(st.sampled_from(Segment), max_size=2, unique=True).map(tuple),
    st.lists(PERIODS, max_size=2).map(tuple),
    topic=st.none() | WORDS,
    since=st.none() | PERIODS,
    until=st.none() | PERIODS,
    uncovered=st.booleans(),
    share=st.none() | SHARES,
    points=st.none() | SHARES.map(lambda share: -share) | SHARES,
    people=st.none() | WHOLE,
    rupiah=st.none() | WHOLE,
    months=st.none() | st.integers(0, 600),
    thresholds=st.lists(st.builds(Threshold, st.booleans(), SHARES), max_size=2).map(tuple),
    order=st.none() | st.sampled_from(Order),
    count=st.none() | st.integers(1, 100),
    measure=st.none() | st.sampled_from(Measure),
    instrument=st.none() | WORDS,
    programmes=st.lists(WORDS, max_size=2).map(tuple),
    payer=st.none() | WORDS,
    known=st.none() | st.dates(),
)


@given(QUESTIONS)
def test_a_question_survives_its_code(question: Question) -> None:
    assert decode(encode(question)) == question
    assert set(encode(question)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


def test_what_people_ask_fits_into_a_button() -> None:
    rank = Question(
        Intent.RANK,
        ("61",),
        (Segment.INFORMAL,),
        (Period.parse("2025-Q3"),),
        thresholds=(Threshold(True, Fraction("0.3")), Threshold(False, Fraction("0.405"))),
        order=Order.LOWEST,
        count=10,
        measure=Measure.SHORT,
        instrument="rpjmd",
    )
    assert encode(rank) == "r_r61_si_p2025-Q3_tg30_tl40d5_ql_k10_ms_irpjmd"
    assert len(encode(rank)) <= MAX_CODE


@pytest.mark.parametrize(
    "code",
    ["", "?", "c_", "c_r1", "c_sx", "c_p2024-13", "c_c4x", "c_n2", "c_wten", "c_x", "zz", "c_f2020_f2021"],
)
def test_a_made_up_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(code)


@given(st.text(max_size=80))
def test_any_text_is_refused_with_a_value_error_or_read(code: str) -> None:
    try:
        question = decode(code)
    except ValueError:
        return
    assert decode(encode(question)) == question
