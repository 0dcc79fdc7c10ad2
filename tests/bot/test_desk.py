"""The data desk through the real application: versions, their approval, and the way back."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from build import count, observed, percent
from talk import Talk

from bot.figures.desk import Desk, MissingVersionError, stored
from bot.i18n import translator
from bot.phrases.desk import entry
from bot.store import Memory, Versions
from bot.versions import Approve, Draft, Entry, Release, RollBack, Verdict
from core.model import Metric
from core.packed import PackedFigures, merged
from core.shipped import shipped

SHIPPED = shipped()
ZONE = ZoneInfo("Asia/Pontianak")


def corrected(covered: int) -> PackedFigures:
    """The shipped figures with another number of covered workers for Kalimantan Barat 2024."""
    share = f"{Decimal(covered * 100) / 1_665_422:.2f}"
    numbers = [observed(Metric.COVERED, count(covered)), observed(Metric.COVERAGE, percent(share))]
    return merged(SHIPPED, numbers)


def draft(figures: PackedFigures, base: str = SHIPPED.version, by: int | None = 7) -> Draft:
    return Draft(figures.version, base, stored(figures), by, "Perbaikan Oktober", 700, 0, 1, 0, 0, 0)


@pytest.fixture
def admins(talk_with_admin: Talk) -> Talk:
    """A chat with the only admin, and an import of somebody else that waits."""
    talk_with_admin.chat = {"id": 900, "type": "private", "first_name": "Pengelola"}
    talk_with_admin.person = {"id": 900, "is_bot": False, "first_name": "Pengelola"}
    return talk_with_admin


async def test_versi_lists_what_waits_and_what_is_current(admins: Talk) -> None:
    said = await admins.say("/versi")
    assert said.text == (
        "<b>Versi data</b>\nBerlaku: data bawaan\n\n"
        "Belum ada yang diimpor. Kirim berkas CSV atau XLSX di sini, atau ambil templatnya: /impor"
    )
    await admins.bot.desk.propose(draft(corrected(700_000)))
    said = await admins.say("/versions")
    assert "<b>Versi 1</b>, menunggu persetujuan\n" in said.text
    assert "0 baru, 1 berubah, 0 hilang; seluruhnya 700 angka\nKeterangan: Perbaikan Oktober" in said.text
    assert said.labels == [["Tinjau versi 1"], ["Catatan"]]


async def test_only_admins_see_versions_and_only_in_private(admins: Talk) -> None:
    refused = "Perintah ini untuk pengelola data, di obrolan pribadi mereka dengan bot."
    admins.chat = {"id": -100, "type": "supergroup", "title": "Grup"}
    assert (await admins.say("/versi")).text.startswith(refused)
    admins.chat = {"id": 7, "type": "private", "first_name": "Orang"}
    admins.person = {"id": 7, "is_bot": False, "first_name": "Orang"}
    assert (await admins.say("/versi")).text.startswith(refused)


async def test_an_approved_version_answers_at_once_and_the_way_back_is_asked_first(admins: Talk) -> None:
    desk = admins.bot.desk
    number = await desk.propose(draft(corrected(700_000)))
    assert await desk.carry_out(Approve(number), 900) is Verdict.DONE
    assert "700.000 dari 1.665.422" in (await admins.say("/cakupan kalbar")).text
    listed = await admins.say("/versi")
    assert "<b>Versi 1</b>, berlaku" in listed.text
    (asked,) = (
        call
        for call in await admins.press(listed, "Kembali ke data bawaan")
        if call.method != "answerCallbackQuery"
    )
    assert asked.text.startswith("Kembali ke data bawaan? Jawaban langsung memakainya")
    (done,) = (
        call for call in await admins.press(asked, "Ya, kembali") if call.method != "answerCallbackQuery"
    )
    assert done.text == "<b>Kembali ke data bawaan</b>, di semua tempat dalam dua detik."
    assert "607.426 dari 1.665.422" in (await admins.say("/cakupan kalbar")).text
    log = await admins.say("/versi log")
    assert "<code>7</code>: mengimpor versi 1: Perbaikan Oktober" in log.text
    assert "Anda: menyetujui versi 1" in log.text
    assert "Anda: kembali ke data bawaan" in log.text


async def test_a_forged_or_linked_deed_does_nothing(admins: Talk) -> None:
    number = await admins.bot.desk.propose(draft(corrected(700_000)))
    assert "Cakupan BPJS" in (await admins.say(f"/start S_xapprove-{number}")).text
    admins.person = {"id": 7, "is_bot": False, "first_name": "Orang"}
    admins.chat = {"id": 7, "type": "private", "first_name": "Orang"}
    await admins.press_code(f"S_xapprove-{number}")
    assert await admins.bot.memory.versions.releases() == []


async def test_another_process_uses_an_approved_version_when_it_looks(either_database: str) -> None:
    first, second = await Memory.open(either_database), await Memory.open(either_database)
    here, there = (Desk(memory.versions, SHIPPED, (7, 8), ZONE) for memory in (first, second))
    number = await here.propose(draft(corrected(700_000)))
    await here.carry_out(Approve(number), 8)
    assert here.figures.version == corrected(700_000).version
    assert there.figures is SHIPPED
    assert await there.refresh()
    assert there.figures.version == here.figures.version
    assert not await there.refresh()
    await first.close()
    await second.close()


async def test_figures_as_known_on_a_day_are_those_that_were_current_then(memory: Memory) -> None:
    desk = Desk(memory.versions, SHIPPED, (7, 8), ZONE)
    number = await desk.propose(draft(corrected(700_000)))
    await desk.carry_out(Approve(number), 8)
    approved = datetime.fromtimestamp((await desk.releases())[0].approved_at, ZONE).date()
    assert (await desk.on(approved)).version == corrected(700_000).version
    assert (await desk.on(date(2025, 1, 1))).version == SHIPPED.as_of(date(2025, 1, 1)).version


async def test_a_version_that_cannot_be_read_leaves_the_figures_as_they_are(memory: Memory) -> None:
    desk = Desk(memory.versions, SHIPPED, (7, 8), ZONE)
    foreign = Draft("other", SHIPPED.version, b"no version", 7, "", 1, 1, 0, 0, 0, 0)
    await desk.propose(foreign)
    assert await desk.carry_out(Approve(1), 8) is Verdict.UNREADABLE
    assert desk.figures is SHIPPED
    await memory.versions.approve(1, 8, SHIPPED.version)
    with pytest.raises(MissingVersionError, match="version 1 cannot be read: UnreadableVersionError"):
        await desk.refresh()
    assert desk.figures is SHIPPED


async def test_a_way_back_to_what_was_never_current_is_refused(memory: Memory) -> None:
    desk = Desk(memory.versions, SHIPPED, (7, 8), ZONE)
    number = await desk.propose(draft(corrected(700_000)))
    verdicts = await asyncio.gather(*(desk.carry_out(RollBack(each), 8) for each in (number, 9, 0)))
    assert verdicts == [Verdict.NEVER_CURRENT, Verdict.UNKNOWN, Verdict.CURRENT]


async def test_on_the_last_day_there_is_all_is_known(admins: Talk) -> None:
    assert (await admins.bot.desk.on(date.max)).known() == SHIPPED.known()


@pytest.mark.parametrize(
    ("deed", "subject", "detail", "told"),
    [
        ("correct", "broadcast 3", "", "mengirim ralat 3"),
        (
            "restore",
            "memory",
            "backup of 2026-11-20 02:00 UTC",
            "memulihkan memori dari cadangan 2026-11-20 02:00 UTC",
        ),
        ("repeat", "broadcast 3", "", "mengirim lagi yang mungkin belum sampai dari siaran 3"),
        ("approve", "version 2", "alone", "menyetujui versi 2, impornya sendiri, tanpa pengelola kedua"),
    ],
)
def test_the_log_is_told_in_the_readers_language(deed: str, subject: str, detail: str, told: str) -> None:
    assert entry(Entry(1, None, deed, subject, detail), translator("id")) == told


class Overtaken(Versions):
    """Releases that another one joins while somebody reads their list."""

    meanwhile: Callable[[], Awaitable[object]] | None = None

    async def releases(self) -> list[Release]:
        found, meanwhile, self.meanwhile = await super().releases(), self.meanwhile, None
        if meanwhile:
            await meanwhile()
        return found


async def test_whoever_looks_slowly_brings_no_earlier_release_back(memory: Memory) -> None:
    versions = Overtaken(memory.writer)
    desk, first, second = Desk(versions, SHIPPED, (8,), ZONE), corrected(700_000), corrected(710_000)
    await versions.approve(await desk.propose(draft(first)), 8, SHIPPED.version)
    number = await desk.propose(draft(second, first.version))
    versions.meanwhile = lambda: desk.carry_out(Approve(number), 8)
    await desk.refresh()
    assert (desk.current, desk.release, desk.figures.version) == (2, 2, second.version)
