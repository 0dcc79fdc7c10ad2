"""Wrong figures are put right in every chat that was told them."""

from collections.abc import AsyncIterator

import pytest
from announcements import broadcast
from broadcasting import Office, office
from build import count, observed, percent
from fakes import BOT_NAME, TOKEN, FakeTelegram, refusal
from talk import TODAY, Talk

from bot.app import connected
from bot.broadcast.correction import CorrectionComposer
from bot.correcting import KIND, Saying
from bot.figures.desk import stored
from bot.i18n import translator
from bot.occasion import Occasion
from bot.phrases.corrections import printed_first
from bot.settings import Settings
from bot.store.broadcasts import State
from bot.store.tables import told
from bot.versions import Approve, Draft
from core.corrected import corrected
from core.difference import Change
from core.model import Basis, Metric, Segment
from core.packed import Key, PackedFigures, merged
from core.period import Period
from core.shipped import shipped

SHIPPED = shipped()
RIGHT = merged(
    SHIPPED, [observed(Metric.COVERED, count(700_000)), observed(Metric.COVERAGE, percent("42.03"))]
)
LATER = merged(SHIPPED, [observed(Metric.COVERED, count(700_000), period="2026-10")])


@pytest.fixture
async def talk(settings: Settings) -> AsyncIterator[Talk]:
    """A private chat with a bot whose admins are 900 and 901."""
    telegram = FakeTelegram()
    administered = settings.model_copy(update={"bot_admins": (900, 901)})
    async with connected(administered, telegram, telegram, lambda: TODAY) as bot:
        yield Talk(bot, telegram)


async def approve(talk: Talk, figures: PackedFigures, note: str = "Salah ketik") -> None:
    draft = Draft(figures.version, SHIPPED.version, stored(figures), 901, note, 1, 0, 1, 0, 0, 0)
    number = await talk.bot.desk.propose(draft)
    await talk.bot.desk.carry_out(Approve(number), 900)


def be_admin(talk: Talk) -> None:
    talk.person = {"id": 900, "is_bot": False, "first_name": "Pengelola"}
    talk.chat = {"id": 900, "type": "private", "first_name": "Pengelola"}


async def send_correction(talk: Talk) -> Office:
    """Confirm what /ralat found and deliver it as the sender would."""
    be_admin(talk)
    await talk.press(await talk.say("/ralat"), "Kirim ralatnya")
    mail = await office(talk.bot.memory, talk.telegram, TOKEN)

    def occasion(_chat: int) -> Occasion:
        return Occasion(talk.bot.desk.figures, TODAY, "61", translator("id"), BOT_NAME)

    saying = Saying(talk.bot.memory, talk.bot.desk, talk.bot.answering, occasion)
    mail.deliverer._composers = {KIND: CorrectionComposer(saying)}
    await mail.planner.begin(1, 1)
    await mail.deliver(1)
    return mail


async def age(talk: Talk, seconds: int) -> None:
    """Let all that was told be so much older."""
    statement = told.update().values(told_at=told.c.told_at - seconds)
    await talk.bot.memory.writer.run(lambda connection: connection.execute(statement))


async def test_ralat_counts_the_messages_that_showed_the_wrong_figure(talk: Talk) -> None:
    for text in ("/cakupan kalbar", "/target kalbar", "/cakupan sambas", "/program"):
        await talk.say(text)
    await approve(talk, RIGHT)
    be_admin(talk)
    said = await talk.say("/ralat")
    assert said.text == (
        "<b>2 pesan di 1 obrolan</b> menampilkan angka yang sudah diperbaiki.\n"
        "Tiap pesan disunting; yang lebih lama dari sepuluh menit juga dibalas dengan angka lama dan baru.\n"
        "Alasan yang disampaikan: Salah ketik"
    )
    assert said.labels == [["Kirim ralatnya", "Tidak"]]


async def test_a_later_figure_makes_no_earlier_one_wrong(talk: Talk) -> None:
    await talk.say("/cakupan kalbar")
    await approve(talk, LATER)
    be_admin(talk)
    assert (await talk.say("/ralat")).text == (
        "Tidak ada pesan dalam 180 hari terakhir yang menampilkan angka yang sudah diperbaiki."
    )


async def test_a_fresh_message_is_edited_without_a_reply(talk: Talk) -> None:
    told_first = talk.telegram.message_id + 1
    await talk.say("/cakupan kalbar")
    await approve(talk, RIGHT)
    await send_correction(talk)
    edit = talk.telegram.said("editMessageText")[-1]
    assert (edit.parameters["chat_id"], edit.parameters["message_id"]) == (7, told_first)
    assert edit.text.startswith(
        "<b>Diralat 22 November 2026.</b> Angka dalam jawaban ini sudah diperbaiki.\n\n"
        "<b>Kalimantan Barat 2024: 42,03% pekerja terlindungi</b>\n"
        "Terlindungi: 700.000 dari 1.665.422 pekerja\n"
    )
    assert talk.telegram.calls[-1] is edit


async def test_an_older_message_also_gets_a_reply_with_old_new_and_reason(talk: Talk) -> None:
    told_first = talk.telegram.message_id + 1
    await talk.say("/cakupan kalbar")
    await age(talk, 700)
    await approve(talk, RIGHT)
    await send_correction(talk)
    reply = talk.telegram.said("sendMessage")[-1]
    assert reply.parameters["reply_parameters"]["message_id"] == told_first
    assert reply.text == (
        "<b>Ralat.</b> Pesan di atas memuat angka yang keliru:\n"
        "• Kalimantan Barat 2024, cakupan: 36,47% → 42,03%\n"
        "• Kalimantan Barat 2024, terlindungi: 607.426 → 700.000\n"
        "Alasan: Salah ketik\n"
        "Pesan di atas kini menampilkan angka yang benar; atau tanyakan lagi."
    )


