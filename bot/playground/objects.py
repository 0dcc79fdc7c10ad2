"""The world's values as the Bot API's JSON objects, and as the page gets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.files import file_path
from bot.playground.model import Chat, File, Json, Kind, Media, Member, Message, Person, Status

if TYPE_CHECKING:
    from bot.playground.world import World

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
)


def user(person: Person) -> Json:
    """A User."""
    shown: Json = {"id": person.id, "is_bot": person.is_bot, "first_name": person.name}
    if person.username:
        shown["username"] = person.username
    if not person.is_bot:
        shown["language_code"] = person.language
    return shown


def me(person: Person) -> Json:
    """The User that getMe gives: the bot with what it is able to do."""
    return {
        **user(person),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat(world: World, place: Chat) -> Json:
    """A Chat."""
    shown: Json = {"id": place.id, "type": place.type}
    username = place.username
    if place.is_private:
        person = world.people[place.id]
        shown["first_name"], username = person.name, person.username
    else:
        shown["title"] = place.title
    if username:
        shown["username"] = username
    if place.topics:
        shown["is_forum"] = True
    return shown


def full_chat(world: World, place: Chat) -> Json:
    """A ChatFullInfo."""
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return {
        **chat(world, place),
        "accent_color_id": abs(place.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def member(world: World, person: int, standing: Member) -> Json:
    """A ChatMember."""
    shown: Json = {"status": standing.status.value, "user": user(world.account(person))}
    match standing.status:
        case Status.CREATOR:
            shown["is_anonymous"] = standing.anonymous
        case Status.ADMINISTRATOR:
            shown |= {
                "can_be_edited": False,
                "is_anonymous": standing.anonymous,
                **dict.fromkeys(RIGHTS, True),
            }
        case Status.KICKED:
            shown["until_date"] = 0
        case Status.MEMBER | Status.LEFT:
            pass
    return shown


def member_change(world: World, place: Chat, person: int, before: Member, after: Member, by: int) -> Json:
    """A ChatMemberUpdated."""
    return {
        "chat": chat(world, place),
        "from": user(world.account(by)),
        "date": int(world.now()),
        "old_chat_member": member(world, person, before),
        "new_chat_member": member(world, person, after),
    }


def file(stored: File) -> Json:
    """A File, as getFile gives it."""
    return {**_sized(stored), "file_path": file_path(stored)}


def message(world: World, said: Message, *, with_reply: bool = True) -> Json:
    """A Message; the one it replies to is shown without its own reply."""
    place = world.chats[said.chat]
    shown: Json = {"message_id": said.id, "date": said.date, "chat": chat(world, place)}
    if said.sender is not None:
        shown["from"] = user(world.account(said.sender))
    if said.sender_chat is not None:
        shown["sender_chat"] = chat(world, world.chats[said.sender_chat])
    if said.edited is not None:
        shown["edit_date"] = said.edited
    if said.topic is not None:
        shown |= {"message_thread_id": said.topic, "is_topic_message": True}
    if said.via_bot:
        shown["via_bot"] = user(next(person for person in world.people.values() if person.is_bot))
    answered = place.messages.get(said.reply_to) if with_reply and said.reply_to else None
    if answered:
        shown["reply_to_message"] = message(world, answered, with_reply=False)
    if said.markup and "inline_keyboard" in said.markup:
        shown["reply_markup"] = said.markup
    return shown | _content(said) | said.service


def page_message(world: World, said: Message) -> Json:
    """A message as the page gets it: the Bot API's, and what a messenger knows besides."""
    shown = message(world, said)
    shown["reply_markup"] = said.markup
    shown["service"] = bool(said.service)
    if said.media:
        stored = said.media.file
        shown["file"] = {
            "id": stored.id,
            "kind": stored.kind.value,
            "name": stored.name,
            "size": len(stored.content),
            "width": stored.width,
            "height": stored.height,
            "spoiler": said.media.spoiler,
            "caption_above": said.media.caption_above,
        }
    return shown


def _content(said: Message) -> Json:
    entities = [entity.as_json() for entity in said.words.entities]
    if said.media is None:
        shown: Json = {"text": said.words.text} if said.words.text else {}
        return shown | ({"entities": entities} if entities else {})
    shown = _media(said.media)
    if said.words.text:
        shown["caption"] = said.words.text
    return shown | ({"caption_entities": entities} if entities else {})


def _media(media: Media) -> Json:
    stored = media.file
    pixels = {"width": stored.width, "height": stored.height}
    match stored.kind:
        case Kind.PHOTO:
            shown: Json = {"photo": [_sized(stored) | pixels]}
            shown |= {"has_media_spoiler": True} if media.spoiler else {}
            return shown | ({"show_caption_above_media": True} if media.caption_above else {})
        case Kind.DOCUMENT:
            return {"document": _sized(stored) | {"file_name": stored.name, "mime_type": stored.mime}}
        case Kind.STICKER:
            flags = {"type": "regular", "is_animated": False, "is_video": False}
            return {"sticker": _sized(stored) | pixels | flags}


def _sized(stored: File) -> Json:
    return {"file_id": stored.id, "file_unique_id": f"u{stored.id}", "file_size": len(stored.content)}
