"""How much a file may be, and what reading it may cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """`size` in bytes as it came, `unpacked` in bytes of one part of a workbook, `cell` and `line` in characters.

    `memory` is the address space of the process that reads in bytes, its libraries included; `seconds` bounds its
    work, and three times as many the wait for it. So many `problems` are kept, the others only counted.
    """

    size: int = 20 * 1024 * 1024
    rows: int = 1_000_000
    columns: int = 100
    cell: int = 1_000
    line: int = 100_000
    unpacked: int = 1_000_000_000
    memory: int = 900_000_000
    seconds: int = 180
    problems: int = 1_000

    @property
    def megabytes(self) -> int:
        """The size as people say it."""
        return self.size // (1024 * 1024)


LIMITS: Final = Limits()
"""Telegram hands over files of 20 MB at most; a million rows are more than all of Indonesia has in ten years."""
