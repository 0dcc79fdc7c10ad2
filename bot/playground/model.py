"""The values the playground's world is made of: people, chats, messages, files."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """An account, a bot's included; `name` and `language` as its owner set them."""

    id: int
    name: str
    username: str | None = None
    language: str = "id"
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """A formatted or clickable stretch of a text, in UTF-16 units; `extra` holds a link's url and the like."""

    type: str
    offset: int
    length: int
    extra: Json = field(default_factory=dict)

    def as_json(self) -> Json:
        """The entity as the Bot API shows it."""
        return {"type": self.type, "offset": self.offset, "length": self.length, **self.extra}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities."""

    text: str = ""
    entities: tuple[Entity, ...] = ()


class Kind(StrEnum):
    """What a file is sent as."""

    PHOTO = "photo"
    DOCUMENT = "document"
    STICKER = "sticker"


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file; width and height are 0 where it is no picture."""

    id: str
    kind: Kind
    name: str
    mime: str
    content: bytes = field(repr=False)
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Media:
    """A file in a message, and how it is shown."""

    file: File
    spoiler: bool = False
    caption_above: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says and shows: what an edit may change."""

    words: Formatted
    media: Media | None = None
    markup: Json | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message; `words` are its text, or the caption beneath `media`.

    `sender` is a person, `sender_chat` the group or channel that speaks for itself. `service` holds
    the fields of a message that nobody wrote ("… joined").
    """

    id: int
    chat: int
    date: int
    sender: int | None = None
    sender_chat: int | None = None
    words: Formatted = Formatted()
    media: Media | None = None
    markup: Json | None = None
    reply_to: int | None = None
    topic: int | None = None
    edited: int | None = None
    via_bot: bool = False
    inline_id: str | None = None
    service: Json = field(default_factory=dict)


class Status(StrEnum):
    """What someone is in a chat."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"

    @property
    def present(self) -> bool:
        """Whether they are in the chat."""
        return self not in (Status.LEFT, Status.KICKED)

    @property
    def governs(self) -> bool:
        """Whether they may change the chat."""
        return self in (Status.CREATOR, Status.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Member:
    """Someone's standing in a chat; an anonymous administrator speaks as the group."""

    status: Status
    anonymous: bool = False


@dataclass(slots=True)
class Chat:
    """A conversation. A private chat has its person's id; `upgraded_to` is the id after becoming a supergroup."""

    id: int
    type: str
    title: str
    members: dict[int, Member]
    username: str | None = None
    topics: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    started: bool = True
    upgraded_to: int | None = None
    menu_button: Json | None = None

    @property
    def is_private(self) -> bool:
        """Whether it is a person's chat with the bot."""
        return self.type == "private"

    @property
    def is_group(self) -> bool:
        """Whether it is a group of either kind."""
        return self.type in ("group", "supergroup")

    def status(self, person: int) -> Status:
        """What a person is in this chat."""
        member = self.members.get(person)
        return member.status if member else Status.LEFT
