"""The admins are told once a month which figures have grown old."""

from datetime import date

from build import REGIONS, archive, count, observed
from talk import TODAY, Talk

from bot.i18n import translator
from bot.messages import shown
from bot.phrases.staleness import reminder
from core.model import Metric
from core.staleness import stale


def test_a_region_is_stale_a_year_after_the_end_of_its_latest_period() -> None:
    figures = archive(
        observed(Metric.COVERED, count(1), period="2024"),
        observed(Metric.COVERED, count(1), period="2025-06"),
    )
    assert stale(figures, date(2026, 6, 29)) == ()
    (found,) = stale(figures, date(2026, 6, 30))
    assert (found.region, str(found.latest)) == (REGIONS["61"], "2025-06")


def test_a_reminder_names_provinces_first_and_counts_the_rest() -> None:
    figures = archive(
        observed(Metric.COVERED, count(1), region="61.01"), observed(Metric.COVERED, count(1), region="61")
    )
    message = reminder(stale(figures, TODAY), translator("id"))
    assert shown(message.text) == (
        "2 wilayah tidak punya angka dalam 12 bulan terakhir\n"
        "• Kalimantan Barat: terbaru 2024\n"
        "• Kabupaten Sambas: terbaru 2024\n"
        "Data baru dimasukkan dengan /impor. Pengingat ini datang sebulan sekali."
    )


async def test_the_reminder_goes_to_every_admin_once_a_month(talk_with_admin: Talk) -> None:
    bot, telegram = talk_with_admin.bot, talk_with_admin.telegram
    await bot.reminding.remind()
    await bot.reminding.remind()
    (sent,) = telegram.said("sendMessage")
    assert sent.parameters["chat_id"] == 900
    assert "<b>" in sent.text
    (entry,) = await bot.memory.versions.audit(1)
    assert (entry.deed, entry.subject) == ("remind", "2026-11")


async def test_without_admins_nobody_is_reminded(talk: Talk) -> None:
    await talk.bot.reminding.remind()
    assert talk.telegram.said() == []
