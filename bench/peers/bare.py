"""An echo without a framework: a loop over getUpdates with aiohttp on uvloop, a task for each message."""

import asyncio
import os
from typing import Any

import aiohttp
import uvloop

ROOT = f"{os.environ['BOT_API_URL']}/bot{os.environ['BOT_TOKEN']}"


async def call(session: aiohttp.ClientSession, method: str, **parameters: Any) -> Any:
    """The result of a method."""
    async with session.post(f"{ROOT}/{method}", json=parameters) as response:
        return (await response.json())["result"]


async def main() -> None:
    """Poll until the process is ended."""
    offset, tasks = 0, set()
    async with aiohttp.ClientSession() as session:
        while True:
            for update in await call(session, "getUpdates", offset=offset, timeout=50):
                offset, message = update["update_id"] + 1, update["message"]
                said = call(session, "sendMessage", chat_id=message["chat"]["id"], text=message["text"])
                tasks.add(task := asyncio.create_task(said))
                task.add_done_callback(tasks.discard)


if __name__ == "__main__":
    uvloop.run(main())
