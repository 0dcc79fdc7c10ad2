"""The broadcasts that people write: a text with holes, or the answer to a question.

Each recipient reads it for its region (see `readers`) and in the language of its own chat.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.answering import Answering
from bot.broadcast.composing import Composed, Nothing
from bot.broadcast.filling import Unknown, check, fill
from bot.broadcast.readers import Readers
from bot.language.code import decode, encode
from bot.language.question import Question
from bot.messages import Message
from bot.occasion import Occasion
from bot.store.broadcasts import Broadcast
from bot.store.deliveries import Recipient

KIND: Final = "message"

_KEPT: Final = 4096
"""Composed texts that are kept; there are some hundred regions and two languages."""


def text_content(text: str, **languages: str) -> dict[str, Any]:
    """The content of a broadcast with a text; `languages` are the same text for chats in those languages.

    Raises filling.UnusableTextError where one of them cannot be sent.
    """
    for each in (text, *languages.values()):
        check(each)
    return {"text": text, "languages": languages}


def question_content(question: Question) -> dict[str, Any]:
    """The content of a broadcast with an answer; without a region it is that of each chat's own."""
    return {"question": encode(question)}


def compose(content: Mapping[str, Any], answering: Answering, occasion: Occasion) -> Message | Unknown:
    """What a chat in these circumstances reads."""
    if "question" in content:
        return answering.question(decode(content["question"]), occasion).message
    text = content["languages"].get(occasion.t.language, content["text"])
    filled = fill(text, occasion)
    return filled if isinstance(filled, Unknown) else Message(filled)


class MessageComposer:
    """Composes each text once for all chats that read the same."""

    def __init__(self, answering: Answering, readers: Readers) -> None:
        self._answering = answering
        self._readers = readers
        self._composed: dict[object, Message | Unknown] = {}

    async def __call__(self, broadcast: Broadcast, to: Recipient) -> Composed:
        """The message for one recipient."""
        occasion = await self._readers.occasion(broadcast.audience, to)
        circumstances = (occasion.region, occasion.t.language, occasion.group, occasion.today)
        key = (broadcast.number, occasion.figures.version, circumstances)
        composed = self._composed.get(key)
        if composed is None:
            if len(self._composed) >= _KEPT:
                self._composed.clear()
            composed = self._composed[key] = compose(broadcast.content, self._answering, occasion)
        if isinstance(composed, Unknown):
            return Nothing(f"{{{composed.hole}}} is not known for region {composed.region}")
        return composed
