"""Random updates of a small world: some people, some groups, a channel, an admin, the bot itself."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from bench.fuzz.shapes import TYPES, Json, Shapes
from bench.fuzz.texts import Texts
from bot.commands import Commands

BOT: Final = {"id": 42, "is_bot": True, "first_name": "Cakupan", "username": "cakupan_bot"}
ADMINS: Final = (900, 901)
PEOPLE: Final = 300
_FIRST: Final = 1000
_GROUPS: Final = 40
_CHANNEL: Final = -1_000_000_000_001
_SELDOM, _OFTEN = 0.05, 0.4
_KINDS: Final = {
    "message": 50,
    "edited_message": 8,
    "callback_query": 20,
    "inline_query": 7,
    "my_chat_member": 5,
}
_OTHERS: Final = tuple(kind for kind in TYPES["Update"]["optional"] if kind not in _KINDS)
_TYPE_OF: Final = TYPES["Update"]["optional"]


@dataclass(frozen=True)
class Fed:
    """An update with what it is, for the verdict: its kind, and the chat or person whose lane it takes."""

    raw: Json
    kind: str
    lane: int
    spoiled: bool = False


class Updates:
    """Updates without end, the same for the same seed."""

    def __init__(self, seed: int, commands: Commands) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a plan, not a secret
        self.texts = Texts(self.chance, commands)
        self._shapes = Shapes(self.chance, self.texts.word)
        self._numbers = count(1)
        self._messages = count(1)

    def __iter__(self) -> Iterator[Fed]:
        """One after another."""
        while True:
            yield self.one()

    def one(self) -> Fed:
        """The next update."""
        chance = self.chance
        (kind,) = chance.choices((*_KINDS, "other"), (*_KINDS.values(), 10))
        kind = chance.choice(_OTHERS) if kind == "other" else kind
        person, chat = self._person(), self._chat()
        if chat["type"] == "private":
            person = person | {"id": chat["id"]}
        content = self._content(kind, person, chat)
        lane = chat["id"] if "chat" in content or "message" in content else person["id"]
        return Fed({"update_id": next(self._numbers), kind: content}, kind, int(lane))

    def _content(self, kind: str, person: Json, chat: Json) -> Json:
        match kind:
            case "message":
                return self._message(person, chat)
            case "edited_message":
                earlier = self.chance.randrange(1, 1 + next(self._messages))
                return self._message(person, chat) | {"message_id": earlier, "edit_date": 2}
            case "callback_query":
                return self._press(person, chat)
            case "inline_query":
                query = {"id": str(next(self._numbers)), "from": person, "query": self.texts.text()[:256]}
                return self._shapes.object("InlineQuery", **query, offset="")
            case _:
                return self._shapes.object(_TYPE_OF[kind], **self._whose(_TYPE_OF[kind], person, chat))

    def _whose(self, name: str, person: Json, chat: Json) -> Json:
        """The chat and the person where the type has places for them."""
        places = {**TYPES[name]["required"], **TYPES[name]["optional"]}
        return {key: value for key, value in {"chat": chat, "from": person}.items() if key in places}

    def _message(self, person: Json, chat: Json) -> Json:
        """Words, a caption, a file or whatever else a message holds, as Telegram would put them together."""
        fixed: Json = {"message_id": next(self._messages), "date": 1, "chat": chat, "from": person}
        if chat["type"] == "supergroup" and self.chance.random() < _SELDOM:
            return fixed | {"migrate_to_chat_id": self._group()["id"]}
        message = self._shapes.object("Message") if self.chance.random() < _OFTEN else {}
        for name in ("migrate_to_chat_id", "text", "caption", "document"):
            message.pop(name, None)
        if chat["type"] != "private" and self.chance.random() < _OFTEN:
            message["reply_to_message"] = self._shapes.object(
                "Message", chat=chat, **{"from": self._answered()}
            )
        return {**message, **fixed, **self._words(chat)}

    def _words(self, chat: Json) -> Json:
        (kind,) = self.chance.choices(("text", "caption", "document", "none"), (65, 10, 2, 23))
        called = chat["type"] != "private" and self.chance.random() < _OFTEN
        text = f"@cakupan_bot {self.texts.text()}"[:4096] if called else self.texts.text()
        match kind:
            case "text":
                return {"text": text}
            case "caption":
                return {"caption": text[:1024]}
            case "document":
                return {"document": self._shapes.object("Document")}
            case _:
                return {}

    def _answered(self) -> Json:
        return self.chance.choice((BOT, {"id": 43, "is_bot": True, "first_name": "Lain"}))

    def _press(self, person: Json, chat: Json) -> Json:
        query: Json = {"id": str(next(self._numbers)), "from": person, "chat_instance": "1"}
        chance = self.chance.random()
        if chance < 0.9:
            query["message"] = {
                "message_id": self.chance.randrange(1, 5000),
                "date": 1,
                "chat": chat,
                "from": BOT,
                "text": "…",
            }
        elif chance < 0.95:
            query["message"] = {"message_id": 5, "date": 0, "chat": chat}
        else:
            query["inline_message_id"] = self.texts.word()
        if self.chance.random() < 0.97:
            query["data"] = self.texts.code() or "x"
        else:
            query["game_short_name"] = "x"
        return query

    def _person(self) -> Json:
        return self._shapes.object("User", id=self._number(), is_bot=False)

    def _chat(self) -> Json:
        (kind,) = self.chance.choices(("private", "group", "channel"), (60, 35, 5))
        match kind:
            case "private":
                return self._shapes.object("Chat", id=self._number(), type="private")
            case "group":
                return self._group()
            case _:
                return self._shapes.object("Chat", id=_CHANNEL, type="channel")

    def _number(self) -> int:
        if self.chance.random() < _SELDOM:
            return self.chance.choice(ADMINS)
        return self.chance.randrange(_FIRST, _FIRST + PEOPLE)

    def _group(self) -> Json:
        number, kind = -self.chance.randrange(100, 100 + _GROUPS), self.chance.choice(("group", "supergroup"))
        return self._shapes.object("Chat", id=number, type=kind)
