"""What may be done with a broadcast: written down, confirmed, moved, paused, resumed, cancelled.

Functions of a connection that change rows only; the process that sends notices within a second. Each says what
came of it: the broadcast as it is now, or why it could not be.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from bot.broadcast import audience as audiences
from bot.broadcast.audience import Audience
from bot.store import broadcasts, deliveries
from bot.store.broadcasts import Broadcast, Draft, State
from bot.store.deliveries import Fate, Recipient


@dataclass(frozen=True, slots=True)
class NoBroadcast:
    """There is none with this number."""

    number: int


@dataclass(frozen=True, slots=True)
class NotNow:
    """The broadcast is in a state that does not allow it."""

    number: int
    state: State


Done = Broadcast | NoBroadcast | NotNow


def send(
    connection: Connection,
    kind: str,
    content: Mapping[str, Any],
    to: Audience | Sequence[Recipient],
    *,
    starts_at: int = 0,
    draft: bool = False,
    priority: int = 5,
    made_by: int | None = None,
) -> int:
    """Write a broadcast down, to begin at once or at a time (seconds since 1970); returns its number.

    An audience is looked up when it begins; recipients given one by one may carry what their kind needs.
    `priority` is 1 for what is most urgent; that goes before what is under way.
    """
    if priority < 1:
        raise ValueError("the most urgent priority is 1")
    written = Draft(
        kind=kind,
        content=content,
        audience=None if isinstance(to, Sequence) else audiences.as_json(to),
        state=State.DRAFT if draft else State.SCHEDULED,
        starts_at=starts_at,
        priority=priority,
        made_by=made_by,
    )
    return broadcasts.create(connection, written, to if isinstance(to, Sequence) else None)


def confirm(connection: Connection, number: int, starts_at: int = 0) -> Done:
    """Let a draft begin, at once or at a time."""
    at = starts_at or int(time.time())
    return _changed(connection, number, [State.DRAFT], State.SCHEDULED, starts_at=at)


def redraft(
    connection: Connection, number: int, to: Audience | None = None, starts_at: int | None = None
) -> Done:
    """Let a draft go to others, or begin at another time; what is None stays."""
    values: dict[str, Any] = {}
    if to is not None:
        values["audience"] = json.dumps(audiences.as_json(to))
    if starts_at is not None:
        values["starts_at"] = starts_at
    return _changed(connection, number, [State.DRAFT], State.DRAFT, **values)


def move(connection: Connection, number: int, starts_at: int) -> Done:
    """Let a scheduled broadcast begin at another time."""
    return _changed(connection, number, [State.SCHEDULED], State.SCHEDULED, again=True, starts_at=starts_at)


def pause(connection: Connection, number: int, why: str) -> Done:
    """Stop before the next message; what is on its way arrives."""
    return _changed(connection, number, [State.SCHEDULED, State.RUNNING], State.PAUSED, why=why)


def resume(connection: Connection, number: int, repeating: Sequence[Fate] = ()) -> Done:
    """Go on where it stopped. Deliveries that came to one of the ends `repeating` are sent once more, also of a
    broadcast that has finished.
    """
    allowed = [State.PAUSED, State.FINISHED] if repeating else [State.PAUSED]
    done = _changed(connection, number, allowed, State.SCHEDULED, again=True, why=None, finished_at=None)
    if isinstance(done, Broadcast) and repeating:
        deliveries.repeat(connection, number, repeating)
    return done


def cancel(connection: Connection, number: int) -> Done:
    """End it for good; what was sent stays."""
    unfinished = [State.DRAFT, State.SCHEDULED, State.RUNNING, State.PAUSED]
    return _changed(connection, number, unfinished, State.CANCELLED, why=None)


def _changed(connection: Connection, number: int, allowed: Iterable[State], to: State, **values: Any) -> Done:
    changed = broadcasts.change(connection, number, allowed, to, **values)
    found = broadcasts.find(connection, number)
    if found is None:
        return NoBroadcast(number)
    return found if changed else NotNow(number, found.state)
