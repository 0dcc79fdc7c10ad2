"""What tests of broadcasts share: a way out to a fake Telegram, and a short way to write a broadcast down."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from fakes import FakeTelegram
from test_outgoing import Clock

from bot.api import Api
from bot.broadcast.composing import Composed
from bot.broadcast.deliver import Course, Deliverer
from bot.broadcast.lease import Lease, take
from bot.broadcast.plan import Planner
from bot.messages import Message
from bot.outgoing import Outgoing
from bot.store import Memory, broadcasts, deliveries
from bot.store.broadcasts import Broadcast, Draft
from bot.store.deliveries import Fate, Recipient


@dataclass
class Texts:
    """A composer: the same for everybody, or what `special` has for a chat; for the `held` it takes its time."""

    special: dict[int, Composed | Exception] = field(default_factory=dict)
    held: dict[int, asyncio.Event] = field(default_factory=dict)
    count: int = 0
    _wanted: tuple[int, asyncio.Event] | None = None

    async def until(self, count: int) -> None:
        """Wait until so many were composed."""
        reached = asyncio.Event()
        self._wanted = (count, reached)
        await reached.wait()

    async def __call__(self, _broadcast: Broadcast, to: Recipient) -> Composed:
        self.count += 1
        if self._wanted and self.count >= self._wanted[0]:
            self._wanted[1].set()
        if to.chat_id in self.held:
            await self.held[to.chat_id].wait()
        composed = self.special.get(to.chat_id, Message("Pengumuman"))
        if isinstance(composed, Exception):
            raise composed
        return composed


@dataclass
class Office:
    """The parts that send a broadcast, without the engine: a test says which batch is delivered when."""

    memory: Memory
    telegram: FakeTelegram
    lease: Lease
    deliverer: Deliverer
    planner: Planner
    texts: Texts

    async def write(self, *chat_ids: int, kind: str = "message") -> int:
        """A broadcast to these chats."""
        recipients = [Recipient(chat_id) for chat_id in chat_ids]
        return await self.memory.writer.run(
            lambda connection: broadcasts.create(connection, Draft(kind, {}), recipients)
        )

    async def begin(self, *chat_ids: int) -> int:
        """A broadcast to these chats that is being sent."""
        number = await self.write(*chat_ids)
        await self.planner.begin(number, 1)
        return number

    async def deliver(self, number: int, run: int = 1) -> Course:
        """All of it, as one batch."""
        return await self.deliverer.deliver(number, run, range(1000), 1000)

    async def send(self, *chat_ids: int) -> Broadcast:
        """A broadcast to these chats from its beginning to its end."""
        number = await self.begin(*chat_ids)
        await self.deliver(number)
        return await self.broadcast(number)

    async def broadcast(self, number: int) -> Broadcast:
        found = await self.memory.writer.run(lambda connection: broadcasts.find(connection, number))
        assert found
        return found

    async def fates(self, number: int) -> list[Fate]:
        return [each.fate for each in await self.outcomes(number)]

    async def outcomes(self, number: int) -> Sequence[deliveries.Outcome]:
        return await self.memory.writer.run(lambda connection: deliveries.outcomes(connection, number))


async def office(memory: Memory, telegram: FakeTelegram, token: str, in_flight: int = 4) -> Office:
    """An office that holds the lease."""
    clock, texts = Clock(), Texts()
    api = Api(token, "http://127.0.0.1:1", telegram, telegram)
    outgoing = Outgoing(api, memory, lambda: "v1", 0, clock, clock.sleep)
    lease = await take(memory.writer, f"holder {in_flight}", seize=True)
    assert lease
    deliverer = Deliverer(memory, outgoing, lease, {"message": texts}, in_flight)
    return Office(memory, telegram, lease, deliverer, Planner(memory, lease), texts)
