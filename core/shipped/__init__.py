"""The figures that come with the package: press figures, each with its source, the regions, and rates of dues."""

from __future__ import annotations

from functools import cache

from core.dues import Rate
from core.packed import PackedFigures
from core.shipped.gate import read_archive, read_rates


@cache
def shipped() -> PackedFigures:
    """The shipped figures, read and checked once.

    Raises core.shipped.gate.InvalidDataError, which names file, row and column, where a file breaks the schema.
    """
    return read_archive()


@cache
def rates() -> tuple[Rate, ...]:
    """The shipped rates of dues, read and checked once; law, and so no part of a version of the figures.

    Raises core.shipped.gate.InvalidDataError as `shipped` does.
    """
    return read_rates()
