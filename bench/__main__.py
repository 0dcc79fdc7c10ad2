"""Prints the medians of the parts beside their goals, as ratios: below 1 the goal is met."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from bench import broadcast, killed, million, soak
from bench.again import pairs
from bench.fuzz import campaign
from bot.answering import Answering
from bot.i18n import translator
from bot.language.places import Gazetteer
from bot.language.question import Intent
from bot.language.reading import Reader
from bot.language.understand import Understanding
from bot.occasion import Occasion
from core.shipped import shipped

TODAY = date(2026, 11, 22)
ROUNDS = 5
FEW = 10
CORPUS = Path(__file__).parents[1] / "tests" / "language"
ARTICLE = (
    "Cakupan Kalbar 36,47 persen: 607.426 dari 1.665.422 pekerja, formal 460.267, informal 147.159. "
    "Kurang 3,53 persen poin dari target 40 persen. "
    "Iuran 58.743 pekerja Rp16.800 sebulan selama 12 bulan Rp11.842.588.800. "
) * 17
HOSTILE = ("kalbar " * 600, "9" * 4096, "(" * 4096, "bukan selain tanpa " * 200, "zqxwv " * 680)


@dataclass(frozen=True)
class Measured:
    """One part: microseconds of the median and of the 99th percentile, and what the median may take at most."""

    part: str
    microseconds: float
    worst: float
    goal: float

    def __str__(self) -> str:
        """A row of the table."""
        ratio = self.microseconds / self.goal
        return f"{self.part:44} {self.microseconds:9.1f} {self.worst:9.1f} {self.goal:9.0f} {ratio:6.2f}"


PARTS: Mapping[str, Callable[[Sequence[str]], None]] = {
    "broadcast": broadcast.main,
    "fuzz": campaign.main,
    "killed": killed.main,
    "soak": soak.main,
}
"""What is measured by itself, as `python -m bench NAME`."""


def main() -> None:
    """Measure every part and print the table."""
    understanding = Understanding(Reader(Gazetteer(shipped().regions)), TODAY)
    answering, occasion = Answering(shipped().regions), _occasion()
    sentences = list(_sentences())
    commands = [f"/cakupan {region.name}" for region in shipped().known()]
    rows = [
        _measured(
            "understand a command", lambda text: understanding.argument(Intent.COVERAGE, text), commands, 150
        ),
        _measured("understand a sentence", understanding.sentence, sentences, 400),
        _measured("understand 4,096 hostile characters", understanding.sentence, HOSTILE, 5_000),
        _measured(
            "check a text of 4,000 characters",
            lambda text: answering.text(f"/cek {text}", occasion),
            [ARTICLE],
            20_000,
        ),
        _measured("a command to its answer", lambda text: answering.text(text, occasion), commands, 150),
        _measured("a sentence to its answer", lambda text: answering.text(text, occasion), sentences, 400),
        _again(),
    ]
    sys.stdout.write(f"{'part':44} {'median µs':>9} {'p99':>9} {'goal':>9} {'ratio':>6}\n")
    sys.stdout.writelines(f"{row}\n" for row in rows)
    sys.stdout.write(f"\n{'a million observations':64} {'measured':>9} {'goal':>9} {'ratio':>6}\n")
    for row in million.rows():
        sys.stdout.write(f"{row}\n")


def _measured(part: str, work: Callable[[str], object], texts: Sequence[str], goal: float) -> Measured:
    """The work on each text, the best of some rounds, so that a noisy moment counts for little."""
    rounds = ROUNDS if len(texts) > FEW else ROUNDS * FEW
    taken = [min(_taken(work, text) for _ in range(rounds)) for text in texts]
    return Measured(part, median(taken), quantiles(taken, n=100)[-1] if len(taken) > 1 else taken[0], goal)


def _again() -> Measured:
    """A picture that was sent before, whose goal is 1.2 times a text answer, measured in turns with it."""
    found = pairs()
    text, picture = (sorted(each) for each in zip(*found, strict=True))
    return Measured(
        "a picture again, through the application",
        median(picture),
        quantiles(picture, n=100)[-1],
        1.2 * median(text),
    )


def _taken(work: Callable[[str], object], text: str) -> float:
    """Microseconds of the processor: no part waits for anything, and other work of the machine is not counted."""
    begun = time.thread_time()
    work(text)
    return (time.thread_time() - begun) * 1e6


def _sentences() -> Iterable[str]:
    for file in sorted(CORPUS.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if " => " in line and not line.startswith(("#", "+")):
                yield line.rpartition(" => ")[0]


def _occasion() -> Occasion:
    return Occasion(shipped(), TODAY, "61", translator("id"), "cakupan_bot")


if __name__ == "__main__":
    part = PARTS.get(sys.argv[1]) if sys.argv[1:] else None
    if part:
        part(sys.argv[2:])
    else:
        main()
