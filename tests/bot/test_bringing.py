"""New figures through the chat: a file from one admin, the decision of another."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from fakes import Call, FakeTelegram
from talk import TODAY, Talk

from bot.app import connected
from bot.settings import Settings
from bot.store import Memory

FILE = """Kode;Periode;Segmen;Peserta;Pekerja;Cakupan (%);Dasar;Penerbit;Judul;Terbit
61;2024;total;700.000;1.665.422;42,03;potensi;BPJS Ketenagakerjaan Kanwil Kalimantan;Laporan;2026-11-05
"""
WRONG = FILE.replace("700.000", "banyak").replace("61;", "99;")


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Talk]:
    """A chat with one of two admins, 900 and 901."""
    telegram = FakeTelegram()
    administered = settings.model_copy(update={"bot_admins": (900, 901)})
    async with connected(administered, telegram, telegram, lambda: TODAY) as bot:
        talk = Talk(bot, telegram)
        be(talk, 900)
        yield talk


def be(talk: Talk, person: int) -> None:
    """Go on as somebody else, in their private chat."""
    talk.person = {"id": person, "is_bot": False, "first_name": "Pengelola"}
    talk.chat = {"id": person, "type": "private", "first_name": "Pengelola"}


async def send(talk: Talk, content: str, caption: str = "", name: str = "angka.csv") -> list[Call]:
    """A file, as Telegram tells of it; what the bot said about it."""
    talk.telegram.files["abc"] = content.encode()
    document = {"file_id": "abc", "file_unique_id": "u", "file_name": name, "file_size": len(content)}
    return await talk.message(document=document, **({"caption": caption} if caption else {}))


async def test_a_file_is_answered_with_what_it_changes_and_the_other_admin_decides(desk: Talk) -> None:
    reading, preview, picture, to_other, _ = await send(desk, FILE, "Perbaikan 2024")
    assert reading.text == "Membaca angka.csv …"
    assert (preview.method, preview.parameters["message_id"]) == ("editMessageText", 1001)
    assert "oleh Anda, menunggu persetujuan\nKeterangan: Perbaikan 2024\n" in preview.text
    assert "<b>Usulan angka: 0 baru, 2 berubah, 0 hilang</b>" in preview.text
    assert preview.labels == [["Tolak"]]
    assert picture.method == "sendPhoto"
    assert to_other.parameters["chat_id"] == 901
    assert to_other.labels == [["Setujui", "Tolak"]]
    be(desk, 901)
    done = next(call for call in await desk.press(to_other, "Setujui") if call.method == "editMessageText")
    assert done.text == "<b>Kini berlaku: versi 1</b>, di semua tempat dalam dua detik."
    said = await desk.say("/cakupan kalbar")
    assert "700.000 dari 1.665.422" in said.text
    assert "Sumber: BPJS Ketenagakerjaan Kanwil Kalimantan, “Laporan”, 5 November 2026; " in said.text


async def test_the_importer_cannot_approve_even_with_a_button_made_up(desk: Talk) -> None:
    await send(desk, FILE)
    calls = await desk.press_code("S_xapprove-1")
    assert calls[-1].text == "Anda sendiri yang mengimpor versi 1: pengelola lain yang harus menyetujuinya."
    assert await desk.bot.memory.versions.releases() == []


async def test_an_address_in_a_file_or_a_text_is_never_called(desk: Talk) -> None:
    called = []
    server = await asyncio.start_server(lambda *streams: called.append(streams), "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/x"
    titles, row = FILE.splitlines()
    await send(desk, f"{titles};Tautan\n{row};{address}\n", f"url: {address}")
    be(desk, 901)
    await desk.press_code("S_xapprove-1")
    for said in (
        "/sumber kalbar",
        f"/cek {address} 40 persen",
        f"/langganan {address}",
        f"/siaran {address}",
        address,
    ):
        assert await desk.message(text=said)
    assert any(address in call.text for call in desk.telegram.said())
    assert called == []
    server.close()


async def test_a_faulty_file_changes_nothing_and_every_problem_is_told(desk: Talk) -> None:
    _, told = await send(desk, WRONG)
    assert told.text.startswith("<b>Tidak ada yang dimasukkan.</b> Perbaiki berkasnya dan kirim lagi:\n• ")
    assert "Baris 2, kolom “Kode”: " in told.text
    assert "Baris 2, kolom “Peserta”: " in told.text
    assert await desk.bot.memory.versions.all() == []


async def test_a_file_that_says_nothing_new_needs_no_approval(desk: Talk) -> None:
    await send(desk, FILE)
    be(desk, 901)
    await desk.press_code("S_xapprove-1")
    _, told = await send(desk, FILE)
    assert told.text == "Tidak ada yang perlu disetujui: 1 baris itu sama dengan data yang sudah ada."


async def test_a_source_may_stand_beneath_the_file(desk: Talk) -> None:
    bare = "Kode;Periode;Peserta;Pekerja;Dasar\n61;Oktober 2026;700.000;1.819.430;potensi\n"
    source = "sumber: BPJS Ketenagakerjaan\njudul: Laporan\nterbit: 2026-11-05\nData sementara"
    _, preview, *_ = await send(desk, bare, source)
    assert "\nKeterangan: Data sementara\n" in preview.text


async def test_a_file_too_large_is_refused_before_it_is_fetched(desk: Talk) -> None:
    document = {"file_id": "abc", "file_unique_id": "u", "file_name": "a.csv", "file_size": 21_000_000}
    (told,) = await desk.message(document=document)
    assert told.text == "Berkas lebih besar dari 20 MB. Pecahlah, misalnya per tahun."


async def test_a_file_of_anybody_else_is_no_figures_and_its_words_are_a_question(desk: Talk) -> None:
    be(desk, 7)
    (answer,) = await send(desk, FILE, "cakupan kalbar")
    assert answer.text.startswith("<b>Kalimantan Barat 2024: 36,47%")
    (told,) = await send(desk, FILE)
    assert told.text.startswith("Saya hanya membaca teks.")
    assert await desk.bot.memory.versions.all() == []


async def test_impor_explains_and_hands_out_the_template(desk: Talk) -> None:
    said = await desk.say("/impor")
    assert said.text.startswith("<b>Memasukkan data baru</b>\nKirim berkas CSV atau XLSX ke sini")
    assert said.labels == [["Templat XLSX", "Templat CSV"], ["Semua versi"]]
    document = next(call for call in await desk.press(said, "Templat CSV") if call.method == "sendDocument")
    name, content = document.file
    assert name == "data.csv"
    assert b"607426" in content.replace(b".", b"")


async def test_setujui_lists_what_waits(desk: Talk) -> None:
    assert (await desk.say("/setujui")).text == (
        "Tidak ada versi yang menunggu persetujuan. /impor memasukkan data baru."
    )
    await send(desk, FILE)
    waiting = await desk.say("/approve")
    assert waiting.labels == [["Tinjau versi 1"]]
    assert (await desk.say("/setujui 9")).text == "Tidak ada versi 9. /versi menampilkan semuanya."


async def test_a_rejected_version_is_put_aside(desk: Talk) -> None:
    await send(desk, FILE)
    be(desk, 901)
    calls = await desk.press(await desk.say("/setujui 1"), "Tolak")
    assert calls[-1].text == "Ditolak: versi 1. Data tetap seperti semula."
    assert "<b>Versi 1</b>, ditolak" in (await desk.say("/versi")).text


async def test_the_memory_holds_both_versions_after_a_restart(desk: Talk, settings: Settings) -> None:
    await send(desk, FILE)
    be(desk, 901)
    await desk.press_code("S_xapprove-1")
    again = await Memory.open(settings.database_url.get_secret_value())
    assert [release.version for release in await again.versions.releases()] == [1]
    await again.close()
