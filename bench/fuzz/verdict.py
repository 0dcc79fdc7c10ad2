"""What was wrong with what followed from an update; nothing where all was well.

It reads the raw update by itself, without the bot's own reading of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.fuzz.shapes import Json
from bench.fuzz.telegram import Call
from bench.fuzz.updates import BOT, Fed

_HEARD = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
_NAME = "@cakupan_bot"


def wrong(fed: Fed, calls: Sequence[Call]) -> Iterator[str]:
    """What the bot should have done and did not, or the other way round; `calls` are those of its lane."""
    if fed.spoiled:
        return
    content = fed.raw[fed.kind]
    said = [call for call in calls if call.chat_id == fed.lane]
    match fed.kind:
        case "callback_query" if "message" in content and "data" in content:
            yield from _answered_once("answerCallbackQuery", "callback_query_id", content, calls)
        case "inline_query":
            yield from _answered_once("answerInlineQuery", "inline_query_id", content, calls)
        case "message" | "edited_message":
            yield from _spoken(content, said)
        case kind if kind not in _HEARD and said:
            yield f"spoke upon {kind}"


def _answered_once(method: str, name: str, content: Json, calls: Sequence[Call]) -> Iterator[str]:
    answers = [call for call in calls if call.method == method and call.parameters[name] == content["id"]]
    if len(answers) != 1:
        yield f"{method} came {len(answers)} times"


def _spoken(message: Json, said: Sequence[Call]) -> Iterator[str]:
    text = message.get("text") or message.get("caption") or ""
    if message["chat"]["type"] != "private":
        if said and not _is_for_us(message, text):
            yield "spoke where nobody asked"
        elif not said and text.startswith(f"{_NAME} "):
            yield "silent where it was called by its name"
    elif text.strip() and not said and not _is_for_another(text):
        yield "left a question without an answer"


def _is_for_us(message: Json, text: str) -> bool:
    replied = message.get("reply_to_message", {}).get("from", {}).get("id") == BOT["id"]
    return (text.startswith("/") and not _is_for_another(text)) or replied or _NAME in text.lower()


def _is_for_another(text: str) -> bool:
    first = text.split(maxsplit=1)[0]
    return first.startswith("/") and "@" in first and first.partition("@")[2].lower() != _NAME[1:]
