"""The commonest update, a text in a private chat, read from its JSON.

To make python-telegram-bot's objects of such an update takes as long as to find its answer, and of their many
fields we read five. What is in any way out of the ordinary becomes an Update, and is read by `reading`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from telegram.constants import ChatType

from bot.dispatch.reading import Asked, names_another, without_name
from bot.outgoing import Place

_ORDINARY: Final = frozenset(
    {"message_id", "from", "chat", "date", "text", "entities", "link_preview_options"}
)


def read_plain(raw: Mapping[str, Any], bot_name: str) -> Asked | None:
    """What somebody wrote; None where the update is not just that."""
    message = raw.get("message")
    if message is None or not message.keys() <= _ORDINARY or message["chat"]["type"] != ChatType.PRIVATE:
        return None
    text, sender = message.get("text"), message.get("from")
    if not text or sender is None or names_another(text, bot_name):
        return None
    place = Place(message["chat"]["id"])
    return Asked(place, message["message_id"], without_name(text, bot_name), sender["id"], False, False)
