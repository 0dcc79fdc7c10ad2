"""The broadcasts to come, and how the bot is."""

import re
from collections.abc import AsyncIterator

import pytest
from announcements import be, broadcast, chats, code, desk_of
from talk import Talk

from bot.broadcast.lease import take
from bot.settings import Settings
from bot.store.broadcasts import State


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Talk]:
    """A chat with an admin, 900, at 09:00 in Pontianak on 1 March 2035."""
    async with desk_of(settings, 900) as talk:
        yield talk


async def schedule(talk: Talk, when: str) -> None:
    await talk.say("/siaran Halo")
    await talk.say(code(await talk.say(f"/siaran pada {when}")))


async def test_jadwal_lists_what_is_to_come_with_the_time_left_the_next_first(desk: Talk) -> None:
    await chats(desk, 1, 2)
    await schedule(desk, "lusa 08.00")
    await schedule(desk, "besok 08.00")
    said = await desk.say("/jadwal")
    assert said.text == (
        "<b>Terjadwal</b>\n"
        "\n"
        "<b>Siaran 2: terjadwal</b>\n"
        "Kepada: semua obrolan (3 obrolan)\n"
        "Mulai: 2 Maret 2035 pukul 08.00 WIB, 23 jam 0 menit lagi\n"
        "Lama: sekitar 1 detik\n"
        "\n"
        "<b>Siaran 1: terjadwal</b>\n"
        "Kepada: semua obrolan (3 obrolan)\n"
        "Mulai: 3 Maret 2035 pukul 08.00 WIB, 47 jam 0 menit lagi\n"
        "Lama: sekitar 1 detik\n"
        "\n"
        "Ke waktu lain: <code>/jadwal 2 besok 08.00</code>"
    )
    assert said.labels == [
        ["2: +1 jam", "+1 hari", "Batalkan"],
        ["1: +1 jam", "+1 hari", "Batalkan"],
    ]


async def test_a_broadcast_is_moved_by_a_button_or_to_any_time(desk: Talk) -> None:
    await chats(desk, 1)
    await schedule(desk, "besok 08.00")
    await desk.press(await desk.say("/jadwal"), "1: +1 jam")
    moved = desk.telegram.said("editMessageText")[-1]
    assert moved.text.startswith("<b>Dipindahkan</b>\n\n<b>Siaran 1: terjadwal</b>\n")
    assert "Mulai: 2 Maret 2035 pukul 09.00 WIB, 24 jam 0 menit lagi\n" in moved.text
    said = await desk.say("/jadwal 1 5 Maret 2035 10.00 WIT")
    assert "Mulai: 5 Maret 2035 pukul 08.00 WIB, 3 hari 23 jam lagi\n" in said.text
    assert (await broadcast(desk)).run == 3


async def test_a_broadcast_is_cancelled_from_the_schedule(desk: Talk) -> None:
    await chats(desk, 1)
    await schedule(desk, "besok 08.00")
    await desk.press(await desk.say("/jadwal"), "Batalkan")
    await desk.press(desk.telegram.said("editMessageText")[-1], "Ya, batalkan")
    assert (await broadcast(desk)).state is State.CANCELLED
    assert (await desk.say("/jadwal")).text == "Tidak ada siaran yang terjadwal. /siaran menyiapkannya."
    assert (await desk.say("/jadwal 1 besok 08.00")).text == (
        "Siaran 1 dibatalkan: itu tidak dapat dilakukan lagi."
    )


async def test_a_time_that_is_not_understood_moves_nothing(desk: Talk) -> None:
    await chats(desk, 1)
    await schedule(desk, "besok 08.00")
    assert (await desk.say("/jadwal 1 nanti")).text.startswith(
        "Saya tidak dapat membaca “nanti” sebagai waktu."
    )
    assert (await broadcast(desk)).run == 1


async def test_status_says_how_the_bot_is(desk: Talk) -> None:
    await chats(desk, 1, 2)
    await schedule(desk, "besok 08.00")
    await take(desk.bot.memory.writer, "server-1:4321:abcd", seize=True)
    said = await desk.say("/status")
    assert re.sub(r"terbaru: .*|selama: .*", "…", said.text) == (
        "<b>Keadaan bot</b>\n"
        "Angka: data bawaan\n"
        "Angka …\n"
        "Obrolan: 3\n"
        "Pesan yang sedang dijawab: 1\n"
        "Siaran yang belum selesai: 1\n"
        "Berjalan …\n"
        "Pengirim siaran: <code>server-1:4321</code>"
    )


async def test_status_says_where_nobody_sends(desk: Talk) -> None:
    assert (await desk.say("/status")).text.endswith("Pengirim siaran: saat ini tidak ada")


@pytest.mark.parametrize("command", ["/jadwal", "/status"])
async def test_both_are_for_admins_only(desk: Talk, command: str) -> None:
    be(desk, 7)
    assert (await desk.say(command)).text.startswith("Perintah ini untuk pengelola")
