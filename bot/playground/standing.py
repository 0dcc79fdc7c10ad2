"""How a person changes who may do what: blocking the bot, adding or removing it, upgrading a group."""

from dataclasses import replace

from bot.playground import objects
from bot.playground.model import Chat, Member, Status
from bot.playground.people import RefusedError
from bot.playground.world import BOT, World

LANGUAGES = ("id", "en")


def block(world: World, person: int, chat: Chat, *, blocked: bool) -> None:
    """Block the bot in a private chat, or let it write again."""
    if not chat.is_private:
        raise RefusedError("Bot hanya dapat diblokir di percakapan pribadi.")
    if chat.status(BOT.id).present is blocked:
        world.set_member(chat, BOT.id, Member(Status.KICKED if blocked else Status.MEMBER), person)


def admit(world: World, person: int, chat: Chat) -> None:
    """Add the bot to a group or channel."""
    _check_governs(chat, person)
    if chat.status(BOT.id).present:
        return
    status = Status.ADMINISTRATOR if chat.type == "channel" else Status.MEMBER
    world.set_member(chat, BOT.id, Member(status), person)
    if chat.is_group:
        joined = {"new_chat_members": [objects.user(BOT)], "new_chat_member": objects.user(BOT)}
        world.deliver(world.post(chat, sender=person, service=joined))


def expel(world: World, person: int, chat: Chat) -> None:
    """Remove the bot from a group or channel."""
    _check_governs(chat, person)
    if not chat.status(BOT.id).present:
        return
    world.set_member(chat, BOT.id, Member(Status.KICKED), person)
    if chat.is_group:
        world.post(chat, sender=person, service={"left_chat_member": objects.user(BOT)})


def promote(world: World, person: int, chat: Chat, *, promoted: bool) -> None:
    """Make the bot an administrator, who sees every message, or a plain member again."""
    _check_governs(chat, person)
    if not chat.is_group or not chat.status(BOT.id).present:
        raise RefusedError("Bot tidak ada di grup ini.")
    world.set_member(chat, BOT.id, Member(Status.ADMINISTRATOR if promoted else Status.MEMBER), person)


def hide(world: World, person: int, chat: Chat, *, anonymous: bool) -> None:
    """Let an administrator speak as the group, or under their own name again."""
    _check_governs(chat, person)
    if chat.type != "supergroup":
        raise RefusedError("Pengelola anonim hanya ada di supergrup.")
    world.set_member(chat, person, replace(chat.members[person], anonymous=anonymous), person)


def upgrade(world: World, person: int, chat: Chat) -> Chat:
    """Make a small group a supergroup: a new chat with a new id, as at Telegram."""
    _check_governs(chat, person)
    if chat.type != "group" or chat.upgraded_to is not None:
        raise RefusedError("Grup ini sudah menjadi supergrup.")
    grown = Chat(
        -1_000_000_000_000 + chat.id, "supergroup", chat.title, dict(chat.members), last_id=chat.last_id
    )
    world.chats[grown.id] = grown
    moved = world.post(chat, sender=person, service={"migrate_to_chat_id": grown.id})
    world.deliver(moved)
    chat.upgraded_to = grown.id
    world.deliver(world.post(grown, sender=person, service={"migrate_from_chat_id": chat.id}))
    world.events.emit("refresh")
    return grown


def speak(world: World, person: int, language: str) -> None:
    """Switch the language of someone's Telegram."""
    if language not in LANGUAGES:
        raise RefusedError("Bahasa yang tersedia: Indonesia dan Inggris.")
    world.people[person] = replace(world.people[person], language=language)
    world.events.emit("refresh")


def _check_governs(chat: Chat, person: int) -> None:
    if not chat.status(person).governs:
        raise RefusedError("Hanya pengelola yang dapat melakukan ini.")
