"""What comes again and again is done by the process that sends, and by no other."""

import asyncio
from datetime import datetime

from fakes import TOKEN, FakeTelegram

from bot.api import Api
from bot.broadcast.engine import Periodic
from bot.broadcast.sender import Sender
from bot.outgoing import Outgoing
from bot.store import Memory

EVERY_SECOND = "* * * * * *"


async def test_the_sender_does_it_at_the_time_that_is_due(database: str) -> None:
    memory, telegram = await Memory.open(database), FakeTelegram()
    done = asyncio.Event()

    async def do(at: datetime) -> None:
        assert at.microsecond == 0
        done.set()

    outgoing = Outgoing(Api(TOKEN, "http://127.0.0.1:1", telegram, telegram), memory, lambda: "v1")
    periodic = [Periodic("notices", EVERY_SECOND, "UTC", do)]
    running = asyncio.create_task(Sender(memory, outgoing, {}, database, 0, periodic).run())
    try:
        await asyncio.wait_for(done.wait(), 60)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await memory.close()
