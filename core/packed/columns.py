"""Columns of whole numbers in as few bytes as their greatest one needs."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable
from typing import Final

WIDTHS: Final = {"B": 1, "H": 2, "I": 4, "Q": 8}
"""Bytes of a number, by the kind of the column."""


def narrow(values: Iterable[int], greatest: int) -> array[int]:
    """The values, none negative and none above `greatest`, in the narrowest column that holds that."""
    return array(next(kind for kind, width in WIDTHS.items() if greatest < 1 << 8 * width), values)


def ends(counts: Iterable[int]) -> array[int]:
    """Where each of some groups begins that follow one another, and where the last one ends."""
    column, end = array("I", [0]), 0
    for count in counts:
        end += count
        column.append(end)
    return column


def written(column: array[int]) -> bytes:
    """The column with the lowest byte first, on whatever machine."""
    return _little(column[:]).tobytes() if sys.byteorder == "big" else column.tobytes()


def read(kind: str, content: bytes | memoryview) -> array[int]:
    """The column that `written` gave."""
    column = array(kind)
    column.frombytes(content)
    return _little(column) if sys.byteorder == "big" else column


def _little(column: array[int]) -> array[int]:
    column.byteswap()
    return column
