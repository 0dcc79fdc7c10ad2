"""Answers as pictures through the real application: what is sent, once and again, and what if it fails."""

import asyncio
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from build import SOURCE, archive, count, observed, percent, target
from fakes import refusal
from process import running
from structlog.testing import capture_logs
from talk import TODAY, Talk

from bot.answering import Answering
from bot.charts import Bar, Bars, Course, Frame, Mark
from bot.gallery import Gallery
from bot.i18n import LANGUAGES, translator
from bot.language.code import decode
from bot.language.question import Intent, Question
from bot.messages import CAPTION_LIMIT, Message, shown
from bot.occasion import Occasion
from bot.playground.world import PEOPLE
from bot.store import Memory
from core.model import Basis, Break, Metric, Note, Segment
from core.packed import pack
from core.period import Period
from core.shipped import shipped

FIGURES = shipped()
ANSWERING = Answering(FIGURES.regions)


def answered(code: str, language: str = "id") -> Message:
    occasion = Occasion(FIGURES, TODAY, "61", translator(language), "cakupan_bot")
    return ANSWERING.question(decode(code), occasion).message


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """When each drawing began and ended: in order only where none began before another had ended."""
    times: list[float] = []
    run = subprocess.run

    def timed(*command: Any, **options: Any) -> Any:
        began = time.monotonic()
        drawn = run(*command, **options)
        times.extend((began, time.monotonic()))
        return drawn

    monkeypatch.setattr(subprocess, "run", timed)
    return times


@pytest.fixture
def broken_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> object:
        raise subprocess.CalledProcessError(1, "draw.py")

    monkeypatch.setattr(subprocess, "run", fail)


async def test_gambar_sends_a_photo_of_its_own_with_the_figures_in_words(talk: Talk) -> None:
    calls = await talk.press(await talk.say("/cakupan kalbar"), "Gambar")
    assert sorted(call.method for call in calls) == ["answerCallbackQuery", "sendPhoto"]
    photo = next(call for call in calls if call.method == "sendPhoto")
    assert shown(photo.words) == (
        "Kalimantan Barat 2024: 36,47% pekerja terlindungi\n"
        "Terlindungi: 607.426 dari 1.665.422 pekerja\n"
        "Belum terlindungi: 1.057.996 pekerja\n\n"
        "• Formal (PU): 57,47%, 460.267\n"
        "• Informal (BPU): 17,02%, 147.159\n\n"
        "Penyebut: potensi pekerja (UCJ), Sakernas Februari 2024\n"
        "Sumber: ANTARA News Kalimantan Barat, 2024 · data 22 bulan lalu"
    )
    assert photo.labels == [["Cakupan", "Target", "Tren"], ["Laporkan keliru"]]
    assert bytes(photo.parameters["photo"]).startswith(b"\x89PNG")


async def test_the_second_time_nothing_is_drawn_and_telegrams_own_picture_is_sent(
    talk: Talk, drawings: list[float]
) -> None:
    said = await talk.say("/tren kalbar")
    for _ in range(2):
        await talk.press(said, "Gambar")
    photos = [call.parameters["photo"] for call in talk.telegram.said("sendPhoto")]
    assert (len(drawings), photos[1]) == (2, "the id of this picture")


async def test_another_language_is_another_picture(talk: Talk, drawings: list[float]) -> None:
    await talk.press(await talk.say("/target kalbar"), "Gambar")
    await talk.say("/bahasa en")
    await talk.press(await talk.say("/target kalbar"), "Picture")
    assert len(drawings) == 4


async def test_a_picture_that_telegram_has_lost_is_drawn_again(talk: Talk, drawings: list[float]) -> None:
    said = await talk.say("/cakupan kalbar")
    await talk.press(said, "Gambar")
    talk.telegram.next_answers["sendPhoto"] = [
        refusal(400, "Bad Request: wrong file identifier/HTTP URL specified")
    ]
    await talk.press(said, "Gambar")
    assert len(drawings) == 4
    assert bytes(talk.telegram.said("sendPhoto")[-1].parameters["photo"]).startswith(b"\x89PNG")


@pytest.mark.usefixtures("broken_library")
async def test_where_drawing_fails_the_words_go_out_and_the_log_says_so(talk: Talk) -> None:
    said = await talk.say("/cakupan kalbar")
    with capture_logs() as logs:
        calls = await talk.press(said, "Gambar")
    words = next(call for call in calls if call.method == "sendMessage")
    assert words.text.startswith(
        "<b>Kalimantan Barat 2024: 36,47% pekerja terlindungi</b>\nTerlindungi: 607.426"
    )
    assert "a picture could not be drawn" in [line["event"] for line in logs]


