"""Whom a broadcast goes to, as people write it: "all", "pelanggan sambas", "kubu raya", "-100123 456"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.broadcast.audience import Audience, Everybody, Listed, Subscribers
from bot.language.places import Gazetteer
from bot.language.words import words

_ALL: Final = ("all", "semua", "semua obrolan", "all chats", "everybody")
_SUBSCRIBERS: Final = re.compile(
    r"(?:semua )?(?:pelanggan|subscribers)(?: of)?(?:\s+(?P<region>.+))?", re.IGNORECASE
)
_NUMBER: Final = r"-?[0-9]{1,16}"
"""A chat's number: Telegram's have 52 bits, and one that no database holds would hold up the broadcast."""
_NUMBERS: Final = re.compile(rf"{_NUMBER}(?:[\s,;]+{_NUMBER})*")


@dataclass(frozen=True, slots=True)
class Several:
    """A name that several regions have, by their codes."""

    codes: tuple[str, ...]


def read_audience(text: str, gazetteer: Gazetteer) -> Audience | Several | None:
    """Who is meant; nothing where the words name nobody. A region means the chats that subscribed to it or
    chose it."""
    said = " ".join(text.split())
    if said.lower() in _ALL:
        return Everybody()
    subscribers = _SUBSCRIBERS.fullmatch(said)
    if subscribers and not subscribers["region"]:
        return Subscribers()
    codes = region_codes(subscribers["region"] if subscribers else said, gazetteer)
    if codes:
        return Subscribers(codes[0]) if len(codes) == 1 else Several(codes)
    if _NUMBERS.fullmatch(said):
        return Listed(tuple(map(int, re.findall(r"-?\d+", said))))
    return None


def chat_number(text: str) -> int | None:
    """The number of a chat; nothing for a text that is none."""
    return int(text) if re.fullmatch(_NUMBER, text) else None


def region_codes(name: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The regions that a name or a code stands for."""
    code = gazetteer.code(name)
    return (code,) if code else gazetteer[" ".join(words(name))]
