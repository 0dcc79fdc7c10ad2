"""What a text asks: regions, segments, periods, numbers, and what must not be guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notation import TODAY

from bot.language.heard import (
    Abuse,
    Heard,
    NoSuchPeriod,
    NotUnderstood,
    OutOfScope,
    Understood,
    UnknownRegion,
    WhichRegion,
    WhichSegment,
)
from bot.language.places import Gazetteer
from bot.language.question import Intent, Question, Threshold
from bot.language.reading import Reader
from bot.language.understand import Understanding
from bot.language.words import words
from core.model import Segment
from core.period import Period
from core.shipped import shipped

UNDERSTANDING = Understanding(Reader(Gazetteer(shipped().regions)), TODAY)
FORMAL, INFORMAL = (Segment.FORMAL,), (Segment.INFORMAL,)


def heard(text: str) -> Heard:
    (only,) = UNDERSTANDING.sentence(text)
    return only


def asked(text: str) -> Question:
    found = heard(text)
    assert isinstance(found, Understood), found
    return found.question


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
        ("cakupan 51 formal", "51"),
        ("cakupan formal 00", "00"),
        ("target 62 2025", "62"),
        ("cakupan 6112 2023", "61.12"),
        ("61.12 2023", "61.12"),
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
        ("kotawaringin", {"62.01", "62.02"}),
    ],
)
def test_a_name_of_several_regions_is_asked_and_never_guessed(text: str, codes: set[str]) -> None:
    found = heard(text)
    assert isinstance(found, WhichRegion)
    assert set(found.choices) == codes


def test_every_region_is_found_by_its_own_name_alone_or_asked_about() -> None:
    for region in shipped().regions:
        found = heard(region.name)
        codes = found.question.regions if isinstance(found, Understood) else getattr(found, "choices", ())
        assert region.code in codes, region


PERIODS = [
    ("kalbar 2024", "2024"),
    ("kalbar feb 2024", "2024-02"),
    ("kalbar feb 24", "2024-02"),
    ("kalbar Pebruari 2024", "2024-02"),
    ("kalbar per 30 Juni 2025", "2025-06"),
    ("kalbar 31/12/2023", "2023-12"),
    ("kalbar triwulan III 2025", "2025-Q3"),
    ("kalbar tw3 2025", "2025-Q3"),
    ("kalbar TW III'25", "2025-Q3"),
    ("kalbar triwulan tiga tahun 2025", "2025-Q3"),
    ("kalbar kuartal 2 2024", "2024-Q2"),
    ("kalbar semester I 2025", "2025-S1"),
    ("kalbar smt 2 2025", "2025-S2"),
    ("kalbar tahun ini", "2026"),
    ("kalbar tahun lalu", "2025"),
    ("kalbar bulan ini", "2026-11"),
    ("kalbar bulan lalu", "2026-10"),
    ("kalbar tw3", "2026-Q3"),
    ("kalbar desember", "2025-12"),
    ("kalbar 2023-02", "2023-02"),
    ("kalbar 02/2023", "2023-02"),
]


@pytest.mark.parametrize(("text", "period"), PERIODS)
def test_a_period_is_read_however_it_is_written(text: str, period: str) -> None:
    assert asked(text).periods == (Period.parse(period),)


NUMBERS = [
    ("50 ribu", 50_000),
    ("50rb", 50_000),
    ("50k", 50_000),
    ("50.000", 50_000),
    ("50000", 50_000),
    ("1,2 juta", 1_200_000),
    ("1.2jt", 1_200_000),
    ("seratus ribu", 100_000),
    ("setengah juta", 500_000),
    ("seribu lima ratus", 1_500),
    ("dua puluh lima ribu", 25_000),
]


@pytest.mark.parametrize(("number", "people"), NUMBERS)
def test_a_number_of_people_is_read_however_it_is_written(number: str, people: int) -> None:
    question = asked(f"kalau kalbar tambah {number} pekerja")
    assert question == Question(Intent.WHAT_IF, ("61",), people=people)


@pytest.mark.parametrize(
    "percentage", ["40%", "40 %", "40 persen", "40 prosen", "empat puluh persen", "40,0 persen"]
)
def test_a_percentage_to_reach_is_read_however_it_is_written(percentage: str) -> None:
    question = asked(f"kurang berapa pekerja lagi kalbar sampai {percentage}?")
    assert question.intent is Intent.TARGET
    assert question.share is not None
    assert question.share * 100 == 40


def test_thresholds_bound_a_ranking_on_both_sides() -> None:
    question = asked("kabupaten mana di kalbar yang di atas 30 persen tapi di bawah 40,5 persen?")
    assert question.intent is Intent.RANK
    assert [(each.above, float(each.share)) for each in question.thresholds] == [(True, 0.3), (False, 0.405)]
    assert isinstance(question.thresholds[0], Threshold)


def test_61_percent_is_no_region_and_36_47_no_year() -> None:
    assert asked("target 61 persen kalbar").regions == ("61",)
    assert asked("target 61 persen").regions == ()
    assert asked("kalbar 36,47").periods == ()


def test_words_that_nobody_knows_are_reported() -> None:
    found = heard("target kalbar zxcvbn qwrtyp")
    assert isinstance(found, Understood)
    assert found.unused == ("zxcvbn", "qwrtyp")


@pytest.mark.parametrize(
    ("text", "code"), [("cakupan singkwang", "61.72"), ("kalimatan barat", "61"), ("target sekadu", "61.09")]
)
def test_a_slip_that_can_only_be_one_name_is_read_as_it_and_said_so(text: str, code: str) -> None:
    found = heard(text)
    assert isinstance(found, Understood)
    assert found.question.regions == (code,)
    assert [region for _, region in found.corrected] == [code]


def test_a_word_in_the_place_of_a_region_is_never_answered_for_the_default_region() -> None:
    found = heard("cakupan wakanda")
    assert isinstance(found, UnknownRegion)
    assert found.name == "wakanda"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("cakupan bukan formal kalbar", WhichSegment),
        ("selain informal kalbar", WhichSegment),
        ("iuran bpjs kesehatan kalbar", OutOfScope),
        ("berapa saldo saya", OutOfScope),
        ("ump kalbar 2026", OutOfScope),
        ("cakupan 6171031234567890", OutOfScope),
        ("0812-3456-7890 cakupan kalbar", OutOfScope),
        ("pekerja rentan kalbar", WhichSegment),
        ("pmi kalbar", WhichSegment),
        ("kalbar tw9", NoSuchPeriod),
        ("kalbar 2024-13", NoSuchPeriod),
        ("kalbar semester III 2024", NoSuchPeriod),
        ("cakupan 61.99", UnknownRegion),
        ("cakupan 77", UnknownRegion),
        ("dasar bot goblok", Abuse),
        ("asdfgh", NotUnderstood),
        ("", NotUnderstood),
        ("👍", NotUnderstood),
    ],
)
def test_what_cannot_be_answered_is_told_apart(text: str, kind: type[object]) -> None:
    assert isinstance(heard(text), kind)


def test_what_is_excluded_is_not_asked_about() -> None:
    assert asked("bukan kalteng, kalsel").regions == ("63",)
    assert asked("yang formal bukan informal, sambas").segments == FORMAL
    assert asked("kalbar bukan penerima upah").segments == INFORMAL


HOSTILE = [
    "kalbar " * 600,
    "9" * 4096,
    "0,0," * 1000,
    "(" * 4096,
    "\u202e\u2066kalbar\u2069" * 100,
    "\x00\x01\x02kalbar",
    "<b>" * 1000 + "&amp;" * 200,
    "kalbаr kаlbar",  # with Cyrillic letters that look alike
    "tw " * 1300,
    "antara 1 dan " * 300,
    "bukan selain tanpa " * 200,
    "9" * 30 + " persen kalbar",
    "rp" * 2000,
    "٣٤ persen kalbar ٢٠٢٤",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_understood_or_not_but_never_an_error(text: str) -> None:
    assert UNDERSTANDING.sentence(text)
    assert UNDERSTANDING.argument(Intent.TARGET, text)


@given(st.text(max_size=300))
def test_any_text_is_understood_or_not_but_never_an_error(text: str) -> None:
    assert UNDERSTANDING.sentence(text)
    assert UNDERSTANDING.argument(Intent.COVERAGE, text)


def test_width_case_accents_and_invisible_marks_do_not_matter() -> None:
    assert words("KALBÁR ＫＡＬＢＡＲ kal\u200bbar") == ["kalbar", "kalbar", "kalbar"]
