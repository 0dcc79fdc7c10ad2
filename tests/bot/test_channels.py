"""What a channel is told is set up by its admin, from a private chat."""

import pytest
from fakes import BOT_ID
from talk import Talk
from test_subscriptions import KALBAR, edited, of

from bot.subscription import Rhythm

CHANNEL = -1001234567
ORIGIN = {
    "type": "channel",
    "date": 1,
    "chat": {"id": CHANNEL, "type": "channel", "title": "Kabar Kerja"},
    "message_id": 5,
}


def administered(talk: Talk) -> None:
    """The person and the bot are admins of a channel."""
    talk.telegram.channels = {"@kabar_kerja": "Kabar Kerja", CHANNEL: "Kabar Kerja"}
    talk.telegram.admins = {7, BOT_ID}


async def test_a_channel_is_set_up_from_a_private_chat_by_its_admin(talk: Talk) -> None:
    administered(talk)
    said = await talk.say("/langganan @kabar_kerja kalbar")
    assert said.text == f"Untuk kanal Kabar Kerja (Bahasa Indonesia)\n{KALBAR}"
    edited(await talk.press(said, "Harian"))
    (kept,) = await of(talk, CHANNEL)
    assert (kept.timing.rhythm, kept.made_by) == (Rhythm.DAILY, 7)
    assert await of(talk) == []
    assert (await talk.say("/langganan")).labels[-1] == ["Kabar Kerja (1)"]
    stopped = await talk.say(f"/berhenti {CHANNEL}")
    assert stopped.text.startswith(
        "Untuk kanal Kabar Kerja (Bahasa Indonesia)\nDihentikan: Kalimantan Barat."
    )


@pytest.mark.parametrize(
    ("channels", "admins", "told"),
    [
        ({}, {7, BOT_ID}, "Kanal itu tidak saya kenal."),
        ({"@kabar_kerja": "Kabar Kerja"}, {BOT_ID}, "Hanya admin kanal itu yang boleh"),
        ({"@kabar_kerja": "Kabar Kerja"}, {7}, "Saya belum menjadi admin kanal itu."),
    ],
)
async def test_a_channel_needs_its_admin_and_the_bot_as_admin(
    talk: Talk, channels: dict[str | int, str], admins: set[int], told: str
) -> None:
    talk.telegram.channels, talk.telegram.admins = channels, admins
    assert (await talk.say("/langganan @kabar_kerja kalbar")).text.startswith(told)
    assert await of(talk, CHANNEL) == []


async def test_a_doubtful_region_behind_a_channel_never_subscribes_the_chat_itself(talk: Talk) -> None:
    administered(talk)
    said = await talk.say("/langganan @kabar_kerja bandung")
    assert edited(await talk.press(said, "Kota Bandung")).text == (
        "Tulis dalam satu baris: <code>/langganan @namakanal kota bandung</code>"
    )
    assert await of(talk) == []


async def test_a_channel_without_subscriptions_says_how_to_begin_there(talk: Talk) -> None:
    administered(talk)
    said = await talk.say("/langganan @kabar_kerja")
    assert said.text == (
        "Untuk kanal Kabar Kerja\n"
        "Belum ada langganan di sana. Ketik misalnya <code>/langganan @kabar_kerja kalbar</code>: "
        "angka baru dan kabar target lalu datang dengan sendirinya."
    )
    edited(await talk.press(said, "Langganan Kalimantan Barat"))
    assert [each.region for each in await of(talk, CHANNEL)] == ["61"]


async def test_a_post_that_is_passed_on_names_its_channel(talk: Talk) -> None:
    administered(talk)
    await talk.say("/langganan @kabar_kerja kalbar")
    said = await talk.say("Selamat pagi", forward_origin=ORIGIN)
    assert said.text == (
        "Untuk kanal Kabar Kerja (Bahasa Indonesia)\n<b>Langganan</b>\n• Kalimantan Barat: segera"
    )
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    (again,) = await talk.message(photo=photo, forward_origin=ORIGIN)
    assert again.text == said.text


async def test_a_post_of_another_channel_counts_by_its_words(talk: Talk) -> None:
    talk.telegram.channels = {CHANNEL: "Koran"}
    said = await talk.say("cakupan kalbar", forward_origin=ORIGIN)
    assert said.text.startswith("<b>Kalimantan Barat 2024: 36,47% pekerja terlindungi</b>")


async def test_a_channel_is_told_in_the_language_of_the_chat_that_set_it_up(talk: Talk) -> None:
    administered(talk)
    await talk.say("/langganan @kabar_kerja kalbar")
    assert talk.bot.memory.chats.get(CHANNEL).language == "id"
    await talk.say("/bahasa en")
    said = await talk.say("/subscribe @kabar_kerja kalbar")
    assert said.text.startswith("For the channel Kabar Kerja (English)\n")
    assert talk.bot.memory.chats.get(CHANNEL).language == "en"
