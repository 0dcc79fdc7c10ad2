"""What an answer depends on besides the question: the figures, the day, and the chat's own settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.announcement import AnnouncementsView
from bot.i18n import Translator
from bot.messages import Message, Record
from bot.subscription import Changes, SubscriptionsView
from bot.versions import DeskView
from core.figures import Figures


@dataclass(frozen=True, slots=True)
class Recalled:
    """An earlier answer, and what is answered now where that differs."""

    record: Record
    now: Message | None


@dataclass(frozen=True, slots=True)
class Occasion:
    """The circumstances of one question. `region` is the code meant where none is said.

    `may_configure` tells whether the asker may change the chat's settings: in a group only its admins may.
    `in_words` is true where no picture can be shown. `text` is what was written, without its command; it is
    looked at for the answer and never stored. `recalled` are the earlier answers with the number asked for;
    None where no memory can be asked. `history` has the figures as they were known on the days asked for; on
    others what was published by then stands in. `desk` is the data desk for an admin, None for everybody else;
    `announcements` likewise what an admin asked about broadcasts. `to_admin` is true in the private chat of an
    admin. `subscriptions` are those of the chat, where they are asked about.
    """

    figures: Figures
    today: date
    region: str
    t: Translator
    bot_name: str
    group: bool = False
    may_configure: bool = True
    in_words: bool = False
    text: str = ""
    recalled: tuple[Recalled, ...] | None = None
    history: Mapping[date, Figures] = field(default_factory=dict)
    desk: DeskView | None = None
    subscriptions: SubscriptionsView | None = None
    announcements: AnnouncementsView | None = None
    to_admin: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the chat's settings that an answer asks for; what is None stays as it is.

    `report` is the number of an answer that somebody doubts: the admins are told. `aside` is a message of its own
    that goes to the chat before the answer.
    """

    region: str | None = None
    language: str | None = None
    forget: bool = False
    report: str | None = None
    subscriptions: Changes | None = None
    aside: Message | None = None
