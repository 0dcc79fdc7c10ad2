"""What people do on the page, and what the bot gets to know of it."""

from typing import Any

import pytest
from playground_client import CHIEF, CITIZEN, PLANNER, REPORTER, Client, Clock
from scripted_bot import png

from bot.playground.world import BOT, CHANNEL, FORUM, GROUP_ANONYMOUS_BOT, SMALL_GROUP, TEST_GROUP


async def said(client: Client, person: int, chat: int, text: str, **more: Any) -> list[str]:
    """What the bot sees of a text."""
    await client.do("say", person=person, chat=chat, text=text, **more)
    return [update["message"]["text"] for update in await client.updates()]


async def test_a_message_arrives_with_its_command_recognised(client: Client) -> None:
    await client.do("say", person=CITIZEN, chat=CITIZEN, text=" /start\n")
    [update] = await client.updates()
    message = update["message"]
    assert message["from"] == {"id": CITIZEN, "is_bot": False, "first_name": "Warga", "language_code": "id"}
    assert (message["text"], message["entities"]) == (
        "/start",
        [{"type": "bot_command", "offset": 0, "length": 6}],
    )


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("selamat pagi", False),
        ("/cakupan kalbar", True),
        ("/cakupan@cakupan_bot kalbar", True),
        ("/cakupan@Cakupan_Bot kalbar", True),
        ("/cakupan@bot_lain kalbar", False),
        ("tanya @cakupan_bot", True),
        ("tanya @bot_lain", False),
    ],
)
async def test_in_a_group_the_bot_sees_what_is_meant_for_it(client: Client, text: str, seen: bool) -> None:
    assert bool(await said(client, REPORTER, TEST_GROUP, text)) is seen


async def test_in_a_group_the_bot_sees_answers_to_itself(client: Client) -> None:
    asked = await client.call("sendMessage", chat_id=TEST_GROUP, text="Tahun berapa?")
    assert await said(client, REPORTER, TEST_GROUP, "2024", reply_to=asked["message_id"]) == ["2024"]


