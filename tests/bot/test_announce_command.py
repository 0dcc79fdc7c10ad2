"""A broadcast by chat: its draft, and how it is confirmed."""

import re
from collections.abc import AsyncIterator

import pytest
from announcements import be, broadcast, chats, code, deliver, desk_of
from talk import Talk

from bot.settings import Settings
from bot.store.broadcasts import State


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Talk]:
    """A chat with one of two admins, 900 and 901."""
    async with desk_of(settings, 900, 901) as talk:
        # whoever was told anything is among all chats
        await talk.say("/status")
        yield talk


async def test_a_text_becomes_a_draft_with_whom_when_how_long_and_how_it_reads(desk: Talk) -> None:
    await chats(desk, 1, 2)
    said = await desk.say(
        "/siaran Cakupan {wilayah} {periode}: {cakupan}, sumber {sumber}.\nBaris <kedua> & akhir."
    )
    assert re.sub(r"sumber .*?\.\n", "sumber ….\n", said.text.replace(code(said), "4821")) == (
        "<b>Siaran 1: rancangan</b>\n"
        "Kepada: semua obrolan (3 obrolan)\n"
        "Mulai: segera\n"
        "Lama: sekitar 1 detik\n"
        "\n"
        "<b>Yang dibaca Kalimantan Barat:</b>\n"
        "Cakupan Kalimantan Barat 2024: 36,47%, sumber ….\n"
        "Baris &lt;kedua&gt; &amp; akhir.\n"
        "\n"
        "Ubah: <code>/siaran kepada sambas</code>, <code>/siaran pada besok 08.00</code>. "
        "Lihat seperti yang lain: <code>lihat sebagai sambas</code>.\n"
        "Untuk mengirimnya ke 3 obrolan, ketik kodenya: <code>4821</code>"
    )
    assert said.labels == [["Uji ke saya saja", "Buang rancangan"]]


async def test_it_is_seen_as_any_named_recipient_reads_it(desk: Talk) -> None:
    await desk.say("/siaran Cakupan {wilayah}: {cakupan}")
    said = await desk.say("lihat sebagai riau")
    assert "<b>Yang dibaca Riau:</b>\nCakupan Riau: " in said.text
    await chats(desk, 5, region="61.01")
    await desk.bot.memory.chats.change(5, language="en")
    assert (
        "<b>Yang dibaca 5:</b>\nCakupan Kabupaten Sambas: "
        in (await desk.say("/siaran lihat sebagai 5")).text
    )