async def test_where_telegram_takes_no_photo_the_words_go_out(talk: Talk) -> None:
    said = await talk.say("/cakupan kalbar")
    talk.telegram.next_answers["sendPhoto"] = [
        refusal(400, "Bad Request: not enough rights to send photos to the chat")
    ]
    calls = await talk.press(said, "Gambar")
    assert [call.method for call in calls if call.method != "answerCallbackQuery"] == [
        "sendPhoto",
        "sendMessage",
    ]


async def test_a_button_under_a_photo_answers_in_a_new_message(talk: Talk) -> None:
    calls = await talk.press(await talk.say("/cakupan kalbar"), "Gambar")
    photo = next(call for call in calls if call.method == "sendPhoto")
    talk.telegram.next_answers["editMessageText"] = [
        refusal(400, "Bad Request: there is no text in the message to edit")
    ]
    calls = await talk.press(photo, "Target")
    words = next(call for call in calls if call.method == "sendMessage")
    assert words.text.startswith(
        "<b>Kalimantan Barat 2024: 36,47%, target 2024 sebesar 40% belum tercapai</b>"
    )


@pytest.mark.parametrize(
    "asked",
    [
        "gambar cakupan kalbar",
        "/cakupan kalbar gambar",
        "/target kalbar grafik",
        "grafik perbandingan formal dan informal kalbar",
        "gambar provinsi dengan kekurangan pekerja terbanyak untuk target",
    ],
)
async def test_a_sentence_that_asks_for_a_picture_gets_one(talk: Talk, asked: str) -> None:
    assert (await talk.say(asked)).method == "sendPhoto"


async def test_two_answers_in_one_message_are_words(talk: Talk) -> None:
    said = await talk.say(
        "Gambar perkembangan cakupan Kalbar dari 2021 sampai 2024, lalu lima kabupaten terendahnya."
    )
    assert (said.method, "— — —" in said.text, "gambar" in said.text) == ("sendMessage", True, False)


def test_where_no_picture_can_be_shown_the_whole_answer_is_words() -> None:
    occasion = Occasion(FIGURES, TODAY, "61", translator("id"), "cakupan_bot", in_words=True)
    drawn, said = (ANSWERING.text(text, occasion) for text in ("gambar tren kalbar", "tren kalbar"))
    assert drawn.message == said.message


async def test_a_follow_up_to_a_picture_is_a_picture(talk: Talk) -> None:
    await talk.press(await talk.say("/cakupan kalbar"), "Gambar")
    said = await talk.say("kalau formal?")
    assert (said.method, shown(said.text).split("\n")[0]) == (
        "sendPhoto",
        "Kalimantan Barat 2024: 57,47% pekerja formal (PU) terlindungi",
    )


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("kalau targetnya?", "Kalimantan Barat 2024: 36,47%, target 2024 sebesar 40% belum tercapai"),
        ("trennya?", "Kalimantan Barat: cakupan pekerja turun 0,90 persen poin dari November 2022 ke 2024"),
    ],
)
async def test_another_kind_that_can_be_drawn_is_a_picture_after_one(
    talk: Talk, asked: str, title: str
) -> None:
    await talk.say("gambar cakupan kalbar")
    said = await talk.say(asked)
    assert (said.method, shown(said.text).split("\n")[0]) == ("sendPhoto", title)


async def test_what_asks_something_else_after_a_picture_is_answered_in_words(talk: Talk) -> None:
    await talk.press(await talk.say("/cakupan kalbar"), "Gambar")
    for asked in ("target kalteng", "sumbernya?"):
        assert (await talk.say(asked)).method == "sendMessage"


async def test_a_follow_up_to_words_after_a_picture_is_words(talk: Talk) -> None:
    await talk.press(await talk.say("/cakupan kalbar"), "Gambar")
    await talk.say("cakupan kalteng")
    assert (await talk.say("kalau formal?")).method == "sendMessage"


async def test_the_note_of_a_follow_up_finds_room_beneath_the_longest_picture(talk: Talk) -> None:
    await talk.say("gambar 15 provinsi dengan selisih terkecil ke target")
    said = await talk.say("kalau yang terbesar?")
    assert said.method == "sendPhoto"
    assert "Melanjutkan pertanyaan Anda sebelumnya: " in said.text


