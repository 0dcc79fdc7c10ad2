"""The inbox of several processes on one database, such as replicas behind one webhook address.

Whichever process receives an update commits it; it is answered by the process that still has something to answer
in its lane, and otherwise by the one that received it. So a lane is in one process at a time, and in order. An
update for another process is passed on: that one looks for such several times a second. A process holds its lanes
for as long as it says that it lives; what a dead one held, another takes up. Who was silent for too long asks
before it answers what it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, exists, false, func, or_, select, text, true, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import SQLAlchemyError

from bot.store.database_clock import moment
from bot.store.inbox import Added, Inbox, Received, row_of, taken_up
from bot.store.tables import inbox, processes
from bot.store.writer import Writer

LASTING: Final = 10.0
"""Seconds for which a process counts as living after it said so."""

_RENEW: Final = LASTING / 4
_ONE_AT_A_TIME: Final = text("SELECT pg_advisory_xact_lock(727610003)")
"""Any number, the same in every process, and another than those of `engine` and `presence`."""

_WAITS: Final = inbox.c.answered_at.is_(None)


class SharedInbox(Inbox):
    """The inbox for a process of that `name`, on PostgreSQL; `clock` counts seconds and never goes back."""

    is_shared = True

    def __init__(self, writer: Writer, dialect: Dialect, name: str, clock: Callable[[], float]) -> None:
        super().__init__(writer, dialect)
        self._name = name
        self._clock = clock
        self._said_at: float | None = None
        self._cut_off_at = float("-inf")

    async def add(self, updates: Sequence[Received]) -> Added:
        """Commit updates, and give back those that had not come before and are this process's to answer.

        Before them stand those that others passed on in the same lanes.
        """
        if not updates:
            return Added([], 0)
        lanes = {each.lane for each in updates}

        def added(connection: Connection) -> tuple[list[Received], dict[int, str]]:
            connection.execute(_ONE_AT_A_TIME)
            passed = self._passed(connection, inbox.c.lane.in_(lanes))
            busy = self._holders(connection, lanes)
            rows = [row_of(each) | self._for(busy.get(each.lane, self._name)) for each in updates]
            fresh = insert(inbox).on_conflict_do_nothing().returning(inbox.c.update_id, inbox.c.holder)
            return passed, {number: str(holder) for number, holder in connection.execute(fresh, rows)}

        passed, fresh = await self._writer.run(added)
        ours = [each for each in updates if fresh.get(each.update_id) == self._name]
        return Added([*passed, *ours], len(updates) - len(fresh))

    async def unanswered(self) -> list[Received]:
        """What was passed on to this process, and what dead ones held, oldest first; says that this one lives."""
        now = self._clock()
        if self._said_at is not None and now - self._said_at > LASTING:
            # the others may have been cut off as well: they get the time to say that they live
            self._cut_off_at = now
        due = self._said_at is None or now - self._said_at > _RENEW
        adopting = now - self._cut_off_at > LASTING

        def found(connection: Connection) -> list[Received]:
            if due:
                self._say_alive(connection)
            orphan = _is_orphan(connection) if adopting else false()
            wanted = _WAITS & or_(self._is_passed, orphan)
            if not connection.execute(select(exists().where(wanted))).scalar():
                return []
            connection.execute(_ONE_AT_A_TIME)
            adopted = taken_up(connection, orphan)
            self._hold(connection, adopted)
            return sorted([*self._passed(connection, true()), *adopted], key=lambda each: each.update_id)

        taken = await self._writer.run(found)
        if due:
            self._said_at = now
        return taken

    async def is_ours(self, received: Received) -> bool:
        """Whether nobody took the update over while this process was silent; asked only where it was."""
        if self._said_at is None or self._clock() - self._said_at < LASTING:
            return True
        ours = _WAITS & (inbox.c.update_id == received.update_id) & (inbox.c.holder == self._name)
        try:
            return await self._writer.run(
                lambda connection: bool(connection.execute(select(exists().where(ours))).scalar())
            )
        except SQLAlchemyError:
            # nobody can take anything over either
            return True

    async def leave(self) -> bool:
        """Leave to the others at once what is not answered; whether there are none."""

        def left(connection: Connection) -> bool:
            connection.execute(delete(processes).where(processes.c.name == self._name))
            living = processes.c.expires_at > moment(connection)
            return not connection.execute(select(exists().where(living))).scalar()

        return await self._writer.run(left)

    def _holders(self, connection: Connection, lanes: set[int]) -> dict[int, str]:
        """Who answers in each of these lanes now, where anybody does."""
        rows = select(inbox.c.lane, func.max(inbox.c.holder)).where(_WAITS, inbox.c.lane.in_(lanes))
        return {lane: holder for lane, holder in connection.execute(rows.group_by(inbox.c.lane)) if holder}

    def _say_alive(self, connection: Connection) -> None:
        until = moment(connection) + int(LASTING * 1000)
        row = insert(processes).values(name=self._name, expires_at=until)
        key = [processes.c.name]
        connection.execute(row.on_conflict_do_update(index_elements=key, set_={"expires_at": until}))

    def _for(self, holder: str) -> dict[str, object]:
        return {"holder": holder, "passed": int(holder != self._name)}

    @property
    def _is_passed(self) -> ColumnElement[bool]:
        return (inbox.c.holder == self._name) & (inbox.c.passed == 1)

    def _passed(self, connection: Connection, which: ColumnElement[bool]) -> list[Received]:
        """What others passed on to this process, oldest first, now seen; nobody has tried to answer it yet."""
        columns = (inbox.c.update_id, inbox.c.lane, inbox.c.body)
        waiting = select(*columns).where(_WAITS, self._is_passed, which).order_by(inbox.c.update_id)
        found = [Received(*row) for row in connection.execute(waiting)]
        self._hold(connection, found)
        return found

    def _hold(self, connection: Connection, found: Sequence[Received]) -> None:
        if found:
            ours = update(inbox).where(inbox.c.update_id.in_([each.update_id for each in found]))
            connection.execute(ours.values(holder=self._name, passed=0))


def _is_orphan(connection: Connection) -> ColumnElement[bool]:
    """Held by a process that does not say any more that it lives, or by none."""
    living = select(processes.c.name).where(processes.c.expires_at > moment(connection))
    return or_(inbox.c.holder.is_(None), inbox.c.holder.not_in(living))
