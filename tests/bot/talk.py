"""A conversation with the real application: what a test says, and what the bot did."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from fakes import BOT_ID, Call, FakeTelegram

from bot.app import Bot

TODAY = date(2026, 11, 22)
PERSON = {"id": 7, "is_bot": False, "first_name": "Orang"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Orang"}
GROUP = {"id": -100, "type": "supergroup", "title": "Grup"}


@dataclass
class Talk:
    """Feeds updates into the bot as Telegram would, and waits until they are dealt with."""

    bot: Bot
    telegram: FakeTelegram
    chat: Mapping[str, Any] = field(default_factory=lambda: PRIVATE)
    person: Mapping[str, Any] = field(default_factory=lambda: PERSON)
    updates: Iterator[int] = field(default_factory=lambda: count(1))
    messages: Iterator[int] = field(default_factory=lambda: count(1))

    async def feed(self, **content: Any) -> list[Call]:
        """One update; returns what it made the bot say."""
        before = len(self.telegram.calls)
        await self.bot.intake.take([{"update_id": next(self.updates), **content}])
        await self.bot.intake.lanes.drain(10)
        later = self.telegram.calls[before:]
        said = ("sendMessage", "sendPhoto", "sendDocument", "editMessageText", "answerCallbackQuery")
        return [call for call in later if call.method in said]

    async def message(self, **content: Any) -> list[Call]:
        """A message with any content."""
        return await self.feed(message=self.made(**content))

    async def say(self, text: str, **content: Any) -> Call:
        """A text that is answered with one message."""
        (call,) = await self.message(text=text, **content)
        return call

    async def edit(self, message_id: int, text: str) -> Call:
        """An earlier text, changed."""
        (call,) = await self.feed(edited_message=self.made(message_id=message_id, text=text, edit_date=1))
        return call

    async def press(self, call: Call, label: str, message_id: int = 1001) -> list[Call]:
        """A button under something the bot said."""
        message = {"message_id": message_id, "date": 1, "chat": self.chat, "text": "…", "from": _bot()}
        query = {
            "id": "1",
            "from": self.person,
            "chat_instance": "1",
            "message": message,
            "data": call.code(label),
        }
        return await self.feed(callback_query=query)

    async def press_code(self, code: str) -> list[Call]:
        """A button whose data somebody made up."""
        message = {"message_id": 1001, "date": 1, "chat": self.chat, "text": "…", "from": _bot()}
        query = {"id": "1", "from": self.person, "chat_instance": "1", "message": message, "data": code}
        return await self.feed(callback_query=query)

    async def type_inline(self, text: str) -> list[dict[str, Any]]:
        """Something typed behind the bot's name in another chat; returns the cards that it offers."""
        before = len(self.telegram.calls)
        await self.feed(inline_query={"id": "1", "from": self.person, "query": text, "offset": ""})
        (answer,) = self.telegram.calls[before:]
        return list(answer.parameters["results"])

    async def membership(self, before: str, after: str) -> list[Call]:
        """The bot's own standing in the chat, changed."""
        change = {
            "chat": self.chat,
            "from": self.person,
            "date": 1,
            "old_chat_member": _member(before),
            "new_chat_member": _member(after),
        }
        return await self.feed(my_chat_member=change)

    def made(self, **content: Any) -> dict[str, Any]:
        return {
            "message_id": next(self.messages),
            "date": 1,
            "chat": self.chat,
            "from": self.person,
            **content,
        }


def _bot() -> dict[str, Any]:
    return {"id": BOT_ID, "is_bot": True, "first_name": "Cakupan", "username": "cakupan_bot"}


def _member(status: str) -> dict[str, Any]:
    return {"status": status, "user": _bot(), "until_date": 0}