async def test_one_picture_is_drawn_after_another(database: str, drawings: list[float]) -> None:
    memory = await Memory.open(database)
    gallery = Gallery(memory.pictures)
    pictures = [answered(f"{letter}_r61_xpic").picture for letter in "ctn"]
    await asyncio.gather(*(gallery.drawn(picture) for picture in pictures if picture))
    await memory.close()
    assert len(drawings) == 6
    assert drawings == sorted(drawings)


async def test_the_library_that_would_halt_every_answer_stays_out_of_the_bots_process(talk: Talk) -> None:
    calls = await talk.press(await talk.say("/cakupan kalbar"), "Gambar")
    assert "sendPhoto" in [call.method for call in calls]
    assert "vl_convert" not in sys.modules


def test_coverage_draws_the_total_with_its_segments() -> None:
    assert answered("c_r61_xpic").picture == Bars(
        Frame(
            "Kalimantan Barat 2024: 36,47% pekerja terlindungi",
            "Biru: terlindungi. 100% adalah semua orang yang dihitung penyebut.",
            (
                "Penyebut: potensi pekerja (UCJ), Sakernas Februari 2024",
                "Sumber: ANTARA News Kalimantan Barat, 2024",
            ),
            "id",
        ),
        (
            Bar("Semua pekerja", "607.426 dari 1.665.422 pekerja", Fraction(607_426, 1_665_422), "36,47%"),
            Bar("Formal (PU)", "460.267 dari sekitar 800.900 pekerja", percent("57.47").shown, "57,47%"),
            Bar("Informal (BPU)", "147.159 dari sekitar 864.500 pekerja", percent("17.02").shown, "17,02%"),
        ),
    )


def test_targets_are_drawn_upon_the_figures_that_they_stand_beside() -> None:
    picture = answered("t_r61_xpic").picture
    assert isinstance(picture, Bars)
    assert [bar.marks for bar in picture.bars] == [
        (
            Mark(
                percent("40").shown,
                percent("40").shown,
                "Target 40% (RKPD Provinsi Kalbar 2024): kurang 3,53 persen poin, 58.743 pekerja lagi",
            ),
        ),
        (
            Mark(
                percent("74.57").shown,
                percent("74.57").shown,
                "Target 74,57% (Perpres 111/2022 (TPB), 2024, nasional): "
                "kurang 17,10 persen poin, sekitar 137.000 pekerja lagi",
            ),
        ),
        (
            Mark(
                percent("25.94").shown,
                percent("25.94").shown,
                "Target 25,94% (Perpres 111/2022 (TPB), 2024, nasional): "
                "kurang 8,92 persen poin, sekitar 77.100 pekerja lagi",
            ),
        ),
    ]
    assert (
        "Tidak digambar: 7 target lain yang tidak dapat disandingkan dengan angka ini."
        in picture.frame.footer
    )


def test_targets_of_another_denominator_are_not_drawn_beside_these() -> None:
    shares = {Basis.ELIGIBLE: "36.47", Basis.EMPLOYED: "27.00"}
    figures = archive(
        *(observed(Metric.COVERAGE, percent(share), basis=basis) for basis, share in shares.items()),
        *(target("40", basis=basis, instrument=basis.value) for basis in shares),
    )
    occasion = Occasion(figures, TODAY, "61", translator("id"), "cakupan_bot")
    picture = ANSWERING.question(decode("t_r61_xpic"), occasion).message.picture
    assert isinstance(picture, Bars)
    assert [mark.said for bar in picture.bars for mark in bar.marks] == [
        "Target 40% (eligible, 2024): kurang 3,53 persen poin"
    ]
    assert (
        "Tidak digambar: 1 target lain yang tidak dapat disandingkan dengan angka ini."
        in picture.frame.footer
    )


def test_a_development_is_joined_where_it_can_be_compared_and_broken_where_it_cannot() -> None:
    picture = answered("n_r61_xpic").picture
    assert isinstance(picture, Course)
    assert [(dot.period, dot.said, dot.unsure) for dot in picture.dots] == [
        ("November 2022", "37,37%", False),
        ("2023", "35%", True),
        ("Desember 2023", "42,81%", False),
        ("2024", "36,47%", False),
        ("Juni 2025", "29,86%", False),
        ("Juli 2025", "31,63%", False),
        ("September 2025", "31%", True),
    ]
    assert picture.joined == ((0, 1), (0, 2), (2, 3), (4, 5), (5, 6))
    assert (picture.breaks, picture.break_said) == ((4,), "deret terputus")
    assert (
        "Deret terputus: penyebut sejak 2025 memuat 154.008 pekerja jasa konstruksi." in picture.frame.footer
    )


