"""The Bot API's limits: what keeps them passes, and what does not is named."""

from typing import Any

import pytest
from botapi_limits import faults_of


def message(**given: Any) -> dict[str, Any]:
    return {"chat_id": 1, "text": "Halo", "parse_mode": "HTML"} | given


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Tombol"} | button]]}


def card(**given: Any) -> dict[str, Any]:
    content = {"message_text": "Halo", "parse_mode": "HTML"}
    return {"id": "1", "title": "Kartu", "input_message_content": content} | given


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("sendMessage", message(text="<b>" + "a" * 4096 + "</b> ")),
        ("sendMessage", message(text="a < b", parse_mode=None)),
        ("sendMessage", message(reply_markup=keyboard(callback_data="a" * 64))),
        ("sendMessage", message(reply_markup=keyboard(url="https://example.org"))),
        ("sendPhoto", {"chat_id": 1, "photo": b"", "caption": "a" * 1024}),
        ("answerCallbackQuery", {"callback_query_id": "1"}),
        ("answerInlineQuery", {"inline_query_id": "1", "results": [card(), card(id="2")]}),
        ("getMe", {}),
    ],
)
def test_what_keeps_the_limits_passes(method: str, parameters: dict[str, Any]) -> None:
    assert faults_of(method, parameters) == []


@pytest.mark.parametrize(
    ("method", "parameters", "fault"),
    [
        ("sendMessage", message(text="a" * 4097), "text has 4097 characters"),
        ("sendMessage", message(text="<b> </b>"), "text has 0 characters"),
        ("sendMessage", message(text=5), "text is no text"),
        (
            "sendMessage",
            message(text="a < b"),
            'text: Bad Request: can\'t parse entities: Unsupported start tag "" at byte offset 2',
        ),
        ("sendMessage", message(chat_id="@kanal"), "chat_id is no number"),
        ("sendMessage", message(message_thread_id=1), "the General topic has no message_thread_id"),
        ("sendMessage", message(reply_markup=keyboard(callback_data="é" * 33)), "callback_data has 66 bytes"),
        ("sendMessage", message(reply_markup=keyboard(callback_data="")), "callback_data has 0 bytes"),
        ("sendMessage", message(reply_markup=keyboard()), "a button does one thing: ['text']"),
        ("sendMessage", message(reply_markup={"inline_keyboard": [[]]}), "a row without buttons"),
        ("sendPhoto", {"chat_id": 1, "photo": b"", "caption": "a" * 1025}, "caption has 1025 characters"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "a" * 201}, "text has 201 characters"),
        ("answerInlineQuery", {"results": [card(), card()]}, "an id of a result comes twice"),
        ("answerInlineQuery", {"results": [card(id="a" * 65)]}, "the id of a result has 65 bytes"),
    ],
)
def test_what_breaks_a_limit_is_named(method: str, parameters: dict[str, Any], fault: str) -> None:
    assert faults_of(method, parameters) == [fault]
