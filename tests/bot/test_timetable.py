"""What goes out to subscribers by itself, as an admin sees it on the schedule."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from announcements import NOW, desk_of
from talk import Talk

from bot.announcement import Run
from bot.announcing.timetable import next_runs, timetable
from bot.settings import Settings
from bot.store import Memory
from bot.subscription import News, Rhythm, Subscription, Timing

HERE = datetime.fromtimestamp(NOW, UTC)
DAY = 24 * 3600
AT_8 = int(datetime(2035, 3, 2, 1, tzinfo=UTC).timestamp())
"""08:00 in Pontianak on the next day."""


def digest(
    chat_id: int, region: str = "61", rhythm: Rhythm = Rhythm.DAILY, zone: str = "WIB"
) -> Subscription:
    timing = Timing(rhythm, 8, zone)
    begun = Subscription(chat_id, region, news=frozenset({News.DIGEST}), timing=timing)
    return begun.scheduled(HERE)


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Talk]:
    """A chat with an admin, 900, at 09:00 in Pontianak on 1 March 2035."""
    async with desk_of(settings, 900) as talk:
        yield talk


async def test_jadwal_shows_the_next_three_digests_of_each_rhythm_and_to_how_many_chats(desk: Talk) -> None:
    waiting = Subscription(4, "61", timing=Timing(Rhythm.WEEKLY, 15), due_at=AT_8 + 3 * DAY + 7 * 3600)
    weekly = digest(3, rhythm=Rhythm.WEEKLY)
    await desk.bot.memory.subscriptions.change([digest(1), digest(2), weekly, waiting])
    assert (await desk.say("/jadwal")).text == (
        "Tidak ada siaran yang terjadwal. /siaran menyiapkannya.\n"
        "\n"
        "<b>Berkala untuk pelanggan</b>\n"
        "Ringkasan harian:\n"
        "• 2 Maret 2035 pukul 08.00 WIB, 23 jam 0 menit lagi: 2 obrolan\n"
        "• 3 Maret 2035 pukul 08.00 WIB, 47 jam 0 menit lagi: 2 obrolan\n"
        "• 4 Maret 2035 pukul 08.00 WIB, 2 hari 23 jam lagi: 2 obrolan\n"
        "Ringkasan mingguan:\n"
        "• 5 Maret 2035 pukul 08.00 WIB, 3 hari 23 jam lagi: 1 obrolan\n"
        "• 12 Maret 2035 pukul 08.00 WIB, 10 hari 23 jam lagi: 1 obrolan\n"
        "• 19 Maret 2035 pukul 08.00 WIB, 17 hari 23 jam lagi: 1 obrolan\n"
        "Angka baru yang menunggu jamnya:\n"
        "• 5 Maret 2035 pukul 15.00 WIB, 4 hari 6 jam lagi: 1 obrolan"
    )


async def test_digests_of_several_hours_are_told_in_the_order_in_which_they_come(memory: Memory) -> None:
    await memory.subscriptions.change([digest(1), digest(2, zone="WIT")])
    with memory.writer.reading() as connection:
        ((rhythm, runs),) = timetable(connection, 28).digests
    assert rhythm is Rhythm.DAILY
    assert runs == (Run(AT_8 - 2 * 3600, 1), Run(AT_8, 1), Run(AT_8 + DAY - 2 * 3600, 1))


async def test_a_chat_with_several_regions_at_the_same_moment_counts_once(memory: Memory) -> None:
    other = digest(1, "61.01")
    quiet = Subscription(1, "61.02", news=other.news, timing=Timing(Rhythm.DAILY, 7, quiet=(21, 8)))
    await memory.subscriptions.change([digest(1), other, quiet.scheduled(HERE)])
    with memory.writer.reading() as connection:
        ((_, runs),) = timetable(connection, 28).digests
    assert runs[0] == Run(AT_8, 1)


async def test_who_sent_the_bot_away_is_waited_for_no_more(memory: Memory) -> None:
    await memory.subscriptions.change([digest(1)])
    await memory.chats.set_gone(1, gone=True)
    with memory.writer.reading() as connection:
        assert timetable(connection, 28).digests == ()


def test_a_digest_beside_news_at_once_comes_once_a_month() -> None:
    first = int(datetime(2035, 4, 1, 1, tzinfo=UTC).timestamp())
    assert next_runs(Timing(), first) == [first, first + 30 * DAY, first + 61 * DAY]
