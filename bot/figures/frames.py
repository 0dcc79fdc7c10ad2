"""What the bot and the process that works for its desk say to each other: messages of a kind and a length."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from struct import Struct
from typing import BinaryIO, Final

HEAD: Final = Struct("<BI")
"""The kind of a message, and its length in bytes."""


class Kind(Enum):
    """What a message is: the order, and the versions it is about; how far the work is, and what came of it."""

    ORDER = 0
    VERSION = 1
    PROGRESS = 2
    FAULTY = 3
    SAME = 4
    READ = 5
    JUDGEMENT = 6


LAST: Final = frozenset({Kind.FAULTY, Kind.SAME, Kind.JUDGEMENT})
"""After these nothing more is said."""


def framed(kind: Kind, content: bytes | bytearray) -> bytes:
    """A message as it goes through the pipe."""
    return HEAD.pack(kind.value, len(content)) + content


def messages(stream: BinaryIO) -> Iterator[tuple[Kind, bytes]]:
    """All messages until the stream ends."""
    while head := stream.read(HEAD.size):
        kind, length = HEAD.unpack(head)
        yield Kind(kind), stream.read(length)
