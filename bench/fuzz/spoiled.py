"""Updates as Telegram never sends them: something missing, of the wrong type, huge, empty, or unknown."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any, Final

from bench.fuzz.shapes import Json

_WRONG: Final = (
    None,
    True,
    0,
    -1,
    2**63,
    -(2**70),
    1.5,
    "",
    "x",
    "7",
    "a" * 100_000,
    [],
    {},
    [None],
    {"id": None},
    [[[]]],
    {"unknown": {"deep": [1, {"x": 2}]}},
    "\x00",
    "−1",
)


def spoiled(raw: Json, chance: random.Random) -> Json:
    """A copy with one to three places broken; its `update_id` stays, since Telegram counts by it."""
    broken = copy.deepcopy(raw)
    for _ in range(chance.randint(1, 3)):
        places = [place for place in _places(broken) if place != (broken, "update_id")]
        holder, key = chance.choice(places)
        if isinstance(holder, dict) and chance.random() < 0.3:
            del holder[key]
            if not any(kind != "update_id" for kind in broken):
                return broken
        elif isinstance(holder, dict) and chance.random() < 0.2:
            holder[f"unknown_{chance.randrange(9)}"] = copy.deepcopy(chance.choice(_WRONG))
        else:
            holder[key] = copy.deepcopy(chance.choice(_WRONG))
    return broken


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in it: a dict with a key, or a list with an index."""
    pairs = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    for key, inner in pairs:
        yield value, key
        if isinstance(inner, dict | list):
            yield from _places(inner)
