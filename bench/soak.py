"""Minutes of steady load on the bot as a process: does its memory stay flat? `python -m bench soak [minutes]`.

200 updates a second from 20,000 people: questions, presses and inline queries. Its memory is looked at each second
and may at the end be 1.1 times what it was after the first minute.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from bench.bot_process import BotProcess
from bench.chatter import PRESSED, texts
from bench.crowd import Crowd
from bench.goal import Row, at_most

RATE = 200
PEOPLE = 20_000
_WARM = 60
_AROUND = 10
"""Samples whose median stands for a moment."""

_SHOWN_EVERY = 30


def main(arguments: Sequence[str]) -> None:
    """Load for the minutes given, ten if none are, and print what became of it."""
    minutes = float(arguments[0]) if arguments else 10.0
    sys.exit(asyncio.run(_soak(minutes * 60)))


async def _soak(seconds: float) -> int:
    crowd = Crowd()
    with TemporaryDirectory() as folder:
        async with crowd.serving() as address:
            bot = BotProcess(address, Path(folder))
            await bot.start()
            crowd.say(1, "/mulai")
            await crowd.until_answered(60)
            crowd.waits.clear()
            samples = await _loaded(crowd, bot, seconds)
            await crowd.until_answered(60)
            status = await bot.stop()
            return _told(crowd, samples, len(bot.complaints), status)


async def _loaded(crowd: Crowd, bot: BotProcess, seconds: float) -> list[int]:
    """Ask at a steady rate; the bot's memory each second."""
    asking, samples = texts(seed=7), []
    chance = random.Random(7)  # noqa: S311 - who asks, no secret
    begun, asked = time.monotonic(), 0
    while (passed := time.monotonic() - begun) < seconds:
        while asked < passed * RATE:
            _ask(crowd, chance, next(asking))
            asked += 1
        if passed >= len(samples):
            samples.append(bot.memory)
            if len(samples) % _SHOWN_EVERY == 0:
                _show(f"{len(samples):5} s  {samples[-1] / 1e6:6.1f} MB  {crowd.unanswered} waiting")
        await asyncio.sleep(0.005)
    return samples


def _ask(crowd: Crowd, chance: random.Random, text: str) -> None:
    person, kind = chance.randrange(1000, 1000 + PEOPLE), chance.random()
    if kind < 0.8:
        crowd.say(person, text)
    elif kind < 0.95:
        crowd.press(person, chance.choice(PRESSED))
    else:
        crowd.type(person, text[:256])


def _told(crowd: Crowd, samples: Sequence[int], complaints: int, status: int) -> int:
    first = median(samples[min(_WARM, len(samples) - 1) :][:_AROUND])
    last = median(samples[-_AROUND:])
    waits = quantiles(crowd.waits, n=100)
    rows = (
        Row("answered", f"{len(crowd.waits):,}"),
        at_most("unanswered", crowd.unanswered, 0, "d"),
        at_most("answered twice", crowd.twice, 0, "d"),
        at_most("complaints in the log", complaints, 0, "d"),
        Row("until the answer, p50 / p99", f"{waits[49] * 1e3:.1f} / {waits[98] * 1e3:.1f} ms"),
        Row("memory after the first minute, at the end", f"{first / 1e6:.1f} / {last / 1e6:.1f} MB"),
        at_most("memory at the end / after the first minute", last / first, 1.1, ".3f"),
        at_most("status", status, 0, "d"),
    )
    for row in rows:
        _show(str(row))
    return int(not all(row.met for row in rows))


def _show(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
