"""A file of figures that an admin sends: fetched, read with its progress shown, and proposed to all admins."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import structlog
from telegram.error import BadRequest, NetworkError

from bot.answering import Answering
from bot.api import Downloads
from bot.dispatch.preparing import Preparing
from bot.dispatch.reading import File
from bot.figures import wording
from bot.figures.apart import Progress
from bot.figures.caption import read_caption
from bot.figures.desk import Desk
from bot.figures.importing import Imported, Note, Proposed, Unchanged, bring_in
from bot.figures.limits import LIMITS
from bot.figures.reading import Rejected
from bot.i18n import Html
from bot.language.question import Intent, Question
from bot.messages import Message, shortened
from bot.occasion import Occasion
from bot.outgoing import Outgoing, Place, Sent
from bot.patience import excused
from bot.phrases.preview import headline
from bot.previewing import before_and_after

log = structlog.get_logger(__name__)

_BETWEEN: Final = 2.0
"""Seconds between two edits of the message that shows the progress."""


class Bringing:
    """Carries a file from the chat to the data desk."""

    def __init__(
        self,
        downloads: Downloads,
        outgoing: Outgoing,
        desk: Desk,
        answering: Answering,
        preparing: Preparing,
        clock: Callable[[], float],
    ) -> None:
        self._downloads = downloads
        self._outgoing = outgoing
        self._desk = desk
        self._answering = answering
        self._preparing = preparing
        self._clock = clock

    async def bring(self, file: File, place: Place, asked_id: int, to: Callable[[int], Occasion]) -> None:
        """Read the file and answer with what it changes, or with everything that is wrong with it.

        `place` is the admin's private chat, `to` gives the occasion of an admin.
        """
        admin, occasion = place.chat_id, to(place.chat_id)
        t = occasion.t
        if file.size > LIMITS.size:
            text = t(
                "The file is larger than {size} MB. Split it, for instance by year.", size=LIMITS.megabytes
            )
            await self._outgoing.send(place, Message(text), asked_id)
            return
        shown = await self._outgoing.send(place, _reading(file, None, occasion), asked_id)
        message_id = shown.message_id if isinstance(shown, Sent) else None
        imported = await self._imported(file, place, message_id, occasion)
        if isinstance(imported, Proposed):
            await self._show(imported, place, message_id, occasion)
            for other in self._desk.admins:
                if other != admin:
                    await self._show(imported, Place(other), None, to(other))
        else:
            await self._say(place, message_id, _outcome(imported, occasion))

    async def _imported(
        self, file: File, place: Place, message_id: int | None, occasion: Occasion
    ) -> Imported | None:
        last = self._clock()

        async def tell(progress: Progress) -> None:
            nonlocal last
            if message_id is not None and self._clock() - last >= _BETWEEN:
                last = self._clock()
                await self._outgoing.edit(place, message_id, _reading(file, progress, occasion))

        note, defaults = read_caption(file.caption)
        with TemporaryDirectory(prefix="cakupan-") as folder:
            # the sender's own name for it never becomes a path
            path = Path(folder) / "figures"
            try:
                path.write_bytes(await self._downloads.download(file.file_id))
            except (BadRequest, NetworkError) as error:
                log.warning("a file could not be fetched", error=type(error).__name__)
                return None
            begun = time.monotonic()
            with excused():  # it is read in a process of its own, which has a limit
                imported = await bring_in(
                    self._desk, path, file.name, occasion.today, Note(place.chat_id, note, defaults), tell
                )
            log.info("file read", outcome=type(imported).__name__, seconds=round(time.monotonic() - begun, 1))
            return imported

    async def _show(
        self, proposed: Proposed, place: Place, message_id: int | None, occasion: Occasion
    ) -> None:
        """What the version changes, with the buttons to decide on it, as /setujui shows it."""
        question = Question(Intent.APPROVE, topic=str(proposed.number))
        prepared = await self._preparing.question(question, occasion, place.chat_id, place)
        await self._say(place, message_id, self._answering.question(question, prepared).message)
        change, t = proposed.judgement.difference, occasion.t
        picture = before_and_after(change, occasion.figures.regions, t)
        if picture:
            await self._outgoing.send(place, Message(headline(change, t), picture=picture))

    async def _say(self, place: Place, message_id: int | None, message: Message) -> None:
        if message_id is None:
            await self._outgoing.send(place, message)
        else:
            await self._outgoing.edit(place, message_id, message)


def _reading(file: File, progress: Progress | None, occasion: Occasion) -> Message:
    t = occasion.t
    if progress is None:
        return Message(t("Reading {name} …", name=shortened(file.name)))
    return Message(
        t(
            "Reading {name} … {percent}%, {rows} rows",
            name=shortened(file.name),
            percent=t.number(progress.percent),
            rows=t.number(progress.rows),
        )
    )


def _outcome(imported: Unchanged | Rejected | None, occasion: Occasion) -> Message:
    t = occasion.t
    match imported:
        case None:
            return Message(t("Telegram did not hand the file over. Please send it again."))
        case Unchanged(rows):
            return Message(
                t(
                    "Nothing to approve: all {rows} rows say what the figures say already.",
                    rows=t.number(rows),
                )
            )
        case Rejected(problems, more):
            head = t("<b>Nothing was brought in.</b> Please correct the file and send it again:")
            lines = [Html(f"• {line}") for line in wording.summary(problems, more, t)]
            return Message("\n".join([head, *lines]))