def test_a_ranking_draws_its_page_in_order_with_the_time_of_each_figure() -> None:
    message = answered("r_r61_xpic")
    picture = message.picture
    assert isinstance(picture, Bars)
    assert picture.frame.title == "Cakupan pekerja tertinggi di Kalimantan Barat: Kabupaten Landak, 53,43%"
    assert picture.bars == (
        Bar("1. Kabupaten Landak", "2024", Fraction(13_918, 26_049), "53,43%"),
        Bar("2. Kabupaten Kapuas Hulu", "Oktober 2023", percent("39").shown, "39%", unsure=True),
        Bar("3. Kota Singkawang", "Juni 2025", percent("22.77").shown, "22,77%", unsure=True),
    )
    assert "Waktu angkanya berbeda-beda, Oktober 2023 sampai Juni 2025." in picture.frame.footer
    assert [button.text for row in message.buttons for button in row] == [
        "Peringkat",
        "Cakupan",
        "Laporkan keliru",
    ]


def test_a_ranking_by_gap_draws_what_is_missing_up_to_each_target() -> None:
    picture = answered("r_r00_mg_xpic").picture
    assert isinstance(picture, Bars)
    assert picture.frame.title == (
        "Paling jauh di bawah target cakupan pekerja di Indonesia: Riau, kurang 23,14 persen poin"
    )
    assert picture.bars[0] == Bar(
        "1. Riau",
        "kurang 23,14 persen poin",
        percent("31.91").shown,
        "31,91%",
        marks=(
            Mark(percent("55.05").shown, percent("55.05").shown, "Target 55,05% tahun 2025 · data Juli 2025"),
        ),
        aim=percent("55.05").shown,
    )
    assert picture.bars[3].marks[0].said == "Target nasional 52,15% tahun 2025 · data Maret 2025"


def test_where_the_target_is_passed_nothing_is_missing() -> None:
    picture = answered("r_r00_mg_ql_xpic").picture
    assert isinstance(picture, Bars)
    assert [(bar.beside, bar.aim) for bar in picture.bars[2:4]] == [
        ("melampaui 7,01 persen poin", None),
        ("kurang 3,53 persen poin", percent("40").shown),
    ]


def test_a_ranking_by_people_short_draws_people() -> None:
    picture = answered("r_r00_ms_xpic").picture
    assert isinstance(picture, Bars)
    assert picture.people
    assert [(bar.name, bar.beside, bar.said) for bar in picture.bars[3:]] == [
        ("4. Kalimantan Barat", "Target 40% tahun 2024 · data 2024", "58.743 pekerja"),
        ("5. Sulawesi Utara", "Target nasional 52,15% tahun 2025 · data Desember 2025", "target tercapai"),
    ]
    assert [bar.value for bar in picture.bars[3:]] == [58_743, 0]
    assert "Tidak digambar: 2 lainnya." in picture.frame.footer


def test_people_not_covered_are_drawn_too() -> None:
    message = answered("r_r00_n1_xpic", "en")
    picture = message.picture
    assert isinstance(picture, Bars)
    assert picture.people
    assert picture.frame.key == "Orange: workers not yet covered. Light orange: round or doubtful."
    assert picture.bars[2] == Bar("3. Kalimantan Barat", "2024", Fraction(1_057_996), "1,057,996 workers")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("by", ["", "_n1", "_mg", "_ms"])
def test_the_longest_ranking_is_drawn_to_ten_with_every_row_in_its_caption(by: str, language: str) -> None:
    regions = sorted(FIGURES.regions.within("71"), key=lambda region: -len(region.name))[:14]
    rows = [
        (
            observed(Metric.COVERAGE, percent(f"{share}.25"), region=region.code, period="2025-09"),
            observed(
                Metric.COVERED, count(share * 1_000), region=region.code, period="2025-09", doubt="sementara"
            ),
            target("62.55", region=region.code, year=2025),
        )
        for share, region in enumerate(regions, 20)
    ]
    figures = pack(FIGURES.regions, [each for row in rows for each in row[:2]], [row[2] for row in rows], [])
    occasion = Occasion(figures, TODAY, "61", translator(language), "cakupan_bot")
    message = ANSWERING.question(decode(f"r_r71_k14{by}_xpic"), occasion).message
    assert isinstance(message.picture, Bars)
    text = shown(message.text)
    assert len(message.picture.bars) == 10
    assert all(f"{bar.name}: " in text for bar in message.picture.bars)
    assert len(text) <= CAPTION_LIMIT


