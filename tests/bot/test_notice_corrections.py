"""Notices show the numbers of the answers that their figures belong to, and wrong ones are put right."""

import re

from broadcasting import office
from build import count, observed, percent
from fakes import BOT_NAME, TOKEN, Call
from talk import GROUP, TODAY, Talk
from test_correcting import age, be_admin
from test_notices import ABOVE, approve, at, clock, delivered, only, talk

from bot.broadcast.correction import CorrectionComposer
from bot.correcting import KIND, Saying
from bot.i18n import translator
from bot.messages import plain
from bot.occasion import Occasion
from bot.store import broadcasts
from bot.store.broadcasts import State
from core.model import Metric
from core.packed import merged

__all__ = ["clock", "talk"]

RIGHT = at(710_000, "42.63")


def number(call: Call) -> str:
    found = re.search(r"Jawaban <code>(\w{5})</code>", call.text)
    assert found
    return found[1]


async def corrected(talk: Talk) -> list[Call]:
    """What goes out once an admin confirms what /ralat found."""
    be_admin(talk)
    said = await talk.say("/ralat")
    if "Kirim ralatnya" not in str(said.labels):
        return []
    await talk.press(said, "Kirim ralatnya")
    before = len(talk.telegram.calls)
    mail = await office(talk.bot.memory, talk.telegram, TOKEN)

    def occasion(chat: int) -> Occasion:
        return Occasion(talk.bot.desk.figures, TODAY, "61", translator("id"), BOT_NAME, group=chat < 0)

    saying = Saying(talk.bot.memory, talk.bot.desk, talk.bot.answering, occasion)
    mail.deliverer._composers = {KIND: CorrectionComposer(saying)}
    for each in await talk.bot.memory.writer.run(broadcasts.unfinished):
        if each.kind == KIND:
            await mail.planner.begin(each.number, 1)
            await mail.deliver(each.number)
    return talk.telegram.calls[before:]


async def test_a_notice_shows_the_number_of_the_answer_by_which_it_is_found_again(talk: Talk) -> None:
    await only(talk, "Target")
    await approve(talk, ABOVE)
    (sent,) = await delivered(talk)
    found = await talk.say(f"/jawaban {number(sent)}")
    assert "<b>Kalimantan Barat 2024: 42,03% pekerja terlindungi</b>" in found.text


async def test_each_region_of_a_notice_has_its_number_and_a_target_alone_too(talk: Talk) -> None:
    await talk.say("/langganan kalbar dan landak")
    await approve(talk, merged(ABOVE, [observed(Metric.COVERED, count(69_999), region="61.08")]))
    (sent,) = await delivered(talk)
    assert len(set(re.findall(r"Jawaban <code>(\w{5})</code>", sent.text))) == 2
    await only(talk, "Angka baru")
    await approve(talk, at(600_000, "36.03"))
    (alone,) = await delivered(talk)
    found = await talk.say(f"/jawaban {number(alone)}")
    assert "36,03%" in found.text
    assert "RKPD Provinsi Kalbar 2024" in plain(found.text)


async def test_a_fresh_notice_that_was_wrong_is_edited(talk: Talk) -> None:
    await only(talk, "Target")
    await approve(talk, ABOVE)
    await delivered(talk)
    await approve(talk, RIGHT)
    (edit,) = await corrected(talk)
    assert (edit.method, edit.parameters["message_id"]) == ("editMessageText", talk.telegram.message_id - 1)
    assert "<b>Kalimantan Barat 2024: 42,63% pekerja terlindungi</b>" in edit.text


async def test_an_older_one_is_replied_to_as_well_and_in_a_group_gets_no_buttons(talk: Talk) -> None:
    talk.chat = GROUP
    await only(talk, "Target")
    await approve(talk, ABOVE)
    await delivered(talk)
    await age(talk, 700)
    await approve(talk, RIGHT)
    edit, reply = await corrected(talk)
    assert edit.labels == []
    assert reply.parameters["reply_parameters"]["message_id"] == edit.parameters["message_id"]
    assert "• Kalimantan Barat 2024, cakupan: 42,03% → 42,63%\n" in reply.text


async def test_a_picture_is_replied_to_once(talk: Talk) -> None:
    await only(talk, "Target")
    await approve(talk, ABOVE)
    (photo,) = await delivered(talk, in_words=False)
    assert photo.method == "sendPhoto"
    await approve(talk, RIGHT)
    (reply,) = await corrected(talk)
    assert reply.text.endswith("Gambar di atas tetap seperti semula: tanyakan lagi untuk gambar yang benar.")
    assert await corrected(talk) == []


async def test_a_notice_with_many_regions_is_replied_to_also_for_the_last_of_them(talk: Talk) -> None:
    regions = ["61.08", "61.10", "61.11", "61.12"]
    await talk.say("/langganan landak dan melawi dan kayong utara")
    await talk.say("/langganan kubu raya")
    new = [observed(Metric.COVERED, count(50_000 + at), region=code) for at, code in enumerate(regions)]
    wrong = merged(
        ABOVE, [*new, *(observed(Metric.COVERAGE, percent("50"), region=code) for code in regions)]
    )
    await approve(talk, wrong)
    (sent,) = await delivered(talk)
    assert len(re.findall("Jawaban <code>", sent.text)) >= 4
    await approve(talk, merged(wrong, [observed(Metric.COVERAGE, percent("51"), region="61.12")]))
    (reply,) = await corrected(talk)
    assert "• Kabupaten Kubu Raya 2024, cakupan: 50% → 51%\n" in reply.text
    assert reply.text.endswith("Pesan di atas tetap seperti semula: tanyakan lagi untuk angka yang benar.")


async def test_the_list_of_broadcasts_leaves_out_notices_that_have_ended(talk: Talk) -> None:
    await talk.say("/langganan kalbar")
    await approve(talk, ABOVE)
    written = talk.bot.memory.writer

    async def listed() -> list[State]:
        found = await written.run(lambda connection: broadcasts.newest(connection, aside="notice"))
        return [each.state for each in found]

    assert await listed() == [State.SCHEDULED]
    await delivered(talk)
    assert await listed() == []
