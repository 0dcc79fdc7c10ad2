"""The parts of an answer, each by itself, in microseconds of the processor beside what they may take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles

from bench.goal import Row
from bench.questions import TODAY, answering
from bot.language.places import Gazetteer
from bot.language.question import Intent
from bot.language.reading import Reader
from bot.language.understand import Understanding
from core.shipped import shipped

ROUNDS = 5
FEW = 10
CORPUS = Path(__file__).parents[1] / "tests" / "language"
ARTICLE = (
    "Cakupan Kalbar 36,47 persen: 607.426 dari 1.665.422 pekerja, formal 460.267, informal 147.159. "
    "Kurang 3,53 persen poin dari target 40 persen. "
    "Iuran 58.743 pekerja Rp16.800 sebulan selama 12 bulan Rp11.842.588.800. "
) * 17
HOSTILE = ("kalbar " * 600, "9" * 4096, "(" * 4096, "bukan selain tanpa " * 200, "zqxwv " * 680)


def rows() -> Iterator[Row]:
    """The measures, one after another."""
    understanding = Understanding(Reader(Gazetteer(shipped().regions)), TODAY)
    answers, occasion = answering(anew=True)
    sentences = list(_sentences())
    commands = [f"/cakupan {region.name}" for region in shipped().known()]

    def command(text: str) -> object:
        return understanding.argument(Intent.COVERAGE, text)

    def answer(text: str) -> object:
        return answers.text(text, occasion)

    yield _measured("understand a command", command, commands, 150)
    yield _measured("understand a sentence", understanding.sentence, sentences, 400)
    yield _measured("understand 4,096 hostile characters", understanding.sentence, HOSTILE, 5_000)
    yield _measured("check a text of 4,000 characters", answer, [f"/cek {ARTICLE}"], 20_000)
    yield _measured("a command to its answer", answer, commands, 150)
    yield _measured("a sentence to its answer", answer, sentences, 400)


def _measured(part: str, work: Callable[[str], object], texts: Sequence[str], goal: int) -> Row:
    """The work on each text, the best of some rounds, so that a noisy moment counts for little."""
    rounds = ROUNDS if len(texts) > FEW else ROUNDS * FEW
    taken = [min(_taken(work, text) for _ in range(rounds)) for text in texts]
    found, worst = median(taken), quantiles(taken, n=100)[-1] if len(taken) > 1 else taken[0]
    return Row(part, f"{found:,.0f} µs (p99 {worst:,.0f})", f"≤ {goal:,}", found <= goal)


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
