"""What a text asks: regions, segments, periods, and what must not be guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.places import Gazetteer
from bot.language.question import MAX_CODE, Intent, Question, decode, encode
from bot.language.understand import (
    NotUnderstood,
    OutOfScope,
    Understanding,
    Understood,
    UnknownRegion,
    WhichRegion,
    WhichSegment,
)
from bot.language.words import words
from core.model import Segment
from core.period import Period
from core.shipped import shipped

UNDERSTANDING = Understanding(Gazetteer(shipped().regions))
FORMAL, INFORMAL = Segment.FORMAL, Segment.INFORMAL


def asked(text: str) -> Question:
    heard = UNDERSTANDING.sentence(text)
    assert isinstance(heard, Understood), heard
    return heard.question


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("kalbar", "61"),
        ("Prov. Kalimantan Barat", "61"),
        ("pemprov kalbar", "61"),
        ("se-kalbar", "61"),
        ("West Kalimantan", "61"),
        ("kota pontianak", "61.71"),
        ("pontianak", "61.71"),
        ("ptk", "61.71"),
        ("kabupaten pontianak", "61.02"),
        ("KKR", "61.12"),
        ("Kubu-Raya", "61.12"),
        ("kab. bandung", "32.04"),
        ("kota bandung", "32.73"),
        ("bandung barat", "32.17"),
        ("kota jambi", "15.71"),
        ("provinsi jambi", "15"),
        ("kepulauan riau", "21"),
        ("riau", "14"),
        ("papua barat daya", "96"),
        ("papua barat", "92"),
        ("papua", "91"),
        ("jaksel", "31.74"),
        ("jakarta", "31"),
        ("solo", "33.72"),
        ("61.71", "61.71"),
        ("6171", "61.71"),
        ("nasional", "00"),
        ("pegunungan arfak", "92.12"),
        ("toli-toli", "72.04"),
    ],
)
def test_a_name_finds_its_region(text: str, code: str) -> None:
    assert asked(text).regions == (code,)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("bandung", {"32.04", "32.73"}),
        ("banjar", {"63.03", "32.79"}),
        ("jambi", {"15", "15.71"}),
        ("yogyakarta", {"34", "34.71"}),
        ("kalimantan", {"REG-KALIMANTAN", "61", "62", "63", "64", "65"}),
        ("kalbar dan sambas", {"61", "61.01"}),
    ],
)
def test_a_name_of_several_regions_is_asked_and_never_guessed(text: str, codes: set[str]) -> None:
    heard = UNDERSTANDING.sentence(text)
    assert isinstance(heard, WhichRegion)
    assert set(heard.choices) == codes


def test_every_region_is_found_by_its_own_name_alone_or_asked_about() -> None:
    for region in shipped().regions:
        heard = UNDERSTANDING.sentence(region.name)
        found = heard.question.regions if isinstance(heard, Understood) else getattr(heard, "choices", ())
        assert region.code in found, region


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("cakupan formal kalbar", Question(Intent.COVERAGE, ("61",), FORMAL)),
        ("kalbar bukan penerima upah", Question(Intent.COVERAGE, ("61",), INFORMAL)),
        ("pekerja non formal kalbar", Question(Intent.COVERAGE, ("61",), INFORMAL)),
        ("target kalbar 2024", Question(Intent.TARGET, ("61",), None, Period(2024))),
        ("kalbar kurang berapa lagi", Question(Intent.TARGET, ("61",))),
        ("sumber angka kalbar", Question(Intent.SOURCE, ("61",))),
        ("cakupan", Question(Intent.COVERAGE)),
        ("kalbar feb 2024", Question(Intent.COVERAGE, ("61",), None, Period.parse("2024-02"))),
        ("kalbar triwulan III 2025", Question(Intent.COVERAGE, ("61",), None, Period.parse("2025-Q3"))),
        ("kalbar tw3 2025", Question(Intent.COVERAGE, ("61",), None, Period.parse("2025-Q3"))),
        ("kalbar semester 1 2025", Question(Intent.COVERAGE, ("61",), None, Period.parse("2025-S1"))),
    ],
)
def test_a_sentence_is_taken_apart(text: str, question: Question) -> None:
    assert asked(text) == question


@pytest.mark.parametrize(
    ("text", "unused"),
    [
        ("kalbar 45%", ("45%",)),
        ("target kalbar mantap", ("mantap",)),
        ("kalbar semester 3 2025", ("semester", "3")),
    ],
)
def test_words_that_play_no_part_are_reported(text: str, unused: tuple[str, ...]) -> None:
    heard = UNDERSTANDING.sentence(text)
    assert isinstance(heard, Understood)
    assert heard.unused == unused


def test_61_percent_is_no_region_and_36_47_no_year() -> None:
    assert asked("target 61 persen kalbar").regions == ("61",)
    assert UNDERSTANDING.sentence("target 61 persen") == Understood(Question(Intent.TARGET), ("61",))
    assert asked("kalbar 36,47").period is None


@pytest.mark.parametrize(
    ("text", "similar"),
    [("cakupan sambsa", "61.01"), ("target singkwang", "61.72"), ("kalimatan barat", "61")],
)
def test_a_slip_is_asked_about_and_never_answered_for_the_default_region(text: str, similar: str) -> None:
    heard = UNDERSTANDING.sentence(text)
    assert isinstance(heard, UnknownRegion)
    assert similar in heard.similar


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("cakupan bukan formal kalbar", WhichSegment),
        ("selain informal kalbar", WhichSegment),
        ("iuran bpjs kesehatan kalbar", OutOfScope),
        ("berapa saldo saya", OutOfScope),
        ("halo", NotUnderstood),
        ("apa kabar", NotUnderstood),
        ("", NotUnderstood),
        ("👍", NotUnderstood),
    ],
)
def test_what_cannot_be_answered_is_told_apart(text: str, kind: type[object]) -> None:
    assert isinstance(UNDERSTANDING.sentence(text), kind)


@given(st.text(max_size=200))
def test_any_text_is_understood_or_not_but_never_an_error(text: str) -> None:
    assert UNDERSTANDING.sentence(text) is not None
    assert UNDERSTANDING.argument(Intent.COVERAGE, text) is not None


def test_width_case_and_accents_do_not_matter() -> None:
    assert words("KALBÁR ＫＡＬＢＡＲ") == ["kalbar", "kalbar"]


questions = st.builds(
    Question,
    st.sampled_from(Intent),
    st.lists(st.sampled_from([region.code for region in shipped().regions]), max_size=3).map(tuple),
    st.none() | st.sampled_from(Segment),
    st.none() | st.sampled_from([Period(2024), Period.parse("2024-02"), Period.parse("2025-Q3")]),
    st.none() | st.from_regex(r"[A-Za-z0-9-]{1,12}", fullmatch=True),
)


@given(questions)
def test_a_question_survives_its_code(question: Question) -> None:
    code = encode(question)
    assert decode(code) == question
    assert len(code) <= MAX_CODE
    assert set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


@given(st.text(max_size=80))
def test_a_made_up_code_is_refused_with_a_value_error_or_read(code: str) -> None:
    try:
        question = decode(code)
    except ValueError:
        return
    assert encode(question)
