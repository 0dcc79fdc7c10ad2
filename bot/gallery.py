"""Pictures ready to be sent: drawn off the event loop, one at a time, and by Telegram's id once it has them.

A picture is known by its content, so the figures' version, the question and the language are all in its key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from hashlib import sha256

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.charts import DRAWING, Picture, png
from bot.metrics import Metrics
from bot.store import Pictures

log = structlog.get_logger(__name__)

Draw = Callable[[Picture], bytes]


class Gallery:
    """Draws pictures and remembers the ids that Telegram gave them."""

    def __init__(self, pictures: Pictures, draw: Draw = png, metrics: Metrics | None = None) -> None:
        self._pictures = pictures
        self._asked = (metrics or Metrics()).pictures
        self._draw = draw
        self._drawing = asyncio.Lock()

    async def sent_before(self, picture: Picture) -> str | None:
        """Telegram's id of the picture, where it was sent before."""
        try:
            known = await self._pictures.file_id(_key(picture))
        except SQLAlchemyError as error:
            log.warning("no memory of pictures, drawing it", error=type(error).__name__)
            known = None
        self._asked.labels("hit" if known else "miss").inc()
        return known

    async def drawn(self, picture: Picture) -> bytes | None:
        """The picture as a PNG; nothing, and a line in the log, where it cannot be drawn."""
        async with self._drawing:
            try:
                return await asyncio.to_thread(self._draw, picture)
            except Exception:
                # whatever fails inside the library, the words beneath the picture still go out
                log.exception("a picture could not be drawn")
                return None

    async def keep(self, picture: Picture, file_id: str) -> None:
        """Remember the id under which Telegram has the picture; it is shown by now, whatever becomes of that."""
        try:
            await self._pictures.keep(_key(picture), file_id)
        except SQLAlchemyError as error:
            log.warning("a picture's id is not on disk", error=type(error).__name__)


def _key(picture: Picture) -> str:
    """The same for the same picture, in every process."""
    return sha256(f"{DRAWING} {picture!r}".encode()).hexdigest()
