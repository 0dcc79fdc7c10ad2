"""Measures what is named, or everything and then writes RESULTS.md; prints each measure beside its goal.

parts      understanding and answering, in microseconds
million    the same among a million observations
pictures   a picture that was sent before
whole      whole answers beside the echoes of other bots
broadcast  broadcasts with and without a limit; `python -m bench broadcast NAMES` measures others, see there
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

from bench import again, broadcast, million, parts, results, whole
from bench.goal import Row


def main(names: Sequence[str]) -> None:
    """Measure and tell."""
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


if __name__ == "__main__":
    main(sys.argv[1:])
