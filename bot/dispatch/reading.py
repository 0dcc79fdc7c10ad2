"""What an update says to us: the only place that knows the shape of Telegram's Update.

In groups the bot hears commands, replies to itself and mentions of its name, and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    Document,
    Message,
    MessageOriginChannel,
    Update,
)
from telegram.constants import ChatType

from bot.outgoing import Place


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody wrote to the bot, or `passed_on` what others wrote.

    `edited` where an earlier message changed, `called` where the bot's name was said.
    """

    place: Place
    message_id: int
    text: str
    sender_id: int | None
    as_group: bool
    edited: bool
    called: bool
    passed_on: bool = False

    @property
    def author(self) -> int | None:
        """Who answers for the words: nobody for a channel's, nor for what another wrote or a bot offered."""
        return None if self.passed_on else self.sender_id


@dataclass(frozen=True, slots=True)
class Pressed:
    """Somebody pressed a button; `message_id` is None where the message is too old to be edited.

    What a button carries may be made up. `in_channel` anybody who reads it may press.
    """

    place: Place
    message_id: int | None
    callback_id: str
    code: str
    sender_id: int
    in_channel: bool = False


@dataclass(frozen=True, slots=True)
class NotText:
    """A sticker, a picture or anything else without words, in a private chat."""

    place: Place
    message_id: int


@dataclass(frozen=True, slots=True)
class File:
    """A document with what is written beneath it; `size` in bytes."""

    file_id: str
    name: str
    size: int
    caption: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """Somebody sent a file, in a private chat; `otherwise` is what it means where no file is expected."""

    place: Place
    message_id: int
    file: File
    otherwise: Asked | NotText


@dataclass(frozen=True, slots=True)
class Forwarded:
    """Somebody passed on a channel's post, in a private chat; `otherwise` is what it says by itself."""

    place: Place
    message_id: int
    channel: int
    sender_id: int | None
    otherwise: Asked | NotText


@dataclass(frozen=True, slots=True)
class Migrated:
    """A group became a supergroup."""

    old_id: int
    new_id: int


@dataclass(frozen=True, slots=True)
class Welcomed:
    """The bot was added to a group, or is allowed again to write."""

    place: Place


@dataclass(frozen=True, slots=True)
class SentAway:
    """The bot was blocked or removed."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Located:
    """Somebody shared a location, in a private chat."""

    place: Place
    message_id: int


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody types behind the bot's name in any chat and waits for cards."""

    query_id: str
    text: str
    sender_id: int


Incoming = (
    Asked
    | Pressed
    | NotText
    | Delivered
    | Forwarded
    | Located
    | Typing
    | Migrated
    | Welcomed
    | SentAway
    | None
)


def read(update: Update, bot_id: int, bot_name: str) -> Incoming:
    """What the update means for the bot; None where it is not meant for it."""
    message = update.message or update.edited_message
    if message:
        return _message(message, bot_id, bot_name, edited=update.message is None)
    if update.callback_query:
        return _press(update.callback_query)
    if update.inline_query:
        query = update.inline_query
        return Typing(query.id, query.query, query.from_user.id)
    return _membership(update.my_chat_member) if update.my_chat_member else None


def _message(message: Message, bot_id: int, bot_name: str, *, edited: bool) -> Incoming:
    if message.migrate_to_chat_id:
        return Migrated(message.chat.id, message.migrate_to_chat_id)
    if message.chat.type == ChatType.PRIVATE and message.document and not edited:
        return _delivered(message, message.document, bot_name)
    written = _written(message, bot_id, bot_name, edited=edited)
    origin = message.forward_origin
    if edited or message.chat.type != ChatType.PRIVATE or not isinstance(written, Asked | NotText):
        return written
    if not isinstance(origin, MessageOriginChannel):
        return written
    sender = message.from_user.id if message.from_user else None
    return Forwarded(_place(message), message.message_id, origin.chat.id, sender, written)


