"""Methods about a chat: what it is, who is in it, leaving it."""

from bot.playground import objects
from bot.playground.errors import bad_request
from bot.playground.methods.access import joined_chat
from bot.playground.model import Json, Member, Status
from bot.playground.parameters import Parameters
from bot.playground.world import BOT, World


def get_chat(world: World, p: Parameters) -> Json:
    """A chat with all that is known of it."""
    return objects.full_chat(world, joined_chat(world, p))


def get_chat_member(world: World, p: Parameters) -> Json:
    """Someone's standing in a chat."""
    chat = joined_chat(world, p)
    person = int(p.integer("user_id"))
    if person not in world.people:
        raise bad_request("invalid user_id specified" if not person else "member not found")
    return objects.member(world, person, chat.members.get(person, Member(Status.LEFT)))


def get_chat_administrators(world: World, p: Parameters) -> list[Json]:
    """Those who govern a group, without other bots."""
    chat = joined_chat(world, p)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [
        objects.member(world, person, member)
        for person, member in chat.members.items()
        if member.status.governs and person != BOT.id
    ]


def get_chat_member_count(world: World, p: Parameters) -> int:
    """How many are in a chat."""
    return sum(member.status.present for member in joined_chat(world, p).members.values())


def leave_chat(world: World, p: Parameters) -> bool:
    """Leave a group or channel."""
    chat = joined_chat(world, p)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    world.set_member(chat, BOT.id, Member(Status.LEFT), BOT.id)
    world.post(chat, sender=BOT.id, service={"left_chat_member": objects.user(BOT)})
    return True


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
}
