"""The playground's world: who is there, what was said, and what the bot and the page have to be told.

Knows nothing of HTTP. What the bot does to it is in `methods`, what people do in `people`.
"""

import itertools
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.playground import objects
from bot.playground.events import Events
from bot.playground.files import Files
from bot.playground.model import Chat, Content, Member, Message, Person, Status
from bot.playground.profile import Profile
from bot.playground.rate import GroupLimit
from bot.playground.recognised import commands, mentions
from bot.playground.updates import UpdateQueue

BOT_USERNAME = "cakupan_bot"
BOT = Person(1, "Cakupan", BOT_USERNAME, is_bot=True)
GROUP_ANONYMOUS_BOT = Person(1087968824, "Group", "GroupAnonymousBot", is_bot=True)
PEOPLE = (
    Person(1001, "Perencana", "perencana"),
    Person(1002, "Kepala Cabang", "kepala_cabang"),
    Person(1003, "Wartawan", "wartawan"),
    Person(1004, "Warga"),
)
TEST_GROUP = -1001000000001
SMALL_GROUP = -4000000002
FORUM = -1001000000003
CHANNEL = -1001000000004
KEPT_MESSAGES = 500
"""For each chat; older ones are forgotten."""


@dataclass(frozen=True, slots=True)
class Query:
    """A pressed button or a typed inline query that the bot has yet to answer."""

    id: str
    person: int
    chat: int
    at: float


@dataclass(frozen=True, slots=True)
class Offer:
    """The newest inline results that someone was offered, by the id of each."""

    query: str
    results: dict[str, Content]


class World:
    """The whole state, in one event loop; `now` and `group_limit` (messages a minute) are for tests."""

    def __init__(self, *, now: Callable[[], float] = time.time, group_limit: int = 20) -> None:
        self.now = now
        self.people = {person.id: person for person in (BOT, *PEOPLE)}
        self.chats = {chat.id: chat for chat in _chats()}
        for chat in self.chats.values():
            # Message ids grow across runs, as update ids do: a bot may remember what it said to which.
            chat.last_id = int(now())
        self.files = Files()
        self.profile = Profile()
        self.updates = UpdateQueue(now)
        self.events = Events()
        self.group_limit = GroupLimit(group_limit, now)
        self.callbacks: dict[str, Query] = {}
        self.inline_queries: dict[str, Query] = {}
        self.inline_answers: dict[int, Offer] = {}
        self.inline_messages: dict[str, tuple[int, int]] = {}
        self.read: dict[tuple[int, int], int] = {}
        self._numbers = itertools.count(secrets.randbits(60))

    @property
    def admin_ids(self) -> tuple[int, int]:
        """The two people whom BOT_ADMINS should name."""
        return PEOPLE[0].id, PEOPLE[1].id

    def close(self) -> None:
        """Wake every long poll and event stream, and let none wait again."""
        self.updates.close()
        self.events.close()

    def number(self) -> str:
        """A new id for a query."""
        return str(next(self._numbers))

    def account(self, person: int) -> Person:
        """A person, or one of Telegram's own accounts."""
        return GROUP_ANONYMOUS_BOT if person == GROUP_ANONYMOUS_BOT.id else self.people[person]

    def chats_of(self, person: int) -> list[Chat]:
        """The chats someone sees."""
        return [
            chat for chat in self.chats.values() if chat.status(person).present and chat.upgraded_to is None
        ]

    def post(self, chat: Chat, **fields: Any) -> Message:
        """Write a new message into a chat; the page sees it at once."""
        chat.last_id += 1
        message = Message(id=chat.last_id, chat=chat.id, date=int(self.now()), **fields)
        chat.messages[message.id] = message
        while len(chat.messages) > KEPT_MESSAGES:
            chat.messages.pop(next(iter(chat.messages)))
        self.events.emit("message", message=objects.page_message(self, message))
        return message

    def change(self, message: Message, **fields: Any) -> Message:
        """Replace a message by a changed one."""
        changed = replace(message, **fields)
        self.chats[message.chat].messages[message.id] = changed
        self.events.emit("changed", message=objects.page_message(self, changed))
        return changed

    def remove(self, message: Message) -> None:
        """Delete a message for everyone."""
        del self.chats[message.chat].messages[message.id]
        self.events.emit("deleted", chat=message.chat, message=message.id)

    def deliver(self, message: Message, *, edited: bool = False) -> None:
        """Queue a message as an update, if the bot gets to see it."""
        chat = self.chats[message.chat]
        if not self.sees(chat, message):
            return
        kind = "channel_post" if chat.type == "channel" else "message"
        self.updates.put(f"edited_{kind}" if edited else kind, objects.message(self, message))

    def sees(self, chat: Chat, message: Message) -> bool:
        """Whether a message reaches the bot: in groups it has privacy mode on, unless it governs them."""
        status = chat.status(BOT.id)
        if not status.present or chat.is_private or status.governs or message.service or message.via_bot:
            return status.present
        answered = chat.messages.get(message.reply_to or 0)
        if answered and answered.sender == BOT.id:
            return True
        named = [command.partition("@")[2].lower() for command in commands(message.words)]
        return bool({"", BOT_USERNAME} & set(named)) or BOT_USERNAME in (
            name.lower() for name in mentions(message.words)
        )

    def set_member(self, chat: Chat, person: int, member: Member, by: int) -> None:
        """Change someone's standing; the bot is told of its own, and of others' where it governs."""
        before = chat.members.get(person, Member(Status.LEFT))
        chat.members[person] = member
        kind = "my_chat_member" if person == BOT.id else "chat_member"
        if kind == "my_chat_member" or chat.status(BOT.id).governs:
            self.updates.put(kind, objects.member_change(self, chat, person, before, member, by))
        self.events.emit("refresh")


def _chats() -> list[Chat]:
    everyone = {person.id: Member(Status.MEMBER) for person in PEOPLE}
    bot = {BOT.id: Member(Status.MEMBER)}
    led = {PEOPLE[0].id: Member(Status.CREATOR), PEOPLE[1].id: Member(Status.ADMINISTRATOR)}
    private = [
        Chat(person.id, "private", person.name, {person.id: Member(Status.MEMBER), **bot}, started=False)
        for person in PEOPLE
    ]
    return [
        *private,
        Chat(TEST_GROUP, "supergroup", "Grup Uji", everyone | led | bot),
        Chat(SMALL_GROUP, "group", "Grup Kecil", everyone | led | bot),
        Chat(FORUM, "supergroup", "Forum Uji", everyone | led | bot, topics={2: "Cakupan", 3: "Anggaran"}),
        Chat(
            CHANNEL,
            "channel",
            "Kanal Uji",
            everyone | led | {BOT.id: Member(Status.ADMINISTRATOR)},
            username="kanal_uji",
        ),
    ]
