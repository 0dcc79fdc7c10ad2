"""The one way out: everything the bot says passes here, at its priority and within Telegram's limits.

A reply is repeated until Telegram takes it or refuses it, because nobody may be left without an answer. Where
a request broke off after it was sent, that may show an answer twice: Telegram has no key to tell.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

import structlog
from telegram import InputFile
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.api import Calls, pause
from bot.gallery import Gallery
from bot.limits import Limits
from bot.messages import CAPTION_LIMIT, Button, Document, Message, plain, shown, split
from bot.store import Memory, ToldMessage

log = structlog.get_logger(__name__)

_LONGEST_PAUSE: Final = 5.0
_UNCHANGED: Final = "message is not modified"
_UNREADABLE: Final = "can't parse entities"
_GONE: Final = (
    *("message to edit not found", "message can't be edited", "message_id_invalid"),
    "there is no text in the message to edit",
)
"""No longer there, or a picture, which cannot become a text."""

_CARDS_KEPT: Final = 60
"""Seconds for which Telegram may offer the same cards again without asking."""
_LATE: Final = ("query is too old", "query id is invalid")


class Priority(Enum):
    """What goes first where both want to go."""

    REPLY = 1
    BROADCAST = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: a chat, and the topic of a forum (never its General topic)."""

    chat_id: int
    topic: int | None = None
    group: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram took it; the id of the (last) message, and of the picture in it."""

    message_id: int
    picture_id: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram will never take it."""

    reason: str


