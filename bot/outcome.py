"""Where something is said, and what became of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: a chat, and the topic of a forum (never its General topic)."""

    chat_id: int
    topic: int | None = None
    group: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram took it; the id of the (last) message, and of the picture in it.

    `moved_to` is the chat that it went to where the group had moved.
    """

    message_id: int
    picture_id: str | None = None
    moved_to: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram will never take it; `gone` where the bot is blocked, removed, or the account closed.

    `moved_to` is the chat that refused it where the group had moved.
    """

    reason: str
    gone: bool = False
    moved_to: int | None = None


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It was sent and no answer came: it may or may not have arrived."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group is another chat now; nothing was said."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Withheld:
    """There was no leave to send it; nothing was said."""


Outcome = Sent | Refused | Uncertain | Moved | Withheld

Leave = Callable[[], Awaitable[float | None]]
"""Asked right before a message is sent: the moment of `transport.deadline.clock` by which it must have left, or
None where it may not be sent (any more)."""
