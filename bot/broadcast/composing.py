"""What a delivery says: each kind of broadcast has a composer, registered where the bot is put together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.messages import Message
from bot.store.broadcasts import Broadcast
from bot.store.deliveries import Recipient


@dataclass(frozen=True, slots=True)
class Edit:
    """Another text for one of our messages; with a `reply` beneath it, where an edit alone would go unseen.

    The reply goes out too where the message is gone. Where the message `stays`, because it cannot be edited, the
    reply is all; it counts as the other text from then on.
    """

    message_id: int
    message: Message
    reply: Message | None = None
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is nothing to say to this recipient; the reason is told in the report."""

    reason: str


Composed = Message | Edit | Nothing
Composer = Callable[[Broadcast, Recipient], Awaitable[Composed]]
Composers = Mapping[str, Composer]