async def test_an_administrating_bot_sees_everything(client: Client) -> None:
    await client.do("promote", person=PLANNER, chat=TEST_GROUP, on=True)
    [change] = await client.updates()
    assert change["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    assert await said(client, REPORTER, TEST_GROUP, "selamat pagi") == ["selamat pagi"]


async def test_a_corrected_question_arrives_as_an_edit(started: Client, clock: Clock) -> None:
    message = await started.do("say", person=PLANNER, chat=PLANNER, text="kalbra")
    await started.updates()
    clock.at += 5
    await started.do("correct", person=PLANNER, chat=PLANNER, message=message, text="kalbar")
    [update] = await started.updates()
    assert update["edited_message"]["text"] == "kalbar"
    assert update["edited_message"]["edit_date"] == update["edited_message"]["date"] + 5


async def test_a_correction_that_changes_nothing_tells_nobody(started: Client) -> None:
    message = await started.do("say", person=PLANNER, chat=PLANNER, text="kalbar")
    await started.updates()
    await started.do("correct", person=PLANNER, chat=PLANNER, message=message, text="kalbar ")
    assert await started.updates() == []


@pytest.mark.parametrize(
    ("kind", "name", "content", "field"),
    [
        ("photo", "a.png", png(40, 30), "photo"),
        ("document", "a.csv", b"61;36,47", "document"),
        ("sticker", "a.png", png(64, 64), "sticker"),
    ],
)
async def test_a_file_arrives(started: Client, kind: str, name: str, content: bytes, field: str) -> None:
    form = {"person": str(PLANNER), "chat": str(PLANNER), "kind": kind}
    await started.http.post("/playground/do/attach", data=form, files={"file": (name, content)})
    [update] = await started.updates()
    assert field in update["message"]


async def test_blocking_and_unblocking_are_told(started: Client) -> None:
    for on in (True, False):
        await started.do("block", person=PLANNER, chat=PLANNER, on=on)
    changes = [update["my_chat_member"]["new_chat_member"]["status"] for update in await started.updates()]
    assert changes == ["kicked", "member"]


async def test_adding_the_bot_is_told_twice_as_at_telegram(client: Client) -> None:
    await client.do("expel", person=PLANNER, chat=TEST_GROUP)
    await client.do("admit", person=PLANNER, chat=TEST_GROUP)
    removed, added, greeted = await client.updates()
    assert removed["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert added["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert greeted["message"]["new_chat_members"][0]["id"] == BOT.id


async def test_a_removed_bot_sees_nothing_more(client: Client) -> None:
    await client.do("expel", person=PLANNER, chat=TEST_GROUP)
    await client.updates()
    assert await said(client, REPORTER, TEST_GROUP, "/start@cakupan_bot") == []


async def test_a_group_becomes_a_supergroup_with_a_new_id(client: Client) -> None:
    grown = await client.do("upgrade", person=PLANNER, chat=SMALL_GROUP)
    left, entered = (update["message"] for update in await client.updates())
    assert (left["chat"]["type"], left["migrate_to_chat_id"]) == ("group", grown)
    assert (entered["chat"]["type"], entered["migrate_from_chat_id"]) == ("supergroup", SMALL_GROUP)
    assert await said(client, PLANNER, grown, "/start") == ["/start"]


async def test_an_anonymous_administrator_speaks_as_the_group(client: Client) -> None:
    await client.do("hide", person=CHIEF, chat=TEST_GROUP, on=True)
    await client.updates()
    await client.do("say", person=CHIEF, chat=TEST_GROUP, text="/status")
    [update] = await client.updates()
    assert update["message"]["from"]["id"] == GROUP_ANONYMOUS_BOT.id
    assert update["message"]["sender_chat"]["id"] == TEST_GROUP


async def test_a_channel_post_has_no_sender(client: Client) -> None:
    await client.do("say", person=PLANNER, chat=CHANNEL, text="Pengumuman")
    [update] = await client.updates()
    assert "from" not in update["channel_post"]


async def test_a_topic_travels_with_the_message(client: Client) -> None:
    await client.do("say", person=PLANNER, chat=FORUM, text="/start", topic=3)
    [update] = await client.updates()
    assert update["message"]["message_thread_id"] == 3


async def test_an_inline_result_is_sent_as_the_person_and_can_be_edited(client: Client) -> None:
    query = await client.do("ask", person=REPORTER, chat=TEST_GROUP, text="kalbar")
    [asked] = await client.updates()
    assert (asked["inline_query"]["query"], asked["inline_query"]["chat_type"]) == ("kalbar", "supergroup")
    content = {"message_text": "<b>36,47%</b>", "parse_mode": "HTML"}
    keyboard = {"inline_keyboard": [[{"text": "Rinci", "callback_data": "rinci"}]]}
    result = {"type": "article", "id": "1", "title": "Kalbar", "input_message_content": content}
    await client.call(
        "answerInlineQuery", inline_query_id=query, results=[result | {"reply_markup": keyboard}]
    )
    sent = await client.do("choose", person=REPORTER, chat=TEST_GROUP, query=query, result="1")
    await client.do("press", person=CITIZEN, chat=TEST_GROUP, message=sent, data="rinci")
    arrived, pressed = await client.updates()
    assert arrived["message"]["via_bot"]["id"] == BOT.id
    inline = pressed["callback_query"]["inline_message_id"]
    assert await client.call("editMessageText", inline_message_id=inline, text="Rincian") is True


@pytest.mark.parametrize(
    ("deed", "body", "hint"),
    [
        ("say", {"text": " "}, "Pesan masih kosong."),
        ("say", {"text": "a" * 4099}, "Terlalu panjang: paling banyak 4096 karakter, lebih 3."),
        ("correct", {"message": 1, "text": "a"}, "Pesan ini tidak dapat disunting."),
        ("press", {"message": 1, "data": "x"}, "Tombol ini sudah tidak ada."),
        ("choose", {"query": "1", "result": "1"}, "Hasil ini sudah tidak berlaku. Ketik pertanyaannya lagi."),
        ("say", {"chat": CHANNEL, "text": "a"}, "Hanya pengelola yang dapat menulis di kanal."),
        ("expel", {"chat": TEST_GROUP}, "Hanya pengelola yang dapat melakukan ini."),
        ("block", {"chat": TEST_GROUP, "on": True}, "Bot hanya dapat diblokir di percakapan pribadi."),
        ("speak", {"language": "nl"}, "Bahasa yang tersedia: Indonesia dan Inggris."),
    ],
)
async def test_what_is_not_possible_is_said_in_words(
    client: Client, deed: str, body: dict[str, Any], hint: str
) -> None:
    assert await client.hint(deed, **{"person": CITIZEN, "chat": CITIZEN, **body}) == hint


async def test_nobody_reads_or_writes_in_the_private_chat_of_another(client: Client) -> None:
    body = {"person": REPORTER, "chat": CITIZEN, "text": "a"}
    assert (await client.http.post("/playground/do/say", json=body)).status_code == 404


async def test_how_far_one_has_read_is_remembered(started: Client) -> None:
    sent = await started.call("sendMessage", chat_id=PLANNER, text="a")
    await started.do("read", person=PLANNER, chat=PLANNER, message=sent["message_id"])
    state = (await started.http.get("/playground/state")).json()
    assert state["read"] == [{"person": PLANNER, "chat": PLANNER, "message": sent["message_id"]}]


def test_two_people_are_the_bots_admins(client: Client) -> None:
    assert client.world.admin_ids == (PLANNER, CHIEF)
