"""Updates by the thousand through the real application, and what was wrong with what followed."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pydantic import SecretStr

from bench.fuzz.complaints import Complaint, complaints
from bench.fuzz.spoiled import spoiled
from bench.fuzz.telegram import Telegram
from bench.fuzz.updates import ADMINS, Fed, Updates
from bench.fuzz.verdict import wrong
from bot.app import Bot, connected
from bot.settings import Settings

_TODAY: Final = date(2026, 11, 22)
_SPOILED: Final = 0.2
_AT_ONCE: Final = 60
_PATIENCE: Final = 60.0
_BETWEEN: Final = 300.0
"""Seconds between two batches, so that nobody is slowed down."""

_SHOWN: Final = 10
_SHOWN_EVERY: Final = 5000


@dataclass(frozen=True)
class Finding:
    """Something wrong, with an update that shows it."""

    what: str
    update: str


@dataclass
class Time:
    """A clock that moves only where somebody sleeps, so that no limit costs time."""

    now: float = 0.0

    def clock(self) -> float:
        """Seconds."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """At once, and later all the same."""
        self.now += seconds
        await asyncio.sleep(0)


async def campaign(
    count: int, seed: int, folder: Path, told: Callable[[str], None] = lambda _line: None
) -> list[Finding]:
    """Feed so many updates and return what was wrong; the same for the same seed."""
    settings = Settings(
        _env_file=None,
        bot_token=SecretStr("42:token"),
        database_url=SecretStr(f"sqlite:///{folder / 'fuzz.db'}"),
        bot_admins=ADMINS,
    )
    time_, findings = Time(), []
    telegram = Telegram()
    with complaints() as complained:
        async with connected(
            settings, telegram, telegram, lambda: _TODAY, clock=time_.clock, sleep=time_.sleep
        ) as bot:
            updates = Updates(seed, bot.answering.commands)
            telegram.files = lambda: updates.texts.mixture().encode(errors="replace")
            telegram.heard()
            fed = 0
            while fed < count:
                time_.now += _BETWEEN
                batch = _batch(updates, min(_AT_ONCE, count - fed))
                findings += await _judged(bot, telegram, batch, complained)
                fed += len(batch)
                if fed // _SHOWN_EVERY > (fed - len(batch)) // _SHOWN_EVERY:
                    told(f"{fed:,} updates, {len(findings)} findings")
    return findings


def _batch(updates: Updates, count: int) -> list[Fed]:
    """Some updates, no two of one lane, so that it is plain what followed from which."""
    taken: dict[int, Fed] = {}
    for _ in range(count):
        one = updates.one()
        if updates.chance.random() < _SPOILED:
            one = Fed(spoiled(one.raw, updates.chance), one.kind, one.lane, spoiled=True)
        taken.setdefault(one.lane, one)
    return list(taken.values())


async def _judged(
    bot: Bot, telegram: Telegram, batch: Sequence[Fed], complained: list[Complaint]
) -> list[Finding]:
    await bot.intake.take([each.raw for each in batch])
    cut_off = await bot.intake.lanes.drain(_PATIENCE)
    calls = telegram.heard()
    found = [Finding(what, _shown(each)) for each in batch for what in wrong(each, calls)]
    found += [
        Finding(f"{call.method}: {fault}", str(call.parameters)[:500])
        for call in calls
        for fault in call.faults
    ]
    by_number = {each.raw["update_id"]: each for each in batch}
    found += [Finding(each.what, _shown(by_number.get(each.update))) for each in complained]
    if cut_off:
        found.append(Finding(f"{cut_off} updates did not end", ""))
    if await bot.memory.inbox.waiting():
        found.append(Finding("an update stayed in the inbox", ""))
    complained.clear()
    return found


def _shown(fed: Fed | None) -> str:
    return json.dumps(fed.raw, ensure_ascii=True)[:1500] if fed else ""


def main(arguments: Sequence[str]) -> None:
    """As many updates as said; prints each kind of finding with an example, status 1 where there is any."""
    parser = argparse.ArgumentParser(prog="python -m bench fuzz")
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    begun = time.monotonic()
    with TemporaryDirectory() as folder:
        findings = asyncio.run(campaign(options.count, options.seed, Path(folder), _show))
    examples: defaultdict[str, str] = defaultdict(str)
    for finding in findings:
        examples[finding.what] = examples[finding.what] or finding.update
    for what, times in Counter(finding.what for finding in findings).most_common(_SHOWN * 3):
        _show(f"{times} × {what}\n    {examples[what]}")
    _show(f"{options.count:,} updates in {time.monotonic() - begun:.0f} s, {len(findings)} findings")
    sys.exit(bool(findings))


def _show(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
