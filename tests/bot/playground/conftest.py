"""A world with a clock of its own, and a client that speaks with it."""

from collections.abc import AsyncIterator

import httpx
import pytest
from playground_client import PLANNER, Client, Clock
from starlette.applications import Starlette

from bot.playground import World, routes


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def client(clock: Clock) -> AsyncIterator[Client]:
    world = World(now=clock)
    app = Starlette(routes=routes(world))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as http:
        yield Client(world, http)


@pytest.fixture
async def started(client: Client) -> Client:
    """The same, after the planner has pressed start and the bot has seen it."""
    await client.do("say", person=PLANNER, chat=PLANNER, text="/start")
    await client.updates()
    return client
