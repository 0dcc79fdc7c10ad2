"""A broadcast by chat once it is confirmed: its progress, its buttons, its report."""

from collections.abc import AsyncIterator

import pytest
from announcements import NOW, be, broadcast, chats, code, deliver, desk_of
from fakes import FakeTelegram, refusal
from pydantic import SecretStr
from talk import TODAY, Talk

from bot.announcement import RESTORED
from bot.app import connected
from bot.i18n import translator
from bot.phrases.announcements import paused_because
from bot.settings import Settings
from bot.store import broadcasts
from bot.store.broadcasts import State
from bot.transport import BrokenOff


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Talk]:
    """A chat with one of two admins, 900 and 901."""
    async with desk_of(settings, 900, 901) as talk:
        # whoever was told anything is among all chats
        await talk.say("/status")
        yield talk


async def test_progress_is_one_message_that_is_edited_and_the_end_is_reported_with_a_file(desk: Talk) -> None:
    await chats(desk, 1, 2)
    await desk.say(code(await desk.say("/siaran Halo")))
    shown = desk.telegram.message_id
    desk.telegram.next_answers["sendMessage"] = [refusal(403, "Forbidden: bot was blocked by the user")]
    await deliver(desk)
    before = len(desk.telegram.calls)
    await desk.bot.progress.round()
    edit, report = desk.telegram.calls[before:]
    assert (edit.method, edit.parameters["message_id"]) == ("editMessageText", shown)
    assert edit.text == (
        "<b>Siaran 1: selesai</b>\n"
        "Kepada: semua obrolan (3 obrolan)\n"
        "3 dari 3 selesai, 100%\n"
        "Terkirim: 2\n"
        "Memblokir bot atau sudah pergi: 1\n"
        "Sebab-sebab:\n"
        "• 1 × diblokir: Forbidden: bot was blocked by the user"
    )
    assert edit.labels == [["Laporan CSV"]]
    name, content = report.file
    assert (report.method, name) == ("sendDocument", "siaran-1.csv")
    assert content.decode("utf-8-sig").splitlines()[0] == "chat_id;topic;state;reason;message_id;settled_at"
    assert len(content.splitlines()) == 4


async def test_nothing_is_edited_or_reported_twice_even_by_another_process(
    settings: Settings, postgresql_anew: str
) -> None:
    shared = settings.model_copy(
        update={"bot_admins": (900, 901), "database_url": SecretStr(postgresql_anew)}
    )
    here, there = FakeTelegram(), FakeTelegram()
    async with connected(shared, here, here, lambda: TODAY, now=lambda: NOW) as bot:
        talk = Talk(bot, here)
        be(talk, 900)
        await chats(talk, 1)
        await talk.say(code(await talk.say("/siaran Halo")))
        await deliver(talk)
        await bot.progress.round()
        calls = len(here.calls)
        await bot.progress.round()
        assert len(here.calls) == calls
        async with connected(shared, there, there, lambda: TODAY, now=lambda: NOW) as other:
            await other.progress.round()
    assert [call.method for call in there.said("editMessageText", "sendDocument")] == ["editMessageText"]


async def test_a_broadcast_is_paused_resumed_and_cancelled_by_buttons(desk: Talk) -> None:
    await chats(desk, 1, 2)
    await desk.say(code(await desk.say("/siaran Halo")))
    await desk.bot.memory.writer.run(
        lambda connection: broadcasts.change(connection, 1, [State.SCHEDULED], State.RUNNING)
    )
    await desk.bot.progress.round()
    running = desk.telegram.said("editMessageText")[-1]
    assert running.text == (
        "<b>Siaran 1: berjalan</b>\nKepada: semua obrolan (3 obrolan)\n0 dari 3 selesai, 0%\nTerkirim: 0\n"
        "Lama: sekitar 1 detik"
    )
    assert running.labels == [["Jeda", "Batalkan"]]
    await desk.press(running, "Jeda")
    paused = desk.telegram.said("editMessageText")[-1]
    assert paused.text.startswith("<b>Siaran 1: dijeda</b>\n")
    assert "Sebab: dijeda oleh pengelola\n" in paused.text
    assert paused.labels == [["Lanjutkan", "Batalkan"]]
    await desk.press(paused, "Lanjutkan")
    assert (await broadcast(desk)).state is State.SCHEDULED
    await desk.press(paused, "Batalkan")
    asked = desk.telegram.said("editMessageText")[-1]
    assert asked.text == (
        "Batalkan siaran 1 untuk seterusnya? Yang sudah terkirim tetap ada; 3 obrolan tidak dikirimi."
    )
    await desk.press(asked, "Ya, batalkan")
    assert (await broadcast(desk)).state is State.CANCELLED
    assert "900: membatalkan siaran 1" in (await desk.say("/versi log")).text.replace("Anda", "900")


