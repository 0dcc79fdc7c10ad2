"""Our whole answers beside the echoes of other bots: the same questions, turn by turn, several rounds.

All bots run from the beginning to the end, on one processor, and Telegram, which is this process, on another. In a
round each in turn gets a thousand questions at once (or what it can answer in two seconds, if that is less), and
then a few seconds of a hundred questions a second, while the others wait. What is told are the medians of the
rounds, and of the ratios within a round: whatever else the machine does meets all alike.

Ours is as a user's is after its first start, which has other things to do: with a database that is up to date.
"""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time
from typing import Final

import uvloop

from bench.contestants import (
    AIOGRAM,
    BARE,
    ECHOES,
    OURS,
    PTB_MANY,
    PYTHON,
    TELEBOT,
    Process,
    database_of,
)
from bench.goal import Row, at_least, at_most
from bench.questions import answering, questions
from bench.telegram import Telegram, percentile
from bot.store.engine import open_engine
from bot.store.migrate import upgrade

QUESTIONS: Final = 1_000
ROUNDS: Final = 5
RATE: Final = 100
PACED: Final = 400
"""Questions at that rate."""

_WARM: Final = 200
"""Questions before the first round."""

_SECONDS: Final = 2.0
_STARTED: Final = 60.0
_PATIENCE: Final = 60.0
_SETTLED: Final = 0.4
"""Seconds in which a bot finishes what comes after its last answer, and which count for its processor time."""


@dataclass(slots=True)
class Measured:
    """The rounds of one bot: answers a second, microseconds of the processor for each, waits in milliseconds."""

    rates: list[float] = field(default_factory=list)
    microseconds: list[float] = field(default_factory=list)
    halves: list[float] = field(default_factory=list)
    worst: list[float] = field(default_factory=list)
    memory: float = 0.0
    """Bytes, at the end."""


Results = dict[str, Measured]


def rows() -> Iterator[Row]:
    """Each bot, and the ratios; ours alone where the others are not installed."""
    there = PYTHON.exists()
    if not there:
        yield Row("other bots", "not installed; `make peers` does it, with a network", met=False)
    with TemporaryDirectory() as folder, _on_one_processor() as other:
        found = uvloop.run(_race((OURS, *(ECHOES if there else ())), Path(folder), other))
    yield from (Row(name, _line(measured)) for name, measured in found.items())
    yield Row(f"different answers to the {QUESTIONS:,} questions, each worked out once a day", _different())
    yield from _goals(found)


async def _race(names: Sequence[str], folder: Path, processor: int | None) -> Results:
    texts = questions(QUESTIONS)
    results = {name: Measured() for name in names}
    running: dict[str, tuple[Telegram, Process]] = {}
    asked: dict[str, list[str]] = {}
    try:
        for number, name in enumerate(names):
            telegram, place = Telegram(), folder / str(number)
            place.mkdir()
            if name == OURS:
                upgrade(open_engine(database_of(place)))
            process = Process(name, await telegram.listen(), place, processor)
            running[name] = telegram, process
            await telegram.polled(_STARTED)
        for name, (telegram, _) in running.items():
            rate = _WARM / await _saturate(telegram, texts[:_WARM])
            asked[name] = texts[: max(_WARM, int(rate * _SECONDS))]
        gc.freeze()
        for _ in range(ROUNDS):
            for name, (telegram, process) in running.items():
                await _round(telegram, process, asked[name], texts, results[name])
        if OURS in running:
            _see_the_engine(folder / str(names.index(OURS)))
        for name, (_, process) in running.items():
            results[name].memory = process.used().memory
    finally:
        for telegram, process in running.values():
            process.end()
            telegram.close()
    return results


