"""The number of an answer: the same for the same content, and the way back to it."""

import re

from fakes import Call
from talk import TODAY, Talk

from bot.messages import Record
from bot.numbering import read


def number(call: Call) -> str:
    found = re.search(r"Jawaban <code>(\w{5})</code>", call.text)
    assert found is not None
    return found[1]


async def test_the_same_answer_has_the_same_number_however_it_was_asked(talk: Talk) -> None:
    asked = ["/cakupan kalbar", "berapa cakupan di kalbar ya?", "61"]
    assert len({number(await talk.say(text)) for text in asked}) == 1
    assert number(await talk.say("/cakupan sambas")) != number(await talk.say("/cakupan kalbar"))


async def test_jawaban_shows_the_answer_as_it_was_told_and_that_it_holds(talk: Talk) -> None:
    told = await talk.say("/cakupan kalbar")
    again = await talk.say(f"/jawaban {number(told).lower()}")
    head, standing, _, *text = again.text.split("\n")
    when = r"disampaikan pada 22 November 2026 \(data <code>\w+</code>\)"
    assert re.fullmatch(rf"<b>Jawaban <code>{number(told)}</code></b>, {when}", head)
    assert standing == "Masih berlaku: data hari ini memberi jawaban yang sama."
    assert "\n".join(text) == told.words
    assert again.labels == [["Tanya ulang sekarang", "Salin tautan"]]


async def test_a_link_leads_to_the_answer(talk: Talk) -> None:
    told = await talk.say("/cakupan kalbar")
    again = await talk.say(f"/start A_x{number(told)}")
    assert again.text == (await talk.say(f"/jawaban {number(told)}")).text


async def test_an_answer_of_other_figures_is_shown_beside_what_is_answered_now(talk: Talk) -> None:
    told = await talk.say("/cakupan kalbar")
    record = (await talk.bot.memory.answers.by_number(number(told)))[0]
    await talk.bot.memory.answers.keep([of_before(record, "Kalimantan Barat: 30,00%")])
    said = (await talk.say("/jawaban 00000")).text
    assert "<b>Sudah digantikan.</b> Dengan data hari ini, pertanyaan yang sama dijawab lain:" in said
    assert "<blockquote expandable><b>Kalimantan Barat 2024: 36,47% pekerja terlindungi</b>" in said
    assert said.endswith("Bunyi semula:\n\nKalimantan Barat: 30,00%")


async def test_two_answers_with_one_number_are_both_shown(talk: Talk) -> None:
    record = (await talk.bot.memory.answers.by_number(number(await talk.say("/cakupan kalbar"))))[0]
    await talk.bot.memory.answers.keep([of_before(record, "Satu"), of_before(record, "Dua")])
    said = (await talk.say("/jawaban 00000")).text
    assert said.startswith("Kebetulan ada dua jawaban bernomor sama; keduanya ditampilkan.")
    assert "\n\nSatu" in said
    assert "\n\nDua" in said


async def test_what_a_person_typed_is_not_kept_with_the_answer(talk: Talk) -> None:
    told = await talk.say("cakupan smabas zqxwv?")
    assert "zqxwv" in told.text
    (record,) = await talk.bot.memory.answers.by_number(number(told))
    assert "zqxwv" not in record.text
    assert "smabas" not in record.text


async def test_cek_has_no_number(talk: Talk) -> None:
    assert "Jawaban <code>" not in (await talk.say("/cek Cakupan Kalbar 36,47 persen")).text


async def test_a_number_that_is_none_or_unknown_is_said_to_be_so(talk: Talk) -> None:
    assert (await talk.say("/jawaban")).text == (
        "Ketik nomor yang tertera di bawah jawaban, misalnya /jawaban K7F3Q."
    )
    assert (await talk.say("/jawaban satu dua")).text == (
        "“satu dua” bukan nomor jawaban. Nomornya lima huruf atau angka dan tertera di bawah jawaban, "
        "misalnya /jawaban K7F3Q."
    )
    assert (await talk.say("/jawaban k7f3q")).text == (
        "Tidak ada jawaban dalam 180 hari terakhir yang bernomor K7F3Q."
    )


def test_letters_that_are_easily_misread_mean_the_digit() -> None:
    assert read(" olik7 ") == "011K7"
    assert read("K7F3") is None
    assert read("K7F3U") is None


async def test_a_report_reaches_the_admins_once_and_its_sender_is_thanked(talk_with_admin: Talk) -> None:
    talk = talk_with_admin
    told = await talk.say("/cakupan kalbar")
    to_admin, thanks = await talk.press(told, "Laporkan keliru")
    assert to_admin.parameters["chat_id"] == 900
    assert to_admin.text == (
        f"Jawaban <code>{number(told)}</code> diragukan. Mohon cocokkan dengan sumbernya."
    )
    assert to_admin.labels == [["Lihat jawabannya"]]
    assert thanks.method == "answerCallbackQuery"
    assert thanks.text == (
        f"Terima kasih. Pengelola diminta memeriksa jawaban {number(told)}; "
        "mereka tidak diberi tahu siapa pelapornya."
    )
    assert [call.method for call in await talk.press(told, "Laporkan keliru")] == ["answerCallbackQuery"]


async def test_laporkan_asks_which_answer_is_meant(talk: Talk) -> None:
    assert (await talk.say("/laporkan")).text == (
        "Jawaban yang mana? Nomornya tertera di bawahnya, misalnya <code>/laporkan K7F3Q</code>."
    )


async def test_one_person_reports_a_reasonable_number_of_answers(talk_with_admin: Talk) -> None:
    talk = talk_with_admin
    answers = [await talk.say(f"/cakupan kalbar {year}") for year in (2022, 2023, 2024)]
    answers += [await talk.say(f"/target {name}") for name in ("kalbar", "kalteng", "indonesia")]
    reported = [await talk.press(answer, "Laporkan keliru") for answer in answers]
    assert [len(calls) for calls in reported] == [2, 2, 2, 2, 2, 1]


def of_before(record: Record, text: str) -> Record:
    digest = text.encode().hex()[:32]
    return Record("00000", digest, text, record.question, "61", "id", "older", TODAY)
