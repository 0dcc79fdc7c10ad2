"""Measures what is named, or everything and then writes RESULTS.md; prints each measure beside its goal.

parts      understanding and answering, in microseconds
million    the same among a million observations
pictures   a picture that was sent before
whole      whole answers beside the echoes of other bots
broadcast  broadcasts with and without a limit; `python -m bench broadcast NAMES` measures others, see there

By themselves, since they take minutes: `fuzz [N]` feeds random updates, `soak [MINUTES]` keeps up a steady load,
`killed [ROUNDS] [--mode polling|webhook]` kills the bot at random moments.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

from bench import again, broadcast, killed, million, parts, results, soak, whole
from bench.fuzz import campaign
from bench.goal import Row


def main(names: Sequence[str]) -> None:
    """Measure and tell."""
    if names and names[0] in TRIALS:
        TRIALS[names[0]](names[1:])
        return
    if names[:1] == ["broadcast"]:
        _tell(broadcast.rows(names[1:]))
        return
    found = {name: _tell(MEASURES[name]()) for name in names or MEASURES}
    if not names:
        results.write(found)


def _tell(rows: Iterator[Row]) -> list[Row]:
    """Print rows as they come."""
    found = []
    for row in rows:
        sys.stdout.write(f"{row}\n")
        sys.stdout.flush()
        found.append(row)
    return found


MEASURES: Mapping[str, Callable[[], Iterator[Row]]] = {
    "parts": parts.rows,
    "pictures": again.rows,
    "million": million.rows,
    "whole": whole.rows,
    "broadcast": lambda: broadcast.rows(("unlimited", "limited")),
}

TRIALS: Mapping[str, Callable[[Sequence[str]], None]] = {
    "fuzz": campaign.main,
    "killed": killed.main,
    "soak": soak.main,
}
"""What is done by itself, with arguments of its own."""


if __name__ == "__main__":
    main(sys.argv[1:])
