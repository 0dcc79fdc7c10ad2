"""The values of the data desk: versions of the figures, their releases, and what may become of them.

Who did something is a Telegram user id, or None for the command line. Times are seconds since 1970, in UTC.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import Enum
from typing import Final

from core.judgement import Judgement

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
    UNREADABLE = "this release of the program cannot read it"
    REJECTED = "it was rejected"
    NEVER_CURRENT = "it was never the current one"


@dataclass(frozen=True, slots=True)
class Approve:
    """Make a proposed version the current one."""

    version: int


@dataclass(frozen=True, slots=True)
class Reject:
    """Put a proposed version aside."""

    version: int


@dataclass(frozen=True, slots=True)
class RollBack:
    """Make a version current that was so before, or the shipped figures."""

    version: int


Deed = Approve | Reject | RollBack


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction that waits to be confirmed, under the number of its broadcast, and how much it is for.

    `number` is None where no message needs one.
    """

    number: int | None
    messages: int
    chats: int
    reason: str


class Sent(Enum):
    """What became of a correction that was prepared."""

    YES = "it goes out"
    NO = "it was put aside"
    GONE = "it does not wait any more"


@dataclass(frozen=True, slots=True)
class DeskView:
    """What an admin sees of the data desk: versions, releases and the log, each the newest first.

    `current` is the number of the current version, `asker` the admin who looks, `sole` whether there is no other.
    `verdict` is there where a deed was done just now, `judgement` where one version is looked at, `correction`
    where messages were looked for that need one, and `sent` where it was decided on.
    """

    asker: int
    sole: bool
    zone: tzinfo
    versions: tuple[Version, ...]
    releases: tuple[Release, ...]
    current: int
    entries: tuple[Entry, ...] = ()
    verdict: Verdict | None = None
    judgement: Judgement | None = None
    correction: Correction | None = None
    sent: Sent | None = None

    def version(self, number: int) -> Version | None:
        """A version by its number."""
        return next((each for each in self.versions if each.number == number), None)

    @property
    def waiting(self) -> tuple[Version, ...]:
        """The versions that nobody has decided on yet."""
        released = {each.version for each in self.releases}
        return tuple(
            each for each in self.versions if each.rejected_at is None and each.number not in released
        )

    def released(self, number: int) -> Release | None:
        """The last release of a version."""
        return next((each for each in self.releases if each.version == number), None)

    def when(self, at: int) -> datetime:
        """A time in the zone of the settings."""
        return datetime.fromtimestamp(at, self.zone)


def number_in(text: str) -> int | None:
    """The number of a version or a broadcast; nothing for what is none, or more than a database counts to."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def deed_of(topic: str | None) -> Deed | None:
    """The deed that a confirmed topic asks for: "approve-3", "reject-3" or "back-3"; nothing for another topic."""
    name, _, number = (topic or "").partition("-")
    makes: dict[str, Callable[[int], Deed]] = {"approve": Approve, "reject": Reject, "back": RollBack}
    make, found = makes.get(name), number_in(number)
    return make(found) if make and found is not None else None


def topic_of(deed: Deed) -> str:
    """The topic that asks for a deed."""
    match deed:
        case Approve(number):
            return f"approve-{number}"
        case Reject(number):
            return f"reject-{number}"
        case RollBack(number):
            return f"back-{number}"
