"""Methods that answer at once: a pressed button, an inline query."""

from typing import Any

from bot.playground.errors import bad_request
from bot.playground.methods import content
from bot.playground.model import Content, Formatted, Json, Kind
from bot.playground.parameters import Parameters
from bot.playground.world import Offer, Query, World

BUTTON_WAITS = 150
INLINE_WAITS = 30
"""Seconds after which an answer comes too late."""

LONGEST_TOAST = 200
MOST_RESULTS = 50
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
CACHED = {"photo": "photo_file_id", "document": "document_file_id"}


def answer_callback_query(world: World, p: Parameters) -> bool:
    """Stop a button's spinner, with a few words if there is something to say."""
    if len(p.text("text")) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query = _open_query(world.callbacks, p.text("callback_query_id"), world.now() - BUTTON_WAITS)
    world.events.emit(
        "answered",
        query=query.id,
        person=query.person,
        text=p.text("text"),
        alert=p.flag("show_alert"),
        url=p.text("url"),
    )
    return True


def answer_inline_query(world: World, p: Parameters) -> bool:
    """Offer results to someone who typed the bot's name and a question."""
    results = p.json("results")
    if not isinstance(results, list):
        raise bad_request("can't parse inline query results JSON object")
    offered = _checked_results(world, results)
    query = _open_query(world.inline_queries, p.text("inline_query_id"), world.now() - INLINE_WAITS)
    world.inline_answers[query.person] = Offer(query.id, offered)
    shown = [
        {
            "id": str(result["id"]),
            "title": result.get("title", ""),
            "description": result.get("description", ""),
        }
        for result in results
    ]
    world.events.emit(
        "results", query=query.id, person=query.person, results=shown, button=p.object("button") or None
    )
    return True


def _open_query(queries: dict[str, Query], query_id: str, oldest: float) -> Query:
    query = queries.pop(query_id, None)
    if query is None or query.at < oldest:
        raise bad_request(TOO_OLD)
    return query


def _checked_results(world: World, results: list[Any]) -> dict[str, Content]:
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    offered: dict[str, Content] = {}
    for result in results:
        if not isinstance(result, dict):
            raise bad_request("can't parse InlineQueryResult: Expected an object")
        name = str(result.get("id", ""))
        if not 1 <= len(name.encode()) <= 64:
            raise bad_request("RESULT_ID_INVALID")
        if name in offered:
            raise bad_request("RESULT_ID_DUPLICATE")
        offered[name] = _message_of(world, result)
    return offered


def _message_of(world: World, result: Json) -> Content:
    inner = Parameters(result)
    kind = result.get("type")
    words = Formatted()
    if kind == "article" and not inner.text("title"):
        raise bad_request("can't parse InlineQueryResult: Title is empty")
    if "input_message_content" in result:
        words = content.text(Parameters(inner.object("input_message_content")), "message_text")
    elif kind not in CACHED:
        raise bad_request("can't parse InlineQueryResult: Unsupported type or no input_message_content")
    else:
        media = content.media(world, inner, Kind(kind), CACHED[kind])
        return Content(content.caption(inner), media, content.markup(inner))
    return Content(words, None, content.markup(inner))


METHODS = {
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
}