async def test_after_a_restore_its_author_reads_why_it_is_paused(desk: Talk) -> None:
    await chats(desk, 1)
    await desk.say(code(await desk.say("/siaran Halo")))
    await desk.bot.memory.writer.run(lambda connection: broadcasts.pause_unfinished(connection, RESTORED))
    assert (
        "Sebab: berasal dari cadangan; lanjutkan hanya jika belum terkirim sesudahnya\n"
        in (await desk.say("/siaran 1")).text
    )


async def test_a_broadcast_that_paused_itself_is_told_once_with_why_and_what_to_do(desk: Talk) -> None:
    await chats(desk, 1, 2)
    await desk.say(code(await desk.say("/siaran Halo")))
    why = "more than 20 of the last 200 messages failed; the last: Bad Request: chat not found"
    await desk.bot.memory.writer.run(
        lambda connection: broadcasts.change(connection, 1, [State.SCHEDULED], State.PAUSED, why=why)
    )
    await desk.bot.progress.round()
    await desk.bot.progress.round()
    (notice,) = [call for call in desk.telegram.said("sendMessage") if "menjeda dirinya" in call.text]
    assert notice.text == (
        "<b>Siaran 1 menjeda dirinya</b>\n"
        "Sebab: lebih dari 20 dari 200 pesan terakhir gagal, yang paling akhir dengan: "
        "Bad Request: chat not found\n"
        "0 dari 3 selesai, 0%\n"
        "Terkirim: 0\n"
        "Lihat sebab-sebabnya, perbaiki yang dapat diperbaiki, lalu lanjutkan dari tempatnya berhenti, "
        "atau batalkan."
    )
    assert notice.labels == [["Lanjutkan", "Batalkan"]]


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("{kurang} is not known for region 94.08", "{kurang} tidak diketahui untuk wilayah 94.08"),
        ("the group is -1007 now, a recipient itself", "grup itu kini -1007, yang juga termasuk penerima"),
        ("the text could not be composed", "teksnya tidak dapat disusun"),
        ("Forbidden: bot was kicked", "Forbidden: bot was kicked"),
    ],
)
def test_a_reason_of_ours_is_told_in_the_readers_language(reason: str, told: str) -> None:
    why = f"more than 20 of the last 200 messages failed; the last: {reason}"
    said = paused_because(why, translator("id"))
    assert said == f"lebih dari 20 dari 200 pesan terakhir gagal, yang paling akhir dengan: {told}"


async def test_what_is_uncertain_is_sent_again_only_by_its_button(desk: Talk) -> None:
    await chats(desk, 1, 2)
    await desk.say(code(await desk.say("/siaran Halo")))
    desk.telegram.next_answers["sendMessage"] = [BrokenOff("reset")]
    await deliver(desk)
    await desk.bot.progress.round()
    edit = desk.telegram.said("editMessageText")[-1]
    assert "Tidak pasti: 1\n" in edit.text
    assert edit.text.endswith(
        "Yang tidak pasti mungkin sudah sampai. Itu hanya dikirim lagi bila Anda memintanya."
    )
    assert edit.labels == [["Kirim lagi yang tidak pasti (1)"], ["Laporan CSV"]]
    await desk.press(edit, "Kirim lagi yang tidak pasti (1)")
    await deliver(desk, run=2)
    sent = [call.parameters["chat_id"] for call in desk.telegram.said("sendMessage") if call.text == "Halo"]
    assert sent == [1, 2, 900, 1]
