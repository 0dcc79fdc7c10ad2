"""A preview reads as what is sent does: for the same region, in the same language."""

from collections.abc import AsyncIterator

import pytest
from announcements import broadcast, code, deliver, desk_of
from talk import Talk

from bot.broadcast.readers import Readers
from bot.settings import Settings
from bot.store.deliveries import Recipient
from bot.subscription import Subscription


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Talk]:
    """A chat with an admin, 900, at 09:00 in Pontianak on 1 March 2035."""
    async with desk_of(settings, 900) as talk:
        yield talk


async def subscribe(talk: Talk, chat_id: int, *regions: str, topic: int | None = None) -> None:
    await talk.bot.memory.subscriptions.change(
        [Subscription(chat_id, region, topic=topic) for region in regions]
    )


@pytest.mark.parametrize(
    ("chosen", "subscribed", "region"),
    [
        (None, (), "61"),
        (None, ("61.01",), "61.01"),
        ("61.02", ("61.01",), "61.02"),
        (None, ("61.01", "61.03"), "61"),
    ],
)
async def test_a_chat_reads_for_the_region_that_it_chose_or_the_only_one_it_subscribed_to(
    desk: Talk, chosen: str | None, subscribed: tuple[str, ...], region: str
) -> None:
    await subscribe(desk, 5, *subscribed)
    if chosen:
        await desk.bot.memory.chats.change(5, region=chosen)
    readers = Readers(desk.bot.memory, desk.bot.progress._to)
    assert (await readers.occasion({"to": "all"}, Recipient(5))).region == region
    assert (await readers.occasion({"to": "subscribers", "region": "14"}, Recipient(5))).region == "14"


async def test_each_topic_of_a_forum_reads_for_its_own_region(desk: Talk) -> None:
    await subscribe(desk, -100, "61.01", topic=2)
    await subscribe(desk, -100, "61.02", topic=3)
    readers = Readers(desk.bot.memory, desk.bot.progress._to)
    read = [(await readers.occasion(None, Recipient(-100, topic))).region for topic in (2, 3, None)]
    assert read == ["61.01", "61.02", "61"]


async def test_a_forum_is_previewed_in_the_topic_in_which_it_is_told(desk: Talk) -> None:
    await subscribe(desk, -100, "61.01", topic=2)
    await desk.say("/siaran Kabar {wilayah}.")
    assert "Kabar Kalimantan Barat." in (await desk.say("lihat sebagai -100")).text
    await desk.say("/siaran kepada pelanggan")
    assert "Kabar Kabupaten Sambas." in (await desk.say("lihat sebagai -100")).text


async def test_a_chat_is_sent_what_its_preview_showed(desk: Talk) -> None:
    await desk.say("/siaran Kabar {wilayah}.")
    await subscribe(desk, 5, "61.01")
    assert "<b>Yang dibaca 5:</b>\nKabar Kabupaten Sambas." in (await desk.say("lihat sebagai 5")).text
    addressed = await desk.say("/siaran kepada riau")
    assert "<b>Yang dibaca Riau:</b>\nKabar Riau." in addressed.text
    said = await desk.say("/siaran kepada pelanggan")
    assert "Kepada: semua pelanggan (1 obrolan)\n" in said.text
    await desk.say(code(said))
    await deliver(desk)
    assert desk.telegram.said("sendMessage")[-1].text == "Kabar Kabupaten Sambas."
    assert (await broadcast(desk)).state == "finished"
