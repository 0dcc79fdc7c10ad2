"""What Telegram makes clickable by itself: commands, mentions, hashtags, addresses."""

import re
from dataclasses import replace

from bot.playground.markup import utf16_length
from bot.playground.model import Entity, Formatted

PATTERNS = (
    ("url", re.compile(r"\bhttps?://[^\s<>\"]+[^\s<>\".,;:!?)\]]", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w")),
    ("bot_command", re.compile(r"(?<![\w/@.:])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@/])@[a-zA-Z0-9_]{3,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#/])#(?=\w*[^\W\d])\w{1,256}")),
)
OPAQUE = frozenset({"code", "pre", "text_link", "custom_emoji"})
"""Entities inside which nothing else is recognised."""


def with_recognised(words: Formatted) -> Formatted:
    """The same text with these entities added, in Telegram's order."""
    taken = [
        (entity.offset, entity.offset + entity.length) for entity in words.entities if entity.type in OPAQUE
    ]
    entities = list(words.entities)
    for kind, pattern in PATTERNS:
        for found in pattern.finditer(words.text):
            start = utf16_length(words.text[: found.start()])
            stop = start + utf16_length(found[0])
            if all(stop <= begin or start >= end for begin, end in taken):
                taken.append((start, stop))
                entities.append(Entity(kind, start, stop - start))
    entities.sort(key=lambda entity: (entity.offset, -entity.length))
    return replace(words, entities=tuple(entities))


def commands(words: Formatted) -> list[str]:
    """The commands in a text as written, such as "/cakupan@cakupan_bot"."""
    return _written(words, "bot_command")


def mentions(words: Formatted) -> list[str]:
    """The names mentioned in a text, without the @."""
    return [name[1:] for name in _written(words, "mention")]


def _written(words: Formatted, kind: str) -> list[str]:
    units = words.text.encode("utf-16-le")
    return [
        units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")
        for entity in words.entities
        if entity.type == kind
    ]
