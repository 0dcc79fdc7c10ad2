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
_BOUND: Final = 2**63


def read_plain(raw: Mapping[str, Any], bot_name: str) -> Asked | None:
    """What somebody wrote; None where the update is not just that."""
    match raw:
        case {
            "message": {
                "message_id": int(number),
                "chat": {"id": int(chat), "type": ChatType.PRIVATE},
                "from": {"id": int(sender)},
                "text": str(text),
            } as message
        } if text and message.keys() <= _ORDINARY and max(map(abs, (number, chat, sender))) < _BOUND:
            pass
        case _:
            return None
    if names_another(text, bot_name):
        return None
    words = without_name(text, bot_name)
    called = f"@{bot_name}".lower() in text.lower()
    return Asked(Place(chat), number, words, sender, as_group=False, edited=False, called=called)