async def test_a_hole_that_has_no_figure_for_a_recipient_is_told(desk: Talk) -> None:
    await desk.say("/siaran Kurang {kurang}")
    said = await desk.say("lihat sebagai puncak")
    assert (
        "Tidak ada: <code>{kurang}</code> tidak diketahui untuk Kabupaten Puncak. Obrolan tanpa angka itu "
        "dilewati, dan laporan menyebutkannya."
    ) in said.text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "/siaran Halo {nama} dan {gaji}",
            (
                "Tidak ada isi untuk <code>{nama}</code>, <code>{gaji}</code>. Yang dapat diisi: "
                "<code>{wilayah}</code>, <code>{cakupan}</code>, <code>{terlindungi}</code>, "
                "<code>{pekerja}</code>, "
                "<code>{belum}</code>, <code>{periode}</code>, <code>{penyebut}</code>, <code>{sumber}</code>, "
                "<code>{target}</code>, <code>{instrumen}</code>, <code>{selisih}</code>, <code>{kurang}</code>. "
                "Tidak ada yang disimpan; kirim lagi teksnya."
            ),
        ),
        (
            "/siaran Harga {",
            (
                "Ada kurung kurawal yang tidak mengapit isian. Isian adalah nama dalam kurung kurawal, misalnya "
                "<code>{cakupan}</code>; untuk menampilkan kurung itu, tulis dua kali."
            ),
        ),
        (
            "/siaran jawaban apa kabar",
            (
                "Saya tidak memahami “apa kabar” sebagai pertanyaan tentang angka. Misalnya: "
                "<code>/siaran jawaban cakupan kalbar</code>"
            ),
        ),
        (
            "/siaran kepada sambas",
            "Anda tidak punya rancangan. Tulis satu, misalnya: <code>/siaran Cakupan {wilayah}: {cakupan}</code>",
        ),
        ("/siaran 7", "Tidak ada siaran 7. /siaran menampilkan yang belum selesai."),
        (
            f"/siaran {'a' * 4097}",
            "Teksnya 4.097 karakter; Telegram menerima 4.096. Mohon dipersingkat.",
        ),
    ],
)
async def test_what_cannot_be_sent_is_refused_at_once_with_what_would_be_right(
    desk: Talk, said: str, told: str
) -> None:
    assert (await desk.say(said)).text == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "/siaran kepada bogor",
            (
                "“bogor” adalah nama beberapa wilayah: Kabupaten Bogor (<code>32.01</code>), "
                "Kota Bogor (<code>32.71</code>). Tulis kode salah satunya."
            ),
        ),
        (
            "/siaran kepada gubernur",
            (
                "Saya tidak mengenal “gubernur” sebagai penerima. Tulis <code>semua</code>, "
                "<code>pelanggan</code>, wilayah seperti <code>sambas</code>, atau nomor obrolan. Teks yang "
                "berawal seperti ini ditulis setelah <code>/siaran teks</code>."
            ),
        ),
        (
            "/siaran pada kapan-kapan",
            (
                "Saya tidak dapat membaca “kapan-kapan” sebagai waktu. Tulis misalnya "
                "<code>besok 08.00</code> atau <code>25 Des 2026 08.00 WITA</code>."
            ),
        ),
        (
            "/siaran pada hari ini 08.00",
            "“hari ini 08.00” sudah lewat. Tulis waktu yang akan datang, misalnya <code>besok 08.00</code>.",
        ),
    ],
)
async def test_recipients_and_times_that_are_not_understood_leave_the_draft_as_it_is(
    desk: Talk, said: str, told: str
) -> None:
    draft = await desk.say("/siaran Halo")
    assert (await desk.say(said)).text == told
    assert code(await desk.say("lihat sebagai kalbar")) == code(draft)


async def test_a_draft_goes_to_whom_and_when_its_author_says(desk: Talk) -> None:
    await chats(desk, 1, 2, region="61.01")
    await chats(desk, 3)
    await desk.say("/siaran Halo")
    said = await desk.say("/siaran kepada sambas")
    assert (
        "Kepada: obrolan yang berlangganan atau memilih Kabupaten Sambas (2 obrolan)\nMulai: segera\n"
        in said.text
    )
    said = await desk.say("/siaran pada 25 Des 2035 08.00 WITA")
    assert "Mulai: 25 Desember 2035 pukul 07.00 WIB, 298 hari 22 jam lagi\n" in said.text
    assert "Kepada: daftar obrolan (2 obrolan)\n" in (await desk.say("/siaran kepada 11, -10022")).text


async def test_the_author_gets_the_test_alone_and_nothing_is_sent(desk: Talk) -> None:
    await chats(desk, 1, 2)
    draft = await desk.say("/siaran Cakupan {wilayah}: {cakupan}")
    calls = {call.method: call for call in await desk.press(draft, "Uji ke saya saja")}
    assert calls["sendMessage"].parameters["chat_id"] == 900
    assert calls["sendMessage"].text.startswith("Cakupan Kalimantan Barat: 36,47%\n\n")
    assert calls["editMessageText"].text.startswith("Uji coba rancangan 1 sudah dikirim ke Anda.\n")
    assert (await broadcast(desk)).state is State.DRAFT


