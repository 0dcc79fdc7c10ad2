"""A source without an address, as an office's own report: what every answer says of it, and no empty link."""

import pytest
from build import archive, count, observed, target
from talk import TODAY

from bot.answering import Answering
from bot.i18n import LANGUAGES, translator
from bot.language.question import Intent, Question
from bot.messages import Message
from bot.occasion import Occasion
from core.model import Metric, Segment, Source

REPORT = Source("r", "Disnaker Kalbar", "Laporan <Juli> 2025", "2025-07-31", "")
FIGURES = archive(
    *(
        observed(metric, count(number), segment=segment, period=period, source=REPORT)
        for metric, number in ((Metric.COVERED, 40), (Metric.WORKERS, 100))
        for segment in (Segment.TOTAL, Segment.FORMAL)
        for period in ("2023", "2024")
    ),
    target("45"),
)


def said(question: Question, language: str = "id") -> Message:
    occasion = Occasion(FIGURES, TODAY, "61", translator(language), "cakupan_bot")
    return Answering(FIGURES.regions).question(question, occasion).message


def test_an_answer_names_the_publisher_the_title_and_the_date() -> None:
    assert "Sumber: Disnaker Kalbar, “Laporan &lt;Juli&gt; 2025”, 31 Juli 2025 · data 22 bulan lalu" in said(
        Question(Intent.COVERAGE, ("61",))
    ).text.split("\n")


def test_sumber_says_the_title_once() -> None:
    text = said(Question(Intent.SOURCE, ("61",))).text
    assert "<b>Disnaker Kalbar, “Laporan &lt;Juli&gt; 2025”, 31 Juli 2025</b>\n• " in text
    assert text.count("Laporan") == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "intent",
    [Intent.COVERAGE, Intent.TARGET, Intent.SOURCE, Intent.TREND, Intent.BRIEF, Intent.COMPARE, Intent.RANK],
)
def test_no_answer_has_an_empty_link(intent: Intent, language: str) -> None:
    text = said(Question(intent, ("61",)), language).text
    assert "Disnaker Kalbar" in text or intent is Intent.RANK
    assert 'href=""' not in text


def test_an_exported_row_has_the_title_in_place_of_the_address() -> None:
    document = said(Question(Intent.EXPORT, ("61",), topic="csv")).document
    assert document is not None
    first = document.content().decode("utf-8-sig").splitlines()[1].split(";")
    assert first[16:19] == ["Disnaker Kalbar", "2025-07-31", "Laporan <Juli> 2025"]
