"""The broadcasts that put wrong figures right: each recipient is one of our messages."""

from __future__ import annotations

from bot.broadcast.composing import Composed, Edit, Nothing
from bot.correcting import Saying
from bot.store.broadcasts import Broadcast
from bot.store.deliveries import Recipient


class CorrectionComposer:
    """Composes the edit of a message and the reply beneath it."""

    def __init__(self, saying: Saying) -> None:
        self._saying = saying

    async def __call__(self, broadcast: Broadcast, to: Recipient) -> Composed:
        """The edit for one message."""
        about = to.extra or {}
        said = await self._saying(to.chat_id, about, broadcast.content["reason"])
        if said is None:
            return Nothing("the answer is not known any more")
        return Edit(about["message"], said.message, said.reply, said.stays)
