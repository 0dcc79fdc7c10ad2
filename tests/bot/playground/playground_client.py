"""Both sides of a playground without a network: the bot's calls and the people's deeds."""

from typing import Any

import httpx

from bot.playground import TOKEN, World
from bot.playground.world import PEOPLE

PLANNER, CHIEF, REPORTER, CITIZEN = (person.id for person in PEOPLE)


class Clock:
    """A time that only moves when told to."""

    def __init__(self) -> None:
        self.at = 1_800_000_000.0

    def __call__(self) -> float:
        return self.at


class Client:
    """Both sides of the playground: calls of the bot, and deeds of the people on the page."""

    def __init__(self, world: World, http: httpx.AsyncClient) -> None:
        self.world = world
        self.http = http

    async def call(self, method: str, **parameters: Any) -> Any:
        """A call that has to succeed; its result."""
        answer = (await self.http.post(f"/bot{TOKEN}/{method}", json=parameters)).json()
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        """A call that has to be refused; the words."""
        answer = (await self.http.post(f"/bot{TOKEN}/{method}", json=parameters)).json()
        assert not answer["ok"], answer
        return str(answer["description"])

    async def do(self, deed: str, **body: Any) -> Any:
        """A deed on the page that has to succeed; its result."""
        answer = await self.http.post(f"/playground/do/{deed}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()["result"]

    async def hint(self, deed: str, **body: Any) -> str:
        """A deed that is not possible; what the person reads."""
        answer = await self.http.post(f"/playground/do/{deed}", json=body)
        assert answer.status_code == 409, answer.text
        return str(answer.json()["hint"])

    async def updates(self) -> list[dict[str, Any]]:
        """All updates that wait, which are confirmed by it."""
        found = await self.call("getUpdates")
        if found:
            await self.call("getUpdates", offset=found[-1]["update_id"] + 1)
        return [{name: value for name, value in update.items() if name != "update_id"} for update in found]
