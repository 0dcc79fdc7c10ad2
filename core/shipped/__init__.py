"""The figures that come with the package: press figures, each with its source, and the official regions."""

from __future__ import annotations

from functools import cache

from core.shipped.archive import Archive
from core.shipped.gate import read_archive


@cache
def shipped() -> Archive:
    """The shipped figures, read and checked once.

    Raises core.shipped.gate.InvalidDataError, which names file, row and column, where a file breaks the schema.
    """
    return read_archive()
