"""The Bot API's limits on what a bot sends, so that a fake of Telegram refuses what Telegram would refuse.

Source: the documentation of each method, and the server's parser of HTML, which the playground follows. Limits of
rate are not in it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.playground.errors import ApiError
from bot.playground.markup import parse_html

TEXT, CAPTION, NOTICE = 4096, 1024, 200
CALLBACK_DATA, RESULT_ID, COPIED = 64, 64, 256
RESULTS = 50


def faults_of(method: str, parameters: Mapping[str, Any]) -> list[str]:
    """What is wrong with the values of a call, a line each; `parameters` with their JSON decoded."""
    return list(_faults(method, parameters))


def _faults(method: str, parameters: Mapping[str, Any]) -> Iterator[str]:
    mode = parameters.get("parse_mode")
    if method in ("sendMessage", "editMessageText"):
        yield from _words("text", parameters["text"], mode, TEXT)
    elif "caption" in parameters:
        yield from _words("caption", parameters["caption"], mode, CAPTION, least=0)
    elif method == "answerCallbackQuery":
        yield from _words("text", parameters.get("text", ""), None, NOTICE, least=0)
    elif method == "answerInlineQuery":
        yield from _results(parameters["results"])
    if method.startswith(("send", "edit")) and not isinstance(parameters.get("chat_id"), int):
        yield "chat_id is no number"
    if parameters.get("message_thread_id") == 1:
        yield "the General topic has no message_thread_id"
    yield from _keyboard(parameters.get("reply_markup"))


def _words(name: str, words: object, mode: str | None, most: int, least: int = 1) -> Iterator[str]:
    if not isinstance(words, str):
        yield f"{name} is no text"
        return
    try:
        words.encode()
        shown = parse_html(words).text if mode == "HTML" else words.strip()
    except (ApiError, UnicodeEncodeError) as error:
        yield f"{name}: {error}"
        return
    if not least <= len(shown) <= most:
        yield f"{name} has {len(shown)} characters"


def _keyboard(markup: Mapping[str, Any] | None) -> Iterator[str]:
    for row in (markup or {}).get("inline_keyboard", ()):
        if not row:
            yield "a row without buttons"
        for button in row:
            yield from _button(button)


def _button(button: Mapping[str, Any]) -> Iterator[str]:
    if not button["text"].strip():
        yield "a button without a text"
    if len([name for name in ("callback_data", "url", "copy_text") if name in button]) != 1:
        yield f"a button does one thing: {sorted(button)}"
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= CALLBACK_DATA:
        yield f"callback_data has {len(button['callback_data'].encode())} bytes"
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= COPIED:
        yield f"copy_text has {len(button['copy_text']['text'])} characters"


def _results(results: list[Mapping[str, Any]]) -> Iterator[str]:
    if len(results) > RESULTS:
        yield f"{len(results)} results"
    if len({each["id"] for each in results}) < len(results):
        yield "an id of a result comes twice"
    for each in results:
        if not 1 <= len(each["id"].encode()) <= RESULT_ID:
            yield f"the id of a result has {len(each['id'].encode())} bytes"
        if not each["title"]:
            yield "a result without a title"
        content = each["input_message_content"]
        yield from _words("message_text", content["message_text"], content.get("parse_mode"), TEXT)
        yield from _keyboard(each.get("reply_markup"))
