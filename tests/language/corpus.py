"""The corpus: questions as people type them, with their meaning, and how many of them are understood.

Run as a program it prints the accuracy for each kind: `make corpus`.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from notation import TODAY, Entry, entries, same, written

from bot.language.conversation import listen
from bot.language.heard import Heard
from bot.language.places import Gazetteer
from bot.language.reading import Reader
from bot.language.understand import Understanding
from core.shipped import shipped

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.txt"))
UNDERSTANDING = Understanding(Reader(Gazetteer(shipped().regions)), TODAY)


def heard(file: Path) -> Iterator[tuple[Entry, tuple[Heard, ...]]]:
    """Each line of a file with what was heard; a follow-up in the light of the line above it."""
    before: tuple[Heard, ...] = ()
    for entry in entries(file):
        before = listen(UNDERSTANDING, entry.text, before if entry.follows else ()).heard
        yield entry, before


def report() -> Iterator[str]:
    """The accuracy of each kind, and every line that is understood otherwise than its meaning."""
    right: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    wrong = []
    for file in FILES:
        for entry, found in heard(file):
            kind = f"{file.stem}: {entry.kind}"
            whole[kind] += 1
            right[kind] += same(entry.meaning, found)
            if not same(entry.meaning, found):
                wrong.append(f"{file.name}:{entry.line}: {entry.text!r}: {entry.meaning} / {written(found)}")
    for kind, number in whole.items():
        yield f"{right[kind]:4} of {number:4}  {kind}"
    yield f"{right.total():4} of {whole.total():4}  all"
    yield from wrong


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in report())