async def _round(
    telegram: Telegram, process: Process, at_once: Sequence[str], paced: Sequence[str], measured: Measured
) -> None:
    before = process.used().seconds
    measured.rates.append(len(at_once) / await _saturate(telegram, at_once))
    await asyncio.sleep(_SETTLED)
    measured.microseconds.append((process.used().seconds - before) / len(at_once) * 1e6)
    telegram.waits.clear()
    begun = perf_counter()
    for number, text in enumerate(paced[:PACED]):
        await asyncio.sleep(begun + number / RATE - perf_counter())
        telegram.ask(_OTHERS + number, text)
    await telegram.answered(_PATIENCE)
    measured.halves.append(median(telegram.waits) * 1000)
    measured.worst.append(percentile(telegram.waits, 0.99) * 1000)


_OTHERS: Final = 50_000
"""Numbers of other chats: in one chat nobody is answered twice within a second."""


async def _saturate(telegram: Telegram, texts: Sequence[str]) -> float:
    """Ask everything at once; the seconds until all is answered."""
    begun = perf_counter()
    telegram.ask_all(enumerate(texts, start=1000))
    await telegram.answered(_PATIENCE)
    return perf_counter() - begun


def _see_the_engine(folder: Path) -> None:
    """Our memory counts with the durable engine launched. Raises RuntimeError where it is not."""
    if len(list(folder.glob("*.db"))) < 2:
        raise RuntimeError(f"the engine has no database yet: {(folder / 'log').read_text()}")


@contextmanager
def _on_one_processor() -> Iterator[int | None]:
    """Keep this process to the last of its processors; the first one, for the bots, if there are two."""
    if not hasattr(os, "sched_setaffinity") or len(mine := os.sched_getaffinity(0)) < 2:
        yield None
        return
    first, *_, last = sorted(mine)
    os.sched_setaffinity(0, {last})
    try:
        yield first
    finally:
        os.sched_setaffinity(0, mine)


def _line(measured: Measured) -> str:
    """The medians, with the least and the most where it tells how noisy the machine was."""
    rates = f"{median(measured.rates):,.0f}/s ({min(measured.rates):,.0f}–{max(measured.rates):,.0f})"
    worst = f"{median(measured.worst):.1f} ms ({min(measured.worst):.1f}–{max(measured.worst):.1f})"
    half = f"{median(measured.halves):.1f} ms"
    memory = f"{measured.memory / 1e6:.0f} MB"
    return f"{rates}, CPU {median(measured.microseconds):,.0f} µs, p50 {half}, p99 {worst}, {memory}"


def _goals(found: Results) -> Iterator[Row]:
    """The ratios that are promised, of those bots that were measured."""
    ours = found[OURS]
    for peer, goal in ((AIOGRAM, 1.5), (TELEBOT, 1.0), (PTB_MANY, 8.0)):
        if peer in found:
            ratio = _in_turns(ours.rates, found[peer].rates)
            yield at_least(f"answers a second / echoes of {peer}", ratio, goal)
    if BARE in found:
        ratio = _in_turns(ours.worst, found[BARE].worst)
        yield at_most(f"p99 at {RATE} a second / {BARE}", ratio, 1.5)
    if AIOGRAM in found:
        yield at_most(f"memory / {AIOGRAM}", ours.memory / found[AIOGRAM].memory, 0.8)
    yield at_most(
        "to understand, compute and say / all of an answer", _by_itself() / median(ours.microseconds), 0.15
    )


def _in_turns(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the rounds' ratios: what slowed a round down slowed both."""
    return median(mine / other for mine, other in zip(ours, theirs, strict=True))


def _different() -> str:
    answers, occasion = answering()
    return f"{len({answers.text(text, occasion).message.text for text in questions(QUESTIONS)}):,}"


def _by_itself() -> float:
    """Microseconds of the processor from a question to its message, by itself."""
    texts, (answers, occasion) = questions(QUESTIONS), answering()
    rounds = []
    for _ in range(ROUNDS):
        begun = thread_time()
        for text in texts:
            answers.text(text, occasion)
        rounds.append((thread_time() - begun) / len(texts) * 1e6)
    return median(rounds)
