"""What tests of broadcasts by chat share: an admin at a desk, and a way to deliver what they confirmed."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from broadcasting import office
from fakes import TOKEN, Call, FakeTelegram
from talk import TODAY, Talk

from bot.app import connected
from bot.broadcast.message import KIND, MessageComposer
from bot.broadcast.readers import Readers
from bot.settings import Settings
from bot.store import broadcasts
from bot.store.broadcasts import Broadcast

NOW = datetime(2035, 3, 1, 2, 0, tzinfo=UTC).timestamp()
"""09:00 in Pontianak on a Thursday that is later than any clock of a machine that tests run on."""


@asynccontextmanager
async def desk_of(settings: Settings, *admins: int) -> AsyncIterator[Talk]:
    """A chat with the first of the admins, at that time."""
    telegram = FakeTelegram()
    administered = settings.model_copy(update={"bot_admins": admins})
    async with connected(administered, telegram, telegram, lambda: TODAY, now=lambda: NOW) as bot:
        talk = Talk(bot, telegram)
        be(talk, admins[0])
        yield talk


def be(talk: Talk, person: int) -> None:
    """Go on as somebody else, in their private chat."""
    talk.person = {"id": person, "is_bot": False, "first_name": "Pengelola"}
    talk.chat = {"id": person, "type": "private", "first_name": "Pengelola"}


async def chats(talk: Talk, *chat_ids: int, region: str = "61") -> None:
    for chat_id in chat_ids:
        await talk.bot.memory.chats.change(chat_id, region=region)


def code(call: Call) -> str:
    found = re.search(r"kodenya: <code>(\d{4})</code>", call.text)
    assert found
    return found[1]


async def broadcast(talk: Talk, number: int = 1) -> Broadcast:
    found = await talk.bot.memory.writer.run(lambda connection: broadcasts.find(connection, number))
    assert found
    return found


async def deliver(talk: Talk, number: int = 1, run: int = 1) -> None:
    """As the sender does."""
    mail = await office(talk.bot.memory, talk.telegram, TOKEN, in_flight=1)

    readers = Readers(talk.bot.memory, talk.bot.progress._to)
    mail.deliverer._composers = {KIND: MessageComposer(talk.bot.answering, readers)}
    await mail.planner.begin(number, run)
    await mail.deliver(number, run)
