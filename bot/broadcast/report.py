"""How far a broadcast is, how long it takes, and what became of each recipient."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from sqlalchemy import Connection

from bot.broadcast import audience as audiences
from bot.sheets.spreadsheet import Column, Table, csv_file
from bot.store import broadcasts, deliveries
from bot.store.broadcasts import Broadcast
from bot.store.deliveries import Fate, Outcome

_TITLES: Final = ("chat_id", "topic", "state", "reason", "message_id", "settled_at")


def seconds(messages: int, rate: float) -> int:
    """How long so many messages take at so many a second; nothing where there is no limit."""
    return round(messages / rate) if rate else 0


@dataclass(frozen=True, slots=True)
class Progress:
    """A broadcast in numbers. `total` leaves out the `skipped`, who had nothing to be told."""

    broadcast: Broadcast
    sent: int
    blocked: int
    failed: int
    uncertain: int
    pending: int
    skipped: int

    @property
    def total(self) -> int:
        """All who were or are to be sent something."""
        return self.sent + self.blocked + self.failed + self.uncertain + self.pending

    def as_json(self) -> dict[str, int | str]:
        """As `broadcast status --json` prints it."""
        counted = {
            name: getattr(self, name) for name in ("sent", "blocked", "failed", "uncertain", "pending")
        }
        state = str(self.broadcast.state)
        return {"id": self.broadcast.number, "state": state, "total": self.total, **counted}


def progress(connection: Connection, number: int) -> Progress | None:
    """How far a broadcast is. Before it begins, all of its audience as it is now is pending."""
    broadcast = broadcasts.find(connection, number)
    if broadcast is None:
        return None
    if not broadcast.planned and broadcast.audience is not None:
        waiting = audiences.size(connection, audiences.from_json(broadcast.audience))
        return Progress(broadcast, 0, 0, 0, 0, waiting, 0)
    counted = deliveries.counts(connection, number)
    ends = (Fate.SENT, Fate.BLOCKED, Fate.FAILED, Fate.UNCERTAIN, Fate.PENDING, Fate.SKIPPED)
    return Progress(broadcast, *(counted.get(fate, 0) for fate in ends))


def as_csv(outcomes: Iterable[Outcome], zone: tzinfo) -> bytes:
    """What became of each recipient and why, for a spreadsheet; times as the zone's clocks show them."""
    rows = tuple(
        (
            each.chat_id,
            each.topic,
            str(each.fate),
            each.reason,
            each.message_id,
            datetime.fromtimestamp(each.settled_at, zone).isoformat(sep=" ") if each.settled_at else None,
        )
        for each in outcomes
    )
    return csv_file(Table("report", tuple(Column(title, 20) for title in _TITLES), rows))
