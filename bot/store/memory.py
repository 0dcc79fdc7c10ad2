"""The memory as a whole: opened, brought up to date, and closed together."""

from __future__ import annotations

import asyncio
import time
from functools import partial

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.store import broadcasts
from bot.store.answers import Answers
from bot.store.chats import Chats
from bot.store.codes import Codes
from bot.store.engine import open_engine
from bot.store.inbox import Inbox
from bot.store.migrate import NewerDatabaseError, upgrade
from bot.store.pictures import Pictures
from bot.store.told import KEPT, Told
from bot.store.versions import Versions
from bot.store.writer import Writer


class UnusableDatabaseError(Exception):
    """The database cannot be used; the message is one line that says why and what would be right."""


def _what_to_do(error: Exception, database_url: str) -> str:
    name = type(error).__name__
    if database_url.startswith("sqlite:"):
        return (
            f"the file cannot be opened or written ({name}); name one in a folder that this user may write to"
        )
    return f"cannot be reached or used ({name}); check host, port, user, password and name of the database"


class Memory:
    """Everything that is remembered, behind one writer."""

    def __init__(self, engine: Engine) -> None:
        self.writer = Writer(engine)
        dialect = engine.dialect
        self.chats = Chats(self.writer, dialect)
        self.inbox = Inbox(self.writer, dialect)
        self.told = Told(self.writer, dialect)
        self.codes = Codes(self.writer, dialect)
        self.answers = Answers(self.writer, dialect, self.codes)
        self.pictures = Pictures(self.writer, dialect)
        self.versions = Versions(self.writer)

    @classmethod
    async def open(cls, database_url: str) -> Memory:
        """Bring the schema up to date and read what must be in memory.

        Raises UnusableDatabaseError where the database cannot be reached, written or understood.
        """
        try:
            engine = open_engine(database_url)
            await asyncio.to_thread(upgrade, engine)
        except NewerDatabaseError as error:
            raise UnusableDatabaseError(str(error)) from None
        except (SQLAlchemyError, OSError, ValueError) as error:
            # the driver's own message may quote the address, and with it a password
            raise UnusableDatabaseError(_what_to_do(error, database_url)) from error
        memory = cls(engine)
        await memory.chats.load()
        return memory

    async def prune(self) -> None:
        """Drop what has been kept long enough."""
        await self.inbox.prune()
        await self.told.prune()
        await self.answers.prune()
        before = int(time.time()) - KEPT
        while await self.writer.run(partial(broadcasts.prune, before=before)):
            pass

    async def close(self) -> None:
        """Commit what is waiting and let go of the database."""
        await asyncio.to_thread(self.writer.close)
