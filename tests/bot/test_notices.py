"""Subscribers are told by themselves what is new, once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from broadcasting import office
from build import count, observed, percent
from fakes import BOT_NAME, TOKEN, Call, FakeTelegram
from talk import GROUP, TODAY, Talk

from bot.app import connected
from bot.broadcast.notice import NoticeComposer
from bot.figures.desk import stored
from bot.i18n import translator
from bot.notifying import KIND, Notifying, Saying
from bot.occasion import Occasion
from bot.settings import Settings
from bot.store import Versions, broadcasts
from bot.store.broadcasts import UNFINISHED
from bot.store.tables import broadcasts as broadcast_table
from bot.subscription import News
from bot.versions import Approve, Draft, RollBack, Version
from core.model import Metric, Source
from core.packed import PackedFigures, merged
from core.shipped import shipped

SHIPPED = shipped()
RKPD = '<a href="https://kalbar.antaranews.com/amp/berita/588067">RKPD Provinsi Kalbar 2024</a>'


def at(covered: int, share: str) -> PackedFigures:
    """The shipped figures with another coverage of Kalbar in 2024."""
    numbers = [observed(Metric.COVERED, count(covered)), observed(Metric.COVERAGE, percent(share))]
    return merged(SHIPPED, numbers)


ABOVE = at(700_000, "42.03")
SOURCE = '<a href="https://example.org/1">'


@dataclass
class Clock:
    """The time of the bot, which a test moves on: the morning of Sunday, 22 November 2026, in Pontianak."""

    now: datetime = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: int) -> None:
        self.now += timedelta(**time)


@dataclass
class Listening(FakeTelegram):
    """A Telegram that tells when it hears certain words."""

    listens_for: str = "\0"
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    async def do_request(self, *request: Any, **timeouts: Any) -> tuple[int, bytes]:
        answer = await super().do_request(*request, **timeouts)
        if self.listens_for in str(self.calls[-1].parameters.get("text")):
            self.heard.set()
        return answer


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def talk(settings: Settings, clock: Clock) -> AsyncIterator[Talk]:
    """A private chat with a bot whose admins are 900 and 901."""
    telegram = FakeTelegram(admins={7})
    administered = settings.model_copy(update={"bot_admins": (900, 901)})
    async with connected(
        administered, telegram, telegram, lambda: TODAY, now=lambda: clock().timestamp()
    ) as bot:
        yield Talk(bot, telegram)


async def approve(talk: Talk, figures: PackedFigures, note: str = "Laporan semester II") -> None:
    """The figures are proposed and approved, and every process looks what is new."""
    await release(talk, figures, note)
    await talk.bot.notifying.look()


async def release(talk: Talk, figures: PackedFigures, note: str = "Laporan semester II") -> None:
    """The figures are proposed and approved, and nobody has looked yet."""
    base = talk.bot.desk.figures.version
    draft = Draft(figures.version, base, stored(figures), 901, note, 1, 0, 1, 0, 0, 0)
    number = await talk.bot.desk.propose(draft)
    await talk.bot.desk.carry_out(Approve(number), 900)


async def delivered(talk: Talk, until: int = 10**12, *, in_words: bool = True) -> list[Call]:
    """What goes out of all that is scheduled up to a time, as the sender would send it."""
    before = len(talk.telegram.calls)
    mail = await office(talk.bot.memory, talk.telegram, TOKEN)

    def occasion(chat: int) -> Occasion:
        t = translator(talk.bot.memory.chats.get(chat).language or "id")
        return Occasion(talk.bot.desk.figures, TODAY, "61", t, BOT_NAME, group=chat < 0, in_words=in_words)

    saying = Saying(talk.bot.desk, talk.bot.answering)
    composer = NoticeComposer(saying, talk.bot.memory.subscriptions, occasion)
    mail.deliverer._composers = {KIND: composer}
    for each in await talk.bot.memory.writer.run(broadcasts.unfinished):
        assert each.state in UNFINISHED
        if each.starts_at <= until:
            await mail.planner.begin(each.number, 1)
            await mail.deliver(each.number)
    said = ("sendMessage", "sendPhoto")
    return [call for call in talk.telegram.calls[before:] if call.method in said]


async def only(talk: Talk, *labels: str, region: str = "kalbar") -> None:
    """A subscription whose settings these buttons make, one after the other."""
    said = await talk.say(f"/langganan {region}")
    for label in labels:
        calls = await talk.press(said, label)
        said = next(call for call in calls if call.method == "editMessageText")


async def test_new_figures_are_told_with_old_new_difference_target_source_and_reason(talk: Talk) -> None:
    await only(talk, "Target")
    await approve(talk, ABOVE)
    (sent,) = await delivered(talk)
    assert sent.parameters["chat_id"] == 7
    assert sent.words == (
        "<b>Angka baru</b>\n\n"
        "<b>Kalimantan Barat 2024: 42,03% pekerja terlindungi</b>\n"
        f"• Kalimantan Barat 2024: 36,47% → {SOURCE}42,03%</a>, naik 5,56 persen poin, "
        "lebih banyak 92.574 pekerja\n"
        f"Target 40% ({RKPD}): melampaui 2,03 persen poin\n"
        "Penyebut: potensi pekerja (UCJ), Sakernas Februari 2024\n"
        f"Sumber: {SOURCE}Publisher</a>, 1 Januari 2025; "
        '<a href="https://kalbar.antaranews.com/amp/berita/588067">ANTARA News Kalimantan Barat</a>, 2024 '
        "· data 22 bulan lalu\n\n"
        "Alasan: Laporan semester II"
    )


async def test_a_target_that_is_reached_is_told_with_its_instrument_and_the_reason(talk: Talk) -> None:
    await only(talk, "Angka baru")
    await approve(talk, ABOVE)
    (sent,) = await delivered(talk)
    assert sent.words == (
        "<b>Kabar target</b>\n\n"
        f"• Kalimantan Barat 2024: 36,47% → {SOURCE}42,03%</a>, target 40% tercapai ({RKPD})\n\n"
        "Alasan: Laporan semester II"
    )
    assert sent.code("Target") == "t_r61"


async def test_a_target_that_is_lost_again_is_told_too(talk: Talk) -> None:
    await only(talk, "Angka baru")
    await approve(talk, ABOVE)
    await delivered(talk)
    await approve(talk, at(600_000, "36.03"), note="Koreksi")
    (sent,) = await delivered(talk)
    assert (
        f"42,03% → {SOURCE}36,03%</a>, target 40% tidak lagi tercapai ({RKPD})\n\nAlasan: Koreksi"
        in sent.words
    )


async def test_a_coverage_that_wavers_about_its_target_is_told_once(talk: Talk) -> None:
    await only(talk, "Angka baru")
    told = []
    for covered, share in ((667_000, "40.05"), (665_000, "39.93"), (668_000, "40.11")):
        await approve(talk, at(covered, share))
        told.append(len(await delivered(talk)))
    assert told == [1, 0, 0]


async def test_another_region_and_another_segment_are_not_told(talk: Talk) -> None:
    await talk.say("/langganan sambas")
    await talk.say("/langganan kalbar informal")
    await approve(talk, ABOVE)
    assert await delivered(talk) == []


async def test_several_regions_of_a_chat_come_in_one_message(talk: Talk) -> None:
    await talk.say("/langganan kalbar dan landak")
    await approve(talk, merged(ABOVE, [observed(Metric.COVERED, count(69_999), region="61.08")]))
    (sent,) = await delivered(talk)
    assert "\n<b>Kalimantan Barat 2024: 42,03% pekerja terlindungi</b>\n" in sent.text
    assert "\n<b>Kabupaten Landak 2024: " in sent.text


async def test_the_same_figures_again_are_no_news(talk: Talk) -> None:
    await talk.say("/langganan kalbar")
    await approve(talk, ABOVE)
    await delivered(talk)
    other = Source("t", "Lain", "Judul", "2025-02-01", "https://example.org/2")
    await approve(talk, merged(ABOVE, [observed(Metric.COVERED, count(700_000), source=other)]))
    assert await delivered(talk) == []


async def test_what_was_new_while_nobody_wanted_to_hear_is_not_told_later(talk: Talk) -> None:
    await only(talk, "Angka baru")
    await approve(talk, at(650_000, "39.03"))
    await only(talk, "Angka baru", "Target")
    await approve(talk, ABOVE)
    (sent,) = await delivered(talk)
    assert f"Kalimantan Barat 2024: 39,03% → {SOURCE}42,03%</a>" in sent.text


async def test_an_earlier_period_is_no_news(talk: Talk) -> None:
    await talk.say("/langganan kalbar")
    await approve(talk, merged(SHIPPED, [observed(Metric.COVERED, count(400_000), period="2019")]))
    assert await delivered(talk) == []


async def test_a_release_is_planned_once_however_many_processes_look(talk: Talk) -> None:
    await talk.say("/langganan kalbar")
    await approve(talk, ABOVE)
    bot = talk.bot
    await Notifying(bot.memory, bot.desk, lambda: TODAY, Clock()).look()
    await bot.notifying.look()
    assert len(await bot.memory.writer.run(broadcasts.newest)) == 1


async def test_a_daily_subscription_waits_for_its_hour_and_tells_all_changes_as_one(
    talk: Talk, clock: Clock
) -> None:
    await only(talk, "Target", "Harian")
    await approve(talk, at(650_000, "39.03"))
    await approve(talk, ABOVE)
    clock.pass_by(hours=20)
    await talk.bot.notifying.look()
    assert await delivered(talk) == []
    clock.pass_by(hours=2)
    await talk.bot.notifying.look()
    (sent,) = await delivered(talk)
    assert f"Kalimantan Barat 2024: 36,47% → {SOURCE}42,03%</a>, naik 5,56 persen poin" in sent.text
    await talk.bot.notifying.look()
    assert await delivered(talk) == []


async def test_quiet_hours_delay_and_drop_nothing(talk: Talk, clock: Clock) -> None:
    await only(talk, "Jam dan zona", "Tenang 21–6")
    clock.pass_by(hours=12)
    await approve(talk, ABOVE)
    (planned,) = await talk.bot.memory.writer.run(broadcasts.unfinished)
    assert datetime.fromtimestamp(planned.starts_at, UTC) == datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
    assert await delivered(talk, until=int(clock.now.timestamp())) == []
    assert len(await delivered(talk, until=planned.starts_at)) == 1


async def test_what_was_stopped_in_the_quiet_hours_is_not_told_after_them(talk: Talk, clock: Clock) -> None:
    await only(talk, "Jam dan zona", "Tenang 21–6")
    await talk.say("/langganan landak")
    clock.pass_by(hours=12)
    await approve(talk, ABOVE)
    later = broadcast_table.update().values(created_at=0)
    await talk.bot.memory.writer.run(lambda connection: connection.execute(later))
    await talk.say("/berhenti kalbar")
    assert await delivered(talk) == []


async def test_a_digest_comes_on_the_first_of_the_month_and_says_where_the_region_stands(
    talk: Talk, clock: Clock
) -> None:
    await only(talk, "Ringkasan")
    clock.now = datetime(2026, 12, 1, 0, 59, tzinfo=UTC)
    await talk.bot.notifying.look()
    assert await delivered(talk) == []
    clock.pass_by(minutes=1)
    await talk.bot.notifying.look()
    (sent,) = await delivered(talk)
    assert sent.text.startswith(
        "<b>Ringkasan berkala</b>\n\n"
        "<b>Kalimantan Barat 2024: 36,47% pekerja terlindungi</b>\n"
        f"Target 40% ({RKPD}): kurang 3,53 persen poin, 58.743 pekerja lagi\n"
        "Penyebut: potensi pekerja (UCJ), Sakernas Februari 2024\nSumber: "
    )


async def test_hours_that_were_missed_are_made_up_for_once(talk: Talk, clock: Clock) -> None:
    await only(talk, "Ringkasan", "Harian")
    clock.pass_by(days=5)
    for _ in range(3):
        await talk.bot.notifying.look()
    assert len(await delivered(talk)) == 1


async def test_an_hour_that_was_missed_is_not_made_up_for_in_the_quiet_hours(
    talk: Talk, clock: Clock
) -> None:
    await only(talk, "Ringkasan", "Harian", "Jam dan zona", "Tenang 21–6")
    clock.now = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    await talk.bot.notifying.look()
    (planned,) = await talk.bot.memory.writer.run(broadcasts.unfinished)
    assert datetime.fromtimestamp(planned.starts_at, UTC) == datetime(2026, 11, 23, 23, 0, tzinfo=UTC)


async def test_alerts_that_were_switched_off_in_the_quiet_hours_are_not_told_after_them(
    talk: Talk, clock: Clock
) -> None:
    await only(talk, "Jam dan zona", "Tenang 21–6")
    clock.pass_by(hours=12)
    await approve(talk, ABOVE)
    later = broadcast_table.update().values(created_at=0)
    await talk.bot.memory.writer.run(lambda connection: connection.execute(later))
    (kept,) = await talk.bot.memory.subscriptions.of(7)
    await talk.bot.memory.subscriptions.change([replace(kept, news=frozenset({News.FIGURES}))])
    (sent,) = await delivered(talk)
    assert sent.text.startswith(
        "<b>Angka baru</b>\n\n<b>Kalimantan Barat 2024: 42,03% pekerja terlindungi</b>"
    )


class Overtaken(Versions):
    """Versions that another is released into while somebody reads their list."""

    meanwhile: Callable[[], Awaitable[None]] | None = None

    async def all(self) -> list[Version]:
        found, meanwhile, self.meanwhile = await super().all(), self.meanwhile, None
        if meanwhile:
            await meanwhile()
        return found


async def test_a_release_that_comes_while_one_is_looked_at_is_told_as_well(talk: Talk) -> None:
    await only(talk)
    await release(talk, ABOVE)
    talk.bot.memory.versions = Overtaken(talk.bot.memory.writer)
    talk.bot.memory.versions.meanwhile = lambda: release(talk, at(710_000, "42.63"))
    for _ in range(2):
        await talk.bot.notifying.look()
    first, second = await delivered(talk)
    assert "<b>Kalimantan Barat 2024: 42,03% pekerja terlindungi</b>" in first.text
    assert "<b>Kalimantan Barat 2024: 42,63% pekerja terlindungi</b>" in second.text


async def test_a_topic_of_a_group_is_told_in_the_language_of_the_group(talk: Talk) -> None:
    talk.chat = GROUP
    await talk.say("/bahasa en")
    await talk.say("/subscribe kalbar", message_thread_id=5, is_topic_message=True)
    await approve(talk, ABOVE)
    (sent,) = await delivered(talk)
    assert (sent.parameters["chat_id"], sent.parameters["message_thread_id"]) == (-100, 5)
    assert sent.text.startswith("<b>New figures</b>")
    assert sent.labels == []


async def test_a_chat_that_sent_the_bot_away_is_told_when_it_is_back(talk: Talk, clock: Clock) -> None:
    await talk.say("/langganan kalbar")
    await talk.bot.memory.chats.set_gone(7, gone=True)
    await approve(talk, ABOVE)
    assert await delivered(talk) == []
    await talk.bot.memory.chats.set_gone(7, gone=False)
    await approve(talk, at(710_000, "42.63"))
    (sent,) = await delivered(talk)
    assert f"36,47% → {SOURCE}42,63%</a>" in sent.text


async def test_figures_that_are_withdrawn_are_told_as_changed_back(talk: Talk) -> None:
    await talk.say("/langganan kalbar")
    await approve(talk, ABOVE)
    await delivered(talk)
    await talk.bot.desk.carry_out(RollBack(0), 900)
    await talk.bot.notifying.look()
    (sent,) = await delivered(talk)
    assert "Kalimantan Barat 2024: 42,03% → " in sent.text
    assert "target 40% tidak lagi tercapai" in sent.text


async def test_a_region_alone_comes_with_its_picture(talk: Talk) -> None:
    await only(talk, "Target")
    await approve(talk, ABOVE)
    (sent,) = await delivered(talk, in_words=False)
    assert sent.method == "sendPhoto"
    assert sent.text.startswith("<b>Angka baru</b>")
    assert sent.labels == [["Target", "Sumber", "Langganan"]]


async def test_a_group_that_moved_takes_its_subscriptions_along(talk: Talk) -> None:
    talk.chat = {**GROUP, "id": -5, "type": "group"}
    await talk.say("/langganan kalbar")
    await talk.message(migrate_to_chat_id=-100)
    await approve(talk, ABOVE)
    (sent,) = await delivered(talk)
    assert sent.parameters["chat_id"] == -100


async def test_a_chat_that_had_everything_erased_is_told_nothing(talk: Talk) -> None:
    await talk.say("/langganan kalbar")
    await talk.press(await talk.say("/hapus_data"), "Ya, hapus")
    await approve(talk, ABOVE)
    assert await delivered(talk) == []


async def test_the_running_bot_tells_it_by_itself(settings: Settings) -> None:
    telegram = Listening()
    administered = settings.model_copy(update={"bot_admins": (900, 901)})
    async with connected(administered, telegram, telegram, lambda: TODAY) as bot:
        talk = Talk(bot, telegram)
        await talk.say("/langganan kalbar informal")
        await talk.press(await talk.say("/langganan kalbar"), "Angka baru")
        running = [asyncio.create_task(work()) for work in (bot.notifying.watch, bot.sender.run)]
        telegram.listens_for = "Kabar target"
        draft = Draft(ABOVE.version, SHIPPED.version, stored(ABOVE), 901, "", 1, 0, 1, 0, 0, 0)
        await bot.desk.carry_out(Approve(await bot.desk.propose(draft)), 900)
        try:
            await asyncio.wait_for(telegram.heard.wait(), 60)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
    (told,) = [call.words for call in telegram.said() if "Kabar target" in call.text]
    assert told.endswith(f"36,47% → {SOURCE}42,03%</a>, target 40% tercapai ({RKPD})")
