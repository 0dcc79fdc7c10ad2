"""Telegram's limits and refusals, in the words in which a bot meets them."""

from typing import Any

import pytest
from playground_client import CHIEF, PLANNER, Client, Clock

from bot.playground.world import CHANNEL, SMALL_GROUP, TEST_GROUP


def button(**action: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Pilih", **action}]]}


@pytest.mark.parametrize(
    ("method", "parameters", "reason"),
    [
        ("sendMessage", {"chat_id": PLANNER}, "message text is empty"),
        ("sendMessage", {"chat_id": PLANNER, "text": " \n"}, "message text is empty"),
        ("sendMessage", {"text": "a"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 42, "text": "a"}, "chat not found"),
        ("sendMessage", {"chat_id": PLANNER, "text": "a" * 4097}, "message is too long"),
        (
            "sendMessage",
            {"chat_id": PLANNER, "text": "a", "parse_mode": "Markdown"},
            "unsupported parse_mode",
        ),
        (
            "sendMessage",
            {"chat_id": PLANNER, "text": "a", "message_thread_id": 1},
            "message thread not found",
        ),
        (
            "sendMessage",
            {"chat_id": PLANNER, "text": "a", "reply_parameters": {"message_id": 1}},
            "message to be replied not found",
        ),
        (
            "sendMessage",
            {"chat_id": PLANNER, "text": "a", "reply_markup": button(callback_data="")},
            "BUTTON_DATA_INVALID",
        ),
        (
            "sendMessage",
            {"chat_id": PLANNER, "text": "a", "reply_markup": button(callback_data="é" * 33)},
            "BUTTON_DATA_INVALID",
        ),
        (
            "sendMessage",
            {"chat_id": PLANNER, "text": "a", "reply_markup": button(copy_text={"text": "a" * 257})},
            "BUTTON_COPY_TEXT_INVALID",
        ),
        (
            "sendMessage",
            {"chat_id": PLANNER, "text": "a", "reply_markup": button(url="x")},
            "inline keyboard button URL 'x' is invalid: Wrong HTTP URL",
        ),
        (
            "sendMessage",
            {"chat_id": PLANNER, "text": "a", "reply_markup": button()},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            "sendMessage",
            {"chat_id": PLANNER, "text": "a", "reply_markup": "{"},
            "can't parse reply_markup JSON object",
        ),
        ("sendPhoto", {"chat_id": PLANNER}, "there is no photo in the request"),
        ("sendPhoto", {"chat_id": PLANNER, "photo": "https://a.id/b.png"}, "failed to get HTTP URL content"),
        (
            "sendPhoto",
            {"chat_id": PLANNER, "photo": "x", "caption": "a" * 1025},
            "message caption is too long",
        ),
        ("sendDocument", {"chat_id": PLANNER, "document": "x"}, "wrong file identifier specified"),
        ("editMessageText", {"chat_id": PLANNER, "text": "a"}, "message identifier is not specified"),
        ("editMessageText", {"chat_id": PLANNER, "message_id": 1, "text": "a"}, "message to edit not found"),
        ("editMessageText", {"inline_message_id": "1", "text": "a"}, "MESSAGE_ID_INVALID"),
        ("deleteMessage", {"chat_id": PLANNER, "message_id": 1}, "message to delete not found"),
        ("sendChatAction", {"chat_id": PLANNER}, 'parameter "action" is required'),
        ("sendChatAction", {"chat_id": PLANNER, "action": "x"}, "wrong parameter action in request"),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1"},
            "query is too old and response timeout expired or query ID is invalid",
        ),
        (
            "answerInlineQuery",
            {"inline_query_id": "1", "results": []},
            "query is too old and response timeout expired or query ID is invalid",
        ),
        ("getFile", {}, 'parameter "file_id" is required'),
        ("getFile", {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
        ("setMyCommands", {"commands": [{"command": "Ä", "description": "a"}]}, "BOT_COMMAND_INVALID"),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": ""}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        (
            "setMyCommands",
            {"commands": []} | {"scope": {"type": "x"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ("setMyCommands", {}, 'parameter "commands" is required'),
        ("setMyDescription", {"description": "a" * 513}, "description is too long"),
        ("setMyName", {"name": "a", "language_code": "ind"}, "invalid language code specified"),
        ("getChatMember", {"chat_id": TEST_GROUP, "user_id": 42}, "member not found"),
        ("leaveChat", {"chat_id": PLANNER}, "chat member status can't be changed in private chats"),
        (
            "setWebhook",
            {"url": "https://a.id"},
            "bad webhook: the playground sends nothing by itself; use getUpdates",
        ),
    ],
)
async def test_a_wrong_call_is_refused_by_name(
    started: Client, method: str, parameters: dict[str, Any], reason: str
) -> None:
    assert await started.refusal(method, **parameters) == f"Bad Request: {reason}"


async def test_length_counts_code_points_after_parsing(started: Client) -> None:
    text = "<b>" + "😀" * 4096 + "</b>"
    sent = await started.call("sendMessage", chat_id=PLANNER, text=text, parse_mode="HTML")
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 8192}]


async def test_callback_data_may_have_64_bytes(started: Client) -> None:
    keyboard = button(callback_data="é" * 32)
    sent = await started.call("sendMessage", chat_id=PLANNER, text="a", reply_markup=keyboard)
    assert sent["reply_markup"] == keyboard


async def test_an_edit_that_changes_nothing_is_refused(started: Client) -> None:
    sent = await started.call("sendMessage", chat_id=PLANNER, text="<b>a</b>", parse_mode="HTML")
    place = {"chat_id": PLANNER, "message_id": sent["message_id"]}
    assert await started.refusal("editMessageText", text="<b>a</b>", parse_mode="HTML", **place) == (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )


async def test_others_messages_cannot_be_edited_nor_deleted_in_a_group(started: Client) -> None:
    said = await started.do("say", person=PLANNER, chat=TEST_GROUP, text="/start")
    place = {"chat_id": TEST_GROUP, "message_id": said}
    assert (
        await started.refusal("editMessageText", text="a", **place) == "Bad Request: message can't be edited"
    )
    assert await started.refusal("deleteMessage", **place) == "Bad Request: message can't be deleted"


async def test_the_21st_message_of_a_minute_waits_for_the_first_to_be_a_minute_old(
    started: Client, clock: Clock
) -> None:
    for number in range(20):
        await started.call("sendMessage", chat_id=TEST_GROUP, text=str(number))
        clock.at += 1
    answer = await started.http.post(
        "/bot1:playground/sendMessage", json={"chat_id": TEST_GROUP, "text": "x"}
    )
    assert answer.status_code == 429
    assert answer.json()["parameters"] == {"retry_after": 40}
    clock.at += 40
    await started.call("sendMessage", chat_id=TEST_GROUP, text="x")


async def test_nobody_is_written_to_before_they_have_started_the_bot(client: Client) -> None:
    refusal = await client.refusal("sendMessage", chat_id=CHIEF, text="a")
    assert refusal == "Forbidden: bot can't initiate conversation with a user"


async def test_who_blocks_the_bot_is_not_written_to(started: Client) -> None:
    await started.do("block", person=PLANNER, chat=PLANNER, on=True)
    refusal = await started.refusal("sendMessage", chat_id=PLANNER, text="a")
    assert refusal == "Forbidden: bot was blocked by the user"


@pytest.mark.parametrize(
    ("chat", "kind"), [(SMALL_GROUP, "group"), (TEST_GROUP, "supergroup"), (CHANNEL, "channel")]
)
async def test_a_group_that_removed_the_bot_is_not_written_to(client: Client, chat: int, kind: str) -> None:
    await client.do("expel", person=PLANNER, chat=chat)
    refusal = await client.refusal("sendMessage", chat_id=chat, text="a")
    assert refusal == f"Forbidden: bot was kicked from the {kind} chat"


async def test_a_group_that_became_a_supergroup_says_its_new_id(client: Client) -> None:
    grown = await client.do("upgrade", person=PLANNER, chat=SMALL_GROUP)
    answer = await client.http.post(
        "/bot1:playground/sendMessage", json={"chat_id": SMALL_GROUP, "text": "a"}
    )
    assert answer.json() == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": grown},
    }


async def test_a_button_is_answered_once_and_within_its_time(started: Client, clock: Clock) -> None:
    sent = await started.call(
        "sendMessage", chat_id=PLANNER, text="a", reply_markup=button(callback_data="x")
    )
    pressed = {"person": PLANNER, "chat": PLANNER, "message": sent["message_id"], "data": "x"}
    first, second = await started.do("press", **pressed), await started.do("press", **pressed)
    assert await started.call("answerCallbackQuery", callback_query_id=first) is True
    assert "query is too old" in await started.refusal("answerCallbackQuery", callback_query_id=first)
    clock.at += 151
    assert "query is too old" in await started.refusal("answerCallbackQuery", callback_query_id=second)
