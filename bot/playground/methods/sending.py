"""Methods that send: text, pictures, documents, and the sign that something is coming."""

from typing import Any

from bot.playground import objects
from bot.playground.errors import bad_request
from bot.playground.methods import content
from bot.playground.methods.access import topic, writable_chat
from bot.playground.model import Formatted, Json, Kind, Media
from bot.playground.parameters import Parameters
from bot.playground.world import BOT, World

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(world: World, p: Parameters) -> Json:
    """Send a text."""
    return _send(world, p, content.text(p))


def send_photo(world: World, p: Parameters) -> Json:
    """Send a picture."""
    return _send(world, p, content.caption(p), content.media(world, p, Kind.PHOTO, "photo"))


def send_document(world: World, p: Parameters) -> Json:
    """Send a file."""
    return _send(world, p, content.caption(p), content.media(world, p, Kind.DOCUMENT, "document"))


def send_chat_action(world: World, p: Parameters) -> bool:
    """Show for five seconds that the bot is busy."""
    chat = writable_chat(world, p)
    if p.required("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.events.emit("action", chat=chat.id, topic=topic(chat, p), action=p.text("action"))
    return True


def _send(world: World, p: Parameters, words: Formatted, media: Media | None = None) -> Json:
    chat = writable_chat(world, p)
    said: dict[str, Any] = {
        "words": words,
        "media": media,
        "markup": content.markup(p),
        "reply_to": content.reply(chat, p),
        "topic": topic(chat, p),
    }
    if chat.is_group:
        world.group_limit.spend(chat.id)
    speaker = {"sender_chat": chat.id} if chat.type == "channel" else {"sender": BOT.id}
    return objects.message(world, world.post(chat, **speaker, **said))


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
}
