"""What a message is to say and show, read from a call's parameters and checked."""

from typing import Any

from bot.playground.errors import bad_request
from bot.playground.keyboards import checked_markup
from bot.playground.markup import parse_html, trimmed
from bot.playground.model import Chat, Entity, Formatted, Json, Kind, Media
from bot.playground.parameters import Parameters
from bot.playground.recognised import with_recognised
from bot.playground.world import World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


def text(p: Parameters, name: str = "text") -> Formatted:
    """A message's text: 1 to 4,096 code points after parsing."""
    words = _formatted(p, name, "entities")
    if not words.text:
        raise bad_request("message text is empty")
    if len(words.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return words


def caption(p: Parameters) -> Formatted:
    """The words beneath a picture or document: up to 1,024 code points after parsing."""
    words = _formatted(p, "caption", "caption_entities")
    if len(words.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return words


def markup(p: Parameters) -> Json | None:
    """The keyboard under a message."""
    return checked_markup(p.json("reply_markup"))


def media(world: World, p: Parameters, kind: Kind, name: str) -> Media:
    """The file a call brings along, or names by the id of one sent before."""
    upload = p.upload(name)
    if upload:
        file = world.files.keep(kind, upload.name, upload.content)
    else:
        file = _sent_before(world, p.text(name), kind)
    return Media(file, p.flag("has_spoiler"), p.flag("show_caption_above_media"))


def reply(chat: Chat, p: Parameters) -> int | None:
    """The message that is replied to, which must still be there unless the call does without."""
    asked = p.object("reply_parameters")
    wanted = Parameters(asked).integer("message_id") or p.integer("reply_to_message_id")
    if not wanted or wanted in chat.messages:
        return wanted or None
    if asked.get("allow_sending_without_reply") or p.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _formatted(p: Parameters, name: str, entities: str) -> Formatted:
    raw, mode = p.text(name), p.text("parse_mode").lower()
    if mode == "html":
        return with_recognised(parse_html(raw))
    if mode not in ("", "none"):
        # The bot writes HTML only; Telegram's two dialects of Markdown are not rebuilt here.
        raise bad_request("unsupported parse_mode")
    given = p.json(entities) or []
    return with_recognised(trimmed(Formatted(raw, tuple(_entity(entity) for entity in given))))


def _entity(given: Any) -> Entity:
    try:
        known = dict(given)
        return Entity(str(known.pop("type")), int(known.pop("offset")), int(known.pop("length")), known)
    except (KeyError, TypeError, ValueError):
        raise bad_request("can't parse MessageEntity: Expected an object with type, offset, length") from None


def _sent_before(world: World, value: str, kind: Kind) -> Any:
    if not value:
        raise bad_request(f"there is no {kind} in the request")
    file = world.files.get(value)
    if file is None:
        # An address is not fetched: nothing here speaks with the world outside.
        reason = "failed to get HTTP URL content" if "://" in value else "wrong file identifier specified"
        raise bad_request(reason)
    if file.kind is not kind:
        raise bad_request(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
    return file
