"""/ekspor through the real application: the message, the file, and what stands in it."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from build import SOURCE, archive, count, observed
from fakes import TOKEN, FakeTelegram, refusal
from talk import Talk
from test_spreadsheet import cells, parts, read_csv

from bot.api import Api
from bot.commands.export import COMMAND
from bot.i18n import translator
from bot.language.code import decode
from bot.language.question import Intent, Question
from bot.messages import Document, Message
from bot.occasion import Occasion
from bot.outgoing import Outgoing, Place
from bot.store import Memory
from core.model import Metric
from core.shipped import shipped


async def test_ekspor_says_what_there_is_and_offers_two_files(talk: Talk) -> None:
    said = await talk.say("/ekspor kalbar")
    assert said.text == (
        "<b>Kalimantan Barat: 63 angka, 10 target, dari 31 sumber</b>\n"
        "Termasuk angka utama 9 kabupaten/kota.\n"
        "Target nasional ikut dimuat dan ditandai nasional.\n"
        "Ditambah 25 angka yang dihitung dari angka sumber dan ditandai demikian.\n"
        "12 baris diragukan, alasannya tertulis di baris itu.\n"
        "Deret yang terputus diberi catatan; angka sebelum dan sesudahnya tidak dapat dibandingkan.\n"
        "Tiap baris memuat penyebut dan sumbernya."
    )
    assert said.labels == [["CSV", "XLSX"], ["Cakupan", "Target"]]


async def test_export_answers_in_english(talk: Talk) -> None:
    await talk.say("/bahasa en")
    said = await talk.say("/export kubu raya 2023")
    assert said.text == (
        "<b>Kabupaten Kubu Raya: 2 figures, 0 targets, from 1 source</b>\n"
        "2 more figures are worked out from these and marked as such.\n"
        "Every row names its denominator and its source."
    )


async def test_a_button_sends_the_file_below_and_leaves_the_message(talk: Talk) -> None:
    said = await talk.say("/ekspor kalbar")
    pressed = {call.method: call for call in await talk.press(said, "XLSX")}
    assert set(pressed) == {"answerCallbackQuery", "sendDocument"}
    sent = pressed["sendDocument"]
    name, content = sent.file
    assert name == "cakupan-kalimantan-barat-2026-11-22.xlsx"
    assert content.startswith(b"PK")
    assert sent.text == (
        "<b>Kalimantan Barat: 63 angka, 10 target, dari 31 sumber</b>\n"
        f"98 baris · versi data {shipped().version} · 22 November 2026"
    )


async def test_a_type_behind_the_command_sends_at_once(talk: Talk) -> None:
    said = await talk.say("/ekspor kubu raya csv")
    assert said.method == "sendDocument"
    name, content = said.file
    assert name == "cakupan-kabupaten-kubu-raya-2026-11-22.csv"
    rows = read_csv(content)
    assert rows[0][:7] == ["Kode", "Wilayah", "Periode", "Akhir periode", "Segmen", "Ukuran", "Nilai"]
    assert {row[1] for row in rows[1:]} == {"Kabupaten Kubu Raya", "Indonesia"}


async def test_in_a_group_the_file_answers_its_question(group: Talk) -> None:
    said = await group.say("/ekspor bali excel", message_id=77)
    assert said.parameters["reply_parameters"]["message_id"] == 77


async def test_the_chats_own_region_is_meant_where_none_is_named(talk: Talk) -> None:
    await talk.say("/wilayah bali")
    assert (await talk.say("/ekspor")).text.startswith("<b>Bali: 6 angka, ")


@pytest.mark.parametrize("asked", ["/ekspor melawi", "/ekspor melawi xlsx"])
async def test_a_region_without_figures_gives_no_empty_file(talk: Talk, asked: str) -> None:
    said = await talk.say(asked)
    assert said.method == "sendMessage"
    assert said.text.startswith("Belum ada angka cakupan pekerja di Kabupaten Melawi.")


async def test_a_name_of_two_regions_keeps_the_type_of_file(talk: Talk) -> None:
    said = await talk.say("/ekspor semarang csv")
    question = decode(said.code("Kota Semarang"))
    assert (question.regions, question.topic) == (("33.74",), "csv")


async def test_several_regions_go_into_one_file_that_names_them(talk: Talk) -> None:
    said = await talk.say("/ekspor sambas dan sanggau csv")
    assert said.file[0] == "cakupan-kabupaten-sambas-kabupaten-sanggau-2026-11-22.csv"


def file_of(question: Question, *content: object, language: str = "id") -> bytes:
    """The content of the file that a question gives, of figures made up for it."""
    figures = archive(*content)  # type: ignore[arg-type]
    occasion = Occasion(figures, date(2026, 11, 22), "61", translator(language), "bot")
    message = COMMAND.present(COMMAND.answer(question, occasion), occasion)
    assert message.document is not None
    return message.document.content()


def test_xlsx_has_the_figures_the_sources_and_the_definitions() -> None:
    content = file_of(
        Question(Intent.EXPORT, topic="xlsx"),
        observed(Metric.COVERED, count(607_426)),
        observed(Metric.WORKERS, count(1_665_422)),
    )
    book = parts(content)["xl/workbook.xml"]
    assert [name for name in ("Angka", "Sumber", "Definisi") if f'name="{name}"' in book] == [
        "Angka",
        "Sumber",
        "Definisi",
    ]
    figures = cells(content)
    assert [figures[at] for at in ("A5", "F5", "G5", "J5", "L5")] == [
        ("s", "61"),
        ("s", "cakupan"),
        ("n", "0.3647"),
        ("s", "persen"),
        ("s", "dihitung: terlindungi / pekerja"),
    ]
    assert figures["D5"] == ("n", "45657")
    sources = cells(content, 2)
    assert [sources[f"{column}2"] for column in "ABDE"] == [
        ("s", "Publisher"),
        ("s", "Title"),
        ("s", "https://example.org/1"),
        ("n", "4"),
    ]
    definitions = {value for _, value in cells(content, 3).values()}
    assert "terlindungi / pekerja" in definitions
    assert "Versi data" in definitions


def test_what_a_source_prints_never_becomes_a_formula() -> None:
    evil = dataclasses.replace(SOURCE, publisher="@cmd", title='=HYPERLINK("http://x")', url="=1+1")
    stated = observed(Metric.COVERED, count(5), source=evil, doubt="-2+3")
    content = file_of(Question(Intent.EXPORT, topic="xlsx"), stated)
    assert "<f" not in parts(content)["xl/worksheets/sheet1.xml"].replace("<formula", "")
    assert cells(content, 2)["B2"] == ("s", '=HYPERLINK("http://x")')
    row = read_csv(file_of(Question(Intent.EXPORT, topic="csv"), stated))[1]
    assert [row[16], row[18], row[19]] == ["'@cmd", "'=1+1", "'-2+3"]


def test_csv_and_xlsx_hold_the_same_rows() -> None:
    figures = (observed(Metric.COVERED, count(40)), observed(Metric.WORKERS, count(99)))
    rows = read_csv(file_of(Question(Intent.EXPORT, topic="csv"), *figures, language="en"))
    book = cells(file_of(Question(Intent.EXPORT, topic="xlsx"), *figures, language="en"))
    assert [row[5] for row in rows] == [book[f"F{at}"][1] for at in range(1, len(rows) + 1)]
    assert (rows[4][6], book["G5"][1]) == ("40,40", "0.404")


async def test_a_caption_that_telegram_cannot_read_goes_out_as_plain_text(tmp_path: Path) -> None:
    telegram = FakeTelegram()
    telegram.next_answers["sendDocument"] = [refusal(400, "Bad Request: can't parse entities: x")]
    memory = await Memory.open(f"sqlite:///{tmp_path / 'memory.db'}")
    outgoing = Outgoing(Api(TOKEN, "http://127.0.0.1:1", telegram, telegram), memory, lambda: "v1")
    message = Message("<b>x</b> & y", document=Document("x.csv", lambda: b"x"))
    await outgoing.send(Place(7), message)
    await memory.close()
    first, second = telegram.said("sendDocument")
    assert (first.text, second.text) == ("<b>x</b> & y", "x & y")
    assert second.file == ("x.csv", b"x")