def test_formal_and_informal_are_drawn_side_by_side_with_their_people() -> None:
    message = answered("d_r61_sf_si_xpic")
    picture = message.picture
    assert isinstance(picture, Bars)
    assert picture.frame.title == (
        "Kalimantan Barat: Formal (PU) lebih tinggi 40,45 persen poin daripada Informal (BPU)"
    )
    assert [(bar.name, bar.beside, bar.said) for bar in picture.bars] == [
        ("Formal (PU)", "460.267 dari sekitar 800.900 pekerja · 2024", "57,47%"),
        ("Informal (BPU)", "147.159 dari sekitar 864.500 pekerja · 2024", "17,02%"),
    ]
    assert picture.frame.footer == (
        "Penyebut: potensi pekerja (UCJ)",
        "Sumber: ANTARA News Kalimantan Barat, 2024",
    )
    assert [button.text for row in message.buttons for button in row] == [
        "Perbandingan",
        "Cakupan",
        "Laporkan keliru",
    ]


def test_a_doubtful_figure_is_pale_and_its_doubt_is_in_the_picture() -> None:
    picture = answered("c_r9208_xpic").picture
    assert isinstance(picture, Bars)
    (bar,) = picture.bars
    assert (bar.said, bar.unsure) == ("126,15%", True)
    assert picture.frame.key.endswith("Biru muda: angka bulat atau diragukan.")
    assert "Diragukan: di atas 100%, mungkin karena penyebutnya perkiraan potensi." in picture.frame.footer


@pytest.mark.parametrize(
    "code",
    [
        "t_r6112_xpic",
        "n_r51_xpic",
        "c_r6110_xpic",
        "c_r32_xpic",
        "d_r6101_r6108_xpic",
        "d_r61_p2024_p2025_xpic",
    ],
)
def test_what_cannot_be_drawn_is_answered_in_words_without_a_button_for_it(code: str) -> None:
    message = answered(code)
    assert message.picture is None
    assert "Gambar" not in [button.text for row in message.buttons for button in row]
    assert "pic" not in [
        button.question.topic for row in message.buttons for button in row if button.question
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_caption_fits_and_ends_with_its_source(language: str) -> None:
    occasion = Occasion(FIGURES, TODAY, "61", translator(language), "cakupan_bot")
    source = "Sumber: " if language == "id" else "Source"
    drawn = 0
    for region in FIGURES.known():
        for segment in Segment:
            for intent in (Intent.COVERAGE, Intent.TARGET, Intent.TREND):
                question = Question(intent, (region.code,), (segment,), topic="pic")
                message = ANSWERING.question(question, occasion).message
                if message.picture:
                    drawn += 1
                    text = shown(message.text)
                    assert len(text) <= CAPTION_LIMIT
                    assert text.split("\n")[-2].startswith(source)
    assert drawn > 100


def test_a_long_development_is_drawn_to_its_last_eight_figures_with_a_caption_that_fits() -> None:
    since = Break(
        "61", Basis.ELIGIBLE, Period.parse("2024-09"), Note("penyebut baru", "new denominator"), SOURCE
    )
    months = [f"2024-{month:02}" for month in range(1, 13)]
    figures = archive(
        *(
            observed(Metric.COVERAGE, percent(f"{share}.25"), period=month)
            for share, month in enumerate(months, 30)
        ),
        since,
    )
    occasion = Occasion(figures, TODAY, "61", translator("id"), "cakupan_bot")
    message = ANSWERING.question(decode("n_r61_xpic"), occasion).message
    assert isinstance(message.picture, Course)
    assert [dot.period for dot in message.picture.dots][::7] == ["Mei 2024", "Desember 2024"]
    assert message.picture.breaks == (4,)
    assert message.picture.joined == ((0, 1), (1, 2), (2, 3), (4, 5), (5, 6), (6, 7))
    assert "Yang digambar hanya 8 angka terakhir." in message.picture.frame.footer
    assert len(shown(message.text)) <= CAPTION_LIMIT
    assert "• Mei 2024: 34,25%" in shown(message.text)


def test_a_picture_is_uploaded_once_by_the_real_transport_and_then_sent_by_its_id(tmp_path: Path) -> None:
    with running(tmp_path) as bot:
        bot.until_logged("started")
        for number in (1, 2):
            bot.ask(PEOPLE[0].id, "/start c_r61_xpic")
            bot.until(lambda count=number: len(bot.answers()) == count)
        chats = [chat for chat in bot.server.world.chats.values() if chat.is_private]
        first, second = (m.media.file for chat in chats for m in chat.messages.values() if m.media)
        assert (first.width, first.height >= 675, first.id) == (1200, True, second.id)
        assert bot.stop() == 0