Outcome = Sent | Refused


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
    ) -> None:
        self._api = api
        self._memory = memory
        self._gallery = gallery or Gallery(memory.pictures)
        self._version = version
        self._limits = Limits(broadcast_rate)
        self._clock = clock
        self._sleep = sleep
        self._replies = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    async def send(
        self,
        place: Place,
        message: Message,
        asked_id: int | None = None,
        priority: Priority = Priority.REPLY,
        *,
        noted: bool = True,
    ) -> Outcome:
        """Send a message, in parts where it is too long, as a reply to `asked_id` where one asked in a group.

        With a picture it goes as a photo, or as its words alone where that fails. `noted` is false where nothing
        about the chat may be kept.
        """
        if message.document:
            return await self._send_document(
                place, message, message.document, asked_id, priority, noted=noted
            )
        outcome = await self._send_picture(place, message, asked_id, priority)
        if outcome is None:
            outcome = await self._send_text(place, message, asked_id, priority)
        if isinstance(outcome, Sent) and noted:
            await self._note(place, outcome.message_id, asked_id, message)
        return outcome

    async def _send_text(
        self, place: Place, message: Message, asked_id: int | None, priority: Priority
    ) -> Outcome:
        outcome: Outcome = Refused("nothing to say")
        parts = split(message.text)
        for number, text in enumerate(parts, start=1):
            last = number == len(parts)
            parameters = {
                **_text(text),
                "message_thread_id": place.topic,
                "reply_markup": await self._keyboard(message) if last else None,
                "reply_parameters": _reply_to(asked_id) if place.group and number == 1 else None,
            }
            outcome = await self._deliver("sendMessage", place, parameters, priority)
            if isinstance(outcome, Refused):
                return outcome
        return outcome

    async def _send_picture(
        self, place: Place, message: Message, asked_id: int | None, priority: Priority
    ) -> Outcome | None:
        """The message as a photo; nothing where there is none, it cannot be drawn, or Telegram refuses it.

        Nothing either where the words are too long for a caption: a note may have been added to them.
        """
        picture = message.picture
        if picture is None or len(shown(message.text)) > CAPTION_LIMIT:
            return None
        parameters = {
            "caption": message.text,
            "parse_mode": "HTML",
            "message_thread_id": place.topic,
            "reply_markup": await self._keyboard(message),
            "reply_parameters": _reply_to(asked_id) if place.group else None,
        }
        known = await self._gallery.sent_before(picture)
        if known:
            outcome = await self._deliver("sendPhoto", place, {**parameters, "photo": known}, priority)
            if isinstance(outcome, Sent):
                return outcome
        drawn = await self._gallery.drawn(picture)
        if drawn is None:
            return None
        photo = InputFile(drawn, filename="cakupan.png")
        outcome = await self._deliver("sendPhoto", place, {**parameters, "photo": photo}, priority)
        if isinstance(outcome, Refused):
            return None
        if outcome.picture_id:
            await self._gallery.keep(picture, outcome.picture_id)
        return outcome

    async def edit(self, place: Place, message_id: int, message: Message, *, noted: bool = True) -> Outcome:
        """Put another text and other buttons into one of our messages; send it anew where that is gone.

        A document or a picture comes as a message of its own, so that the words it was asked from stay.
        """
        text, *rest = split(message.text)
        if rest or message.document or message.picture:
            return await self.send(place, message, noted=noted)
        keyboard = await self._keyboard(message) or {"inline_keyboard": []}
        parameters = {**_text(text), "message_id": message_id, "reply_markup": keyboard}
        outcome = await self._deliver("editMessageText", place, parameters, Priority.REPLY)
        if isinstance(outcome, Refused) and outcome.reason.lower().startswith(_GONE):
            return await self.send(place, message, noted=noted)
        if isinstance(outcome, Sent) and noted:
            await self._note(place, message_id, None, message)
        return outcome

    async def _send_document(
        self,
        place: Place,
        message: Message,
        document: Document,
        asked_id: int | None,
        priority: Priority,
        *,
        noted: bool,
    ) -> Outcome:
        content = await asyncio.to_thread(document.content)
        parameters = {
            "document": InputFile(content, filename=document.name),
            "caption": split(message.text, CAPTION_LIMIT)[0],
            "parse_mode": "HTML",
            "message_thread_id": place.topic,
            "reply_markup": await self._keyboard(message),
            "reply_parameters": _reply_to(asked_id) if place.group else None,
        }
        outcome = await self._deliver("sendDocument", place, parameters, priority)
        if isinstance(outcome, Sent) and noted:
            await self._note(place, outcome.message_id, asked_id, message)
        return outcome

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

    def prune(self) -> None:
        """Forget the limits of chats that have been quiet."""
        self._limits.prune(self._clock())

    async def _deliver(
        self, method: str, place: Place, parameters: dict[str, Any], priority: Priority
    ) -> Outcome:
        if priority is Priority.BROADCAST:
            await self._quiet.wait()
            return await self._persist(method, place, parameters, broadcast=True)
        self._replies += 1
        self._quiet.clear()
        try:
            return await self._persist(method, place, parameters, broadcast=False)
        finally:
            self._replies -= 1
            if not self._replies:
                self._quiet.set()

    async def _persist(
        self, method: str, place: Place, parameters: dict[str, Any], *, broadcast: bool
    ) -> Outcome:
        """Try until Telegram takes it or refuses it for good."""
        chat_id, failures = place.chat_id, 0
        while True:
            await self._wait(chat_id, group=place.group, broadcast=broadcast)
            try:
                result = await self._api.call(method, chat_id=chat_id, **parameters)
                return Sent(int(result["message_id"]), _picture_id(result))
            except RetryAfter as error:
                self._limits.halt(chat_id, pause(error), self._clock())
                log.warning("told to wait", seconds=pause(error))
            except ChatMigrated as error:
                await self._memory.chats.move(chat_id, error.new_chat_id)
                chat_id = error.new_chat_id
            except Forbidden as error:
                log.info("not welcome in the chat", reason=error.message)
                await self._memory.chats.set_gone(chat_id, gone=True)
                return Refused(error.message)
            except BadRequest as error:
                if not error.message.lower().startswith(_UNREADABLE) or "parse_mode" not in parameters:
                    return _judged(error, parameters)
                # our own markup is at fault: the words still go out, without it
                log.exception("markup refused, sent as plain text")
                parameters = _plain(parameters)
            except InvalidToken:
                raise
            except NetworkError as error:
                failures += 1
                log.warning(
                    "not sent, trying again", method=method, error=type(error).__name__, failures=failures
                )
                await self._sleep(min(_LONGEST_PAUSE, 0.25 * 2**failures))

    async def _wait(self, chat_id: int, *, group: bool, broadcast: bool) -> None:
        while delay := self._limits.delay(chat_id, group=group, broadcast=broadcast, now=self._clock()):
            await self._sleep(delay)
        self._limits.take(chat_id, group=group, broadcast=broadcast, now=self._clock())

    async def _keyboard(self, message: Message) -> dict[str, Any] | None:
        if not message.buttons:
            return None
        return {"inline_keyboard": [[await self._button(each) for each in row] for row in message.buttons]}

    async def _button(self, button: Button) -> dict[str, Any]:
        if button.question:
            return {"text": button.text, "callback_data": await self._memory.codes.code(button.question)}
        if button.url:
            return {"text": button.text, "url": button.url}
        return {"text": button.text, "copy_text": {"text": button.copy}}

    async def _note(self, place: Place, message_id: int, asked_id: int | None, message: Message) -> None:
        asked = [record.question for record in message.records] or [*filter(None, [message.question])]
        record = message.records[0] if message.records else None
        told = ToldMessage(
            place.chat_id,
            message_id,
            asked_id,
            question=await self._memory.codes.code(*asked) if asked else None,
            version=record.version if record else self._version(),
            answer=record.digest if record else None,
            topic=place.topic,
        )
        await asyncio.gather(self._memory.told.note(told), self._memory.answers.keep(message.records))


def _text(text: str) -> dict[str, Any]:
    return {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def _plain(parameters: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in parameters.items() if name != "parse_mode"}
    if "caption" in kept:
        return kept | {"caption": shown(str(parameters["caption"]))[:CAPTION_LIMIT]}
    return kept | {"text": plain(str(parameters["text"]))[:4096]}


def _picture_id(message: Mapping[str, Any]) -> str | None:
    """The id of a photo's largest size, which Telegram lists last."""
    sizes = message.get("photo")
    return str(sizes[-1]["file_id"]) if sizes else None


def _reply_to(message_id: int | None) -> dict[str, Any] | None:
    """In a group the answer quotes its question; where that is deleted by now, it goes without."""
    return {"message_id": message_id, "allow_sending_without_reply": True} if message_id else None


def _judged(error: BadRequest, parameters: dict[str, Any]) -> Outcome:
    if error.message.lower().startswith(_UNCHANGED):
        return Sent(int(parameters["message_id"]))
    log.error("refused by Telegram", reason=error.message)
    return Refused(error.message)