async def test_a_reply_lists_nothing_of_regions_that_the_message_does_not_name(talk: Talk) -> None:
    await talk.say("/target kalbar")
    await age(talk, 700)
    abroad = observed(Metric.COVERED, count(600_000), region="00", period="2024-12", basis=Basis.UNKNOWN)
    await approve(talk, merged(SHIPPED, [observed(Metric.COVERED, count(607_400)), abroad]))
    await send_correction(talk)
    lines = talk.telegram.said("sendMessage")[-1].text.splitlines()
    assert [line for line in lines if line.startswith("•")] == [
        "• Kalimantan Barat 2024, terlindungi: 607.426 → 607.400"
    ]


def test_a_number_is_printed_only_as_a_whole() -> None:
    changes = [
        Change(
            Key("61", Period.parse(str(year)), Basis.ELIGIBLE, Segment.TOTAL, Metric.COVERED),
            observed(Metric.COVERED, count(covered)).stated,
            None,
        )
        for year, covered in ((2023, 7_426), (2024, 607_426))
    ]
    occasion = Occasion(SHIPPED, TODAY, "61", translator("id"), BOT_NAME)
    told = "Kalimantan Barat 2024: 607.426, dan 1.665.422 pekerja"
    assert printed_first(changes, told, occasion) == changes[1:]


async def test_a_picture_gets_a_reply_at_once_because_it_cannot_be_edited(talk: Talk) -> None:
    await talk.press(await talk.say("/cakupan kalbar"), "Gambar")
    await approve(talk, RIGHT)
    no_text = refusal(400, "Bad Request: there is no text in the message to edit")
    talk.telegram.next_answers["editMessageText"] = [no_text] * 4
    await send_correction(talk)
    assert talk.telegram.said("sendMessage")[-1].text.endswith(
        "Gambar di atas tetap seperti semula: tanyakan lagi untuk gambar yang benar."
    )


async def test_what_was_corrected_is_not_corrected_again(talk: Talk) -> None:
    await talk.say("/cakupan kalbar")
    await approve(talk, RIGHT)
    await send_correction(talk)
    assert (await talk.say("/ralat")).text.startswith("Tidak ada pesan")


async def test_an_approval_says_at_once_how_many_messages_need_a_correction(talk: Talk) -> None:
    await talk.say("/cakupan kalbar")
    draft = Draft(RIGHT.version, SHIPPED.version, stored(RIGHT), 901, "Salah ketik", 1, 0, 1, 0, 0, 0)
    await talk.bot.desk.propose(draft)
    be_admin(talk)
    calls = await talk.press_code("S_xapprove-1")
    assert calls[-1].text == (
        "<b>Kini berlaku: versi 1</b>, di semua tempat dalam dua detik.\n\n"
        "<b>1 pesan di 1 obrolan</b> menampilkan angka yang sudah diperbaiki."
    )
    assert calls[-1].labels == [["Lihat ralat", "Semua versi"]]


async def test_a_reason_given_with_the_command_is_the_one_that_is_told(talk: Talk) -> None:
    await talk.say("/cakupan kalbar")
    await approve(talk, RIGHT)
    be_admin(talk)
    said = await talk.say("/ralat digit tertukar <b>di laporan</b>")
    assert said.text.endswith("Alasan yang disampaikan: digit tertukar &lt;b&gt;di laporan&lt;/b&gt;")


async def test_a_correction_put_aside_is_not_sent_and_cannot_be_confirmed_later(talk: Talk) -> None:
    await talk.say("/cakupan kalbar")
    await approve(talk, RIGHT)
    be_admin(talk)
    prepared = await talk.say("/ralat")
    assert (await talk.press(prepared, "Tidak"))[-1].text == "Tidak ada ralat yang dikirim."
    assert (await talk.press(prepared, "Kirim ralatnya"))[-1].text == (
        "Ralat ini tidak menunggu lagi. /ralat memeriksa ulang."
    )


async def test_what_confirms_a_correction_confirms_no_broadcast(talk: Talk) -> None:
    be_admin(talk)
    await talk.say("/siaran Halo")
    assert (await talk.press_code("R_xsend-1"))[-1].text.startswith("Ralat ini tidak menunggu lagi")
    assert (await broadcast(talk)).state is State.DRAFT


async def test_only_admins_correct(talk: Talk) -> None:
    await talk.say("/cakupan kalbar")
    await approve(talk, RIGHT)
    assert (await talk.say("/correct")).text.startswith("Perintah ini untuk pengelola data")


async def test_a_chat_that_was_forgotten_is_not_written_to(talk: Talk) -> None:
    await talk.say("/cakupan kalbar")
    await approve(talk, RIGHT)
    await talk.bot.memory.chats.forget(7)
    be_admin(talk)
    assert (await talk.say("/ralat")).text.startswith("Tidak ada pesan")


def test_only_numbers_that_the_earlier_version_told_are_put_right() -> None:
    both = merged(RIGHT, [observed(Metric.COVERED, count(1), period="2026-10")])
    found = corrected(SHIPPED, both, ["61"])
    assert [(str(change.key.period), change.key.metric) for change in found.changes] == [
        ("2024", Metric.COVERAGE),
        ("2024", Metric.COVERED),
    ]
    assert found.figures.version == RIGHT.version


def test_nothing_is_put_right_between_equal_versions() -> None:
    assert corrected(SHIPPED, SHIPPED, ["61"]).changes == ()
