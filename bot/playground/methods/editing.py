"""Methods that change or delete a message."""

from collections.abc import Callable
from dataclasses import replace

from bot.playground import objects
from bot.playground.errors import bad_request
from bot.playground.methods import content
from bot.playground.methods.access import message_in
from bot.playground.model import Content, Json, Kind, Message
from bot.playground.parameters import Parameters
from bot.playground.world import BOT, World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
DELETABLE = 48 * 60 * 60
"""Seconds after which a bot cannot delete a message any more."""


def edit_message_text(world: World, p: Parameters) -> Json | bool:
    """Replace the text of a message."""

    def changed(before: Message) -> Content:
        if before.media:
            raise bad_request("there is no text in the message to edit")
        return Content(content.text(p), None, content.markup(p))

    return _edit(world, p, changed)


def edit_message_caption(world: World, p: Parameters) -> Json | bool:
    """Replace the words beneath a picture or document."""

    def changed(before: Message) -> Content:
        if not before.media:
            raise bad_request("there is no caption in the message to edit")
        return Content(content.caption(p), before.media, content.markup(p))

    return _edit(world, p, changed)


def edit_message_media(world: World, p: Parameters) -> Json | bool:
    """Replace the picture or document of a message, or give one to a text."""

    def changed(_: Message) -> Content:
        given = p.object("media")
        if given.get("type") not in (Kind.PHOTO, Kind.DOCUMENT):
            raise bad_request("can't parse InputMedia: Unsupported type")
        inner = p.within(given)
        media = content.media(world, inner, Kind(given["type"]), "media")
        return Content(content.caption(inner), media, content.markup(p))

    return _edit(world, p, changed)


def edit_message_reply_markup(world: World, p: Parameters) -> Json | bool:
    """Replace the keyboard, or take it away."""
    return _edit(world, p, lambda before: Content(before.words, before.media, content.markup(p)))


def delete_message(world: World, p: Parameters) -> bool:
    """Delete a message: the bot's own, anyone's in a private chat, and in a group that it governs."""
    message = message_in(world, p, "delete")
    chat = world.chats[message.chat]
    allowed = _is_own(message) or chat.is_private or chat.status(BOT.id).governs
    if not allowed or message.date < world.now() - DELETABLE:
        raise bad_request("message can't be deleted")
    world.remove(message)
    return True


def _edit(world: World, p: Parameters, changed: Callable[[Message], Content]) -> Json | bool:
    inline_id = p.text("inline_message_id")
    before = _inline_message(world, inline_id) if inline_id else message_in(world, p, "edit")
    if not inline_id and not _is_own(before):
        raise bad_request("message can't be edited")
    after = changed(before)
    if after == Content(before.words, before.media, before.markup):
        raise bad_request(NOT_MODIFIED)
    only_keyboard = after == replace(Content(before.words, before.media), markup=after.markup)
    message = world.change(
        before,
        words=after.words,
        media=after.media,
        markup=after.markup,
        edited=before.edited if only_keyboard else int(world.now()),
    )
    return True if inline_id else objects.message(world, message)


def _is_own(message: Message) -> bool:
    by_bot = message.sender == BOT.id and not message.service
    as_channel = message.sender is None and message.sender_chat == message.chat
    return by_bot or as_channel


def _inline_message(world: World, inline_id: str) -> Message:
    chat_id, message_id = world.inline_messages.get(inline_id, (0, 0))
    chat = world.chats.get(chat_id)
    message = chat.messages.get(message_id) if chat else None
    if message is None:
        raise bad_request("MESSAGE_ID_INVALID")
    return message


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
}
