"""Which chat or message a call means, and whether the bot may write there."""

from bot.playground.errors import ApiError, bad_request, forbidden
from bot.playground.model import Chat, Message, Status
from bot.playground.parameters import Parameters
from bot.playground.world import BOT, World


def known_chat(world: World, p: Parameters) -> Chat:
    """The chat named by chat_id, a number or a channel's @name."""
    named = p.text("chat_id")
    if not named:
        raise bad_request("chat_id is empty")
    for chat in world.chats.values():
        if named == str(chat.id) or (chat.username and named.lower() == f"@{chat.username}"):
            return chat
    raise bad_request("chat not found")


def joined_chat(world: World, p: Parameters) -> Chat:
    """A chat that the bot is in; otherwise the refusal says why it is not."""
    chat = known_chat(world, p)
    if chat.upgraded_to is not None:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=chat.upgraded_to,
        )
    status = chat.status(BOT.id)
    if status.present:
        return chat
    if chat.is_private:
        raise forbidden("bot was blocked by the user")
    kind = "group" if chat.type == "group" else f"{chat.type}"
    if status is Status.KICKED:
        raise forbidden(f"bot was kicked from the {kind} chat")
    raise forbidden(f"bot is not a member of the {kind} chat")


def writable_chat(world: World, p: Parameters) -> Chat:
    """A chat that the bot may write to now; counts against a group's limit only when it sends."""
    chat = joined_chat(world, p)
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def topic(chat: Chat, p: Parameters) -> int | None:
    """The forum topic to write in. The General topic has no number that could be given."""
    number = p.integer("message_thread_id")
    if not number:
        return None
    if number not in chat.topics:
        raise bad_request("message thread not found")
    return number


def message_in(world: World, p: Parameters, doing: str) -> Message:
    """The message named by chat_id and message_id; `doing` ends the refusal "message to … not found"."""
    chat = joined_chat(world, p)
    if not p.integer("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(p.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {doing} not found")
    return message
