"""The values of the data desk: versions of the figures, their releases, and what may become of them.

Who did something is a Telegram user id, or None for the command line. Times are seconds since 1970, in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

SHIPPED: Final = 0
"""The number of the figures that come with the program."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A version to be proposed. `base` is the digest of the figures it was made from, `content` its bytes."""

    digest: str
    base: str
    content: bytes
    imported_by: int | None
    note: str
    observations: int
    added: int
    changed: int
    gone: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Version:
    """A version without its content."""

    number: int
    digest: str
    base: str
    imported_by: int | None
    imported_at: int
    note: str
    observations: int
    added: int
    changed: int
    gone: int
    errors: int
    warnings: int
    rejected_at: int | None


@dataclass(frozen=True, slots=True)
class Release:
    """A version became the current one; `deed` is approve or rollback."""

    number: int
    version: int
    digest: str
    approved_by: int | None
    approved_at: int
    deed: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the audit log."""

    at: int
    actor: int | None
    deed: str
    subject: str
    detail: str


class Verdict(Enum):
    """What became of a deed on a version."""

    DONE = "done"
    UNKNOWN = "there is no such version"
    OWN = "the importer may not approve it"
    FAULTY = "its findings forbid it"
    OUTDATED = "it was made from other figures than the current ones"
    CURRENT = "it is the current one"
    REJECTED = "it was rejected"
    NEVER_CURRENT = "it was never the current one"