async def test_only_the_code_of_the_draft_sends_it(desk: Talk) -> None:
    await chats(desk, 1, 2)
    right = code(await desk.say("/siaran Halo"))
    wrong = str(int(right) % 9999 + 1) if int(right) < 9999 else "9998"
    said = await desk.say(wrong)
    assert said.text == (f"Tidak ada yang dikirim: ini bukan kode rancangan 1. Kodenya <code>{right}</code>.")
    assert (await broadcast(desk)).state is State.DRAFT
    said = await desk.say(right)
    assert said.text.startswith("<b>Siaran 1: terjadwal</b>\nKepada: semua obrolan (3 obrolan)\nMulai: ")
    assert said.labels == [["Batalkan", "Jadwal"]]
    assert (await broadcast(desk)).state is State.SCHEDULED


async def test_a_code_from_before_the_recipients_changed_sends_nothing(desk: Talk) -> None:
    await chats(desk, 1, 2)
    early = code(await desk.say("/siaran Halo"))
    late = code(await desk.say("/siaran kepada kalbar"))
    assert early != late
    await desk.say(f"/siaran kirim {early}")
    assert (await broadcast(desk)).state is State.DRAFT


async def test_a_broadcast_to_nobody_is_not_sent(desk: Talk) -> None:
    await desk.say("/siaran Halo")
    draft = await desk.say("/siaran kepada sambas")
    assert (await desk.say(code(draft))).text == (
        "Tidak ada yang dikirim: tidak ada penerimanya. Kepada: obrolan yang berlangganan atau memilih "
        "Kabupaten Sambas (0 obrolan). "
        "Pilih yang lain, misalnya <code>/siaran kepada semua</code>."
    )


async def test_a_year_that_an_admin_asks_about_is_no_code(desk: Talk) -> None:
    await desk.say("/siaran Halo")
    await desk.say("/cakupan kalbar")
    assert (await desk.say("2023")).text.startswith("<b>Kalimantan Barat Desember 2023: ")


async def test_another_text_takes_the_place_of_the_draft(desk: Talk) -> None:
    await desk.say("/siaran Halo")
    await desk.say("/siaran teks kepada yang terhormat")
    assert (await broadcast(desk, 1)).state is State.CANCELLED
    assert (await broadcast(desk, 2)).content["text"] == "kepada yang terhormat"


async def test_an_answer_is_sent_for_each_chats_own_region(desk: Talk) -> None:
    await chats(desk, 1, region="61.01")
    draft = await desk.say("/siaran jawaban cakupan")
    assert "<b>Kalimantan Barat 2024: 36,47% pekerja terlindungi</b>" in draft.text
    await desk.say(code(draft))
    await deliver(desk)
    to_chat = [call for call in desk.telegram.said("sendMessage") if call.parameters["chat_id"] == 1]
    assert to_chat[-1].text.startswith("<b>Kabupaten Sambas ")


async def test_nobody_but_an_admin_in_private_sends_a_broadcast(desk: Talk) -> None:
    await chats(desk, 1)
    draft = await desk.say("/siaran Halo")
    be(desk, 7)
    assert (await desk.say("/siaran Halo")).text.startswith("Perintah ini untuk pengelola")
    await desk.press_code("B_xcancel-1")
    await desk.say(f"/siaran kirim {code(draft)}")
    assert (await broadcast(desk)).state is State.DRAFT
    desk.person, desk.chat = (
        {"id": 900, "is_bot": False, "first_name": "P"},
        {"id": -100, "type": "supergroup"},
    )
    assert (await desk.say("/siaran Halo")).text.startswith("Perintah ini untuk pengelola")


async def test_a_link_does_nothing_to_a_broadcast(desk: Talk) -> None:
    await desk.say("/siaran Halo")
    await desk.say("/start B_xcancel-1")
    assert (await broadcast(desk)).state is State.DRAFT


async def test_in_english(desk: Talk) -> None:
    await chats(desk, 1, 2)
    await desk.say("/bahasa en")
    said = await desk.say("/broadcast Coverage of {region}: {coverage}")
    assert said.text.startswith(
        "<b>Broadcast 1: draft</b>\nTo: all chats (3 chats)\nBegins: at once\nTakes: about 1 second\n\n"
        "<b>As Kalimantan Barat reads it:</b>\nCoverage of Kalimantan Barat: 36.47%\n"
    )
    assert said.labels == [["Test to me alone", "Drop the draft"]]
