"""The one way out: everything the bot says passes here, replies first, all within Telegram's limits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from copy import copy
from functools import partial
from typing import Any, Final

import structlog
from sqlalchemy.exc import SQLAlchemyError
from telegram import InputFile
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.api import Calls
from bot.carrier import Carrier
from bot.charts.picture import Picture
from bot.gallery import Gallery
from bot.messages import CAPTION_LIMIT, Button, Document, Message, shown, split
from bot.metrics import Metrics
from bot.outcome import Leave, Moved, Outcome, Place, Refused, Sent, Uncertain, Withheld
from bot.pace import Pace
from bot.store import Memory, ToldMessage
from bot.subscription import Channel

__all__ = ["Leave", "Moved", "Outcome", "Outgoing", "Place", "Refused", "Sent", "Uncertain", "Withheld"]

log = structlog.get_logger(__name__)

_GONE: Final = (
    *("message to edit not found", "message can't be edited", "message_id_invalid"),
    "there is no text in the message to edit",
)
"""No longer there, or a picture, which cannot become a text."""

_CARDS_KEPT: Final = 60
"""Seconds for which Telegram may offer the same cards again without asking."""
_LATE: Final = ("query is too old", "query id is invalid")


class Outgoing:
    """Sends, edits and acknowledges; notes what was told."""

    def __init__(
        self,
        api: Calls,
        memory: Memory,
        version: Callable[[], str],
        broadcast_rate: float = 28,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        gallery: Gallery | None = None,
        metrics: Metrics | None = None,
    ) -> None:
        self._api = api
        self._memory = memory
        self._gallery = gallery or Gallery(memory.pictures, metrics=metrics)
        self._version = version
        self._carrier = Carrier(
            api,
            memory.chats,
            Pace(broadcast_rate),
            clock,
            sleep,
            metrics,
            memory.group_sends.take if memory.group_sends else None,
        )
        self._carry = self._carrier.reply

    def announcing(self, leave: Leave) -> Outgoing:
        """The same way out for what nobody asked for: after replies, within every limit, and each request only
        with `leave`. Its outcomes may also be `Uncertain`, `Moved` and `Withheld`.
        """
        other = copy(self)
        other._carry = partial(self._carrier.announce, leave=leave)  # noqa: SLF001 - a copy of ourselves
        return other

    def rest(self, seconds: float) -> None:
        """Announce nothing for so long, because another process may have done so just now."""
        self._carrier.rest(seconds)

    async def send(
        self,
        place: Place,
        message: Message,
        asked_id: int | None = None,
        *,
        noted: bool = True,
        quoting: bool = False,
    ) -> Outcome:
        """Send a message, in parts where it is too long, as a reply to `asked_id` where one asked in a group.

        `quoting` makes it a reply in private chats too. With a picture it goes as a photo, or as its words alone
        where that fails. `noted` is false where nothing about the chat may be kept.
        """
        quoted = asked_id if place.group or quoting else None
        outcome: Outcome | None = None
        if message.document:
            outcome = await self._send_document(place, message, message.document, quoted)
        elif message.picture:
            outcome = await self._send_picture(place, message, message.picture, quoted)
        if outcome is None:
            outcome = await self._send_text(place, message, quoted)
        if isinstance(outcome, Sent) and noted and (asked_id or message.question or message.records):
            await self._note(
                _place(place, outcome), outcome.message_id, None if quoting else asked_id, message
            )
        return outcome

    async def remember(self, place: Place, message_id: int, message: Message) -> None:
        """Note that one of our messages counts as this one, though it cannot be edited."""
        await self._note(place, message_id, None, message)

    async def _send_text(self, place: Place, message: Message, quoted: int | None) -> Outcome:
        outcome: Outcome = Refused("nothing to say")
        parts = split(message.text)
        for number, text in enumerate(parts, start=1):
            last = number == len(parts)
            parameters = {
                **_text(text),
                "message_thread_id": place.topic,
                "reply_markup": await self._keyboard(message) if last else None,
                "reply_parameters": _reply_to(quoted) if number == 1 else None,
            }
            outcome = await self._carry("sendMessage", place, parameters)
            if not isinstance(outcome, Sent):
                return outcome
        return outcome

    async def _send_picture(
        self, place: Place, message: Message, picture: Picture, quoted: int | None
    ) -> Outcome | None:
        """The message as a photo; nothing where it cannot be drawn, or Telegram refuses it.

        Nothing either where the words are too long for a caption: a note may have been added to them.
        """
        if len(shown(message.text)) > CAPTION_LIMIT:
            return None
        parameters = {
            "caption": message.text,
            "parse_mode": "HTML",
            "message_thread_id": place.topic,
            "reply_markup": await self._keyboard(message),
            "reply_parameters": _reply_to(quoted),
        }
        known = await self._gallery.sent_before(picture)
        if known:
            outcome = await self._carry("sendPhoto", place, {**parameters, "photo": known})
            if _is_final(outcome):
                return outcome
        drawn = await self._gallery.drawn(picture)
        if drawn is None:
            return None
        photo = InputFile(drawn, filename="cakupan.png")
        outcome = await self._carry("sendPhoto", place, {**parameters, "photo": photo})
        if isinstance(outcome, Sent) and outcome.picture_id:
            await self._gallery.keep(picture, outcome.picture_id)
        return outcome if _is_final(outcome) else None

    async def edit(
        self,
        place: Place,
        message_id: int,
        message: Message,
        asked_id: int | None = None,
        *,
        noted: bool = True,
        anew: bool = True,
    ) -> Outcome:
        """Put another text and other buttons into one of our messages; send it `anew` where that is gone.

        Sent anew it is the answer to `asked_id`, and what that is edited to comes into it from then on.
        A document or a picture comes as a message of its own, so that the words it was asked from stay.
        """
        text, *rest = split(message.text)
        if anew and (rest or message.document or message.picture):
            return await self.send(place, message, asked_id, noted=noted)
        keyboard = await self._keyboard(message) or {"inline_keyboard": []}
        parameters = {**_text(text), "message_id": message_id, "reply_markup": keyboard}
        outcome = await self._carry("editMessageText", place, parameters)
        if anew and isinstance(outcome, Refused) and outcome.reason.lower().startswith(_GONE):
            return await self.send(place, message, asked_id, noted=noted)
        if isinstance(outcome, Sent) and noted:
            await self._note(_place(place, outcome), message_id, None, message)
        return outcome

    async def _send_document(
        self, place: Place, message: Message, document: Document, quoted: int | None
    ) -> Outcome:
        content = await asyncio.to_thread(document.content)
        parameters = {
            "document": InputFile(content, filename=document.name),
            "caption": split(message.text, CAPTION_LIMIT)[0],
            "parse_mode": "HTML",
            "message_thread_id": place.topic,
            "reply_markup": await self._keyboard(message),
            "reply_parameters": _reply_to(quoted),
        }
        return await self._carry("sendDocument", place, parameters)

    async def acknowledge(self, callback_id: str, text: str | None = None) -> None:
        """Stop a pressed button's spinner, with a short notice if there is one."""
        try:
            await self._api.call("answerCallbackQuery", callback_query_id=callback_id, text=text)
        except BadRequest as error:
            if not error.message.lower().startswith(_LATE):
                raise
        except NetworkError as error:
            # the spinner ends by itself, and the edit beside it is what counts
            log.warning("a button could not be acknowledged", error=type(error).__name__)

    async def offer(self, query_id: str, cards: Sequence[Mapping[str, Any]]) -> None:
        """Cards for somebody who types behind the bot's name; none is an answer too, and ends the waiting."""
        try:
            await self._api.call(
                "answerInlineQuery",
                inline_query_id=query_id,
                results=list(cards),
                is_personal=True,
                cache_time=_CARDS_KEPT,
            )
        except BadRequest as error:
            if not error.message.lower().startswith(_LATE):
                raise
        except NetworkError as error:
            # the next letter typed asks again
            log.warning("cards could not be offered", error=type(error).__name__)

    async def is_admin(self, chat_id: int, user_id: int) -> bool:
        """Whether the server says that a person administers a group. Nobody does where it does not answer."""
        try:
            member = await self._api.call("getChatMember", chat_id=chat_id, user_id=user_id)
        except (BadRequest, Forbidden):
            return False
        return bool(member["status"] in ("creator", "administrator"))

    async def channel(self, named: str | int) -> Channel | None:
        """A channel by "@name" or number; nothing for a chat of another kind."""
        try:
            chat = await self._api.call("getChat", chat_id=named)
        except (BadRequest, Forbidden):
            return None
        if chat["type"] != "channel":
            return None
        chat_id, title, name = int(chat["id"]), str(chat["title"]), chat.get("username")
        return Channel(chat_id, title, f"@{name}" if name else str(chat_id))

    def prune(self) -> None:
        """Forget the limits of chats that have been quiet."""
        self._carrier.prune()

    async def _keyboard(self, message: Message) -> dict[str, Any] | None:
        if not message.buttons:
            return None
        rows = [[await self._button(each) for each in row] for row in message.buttons]
        return {"inline_keyboard": [[each for each in row if each] for row in rows if any(row)]}

    async def _button(self, button: Button) -> dict[str, Any] | None:
        """The button; nothing where its question is too long for one and the memory is away."""
        if button.question:
            try:
                code = await self._memory.codes.code(button.question)
            except SQLAlchemyError as error:
                log.warning("a button is left out", error=type(error).__name__)
                return None
            return {"text": button.text, "callback_data": code}
        if button.url:
            return {"text": button.text, "url": button.url}
        return {"text": button.text, "copy_text": {"text": button.copy}}

    async def _note(self, place: Place, message_id: int, asked_id: int | None, message: Message) -> None:
        """Note what was told. It is told by now: a memory that is away costs a later correction, no answer."""
        asked = [record.question for record in message.records] or [*filter(None, [message.question])]
        record = message.records[0] if message.records else None
        try:
            told = ToldMessage(
                place.chat_id,
                message_id,
                asked_id,
                question=await self._memory.codes.code(*asked) if asked else None,
                version=record.version if record else self._version(),
                answer=record.digest if record else None,
                topic=place.topic,
            )
            await self._memory.answers.keep(message.records)
            await self._memory.told.note(told)
        except SQLAlchemyError as error:
            log.warning("told, but not noted", error=type(error).__name__)


def _place(place: Place, sent: Sent) -> Place:
    """Where it stands: in the group that the other one has become, where it moved, and there in no topic."""
    return place if sent.moved_to is None else Place(sent.moved_to, group=place.group)


def _text(text: str) -> dict[str, Any]:
    return {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def _reply_to(message_id: int | None) -> dict[str, Any] | None:
    """In a group the answer quotes its question; where that is deleted by now, it goes without."""
    return {"message_id": message_id, "allow_sending_without_reply": True} if message_id else None


def _is_final(outcome: Outcome) -> bool:
    """Whether the words alone would fare no better than the picture did."""
    return not isinstance(outcome, Refused) or outcome.gone
