"""kill -9 at random moments under load, and whether anybody is left without an answer: `python -m bench killed`.

100 updates a second, each from somebody else, go on while the bot is killed and started again, 50 times if nothing
else is said: `python -m bench killed [rounds] [--mode polling|webhook]`. Answered twice may be what was under way.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.bot_process import BotProcess
from bench.chatter import texts
from bench.crowd import Crowd
from bench.goal import Row, at_most
from bench.hook import Hook

RATE = 100
_PATIENCE = 120.0
"""Seconds after the last kill in which everything has to be answered."""

_LONGEST = 8.0
"""Seconds after its start within which the bot is killed, whatever it does by then."""


def main(arguments: Sequence[str]) -> None:
    """Kill as often as said and print what became of the questions; status 1 where one was lost."""
    parser = argparse.ArgumentParser(prog="python -m bench killed")
    parser.add_argument("rounds", nargs="?", type=int, default=50)
    parser.add_argument("--mode", choices=("polling", "webhook"), default="polling")
    options = parser.parse_args(arguments)
    sys.exit(asyncio.run(_killed(options.rounds, options.mode)))


async def _killed(rounds: int, mode: str) -> int:
    crowd, chance = Crowd(), random.Random(rounds)  # noqa: S311 - moments, no secrets
    with TemporaryDirectory() as folder:
        async with crowd.serving() as address:
            bot = BotProcess(address, Path(folder), mode)
            delivering = [asyncio.create_task(Hook(crowd, bot.address).run())] if mode == "webhook" else []
            asking = asyncio.create_task(_ask(crowd))
            try:
                await bot.start()
                for _ in range(rounds):
                    await _some_answers(crowd, chance)
                    await bot.kill()
                    await bot.start()
            finally:
                asking.cancel()
            await crowd.until_answered(_PATIENCE)
            status = await bot.stop()
            for task in delivering:
                if task.done():
                    task.result()
                task.cancel()
            return _told(crowd, bot, rounds, status)


async def _ask(crowd: Crowd) -> None:
    asking, begun = texts(seed=9), time.monotonic()
    for number in count(1):
        crowd.say(100_000 + number, next(asking))
        await asyncio.sleep(max(0.0, begun + number / RATE - time.monotonic()))


async def _some_answers(crowd: Crowd, chance: random.Random) -> None:
    """Until a random number of answers came, or a random moment of its start: each is one worth dying at."""
    await crowd.until_heard(chance.randrange(3 * RATE), chance.uniform(0.5, _LONGEST))


def _told(crowd: Crowd, bot: BotProcess, rounds: int, status: int) -> int:
    complaints = bot.complaints
    rows = (
        Row(f"answered, by {bot.mode}, over {rounds} kills", f"{len(crowd.waits):,}"),
        at_most("unanswered", crowd.unanswered, 0, "d"),
        Row("answered twice", f"{crowd.twice:,}, {crowd.twice / rounds:.1f} a kill"),
        at_most("complaints in the log", len(complaints), 0, "d"),
        Row("longest wait, with the time that nobody was there", f"{max(crowd.waits, default=0):.1f} s"),
        at_most("status", status, 0, "d"),
    )
    for line in (*rows, *complaints[:5]):
        sys.stdout.write(f"{line}\n")
    return int(not all(row.met for row in rows))
