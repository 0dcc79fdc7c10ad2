"""The values of broadcasts in the chat: what an admin sees of one, and what became of a wish.

Times are seconds since 1970, in UTC. States and ends are named as the store names them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from bot.i18n import Html
from bot.messages import Message
from bot.subscription import Rhythm
from core.period import Period

ALL: Final = "all"
SUBSCRIBERS: Final = "subscribers"
CHATS: Final = "chats"
MESSAGES: Final = "messages"

BY_HAND: Final = "paused by hand"
RESTORED: Final = "restored from a backup; resume it if it has not been sent since"
"""Why a broadcast is paused, as it is kept: somebody wanted it, or nobody knows how far it went."""


@dataclass(frozen=True, slots=True)
class Reason:
    """So many deliveries came to an end (blocked, failed, uncertain, skipped) for one reason."""

    fate: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Announcement:
    """A broadcast as an admin sees it.

    `kind` is what composes it. `to` is `ALL`, `SUBSCRIBERS` (of `region`, where there is one), `CHATS`, or
    `MESSAGES` of ours that are put right. `seconds` is how long what is left takes, None where no rate is set;
    `code` is what confirms a draft. `at_once` is true where no time was asked for.
    """

    number: int
    kind: str
    state: str
    run: int
    to: str
    region: str | None
    starts_at: int
    at_once: bool
    total: int
    sent: int
    blocked: int
    failed: int
    uncertain: int
    pending: int
    skipped: int
    seconds: int | None
    code: str
    why: str | None = None
    finished_at: int | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a recipient reads, in the language of its chat; `unknown` is a hole that cannot be filled for it."""

    name: str
    text: Html | None
    unknown: str | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """The broadcasts that have not ended, the newest first."""

    announcements: tuple[Announcement, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Something goes out by itself to so many chats."""

    at: int
    chats: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """What is to come, the next first: broadcasts, the next runs of what subscribers get in each rhythm, and new
    figures that wait for the hour a chat chose.
    """

    announcements: tuple[Announcement, ...]
    digests: tuple[tuple[Rhythm, tuple[Run, ...]], ...] = ()
    waiting: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft as it is now, and how it reads."""

    announcement: Announcement
    preview: Preview


@dataclass(frozen=True, slots=True)
class Shown:
    """One broadcast."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class Tested:
    """The draft goes to the asker as a `message`; None where `preview` has what cannot be filled for them."""

    announcement: Announcement
    preview: Preview
    message: Message | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A scheduled broadcast begins at another time now."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class CancelAsked:
    """Whether to cancel it is asked once more."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class Reported:
    """A broadcast with every recipient as a file of `content`."""

    announcement: Announcement
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class UnknownHoles:
    """Names in braces that nothing fills; `known` are those that can be filled."""

    names: tuple[str, ...]
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BrokenBrace:
    """A brace that opens or closes no hole, or a hole with more than its name."""


@dataclass(frozen=True, slots=True)
class TooLong:
    """More characters than a message may have."""

    length: int
    most: int


@dataclass(frozen=True, slots=True)
class NotAQuestion:
    """A text that is no question about figures."""

    text: str


@dataclass(frozen=True, slots=True)
class UnknownRecipients:
    """Words that name nobody."""

    text: str


@dataclass(frozen=True, slots=True)
class SeveralRegions:
    """A name that several regions have, by their codes."""

    text: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnreadableTime:
    """Words that are no time; `past` where they are one that is over."""

    text: str
    past: bool = False


@dataclass(frozen=True, slots=True)
class NoDraft:
    """The asker has no draft."""


@dataclass(frozen=True, slots=True)
class WrongCode:
    """What was typed confirms nothing; the draft's own code is in the announcement."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class TooLate:
    """The time that the draft was to begin at is over."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class Nobody:
    """There is nobody to send it to."""

    announcement: Announcement


@dataclass(frozen=True, slots=True)
class NoAnnouncement:
    """No broadcast has this number."""

    number: int


@dataclass(frozen=True, slots=True)
class NotNow:
    """Its state does not allow what was wished."""

    announcement: Announcement


Refusal = (
    UnknownHoles
    | BrokenBrace
    | TooLong
    | NotAQuestion
    | UnknownRecipients
    | SeveralRegions
    | UnreadableTime
    | NoDraft
    | WrongCode
    | TooLate
    | Nobody
    | NoAnnouncement
    | NotNow
)
Outcome = Overview | Timetable | Drafted | Shown | Tested | Moved | CancelAsked | Reported | Refusal


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is.

    `current_since` is when the version became current, None for the shipped one; `newest` the last period that
    the figures tell of. `waiting` are updates that are not answered yet, `unfinished` broadcasts that have not
    ended. `uptime` is in seconds; `holder` is the process that sends, None where none does.
    """

    version: int
    current_since: int | None
    newest: Period | None
    chats: int
    waiting: int
    unfinished: int
    uptime: int
    holder: str | None


@dataclass(frozen=True, slots=True)
class AnnouncementsView:
    """What an admin asked about broadcasts, as of `now`."""

    zone: tzinfo
    now: int
    outcome: Outcome | None = None
    health: Health | None = None

    def when(self, at: int) -> datetime:
        """A time in the zone of the settings."""
        return datetime.fromtimestamp(at, self.zone)
