"""Broadcasts as rows: these and their deliveries are the truth, whatever the engine remembers.

Functions of a connection, so that the bot calls them on its writer and a command line in a transaction of its
own. A change of state names the states it is allowed from and says whether it happened.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, exists, func, insert, select, update

from bot.store.deliveries import Fate, Recipient, add
from bot.store.tables import broadcasts, deliveries


class State(StrEnum):
    """Where a broadcast is between its draft and its end."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"


UNFINISHED = (State.SCHEDULED, State.RUNNING)


@dataclass(frozen=True, slots=True)
class Draft:
    """A broadcast before it has a number. Without an `audience` its deliveries are given one by one."""

    kind: str
    content: Mapping[str, Any]
    audience: Mapping[str, Any] | None = None
    state: State = State.SCHEDULED
    starts_at: int = 0
    priority: int = 5
    made_by: int | None = None


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A broadcast. `run` goes up whenever it is resumed or moved, so that nothing begun before goes on."""

    number: int
    kind: str
    content: Mapping[str, Any]
    audience: Mapping[str, Any] | None
    state: State
    run: int
    priority: int
    starts_at: int
    planned: bool
    created_at: int
    finished_at: int | None
    made_by: int | None
    why: str | None


def create(connection: Connection, draft: Draft, recipients: Sequence[Recipient] | None = None) -> int:
    """Write a broadcast down and return its number; with `recipients` its deliveries too, all at once."""
    now = int(time.time())
    row = {
        "kind": draft.kind,
        "content": json.dumps(dict(draft.content)),
        "audience": json.dumps(dict(draft.audience)) if draft.audience is not None else None,
        "state": draft.state,
        "run": 1,
        "priority": draft.priority,
        "starts_at": draft.starts_at or now,
        "planned_at": now if recipients is not None else None,
        "created_at": now,
        "made_by": draft.made_by,
    }
    number = connection.execute(insert(broadcasts).values(row).returning(broadcasts.c.number)).scalar_one()
    if recipients:
        add(connection, number, 0, recipients)
    return int(number)


def find(connection: Connection, number: int) -> Broadcast | None:
    """A broadcast by its number."""
    row = connection.execute(_BROADCASTS.where(broadcasts.c.number == number)).first()
    return _broadcast(row) if row else None


def newest(connection: Connection, most: int = 20, aside: str | None = None) -> list[Broadcast]:
    """The broadcasts written down last, newest first; of the kind `aside` only those that have not ended."""
    rows = _BROADCASTS.order_by(broadcasts.c.number.desc()).limit(most)
    if aside is not None:
        rows = rows.where((broadcasts.c.kind != aside) | broadcasts.c.state.in_((*UNFINISHED, State.PAUSED)))
    return [_broadcast(row) for row in connection.execute(rows)]


def unfinished(connection: Connection) -> list[Broadcast]:
    """Those that are to be sent: scheduled or running, the most urgent first."""
    waiting = _BROADCASTS.where(broadcasts.c.state.in_(UNFINISHED))
    rows = connection.execute(waiting.order_by(broadcasts.c.priority, broadcasts.c.number))
    return [_broadcast(row) for row in rows]


def of_people(connection: Connection, kind: str, ended_after: int) -> list[Broadcast]:
    """Those of a kind that a person wrote and that are on their way, or have finished since a time."""
    on_their_way = broadcasts.c.state.in_((*UNFINISHED, State.PAUSED)) | (
        broadcasts.c.finished_at > ended_after
    )
    here = (broadcasts.c.kind == kind) & broadcasts.c.made_by.is_not(None) & on_their_way
    return [_broadcast(row) for row in connection.execute(_BROADCASTS.where(here))]


def open_ones(connection: Connection, most: int) -> list[Broadcast]:
    """Those that have not ended, drafts aside, the newest first."""
    here = broadcasts.c.state.in_((*UNFINISHED, State.PAUSED))
    rows = connection.execute(_BROADCASTS.where(here).order_by(broadcasts.c.number.desc()).limit(most))
    return [_broadcast(row) for row in rows]


def scheduled(connection: Connection, most: int) -> list[Broadcast]:
    """Those that wait for their time, the next first."""
    here = broadcasts.c.state == State.SCHEDULED
    rows = connection.execute(
        _BROADCASTS.where(here).order_by(broadcasts.c.starts_at, broadcasts.c.number).limit(most)
    )
    return [_broadcast(row) for row in rows]


def last_of(connection: Connection, kind: str, made_by: int) -> Broadcast | None:
    """The last broadcast of a kind that somebody wrote."""
    here = (broadcasts.c.kind == kind) & (broadcasts.c.made_by == made_by)
    row = connection.execute(_BROADCASTS.where(here).order_by(broadcasts.c.number.desc()).limit(1)).first()
    return _broadcast(row) if row else None


def count_open(connection: Connection) -> int:
    """How many have not ended, drafts aside."""
    here = broadcasts.c.state.in_((*UNFINISHED, State.PAUSED))
    return connection.execute(select(func.count()).where(here)).scalar_one()


def open_by_state(connection: Connection) -> dict[State, int]:
    """How many are in each state that is no end, drafts aside."""
    here = (*UNFINISHED, State.PAUSED)
    rows = select(broadcasts.c.state, func.count()).where(broadcasts.c.state.in_(here))
    found = {State(state): count for state, count in connection.execute(rows.group_by(broadcasts.c.state))}
    return {state: found.get(state, 0) for state in here}


def waiting(connection: Connection) -> int:
    """The recipients that wait for a broadcast that is on."""
    on = select(broadcasts.c.number).where(broadcasts.c.state == State.RUNNING)
    rows = select(func.count()).select_from(deliveries)
    return connection.execute(
        rows.where(deliveries.c.broadcast.in_(on), deliveries.c.state == Fate.PENDING)
    ).scalar_one()


def running(connection: Connection) -> frozenset[tuple[int, int]]:
    """The number and the run of each broadcast that is being sent."""
    rows = connection.execute(_RUNNING)
    return frozenset((number, run) for number, run in rows)


def change(
    connection: Connection,
    number: int,
    allowed: Iterable[State],
    to: State,
    *,
    run: int | None = None,
    again: bool = False,
    **values: Any,
) -> bool:
    """Put a broadcast into another state, where it is in one of the allowed, and in this run where one is given.

    `again` begins another run. Says whether it was put there.
    """
    here = (broadcasts.c.number == number) & broadcasts.c.state.in_(tuple(allowed))
    if run is not None:
        here &= broadcasts.c.run == run
    if again:
        values["run"] = broadcasts.c.run + 1
    return connection.execute(update(broadcasts).where(here).values(state=to, **values)).rowcount == 1


def drop_drafts(connection: Connection, kind: str) -> None:
    """Cancel every draft of a kind."""
    here = (broadcasts.c.kind == kind) & (broadcasts.c.state == State.DRAFT)
    connection.execute(update(broadcasts).where(here).values(state=State.CANCELLED))


def finish(connection: Connection, number: int) -> bool:
    """End a running broadcast that has nobody left to be sent to; says whether it did."""
    left = exists().where(deliveries.c.broadcast == number, deliveries.c.state == Fate.PENDING)
    here = and_(broadcasts.c.number == number, broadcasts.c.state == State.RUNNING, ~left)
    ended = update(broadcasts).where(here).values(state=State.FINISHED, finished_at=int(time.time()))
    return connection.execute(ended).rowcount == 1


def pause_unfinished(connection: Connection, why: str) -> int:
    """Pause all that is scheduled or running, as after a restore; returns how many."""
    here = broadcasts.c.state.in_(UNFINISHED)
    return connection.execute(update(broadcasts).where(here).values(state=State.PAUSED, why=why)).rowcount


def forget(connection: Connection, chat_id: int) -> None:
    """Take a chat off the lists of chats that broadcasts were addressed to."""
    listed = select(broadcasts.c.number, broadcasts.c.audience).where(
        broadcasts.c.audience.contains(str(chat_id))
    )
    for number, audience in connection.execute(listed).all():
        to = json.loads(audience)
        if chat_id in to.get("chats", ()):
            left = to | {"chats": [each for each in to["chats"] if each != chat_id]}
            here = update(broadcasts).where(broadcasts.c.number == number)
            connection.execute(here.values(audience=json.dumps(left)))


def planned(connection: Connection, number: int) -> None:
    """Note that all recipients are written down."""
    noted = update(broadcasts).where(broadcasts.c.number == number).values(planned_at=int(time.time()))
    connection.execute(noted)


def prune(connection: Connection, before: int, most: int = 5000) -> bool:
    """Drop broadcasts that ended, or were never confirmed, and were written before a time, a part at once.

    Says whether more is left.
    """
    over = (State.DRAFT, State.FINISHED, State.CANCELLED)
    old = select(broadcasts.c.number).where(broadcasts.c.state.in_(over), broadcasts.c.created_at < before)
    number = connection.execute(old.order_by(broadcasts.c.number).limit(1)).scalar()
    if number is None:
        return False
    first = connection.execute(
        select(func.min(deliveries.c.number)).where(deliveries.c.broadcast == number)
    ).scalar()
    if first is None:
        connection.execute(delete(broadcasts).where(broadcasts.c.number == number))
    else:
        here = (deliveries.c.broadcast == number) & (deliveries.c.number < first + most)
        connection.execute(delete(deliveries).where(here))
    return True


_BROADCASTS: Select[Any] = select(
    broadcasts.c.number,
    broadcasts.c.kind,
    broadcasts.c.content,
    broadcasts.c.audience,
    broadcasts.c.state,
    broadcasts.c.run,
    broadcasts.c.priority,
    broadcasts.c.starts_at,
    broadcasts.c.planned_at,
    broadcasts.c.created_at,
    broadcasts.c.finished_at,
    broadcasts.c.made_by,
    broadcasts.c.why,
)
_RUNNING = select(broadcasts.c.number, broadcasts.c.run).where(broadcasts.c.state == State.RUNNING)


def _broadcast(row: Any) -> Broadcast:
    return Broadcast(
        number=row.number,
        kind=row.kind,
        content=json.loads(row.content),
        audience=json.loads(row.audience) if row.audience else None,
        state=State(row.state),
        run=row.run,
        priority=row.priority,
        starts_at=row.starts_at,
        planned=row.planned_at is not None,
        created_at=row.created_at,
        finished_at=row.finished_at,
        made_by=row.made_by,
        why=row.why,
    )
