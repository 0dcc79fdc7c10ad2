"""What the reading process says to the one that asked it: messages of a kind, a length and as many bytes."""

from __future__ import annotations

from enum import Enum
from struct import Struct
from typing import Final

HEAD: Final = Struct("<BI")
"""The kind of a message, and its length in bytes."""


class Kind(Enum):
    """What a message is: how far the reading is, what is wrong, or what was read, in four parts."""

    PROGRESS = 0
    FAULTY = 1
    FINE = 2
    TABLES = 3
    ROWS = 4
    REMOVED = 5


def framed(kind: Kind, content: bytes | bytearray) -> bytes:
    """A message as it goes through the pipe."""
    return HEAD.pack(kind.value, len(content)) + content
