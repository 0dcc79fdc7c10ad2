"""RESULTS.md: what was measured, on which kind of machine, with which versions."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bench.contestants import PEERS, ROOT
from bench.goal import Row

FILE: Final = ROOT / "bench" / "RESULTS.md"

_OURS: Final = ("python-telegram-bot", "aiohttp", "uvloop", "dbos", "sqlalchemy")
_THEIRS: Final = ("python-telegram-bot", "aiogram", "pytelegrambotapi", "aiohttp", "uvloop")
_ABOUT: Final = """\
# What `make bench` measured

On {date}, with Python {python} on {processors} processors, everything on loopback without TLS. Times and
rates are of that machine, with whatever else it did; the ratios are what counts, each of two things that took
turns in one run. In brackets stand the least and the most of the rounds.

- Ours: {ours}.
- The others: {theirs}.
"""


def write(sections: Mapping[str, Sequence[Row]], file: Path = FILE) -> None:
    """Write every row, by section."""
    about = _ABOUT.format(
        date=datetime.now(UTC).date().isoformat(),
        python=platform.python_version(),
        processors=os.cpu_count(),
        ours=", ".join(f"{name} {version(name)}" for name in _OURS),
        theirs=", ".join(f"{name} {found}" for name, found in _peers().items()),
    )
    tables = (f"\n## {name}\n\n{_table(rows)}" for name, rows in sections.items())
    file.write_text(about + "".join(tables), encoding="utf-8")


def _table(rows: Sequence[Row]) -> str:
    lines = ["| what | measured | goal | |", "|---|---|---|---|"]
    for row in rows:
        verdict = ("met" if row.met else "missed") if row.goal else ""
        lines.append(f"| {row.what} | {row.measured} | {row.goal} | {verdict} |")
    return "\n".join(lines) + "\n"


def _peers() -> Mapping[str, str]:
    """The versions that the peers are pinned to."""
    pinned = re.findall(
        r"^([\w-]+)==(\S+)", (PEERS / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    return {name: found for name, found in pinned if name in _THEIRS}
