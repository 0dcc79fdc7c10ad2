"""A version of the figures as the memory keeps it: packed, and compressed on top of that."""

from __future__ import annotations

import zlib

from core.packed import PackedFigures, UnreadableVersionError
from core.region import Regions


def stored(figures: PackedFigures) -> bytes:
    """The bytes of a version as the memory keeps them."""
    return zlib.compress(figures.to_bytes(), 1)


def restored(content: bytes, regions: Regions) -> PackedFigures:
    """The version that `stored` gave. Raises UnreadableVersionError for a foreign or damaged one."""
    try:
        return PackedFigures.from_bytes(zlib.decompress(content), regions)
    except zlib.error as error:
        raise UnreadableVersionError(str(error)) from error