def _delivered(message: Message, document: Document, bot_name: str) -> Incoming:
    file = File(document.file_id, document.file_name or "", document.file_size or 0, message.caption or "")
    otherwise: Asked | NotText = NotText(_place(message), message.message_id)
    if file.caption and not names_another(file.caption, bot_name):
        otherwise = _asked(message, file.caption, bot_name, edited=False)
    return Delivered(_place(message), message.message_id, file, otherwise)


def _written(message: Message, bot_id: int, bot_name: str, *, edited: bool) -> Incoming:
    text = message.text or message.caption
    private = message.chat.type == ChatType.PRIVATE
    if text:
        meant = _is_meant_for_us(message, text, bot_id, bot_name) or (
            private and not names_another(text, bot_name)
        )
        return _asked(message, text, bot_name, edited=edited) if meant else None
    if private and not edited and message.location:
        return Located(_place(message), message.message_id)
    unanswerable = private and not edited and _is_content(message)
    return NotText(_place(message), message.message_id) if unanswerable else None


def _asked(message: Message, text: str, bot_name: str, *, edited: bool) -> Asked:
    signed_by_group = message.sender_chat is not None and message.sender_chat.id == message.chat.id
    on_behalf = message.sender_chat is not None and not signed_by_group
    sender = message.from_user.id if message.from_user and not on_behalf else None
    passed_on = message.forward_origin is not None or message.via_bot is not None
    return Asked(
        _place(message),
        message.message_id,
        without_name(text, bot_name),
        sender,
        as_group=signed_by_group and not passed_on,
        edited=edited,
        called=f"@{bot_name}".lower() in text.lower(),
        passed_on=passed_on,
    )


def names_another(text: str, bot_name: str) -> bool:
    """Whether it is a command for another bot."""
    first = text.lstrip().partition(" ")[0].partition("\n")[0]
    _, named, other = first.partition("@")
    return first.startswith("/") and bool(named) and other.lower() != bot_name.lower()


def _is_meant_for_us(message: Message, text: str, bot_id: int, bot_name: str) -> bool:
    if text.startswith("/"):
        return not names_another(text, bot_name)
    answered = message.reply_to_message
    if (
        answered
        and answered.from_user
        and answered.from_user.id == bot_id
        and not answered.forum_topic_created
    ):
        return True
    return bool(_mention(bot_name).search(text))


def without_name(text: str, bot_name: str) -> str:
    """The text without mentions of the bot; a command keeps the name it is addressed to."""
    return text if text.startswith("/") else _mention(bot_name).sub(" ", text).strip() or text


@cache
def _mention(bot_name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@/])@{re.escape(bot_name)}(?!\w)", re.IGNORECASE)


def _is_content(message: Message) -> bool:
    """Whether a message without text is something sent, and no service message."""
    return message.effective_attachment is not None or message.story is not None


def _press(query: CallbackQuery) -> Pressed | None:
    message = query.message
    if message is None or query.data is None:
        return None
    place, message_id = _chat_place(message.chat, None), None
    if isinstance(message, Message):
        place, message_id = _place(message), message.message_id
    in_channel = message.chat.type == ChatType.CHANNEL
    return Pressed(place, message_id, query.id, query.data, query.from_user.id, in_channel)


def _membership(change: ChatMemberUpdated) -> Incoming:
    away = (ChatMember.BANNED, ChatMember.LEFT)
    before, after = change.old_chat_member.status, change.new_chat_member.status
    if after in away:
        return SentAway(change.chat.id)
    return Welcomed(_chat_place(change.chat, None)) if before in away else None


def _place(message: Message) -> Place:
    return _chat_place(message.chat, message.message_thread_id if message.is_topic_message else None)


def _chat_place(chat: Chat, topic: int | None) -> Place:
    return Place(chat.id, topic, group=chat.type in (ChatType.GROUP, ChatType.SUPERGROUP))
