"""A subscription: which news of a region a chat is told by itself, and when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from core.model import Segment

ZONES: Final[Mapping[str, ZoneInfo]] = MappingProxyType(
    {
        "WIB": ZoneInfo("Asia/Jakarta"),
        "WITA": ZoneInfo("Asia/Makassar"),
        "WIT": ZoneInfo("Asia/Jayapura"),
    }
)
"""Indonesia's zones by the names that everybody uses; all are whole hours from UTC."""

MOST: Final = 50
"""Subscriptions of one chat; a message about more regions would not be read."""


class News(Enum):
    """What can be told."""

    FIGURES = "figures"
    CROSSINGS = "crossings"
    DIGEST = "digest"


class Rhythm(Enum):
    """How often new figures are told. Where it is at once, a digest comes once a month."""

    AT_ONCE = "now"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Timing:
    """When something is told: at an hour of a zone, and not within the quiet hours.

    `quiet` is the first quiet hour and the hour that ends it, which may lie after midnight.
    """

    rhythm: Rhythm = Rhythm.AT_ONCE
    hour: int = 8
    zone: str = "WIB"
    quiet: tuple[int, int] | None = None

    def awake(self, at: datetime) -> datetime:
        """That moment, or the end of the quiet hours in which it lies."""
        if self.quiet is None:
            return at
        begins, ends = self.quiet
        here = at.astimezone(ZONES[self.zone])
        if (here.hour - begins) % 24 >= (ends - begins) % 24:
            return at
        end = here.replace(hour=ends, minute=0, second=0, microsecond=0)
        return end if end > here else end + timedelta(days=1)

    def next(self, after: datetime) -> datetime:
        """The first moment after another at which figures are told."""
        return self.awake(after if self.rhythm is Rhythm.AT_ONCE else self._slot(self.rhythm, after))

    @property
    def digest_rhythm(self) -> Rhythm:
        """How often a digest comes."""
        return Rhythm.MONTHLY if self.rhythm is Rhythm.AT_ONCE else self.rhythm

    def next_digest(self, after: datetime) -> datetime:
        """The first moment after another at which a digest is told."""
        return self.awake(self._slot(self.digest_rhythm, after))

    def _slot(self, rhythm: Rhythm, after: datetime) -> datetime:
        here = after.astimezone(ZONES[self.zone])
        slot = here.replace(hour=self.hour, minute=0, second=0, microsecond=0)
        while slot <= here or not _is_day_of(rhythm, slot):
            slot += timedelta(days=1)
        return slot


def _is_day_of(rhythm: Rhythm, day: datetime) -> bool:
    """A week's slot is on Monday, a month's on its first day."""
    if rhythm is Rhythm.WEEKLY:
        return day.weekday() == 0
    return rhythm is not Rhythm.MONTHLY or day.day == 1


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a chat is told of a region, or of one segment in it.

    `topic` is the topic of a forum in which it was asked for. `told` is the digest of what the chat knows of the
    region, from the version with the number `version`; `heard` is the release that was last looked at for it.
    `due_at` is when a change that it does not know is told, `digest_at` when the next digest is (both in seconds
    since 1970). `made_by` is the person who set a channel up.
    """

    chat_id: int
    region: str
    segment: Segment | None = None
    topic: int | None = None
    news: frozenset[News] = frozenset({News.FIGURES, News.CROSSINGS})
    timing: Timing = field(default_factory=Timing)
    told: str = ""
    version: int = 0
    heard: int = 0
    due_at: int | None = None
    digest_at: int | None = None
    made_by: int | None = None

    @property
    def key(self) -> tuple[int, str, str]:
        """What it is known by: a chat has one for each region and segment."""
        return self.chat_id, self.region, self.segment.value if self.segment else ""

    def scheduled(self, now: datetime) -> Subscription:
        """The same with its times as its settings have them from now on; what is due stays due."""
        digest = int(self.timing.next_digest(now).timestamp()) if News.DIGEST in self.news else None
        wanted = self.due_at is not None and News.FIGURES in self.news
        due = int(self.timing.next(now).timestamp()) if wanted else None
        return replace(self, due_at=due, digest_at=digest)


@dataclass(frozen=True, slots=True)
class Changes:
    """Subscriptions that begin or are other now, those that end, and what a chat's next one gets.

    `spoken` is a channel with the language in which it is told: that of the chat from which it was set up.
    """

    kept: tuple[Subscription, ...] = ()
    stopped: tuple[Subscription, ...] = ()
    chosen: tuple[int, Timing] | None = None
    spoken: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a button asks for: a deed, mostly with a value, and the channel it is for, if it is for one."""

    deed: str = ""
    value: str = ""
    channel: int | None = None

    @property
    def topic(self) -> str | None:
        """The wish as the topic of a question."""
        parts = [self.deed, self.value, f"at{-self.channel}" if self.channel else ""]
        return "-".join(filter(None, parts)) or None

    @classmethod
    def of(cls, topic: str | None) -> Wish:
        """The wish that a topic holds."""
        parts = (topic or "").split("-")
        channel = _AT.fullmatch(parts[-1])
        if channel:
            parts.pop()
        deed, value = (parts[0] if parts else ""), "-".join(parts[1:])
        return cls(deed, value, -int(channel[1]) if channel else None)


_AT: Final = re.compile(r"at(\d{5,15})", re.ASCII)
_CHANNEL: Final = re.compile(
    r"(?:(?<!\w)@|(?:https?://)?t\.me/)([A-Za-z]\w{3,31})\b|(?<!\S)(-100\d{5,12})\b", re.ASCII
)


def channel_in(text: str) -> str | None:
    """The channel that a text names: "@name", also from its address, or its number."""
    found = _CHANNEL.search(text)
    if found is None:
        return None
    return f"@{found[1]}" if found[1] else found[2]


def without_channel(text: str) -> str:
    """The text without the channel's name."""
    return " ".join(_CHANNEL.sub(" ", text).split())


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel: what people call it, how a command names it, and the language chosen for it."""

    chat_id: int
    title: str
    name: str = ""
    language: str | None = None


class Refusal(Enum):
    """Why a channel cannot be set up."""

    NO_CHANNEL = "there is none, or the bot is not in it"
    NOT_YOURS = "the asker does not administer it"
    NOT_OURS = "the bot does not administer it"


@dataclass(frozen=True, slots=True)
class SubscriptionsView:
    """What has to be known to answer about subscriptions.

    They are those of `chat_id`: the chat itself, or the `channel` that was named. `elsewhere` are the channels
    that the asker administers, with how many they have. `timing` is what a new subscription gets. `version` is
    the number of the current figures.
    """

    chat_id: int
    now: datetime
    version: int
    timing: Timing
    subscriptions: tuple[Subscription, ...] = ()
    topic: int | None = None
    channel: Channel | None = None
    elsewhere: tuple[tuple[Channel, int], ...] = ()
    refusal: Refusal | None = None
    asker: int | None = None

    def find(self, region: str, segment: Segment | None) -> Subscription | None:
        """The subscription to a region and segment."""
        return next((each for each in self.subscriptions if each.key[1:] == _key(region, segment)), None)


def _key(region: str, segment: Segment | None) -> tuple[str, str]:
    return region, segment.value if segment else ""
