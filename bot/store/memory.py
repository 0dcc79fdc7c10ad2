"""The memory as a whole: opened, brought up to date, and closed together."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack
from functools import partial

import structlog
from sqlalchemy import Engine
from sqlalchemy.engine import Dialect

from bot.store import broadcasts, group_sends
from bot.store.answers import Answers
from bot.store.chats import Chats
from bot.store.codes import Codes
from bot.store.engine import empty_log, open_engine
from bot.store.group_sends import GroupSends
from bot.store.inbox import Inbox
from bot.store.migrate import upgrade
from bot.store.pictures import Pictures
from bot.store.presence import InUseError, only_process, process_name
from bot.store.shared_inbox import SharedInbox
from bot.store.subscriptions import Subscriptions
from bot.store.told import KEPT, Told
from bot.store.unusable import UnusableDatabaseError, usable
from bot.store.versions import Versions
from bot.store.writer import Writer

log = structlog.get_logger(__name__)


class Memory:
    """Everything that is remembered, behind one writer."""

    def __init__(self, engine: Engine, database_url: str, held: ExitStack) -> None:
        self._database_url = database_url
        self._held = held
        self.writer = Writer(engine)
        self.dialect = dialect = engine.dialect
        self.chats = Chats(self.writer, dialect)
        self.name = process_name()
        self.inbox = _inbox(self.writer, dialect, self.name)
        self.told = Told(self.writer, dialect)
        self.codes = Codes(self.writer, dialect)
        self.answers = Answers(self.writer, dialect, self.codes)
        self.pictures = Pictures(self.writer, dialect)
        self.versions = Versions(self.writer)
        self.subscriptions = Subscriptions(self.writer)
        # a SQLite file has one process, which knows what it sent
        self.group_sends = GroupSends(self.writer) if dialect.name == "postgresql" else None

    @classmethod
    async def open(cls, database_url: str, *, as_bot: bool = False) -> Memory:
        """Bring the schema up to date and read what must be in memory.

        A SQLite file has one bot: `as_bot` lets no other have it. Raises UnusableDatabaseError where another has,
        and where the database cannot be reached, written or understood.
        """
        with ExitStack() as held, usable(database_url, OSError, ValueError):
            if as_bot:
                _be_the_only_bot(database_url, held)
            engine = open_engine(database_url)
            await asyncio.to_thread(upgrade, engine)
            memory = cls(engine, database_url, held.pop_all())
        await memory.chats.load()
        return memory

    async def forget(self, chat_id: int) -> None:
        """Erase everything about a chat, also from what SQLite has written ahead."""
        await self.chats.forget(chat_id)
        await self._empty_log()

    async def prune(self) -> None:
        """Drop what has been kept long enough."""
        await self.inbox.prune()
        await self.told.prune()
        await self.answers.prune()
        await self.writer.run(group_sends.prune)
        before = int(time.time()) - KEPT
        while await self.writer.run(partial(broadcasts.prune, before=before)):
            pass
        await self._empty_log()

    async def close(self) -> None:
        """Commit what is waiting and let go of the database."""
        await asyncio.to_thread(self.writer.close)
        self._held.close()

    async def _empty_log(self) -> None:
        if not await asyncio.to_thread(empty_log, self._database_url):
            log.info("somebody reads the memory; what was erased leaves its log within the hour")


def _inbox(writer: Writer, dialect: Dialect, name: str) -> Inbox:
    """A SQLite file has one process, and nothing to settle with others."""
    if dialect.name == "postgresql":
        return SharedInbox(writer, dialect, name, time.monotonic)
    return Inbox(writer, dialect)


def _be_the_only_bot(database_url: str, held: ExitStack) -> None:
    try:
        held.enter_context(only_process(database_url))
    except InUseError:
        raise UnusableDatabaseError(
            "another bot runs on this file, or a backup is being restored into it, and there is one process for a "
            "SQLite file; end it, or use postgresql:// for several"
        ) from None
