"""Random values of the Bot API's types, as its own table describes them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

_TABLE: Final = json.loads((Path(__file__).parents[2] / "tests" / "botapi.json").read_text(encoding="utf-8"))[
    "types"
]
_DEEPEST: Final = 4
_ARRAY: Final = "Array of "
_LARGEST: Final = 2**52
"""Bot API: at most 52 significant bits."""

TYPES: Final[Mapping[str, Any]] = _TABLE
Json = dict[str, Any]


class Shapes:
    """Makes values of types; `text` gives what stands where a String is wanted."""

    def __init__(self, chance: random.Random, text: Callable[[], str]) -> None:
        self._chance = chance
        self._text = text

    def object(self, name: str, **fixed: object) -> Json:
        """An object of a type with all that is required and a few of the optional fields; `fixed` as given."""
        made = self._of(name, 0)
        return made | fixed

    def value(self, kind: str, depth: int = 0) -> Any:
        """A value of a type as the table spells it: "Integer", "Array of PhotoSize", `"id"|"en"`."""
        kinds = [each for each in kind.split(" or ") if depth < _DEEPEST or not each.startswith(_ARRAY)]
        return self._one(self._chance.choice(kinds or [kind]), depth)

    def _one(self, kind: str, depth: int) -> Any:
        if kind.startswith(_ARRAY):
            most = 3 if depth < _DEEPEST else 0
            return [
                self._one(kind.removeprefix(_ARRAY), depth + 1) for _ in range(self._chance.randint(0, most))
            ]
        if kind.startswith('"'):
            return self._chance.choice(kind.split("|")).strip('"')
        match kind:
            case "String":
                return self._text()
            case "Integer":
                return self._chance.choice((0, 1, -1, self._chance.randrange(_LARGEST)))
            case "Float":
                return self._chance.uniform(-180, 180)
            case "Boolean" | "True":
                return True
            case _:
                return self._of(kind, depth)

    def _of(self, name: str, depth: int) -> Any:
        shape = TYPES[name]
        if "one_of" in shape:
            return self._alternative(shape["one_of"], depth)
        made = {
            key: self._one(self._chance.choice(kind.split(" or ")), depth + 1)
            for key, kind in shape["required"].items()
        }
        optional = shape["optional"]
        if optional and depth < _DEEPEST:
            few = self._chance.sample(list(optional), self._chance.randint(0, min(3, len(optional))))
            made |= {key: self.value(optional[key], depth + 1) for key in few}
        return made

    def _alternative(self, kinds: list[str], depth: int) -> Any:
        """One of several types; deep down the first, which holds the least."""
        return self._one(kinds[0] if depth >= _DEEPEST else self._chance.choice(kinds), depth + 1)
