"""Problems in words: alike ones together, every one for a terminal."""

import pytest

from bot.figures.problems import Fault, Problem
from bot.figures.wording import lines, sentence, summary
from bot.i18n import LANGUAGES, translator
from bot.messages import plain

MIXED = [Problem(Fault.NEGATIVE, row, "Peserta", {"text": f"-{row}"}) for row in range(2, 1002)]
OTHER = Problem(Fault.NO_PERIOD, 7, "Tahun")


def test_problems_of_a_kind_in_a_column_are_told_together() -> None:
    assert summary([*MIXED, OTHER], 500, translator("id")) == [
        "Baris 2 dan 999 baris lain, kolom “Peserta”: “-2” negatif",
        "Baris 7, kolom “Tahun”: periodenya tidak ada",
        "… dan 500 masalah lain.",
    ]


def test_a_chat_is_shown_a_dozen_kinds() -> None:
    kinds = [Problem(Fault.NEGATIVE, row, f"Kolom {row}", {"text": "-1"}) for row in range(1, 21)]
    told = summary(kinds, 0, translator("en"))
    assert len(told) == 13
    assert told[-1] == "… and 8 more problems."


def test_a_terminal_is_told_every_one() -> None:
    told = lines(MIXED, 1, translator("en"))
    assert (len(told), told[999], told[1000]) == (
        1001,
        "Row 1,001, column “Peserta”: “-1001” is negative",
        "… and 1 more problem.",
    )


def test_what_a_file_says_is_no_markup() -> None:
    problem = Problem(Fault.NOT_A_NUMBER, 2, "<b>", {"text": "<a href='x'>"})
    (told,) = lines([problem], 0, translator("en"))
    assert told == "Row 2, column “&lt;b&gt;”: “&lt;a href=&#x27;x&#x27;&gt;” is no number"
    assert plain(told) == "Row 2, column “<b>”: “<a href='x'>” is no number"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_words(fault: Fault, language: str) -> None:
    names = (
        "text",
        "title",
        "near",
        "name",
        "other",
        "code",
        "region",
        "meant",
        "earlier",
        "most",
        "megabytes",
    )
    said = sentence(Problem(fault, holes=dict.fromkeys(names, "x")), translator(language))
    assert said
    assert "{" not in said
