"""The Bot API over HTTP: every form of call, fetching updates, files, commands."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from playground_client import CHIEF, CITIZEN, PLANNER, Client, Clock
from scripted_bot import png

from bot.playground import TOKEN
from bot.playground.world import CHANNEL, FORUM, TEST_GROUP

SEND = f"/bot{TOKEN}/sendMessage"
HELLO = {"chat_id": str(PLANNER), "text": "halo"}


@pytest.mark.parametrize(
    "request_parts",
    [
        {"method": "GET", "params": HELLO},
        {"method": "POST", "params": HELLO},
        {"method": "POST", "data": HELLO},
        {"method": "POST", "json": {"chat_id": PLANNER, "text": "halo"}},
        {"method": "POST", "files": {name: (None, value) for name, value in HELLO.items()}},
    ],
)
async def test_parameters_arrive_in_every_form(started: Client, request_parts: dict[str, Any]) -> None:
    answer = await started.http.request(url=SEND, **request_parts)
    assert answer.json()["result"]["text"] == "halo"


async def test_method_names_may_be_written_in_any_case(client: Client) -> None:
    assert (await client.call("GETME"))["username"] == "cakupan_bot"


async def test_an_unknown_method_is_not_found(client: Client) -> None:
    answer = await client.http.get(f"/bot{TOKEN}/sendRichMessage")
    assert (answer.status_code, answer.json()) == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found"},
    )


async def test_another_token_is_unauthorized(client: Client) -> None:
    answer = await client.http.get("/bot1:another/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")


async def test_updates_come_again_until_they_are_confirmed(client: Client) -> None:
    await client.do("say", person=PLANNER, chat=PLANNER, text="/start")
    [first] = await client.call("getUpdates")
    assert await client.call("getUpdates") == [first]
    assert await client.call("getUpdates", offset=first["update_id"] + 1) == []


async def test_a_negative_offset_keeps_only_the_last(started: Client) -> None:
    for text in ("satu", "dua", "tiga"):
        await started.do("say", person=PLANNER, chat=PLANNER, text=text)
    [last] = await started.call("getUpdates", offset=-1)
    assert last["message"]["text"] == "tiga"


async def test_only_allowed_kinds_are_queued(started: Client) -> None:
    await started.call("getUpdates", allowed_updates=["callback_query"])
    await started.do("say", person=PLANNER, chat=PLANNER, text="halo")
    assert await started.updates() == []


async def test_updates_older_than_a_day_are_gone(started: Client, clock: Clock) -> None:
    await started.do("say", person=PLANNER, chat=PLANNER, text="halo")
    clock.at += 24 * 60 * 60 + 1
    assert await started.updates() == []


async def test_a_long_poll_ends_when_something_is_said(started: Client) -> None:
    poll = asyncio.create_task(started.call("getUpdates", timeout=50))
    await started.call("getMe")
    await started.do("say", person=PLANNER, chat=PLANNER, text="halo")
    assert [update["message"]["text"] for update in await poll] == ["halo"]


async def test_a_second_poller_ends_the_first(started: Client) -> None:
    first = asyncio.create_task(started.refusal("getUpdates", timeout=50))
    await started.call("getMe")
    second = asyncio.create_task(started.call("getUpdates", timeout=50))
    assert await first == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    started.world.close()
    assert await second == []


async def test_pending_updates_can_be_dropped(client: Client) -> None:
    await client.do("say", person=PLANNER, chat=PLANNER, text="/start")
    assert (await client.call("getWebhookInfo"))["pending_update_count"] == 1
    await client.call("deleteWebhook", drop_pending_updates=True)
    assert await client.updates() == []


async def test_a_picture_is_sent_found_and_sent_again(started: Client) -> None:
    form = {
        "chat_id": str(PLANNER),
        "photo": "attach://grafik",
        "caption": "<b>Tren</b>",
        "parse_mode": "HTML",
    }
    files = {"grafik": ("tren.png", png(40, 30))}
    answer = await started.http.post(f"/bot{TOKEN}/sendPhoto", data=form, files=files)
    [size] = answer.json()["result"]["photo"]
    assert (size["width"], size["height"]) == (40, 30)
    again = await started.call("sendPhoto", chat_id=PLANNER, photo=size["file_id"])
    assert again["photo"] == [size]
    path = (await started.call("getFile", file_id=size["file_id"]))["file_path"]
    assert path == "photos/file_1.png"
    assert (await started.http.get(f"/file/bot{TOKEN}/{path}")).content == png(40, 30)


async def test_a_file_that_was_not_sent_is_not_found(client: Client) -> None:
    answer = await client.http.get(f"/file/bot{TOKEN}/..%2F..%2Fetc/passwd")
    assert answer.status_code == 404


async def test_a_picture_must_be_one(started: Client) -> None:
    files = {"photo": ("tren.png", b"not a picture")}
    answer = await started.http.post(f"/bot{TOKEN}/sendPhoto", data={"chat_id": str(PLANNER)}, files=files)
    assert answer.json()["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_a_picture_above_10_mb_is_refused(started: Client) -> None:
    files = {"photo": ("tren.png", png(40, 30) + bytes(10 * 1024 * 1024))}
    answer = await started.http.post(f"/bot{TOKEN}/sendPhoto", data={"chat_id": str(PLANNER)}, files=files)
    assert "is too big for a photo" in answer.json()["description"]


async def test_a_body_above_the_largest_upload_is_refused_unread(started: Client) -> None:
    headers = {"content-length": str(60 * 1024 * 1024), "content-type": "multipart/form-data; boundary=x"}
    request = httpx.Request("POST", f"http://127.0.0.1/bot{TOKEN}/sendDocument", headers=headers, content=b"")
    request.headers["content-length"] = str(60 * 1024 * 1024)
    answer = await started.http.send(request)
    assert answer.json() == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}


async def test_a_text_can_become_a_document(started: Client) -> None:
    sent = await started.call("sendMessage", chat_id=PLANNER, text="Sebentar")
    media = {"type": "document", "media": "attach://berkas", "caption": "Angka"}
    form = {"chat_id": str(PLANNER), "message_id": str(sent["message_id"]), "media": json.dumps(media)}
    files = {"berkas": ("../angka.csv", b"61;36,47")}
    answer = await started.http.post(f"/bot{TOKEN}/editMessageMedia", data=form, files=files)
    edited = answer.json()["result"]
    assert (edited["document"]["file_name"], edited["caption"]) == ("angka.csv", "Angka")


async def test_a_keyboard_is_taken_away_without_marking_the_message_as_edited(started: Client) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}
    sent = await started.call("sendMessage", chat_id=PLANNER, text="Benar?", reply_markup=keyboard)
    edited = await started.call("editMessageReplyMarkup", chat_id=PLANNER, message_id=sent["message_id"])
    assert "reply_markup" not in edited
    assert "edit_date" not in edited


async def test_a_caption_is_edited_and_a_message_deleted(started: Client) -> None:
    files = {"document": ("a.csv", b"a")}
    answer = await started.http.post(f"/bot{TOKEN}/sendDocument", data={"chat_id": str(PLANNER)}, files=files)
    place = {"chat_id": PLANNER, "message_id": answer.json()["result"]["message_id"]}
    edited = await started.call("editMessageCaption", caption="Baru", **place)
    assert edited["caption"] == "Baru"
    assert await started.call("deleteMessage", **place) is True
    assert await started.refusal("editMessageCaption", caption="Lagi", **place) == (
        "Bad Request: message to edit not found"
    )


async def test_forum_topics_and_channel_names_are_understood(client: Client) -> None:
    sent = await client.call("sendMessage", chat_id=FORUM, message_thread_id=2, text="a")
    assert (sent["message_thread_id"], sent["chat"]["is_forum"]) == (2, True)
    posted = await client.call("sendMessage", chat_id="@kanal_uji", text="a")
    assert posted["sender_chat"]["id"] == CHANNEL


async def test_a_chat_tells_who_is_in_it(client: Client) -> None:
    admins = await client.call("getChatAdministrators", chat_id=TEST_GROUP)
    assert [(admin["user"]["id"], admin["status"]) for admin in admins] == [
        (PLANNER, "creator"),
        (CHIEF, "administrator"),
    ]
    citizen = await client.call("getChatMember", chat_id=TEST_GROUP, user_id=CITIZEN)
    assert citizen["status"] == "member"
    assert await client.call("getChatMemberCount", chat_id=TEST_GROUP) == 5
    assert (await client.call("getChat", chat_id=TEST_GROUP))["title"] == "Grup Uji"


async def test_the_bot_can_leave_a_group(client: Client) -> None:
    assert await client.call("leaveChat", chat_id=TEST_GROUP) is True
    refusal = await client.refusal("sendMessage", chat_id=TEST_GROUP, text="a")
    assert refusal == "Forbidden: bot is not a member of the supergroup chat"


@pytest.mark.parametrize(
    ("scope", "person", "chat", "offered"),
    [
        ({"type": "all_private_chats"}, CITIZEN, CITIZEN, "narrow"),
        ({"type": "all_group_chats"}, CITIZEN, TEST_GROUP, "narrow"),
        ({"type": "all_chat_administrators"}, CHIEF, TEST_GROUP, "narrow"),
        ({"type": "all_chat_administrators"}, CITIZEN, TEST_GROUP, "wide"),
        ({"type": "chat", "chat_id": CHIEF}, CHIEF, CHIEF, "narrow"),
        ({"type": "chat_member", "chat_id": TEST_GROUP, "user_id": CITIZEN}, CITIZEN, TEST_GROUP, "narrow"),
        ({"type": "all_private_chats"}, CITIZEN, TEST_GROUP, "wide"),
    ],
)
async def test_the_narrowest_scope_gives_the_commands(
    client: Client, scope: dict[str, Any], person: int, chat: int, offered: str
) -> None:
    await client.call("setMyCommands", commands=[{"command": "wide", "description": "a"}])
    await client.call("setMyCommands", commands=[{"command": "narrow", "description": "a"}], scope=scope)
    state = (await client.http.get("/playground/state")).json()
    [found] = [one for one in state["commands"] if (one["person"], one["chat"]) == (person, chat)]
    assert [command["command"] for command in found["commands"]] == [offered]


async def test_commands_follow_the_persons_language(client: Client) -> None:
    english = [{"command": "coverage", "description": "a"}]
    await client.call("setMyCommands", commands=english, language_code="en")
    assert await client.call("getMyCommands") == []
    assert await client.call("getMyCommands", language_code="en") == english
    await client.do("speak", person=PLANNER, chat=PLANNER, language="en")
    state = (await client.http.get("/playground/state")).json()
    assert [one["person"] for one in state["commands"] if one["commands"]] == [PLANNER] * 5
    assert await client.call("deleteMyCommands", language_code="en") is True
    assert await client.call("getMyCommands", language_code="en") == []


async def test_names_and_descriptions_are_kept_for_each_language(client: Client) -> None:
    await client.call("setMyDescription", description="Angka cakupan")
    await client.call("setMyDescription", description="Coverage figures", language_code="en")
    assert await client.call("getMyDescription") == {"description": "Angka cakupan"}
    assert await client.call("getMyDescription", language_code="en") == {"description": "Coverage figures"}
    assert await client.call("getMyName") == {"name": "Cakupan"}


async def test_the_menu_button_is_kept(client: Client) -> None:
    await client.call("setChatMenuButton", menu_button={"type": "default"})
    assert await client.call("getChatMenuButton", chat_id=PLANNER) == {"type": "default"}
