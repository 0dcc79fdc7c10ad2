"""A version of a million observations: its size, and how long answers take that are found among so many.

Run with a file, this module prints the memory that the version in it takes in a process of its own.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final, TypeVar

from bench.generated import months, observations, silent, whole
from bench.goal import Row, at_most
from bot.answering import Answering
from bot.i18n import translator
from bot.occasion import Occasion
from core.figures import Figures
from core.packed import PackedFigures, merged, pack
from core.shipped import shipped

TODAY: Final = date(2026, 11, 22)
MONTHS: Final = months(2016, 2025)
EARLIER: Final = months(2001, 2015)
ROUNDS: Final = 7
_STATUS: Final = Path("/proc/self/status")
Done = TypeVar("Done")


def rows() -> Iterator[Row]:
    """The measures, one after another."""
    regions, targets = shipped().regions, shipped().every_target()
    generating, size = _timed(lambda: sum(1 for _ in observations(MONTHS, whole)))
    packing, million = _timed(lambda: pack(regions, observations(MONTHS, whole), targets))
    yield at_most(f"pack {size:,} observations, s", packing - generating, 10)
    merging, _ = _timed(lambda: merged(million, observations(MONTHS, whole)))
    yield at_most("merge as many into them, s", merging - generating, 10)
    blob = million.to_bytes()
    loading, loaded = _timed(lambda: PackedFigures.from_bytes(blob, regions))
    yield at_most("load a packed version, s", loading, 0.25)
    yield at_most("bytes an observation, stored", len(blob) / size, 35)
    if _STATUS.exists():
        yield at_most("bytes an observation, in memory, every region asked for", _resident(blob) / size, 60)
    alone = shipped()
    among = merged(alone, observations(EARLIER, silent))
    yield _ratio("/cakupan, shipped among a million others ÷ alone", "/cakupan", among, alone)
    yield _ratio("/target, shipped among a million others ÷ alone", "/target", among, alone)
    decembers = pack(regions, observations(MONTHS[11::12], whole), targets)
    yield _ratio("/cakupan for the first time, 120 months ÷ 10", "/cakupan", loaded, decembers, rounds=1)
    yield _ratio("/cakupan, 120 months ÷ 10", "/cakupan", loaded, decembers)
    yield _ratio("/target, 120 months ÷ 10", "/target", loaded, decembers)


def _ratio(what: str, command: str, many: Figures, few: Figures, rounds: int = ROUNDS) -> Row:
    """How much longer the median answer takes; both answer turn by turn, so that a noisy moment slows both."""
    ask_many, ask_few = _asking(many), _asking(few)
    longer, shorter = [], []
    for at, region in enumerate(shipped().known()):
        text = f"{command} {region.name}"
        in_turn = [(ask_many, longer), (ask_few, shorter)]
        for ask, taken in in_turn if at % 2 else reversed(in_turn):
            taken.append(min(_timed(partial(ask, text))[0] for _ in range(rounds)))
    return at_most(what, median(longer) / median(shorter), 1.2)


def _asking(figures: Figures) -> Callable[[str], object]:
    answering = Answering(figures.regions, kept=0)
    occasion = Occasion(figures, TODAY, "61", translator("id"), "cakupan_bot")
    return lambda text: answering.text(text, occasion)


def _timed(work: Callable[[], Done]) -> tuple[float, Done]:
    begun = time.perf_counter()
    done = work()
    return time.perf_counter() - begun, done


def _resident(blob: bytes) -> int:
    """Bytes that a process of its own needs for the version."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "version"
        file.write_bytes(blob)
        command = (sys.executable, "-m", "bench.million", str(file))
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - ourselves
    return int(told)


def _memory() -> int:
    """Bytes of this process that are in memory, as Linux tells."""
    status = _STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS:"))


def main(file: Path) -> None:
    """Print how many bytes more are in memory once the version has answered for every region."""
    regions = shipped().regions
    _ask_everywhere(shipped())
    bare = _memory()
    version = PackedFigures.from_bytes(file.read_bytes(), regions)
    _ask_everywhere(version)
    sys.stdout.write(f"{_memory() - bare}\n")


def _ask_everywhere(figures: Figures) -> None:
    ask = _asking(figures)
    for region in figures.regions:
        ask(f"/cakupan {region.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
