"""What a person does in a chat: write, correct, attach, read."""

from typing import Any

from bot.playground.files import LARGEST, MEBIBYTE, plain_name
from bot.playground.markup import trimmed
from bot.playground.methods.content import LONGEST_CAPTION, LONGEST_TEXT
from bot.playground.model import Chat, Formatted, Kind, Media, Message
from bot.playground.pictures import picture_size
from bot.playground.recognised import with_recognised
from bot.playground.world import BOT, GROUP_ANONYMOUS_BOT, World

EDITABLE = 48 * 60 * 60
"""Seconds for which a person can correct a message."""


class RefusedError(Exception):
    """What a person may not do; the text is the hint the page shows, in Indonesian."""


def say(world: World, person: int, chat: Chat, text: str, *, reply_to: int = 0, topic: int = 0) -> Message:
    """Send a text as this person."""
    words = _words(text, LONGEST_TEXT)
    if not words.text:
        raise RefusedError("Pesan masih kosong.")
    return _write(world, person, chat, words=words, reply_to=reply_to, topic=topic)


def correct(world: World, person: int, chat: Chat, message_id: int, text: str) -> Message:
    """Change the words of a message one has sent."""
    message = chat.messages.get(message_id)
    if message is None or message.sender != person or message.via_bot:
        raise RefusedError("Pesan ini tidak dapat disunting.")
    if message.date < world.now() - EDITABLE:
        raise RefusedError("Pesan hanya dapat disunting dalam 48 jam.")
    words = _words(text, LONGEST_CAPTION if message.media else LONGEST_TEXT)
    if not words.text and not message.media:
        raise RefusedError("Pesan masih kosong.")
    if words == message.words:
        return message
    changed = world.change(message, words=words, edited=int(world.now()))
    world.deliver(changed, edited=True)
    return changed


def attach(
    world: World,
    person: int,
    chat: Chat,
    kind: Kind,
    name: str,
    content: bytes,
    *,
    caption: str = "",
    reply_to: int = 0,
    topic: int = 0,
) -> Message:
    """Send a picture, document or sticker as this person."""
    words = _words(caption, LONGEST_CAPTION)
    _check_may_write(chat, person)
    if not content:
        raise RefusedError("Berkas ini kosong.")
    if len(content) > LARGEST[kind]:
        raise RefusedError(f"Berkas terlalu besar: paling banyak {LARGEST[kind] // MEBIBYTE or 0.5} MB.")
    if kind is not Kind.DOCUMENT and picture_size(content) is None:
        raise RefusedError("Gambar ini tidak dikenali; kirimkan sebagai dokumen.")
    file = world.files.keep(kind, plain_name(name), content)
    return _write(world, person, chat, words=words, media=Media(file), reply_to=reply_to, topic=topic)


def read(world: World, person: int, chat: Chat, message_id: int) -> None:
    """Remember how far someone has read."""
    known = world.read.get((person, chat.id), 0)
    world.read[person, chat.id] = max(known, min(message_id, chat.last_id))


def _write(world: World, person: int, chat: Chat, *, reply_to: int, topic: int, **fields: Any) -> Message:
    _check_may_write(chat, person)
    if not chat.started:
        chat.started = True
        world.events.emit("refresh")
    message = world.post(
        chat,
        **speaker(chat, person),
        reply_to=reply_to if reply_to in chat.messages else None,
        topic=topic if topic in chat.topics else None,
        **fields,
    )
    read(world, person, chat, message.id)
    world.deliver(message)
    return message


def speaker(chat: Chat, person: int) -> dict[str, int]:
    """Who a message is from: the person, the channel, or the group for an anonymous administrator."""
    if chat.type == "channel":
        return {"sender_chat": chat.id}
    if chat.members[person].anonymous:
        return {"sender": GROUP_ANONYMOUS_BOT.id, "sender_chat": chat.id}
    return {"sender": person}


def _check_may_write(chat: Chat, person: int) -> None:
    if not chat.status(person).present or chat.upgraded_to is not None:
        raise RefusedError("Anda tidak ada di percakapan ini.")
    if chat.type == "channel" and not chat.status(person).governs:
        raise RefusedError("Hanya pengelola yang dapat menulis di kanal.")
    if chat.is_private and not chat.status(BOT.id).present:
        raise RefusedError("Bot ini Anda blokir. Buka blokirnya dahulu.")


def _words(text: str, longest: int) -> Formatted:
    words = trimmed(Formatted(text.replace("\r\n", "\n")))
    if len(words.text) > longest:
        surplus = len(words.text) - longest
        raise RefusedError(f"Terlalu panjang: paling banyak {longest} karakter, lebih {surplus}.")
    return with_recognised(words)
