"""What a person reads who subscribes, changes a subscription and ends it."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from fakes import Call
from talk import Talk

from bot.store import Memory, announced, subscriptions
from bot.subscription import News, Rhythm, Subscription, Timing
from core.crossing import Aim, Standing
from core.model import Basis, Segment

KALBAR = (
    "<b>Berlangganan: Kalimantan Barat</b>\n"
    "• Angka baru: segera\n"
    "• Target tercapai atau tidak lagi tercapai: segera"
)


def edited(calls: Sequence[Call]) -> Call:
    return next(call for call in calls if call.method == "editMessageText")


async def of(talk: Talk, chat_id: int = 7) -> list[Subscription]:
    return await talk.bot.memory.subscriptions.of(chat_id)


@pytest.mark.parametrize(
    "text", ["/langganan kalbar", "/subscribe kalbar", "kabari saya tiap ada data baru kalbar"]
)
async def test_a_region_is_subscribed_to_by_command_or_sentence(talk: Talk, text: str) -> None:
    said = await talk.say(text)
    assert said.text == KALBAR
    assert said.labels == [
        ["✓ Angka baru", "✓ Target", "Ringkasan"],
        ["✓ Segera", "Harian"],
        ["Mingguan", "Bulanan"],
        ["Jam dan zona", "Berhenti"],
        ["Semua langganan"],
    ]


async def test_without_a_region_there_is_a_button_to_begin(talk: Talk) -> None:
    said = await talk.say("/langganan")
    assert said.text == (
        "Belum ada langganan di sini. Ketik misalnya <code>/langganan kalbar</code>: "
        "angka baru dan kabar target lalu datang dengan sendirinya.\n"
        "Untuk kanal: <code>/langganan @namakanal kalbar</code>, atau teruskan satu kirimannya kepada saya. "
        "Anda dan saya harus menjadi adminnya."
    )
    assert edited(await talk.press(said, "Langganan Kalimantan Barat")).text == KALBAR


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/langganan kalbar tiap minggu jam 7 WITA", "• Angka baru: setiap Senin pukul 07.00 WITA"),
        ("/langganan kalbar setiap hari pukul 06.00", "• Angka baru: setiap hari pukul 06.00 WIB"),
        ("kirimi saya update kalbar tiap bulan", "• Angka baru: setiap tanggal 1 pukul 08.00 WIB"),
    ],
)
async def test_how_often_may_be_said_at_once(talk: Talk, text: str, told: str) -> None:
    assert told in (await talk.say(text)).text.split("\n")


async def test_buttons_change_what_comes_and_when(talk: Talk) -> None:
    said = await talk.say("/langganan kalbar informal")
    for label in ("Target", "Ringkasan", "Mingguan", "Jam dan zona", "09.00", "WIT", "Tenang 21–6"):
        said = edited(await talk.press(said, label))
    assert said.text == (
        "<b>Berlangganan: Kalimantan Barat, Informal (BPU)</b>\n"
        "• Angka baru: setiap Senin pukul 09.00 WIT\n"
        "• Ringkasan: setiap Senin pukul 09.00 WIT\n"
        "• Jam tenang: 21.00–06.00 WIT; yang terjadi saat itu dikirim sesudahnya"
    )
    (kept,) = await of(talk)
    assert kept.timing == Timing(Rhythm.WEEKLY, 9, "WIT", (21, 6))
    assert kept.news == {News.FIGURES, News.DIGEST}


async def test_what_one_has_may_hold_for_all_and_for_the_next(talk: Talk) -> None:
    await talk.say("/langganan landak")
    said = edited(await talk.press(await talk.say("/langganan kalbar setiap hari"), "Jam dan zona"))
    said = edited(await talk.press(said, "Terapkan ke semua"))
    assert said.text == "Semua 2 langganan di sini, juga yang baru: setiap hari pukul 08.00 WIB."
    assert "setiap hari pukul 08.00 WIB" in (await talk.say("/langganan melawi")).text
    assert {each.timing.rhythm for each in await of(talk)} == {Rhythm.DAILY}


async def test_the_list_opens_each_and_stops_all(talk: Talk) -> None:
    await talk.say("/langganan kalbar dan landak")
    said = await talk.say("/langganan")
    assert said.text == "<b>Langganan</b>\n• Kalimantan Barat: segera\n• Kabupaten Landak: segera"
    assert said.labels == [["Kalimantan Barat", "Kabupaten Landak"], ["Hentikan semua"]]
    assert edited(await talk.press(said, "Kalimantan Barat")).text == KALBAR
    await talk.press(said, "Hentikan semua")
    assert await of(talk) == []


@pytest.mark.parametrize("text", ["/berhenti kalbar", "/stop kalbar", "berhenti langganan kalbar"])
async def test_one_of_several_is_stopped_by_its_region(talk: Talk, text: str) -> None:
    await talk.say("/langganan kalbar dan landak")
    assert (await talk.say(text)).text == (
        "Dihentikan: Kalimantan Barat. Tidak ada lagi yang dikirim otomatis."
    )
    assert [each.region for each in await of(talk)] == ["61.08"]


@pytest.mark.parametrize("text", ["/berhenti", "berhenti", "stop langganan"])
async def test_the_only_one_is_stopped_without_a_question(talk: Talk, text: str) -> None:
    await talk.say("/langganan kalbar")
    said = await talk.say(text)
    assert said.text.startswith("Dihentikan: Kalimantan Barat.")
    await talk.press(said, "Langganan lagi")
    assert [each.region for each in await of(talk)] == ["61"]


async def test_of_several_it_is_asked_which(talk: Talk) -> None:
    await talk.say("/langganan kalbar dan landak")
    said = await talk.say("/berhenti")
    assert said.text == "Langganan mana yang dihentikan?"
    await talk.press(said, "Kabupaten Landak")
    assert [each.region for each in await of(talk)] == ["61"]
    await talk.say("/langganan landak")
    await talk.say("/berhenti semua")
    assert await of(talk) == []


async def test_where_there_is_none_nothing_is_stopped(talk: Talk) -> None:
    assert (await talk.say("/stop")).text == (
        "Langganan itu tidak ada di sini. /langganan menampilkan yang ada."
    )


@pytest.mark.parametrize("text", ["/langganan kalbar", "@cakupan_bot langganan kalbar", "/berhenti"])
async def test_in_a_group_only_its_admins_subscribe(group: Talk, text: str) -> None:
    assert (await group.say(text)).text == "Hanya admin grup ini yang boleh mengubah langganannya."
    assert await of(group, -100) == []


async def test_a_group_remembers_the_topic_and_asks_the_server_who_is_admin(group: Talk) -> None:
    group.telegram.admins = {7}
    await group.say("/langganan kalbar", message_thread_id=5, is_topic_message=True)
    (kept,) = await of(group, -100)
    assert (kept.topic, kept.made_by) == (5, None)


async def test_a_sentence_changes_no_setting_of_a_group_for_others_than_its_admins(group: Talk) -> None:
    said = await group.say("@cakupan_bot ganti wilayah sambas")
    assert said.text == "Hanya admin grup ini yang dapat mengganti wilayahnya."
    assert group.bot.memory.chats.get(-100).region is None


async def test_in_english(talk: Talk) -> None:
    await talk.say("/bahasa en")
    assert (await talk.say("/subscribe kalbar every day at 9")).text == (
        "<b>Subscribed: Kalimantan Barat</b>\n"
        "• New figures: every day at 09:00 WIB\n"
        "• A target reached or lost: at once"
    )


async def test_a_link_subscribes_nobody(talk: Talk) -> None:
    await talk.say("/start y_r61")
    assert await of(talk) == []


async def test_a_subscription_is_kept_as_it_was(memory: Memory) -> None:
    kept = Subscription(
        *(5, "61", Segment.FORMAL, 9, frozenset({News.DIGEST}), Timing(Rhythm.MONTHLY, 6, "WITA", (21, 6))),
        *("digest", 3, 4, None, 1_800_000_000, 7),
    )
    await memory.subscriptions.change([kept], chosen=(5, kept.timing))
    assert await memory.subscriptions.of(5) == [kept]
    assert await memory.subscriptions.timing(5) == kept.timing
    assert await memory.subscriptions.set_up_by(7) == {5: 1}


async def test_what_a_chat_knows_is_noted_and_what_it_chose_stays(memory: Memory) -> None:
    kept = Subscription(5, "61", timing=Timing(hour=6), told="old", due_at=1)
    await memory.subscriptions.change([kept])
    knows = replace(kept, told="new", version=2, heard=4, due_at=None)
    await memory.writer.run(lambda connection: subscriptions.note(connection, [knows]))
    assert await memory.subscriptions.of(5) == [knows]


async def test_some_at_once_are_whole_chats(memory: Memory) -> None:
    known = [Subscription(chat_id, region) for chat_id in (1, 2) for region in ("61", "62")]
    await memory.subscriptions.change(known)
    some = [
        await memory.writer.run(lambda connection, most=most: subscriptions.unheard(connection, 1, most))
        for most in (1, 3, 9)
    ]
    assert [[each.chat_id for each in found] for found in some] == [[1], [1, 1], [1, 1, 2, 2]]


async def test_a_release_is_claimed_by_one(memory: Memory) -> None:
    claims = [await memory.writer.run(lambda connection: announced.claim(connection, 4, 2)) for _ in "ab"]
    assert claims == [True, False]
    assert await memory.writer.run(announced.last) == (4, 2)


async def test_standings_are_laid_over_the_earlier_ones(memory: Memory) -> None:
    aim = Aim("61", Segment.TOTAL, Basis.ELIGIBLE, 2024, Fraction(2, 5), "RKPD")
    for standing in (Standing(True, True), Standing(False, False)):
        await memory.writer.run(lambda connection, at=standing: announced.stand(connection, {aim: at}))
    assert await memory.writer.run(announced.stood) == {aim: Standing(False, False)}


@pytest.mark.parametrize(
    "told", [{"heard": 3, "told": "new", "version": 2}, {"told": "new", "version": 2, "due_at": None}]
)
async def test_what_was_told_while_settings_were_changed_is_not_told_again(
    memory: Memory, told: dict[str, object]
) -> None:
    read = Subscription(7, "61", told="old", version=1, heard=2, due_at=50)
    await memory.subscriptions.change([read])
    await memory.writer.run(lambda connection: subscriptions.note(connection, [replace(read, **told)]))
    await memory.subscriptions.change([replace(read, timing=Timing(hour=6), due_at=90)])
    (kept,) = await memory.subscriptions.of(7)
    assert kept == replace(read, timing=Timing(hour=6), **told)


async def test_a_group_that_moved_keeps_its_subscriptions_and_forgetting_erases_them(memory: Memory) -> None:
    await memory.subscriptions.change([Subscription(-5, "61", made_by=7)], chosen=(-5, Timing(hour=6)))
    await memory.chats.move(-5, -100)
    assert [each.chat_id for each in await memory.subscriptions.of(-100)] == [-100]
    await memory.chats.forget(7)
    assert await memory.subscriptions.set_up_by(7) == {}
    await memory.chats.forget(-100)
    assert await memory.subscriptions.of(-100) == []
    assert await memory.subscriptions.timing(-100) is None
