"""Versions of the figures: proposed, approved, rolled back; each deed in one transaction with its audit entry.

Nothing is ever overwritten. A version is current because the last release names it; going back is one more.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, false, func, select, text, update

from bot.store.audit import append
from bot.store.tables import audit, releases, versions
from bot.store.writer import Writer
from bot.versions import SHIPPED, Draft, Entry, Release, Verdict, Version

_SUMMARY: Final = [column for column in versions.c if column.name != "content"]


class Versions:
    """The versions and their releases. Every call reads or writes the database."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def all(self) -> list[Version]:
        """Every version, the newest first."""

        def found(connection: Connection) -> list[Version]:
            rows = connection.execute(select(*_SUMMARY).order_by(versions.c.number.desc()))
            return [Version(**row) for row in rows.mappings()]

        return await self._writer.run(found)

    async def releases(self) -> list[Release]:
        """Every release, the newest first."""

        def found(connection: Connection) -> list[Release]:
            rows = connection.execute(select(releases).order_by(releases.c.number.desc()))
            return [Release(**row) for row in rows.mappings()]

        return await self._writer.run(found)

    async def last_release(self) -> int:
        """The number of the last release; 0 before the first."""

        def found(connection: Connection) -> int:
            return connection.execute(select(func.max(releases.c.number))).scalar() or 0

        return await self._writer.run(found)

    async def content(self, number: int) -> bytes | None:
        """The bytes of a version; nothing for a number that none has."""

        def found(connection: Connection) -> bytes | None:
            query = select(versions.c.content).where(versions.c.number == number)
            return connection.execute(query).scalar()

        return await self._writer.run(found)

    async def propose(self, draft: Draft) -> int:
        """Keep a draft and return its number."""

        def proposed(connection: Connection) -> int:
            values = {name: getattr(draft, name) for name in draft.__slots__}
            row = versions.insert().values(imported_at=int(time.time()), **values)
            number = int(connection.execute(row.returning(versions.c.number)).scalar_one())
            _log(connection, draft.imported_by, "import", number, draft.note)
            return number

        return await self._writer.run(proposed)

    async def approve(self, number: int, actor: int | None, shipped: str, *, alone: bool = False) -> Verdict:
        """Make a version current; `shipped` is the digest of the shipped figures.

        `alone` lets the importer do so, and is logged.
        """

        def approved(connection: Connection) -> Verdict:
            _lock(connection)
            found = _version(connection, number)
            verdict = _judged(found, _current(connection, shipped), actor, alone=alone)
            if found is None or verdict is not Verdict.DONE:
                return verdict
            _release(connection, found.number, found.digest, actor, "approve")
            _log(connection, actor, "approve", number, "alone" if actor == found.imported_by else "")
            return Verdict.DONE

        return await self._writer.run(approved)

    async def reject(self, number: int, actor: int | None) -> Verdict:
        """Put a proposed version aside; it stays in the list."""

        def rejected(connection: Connection) -> Verdict:
            _lock(connection)
            found = _version(connection, number)
            if found is None:
                return Verdict.UNKNOWN
            if _was_current(connection, number):
                return Verdict.CURRENT
            if found.rejected_at is None:
                now = int(time.time())
                connection.execute(
                    update(versions).where(versions.c.number == number).values(rejected_at=now)
                )
                _log(connection, actor, "reject", number, "")
            return Verdict.DONE

        return await self._writer.run(rejected)

    async def roll_back(self, number: int, actor: int | None, shipped: str) -> Verdict:
        """Make a version current that was so before, or the shipped one (0)."""

        def rolled_back(connection: Connection) -> Verdict:
            _lock(connection)
            found = _version(connection, number)
            digest = shipped if number == SHIPPED else found.digest if found else None
            if digest is None:
                return Verdict.UNKNOWN
            if digest == _current(connection, shipped):
                return Verdict.CURRENT
            if number != SHIPPED and not _was_current(connection, number):
                return Verdict.NEVER_CURRENT
            _release(connection, number, digest, actor, "rollback")
            _log(connection, actor, "rollback", number, "")
            return Verdict.DONE

        return await self._writer.run(rolled_back)

    async def note(self, actor: int | None, deed: str, subject: str, detail: str = "") -> None:
        """Add a line to the audit log."""

        def noted(connection: Connection) -> None:
            append(connection, actor, deed, subject, detail)

        await self._writer.run(noted)

    async def note_once(self, deed: str, subject: str) -> bool:
        """Add a line to the audit log, unless it is there; whether it was added, in one process of all."""

        def noted(connection: Connection) -> bool:
            _lock(connection)
            same = (audit.c.deed == deed) & (audit.c.subject == subject)
            if connection.execute(select(audit.c.number).where(same).limit(1)).first():
                return False
            append(connection, None, deed, subject, "")
            return True

        return await self._writer.run(noted)

    async def audit(self, most: int) -> Sequence[Entry]:
        """The last lines of the audit log, the newest first."""

        def found(connection: Connection) -> list[Entry]:
            columns = (audit.c.at, audit.c.actor, audit.c.deed, audit.c.subject, audit.c.detail)
            rows = connection.execute(select(*columns).order_by(audit.c.number.desc()).limit(most))
            return [Entry(*row) for row in rows]

        return await self._writer.run(found)


def _judged(found: Version | None, current: str, actor: int | None, *, alone: bool) -> Verdict:
    if found is None:
        return Verdict.UNKNOWN
    if found.digest == current:
        return Verdict.CURRENT
    if found.rejected_at is not None:
        return Verdict.REJECTED
    if found.errors:
        return Verdict.FAULTY
    if found.base != current:
        return Verdict.OUTDATED
    if found.imported_by == actor and not alone:
        return Verdict.OWN
    return Verdict.DONE


def _lock(connection: Connection) -> None:
    """Let nobody else release anything before this transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE releases IN EXCLUSIVE MODE"))
    else:
        # a write, though it finds nothing, is what makes SQLite take its lock before anything is read
        connection.execute(releases.delete().where(false()))


def _version(connection: Connection, number: int) -> Version | None:
    row = connection.execute(select(*_SUMMARY).where(versions.c.number == number)).mappings().first()
    return Version(**row) if row else None


def _current(connection: Connection, shipped: str) -> str:
    """The digest of the current figures; of the shipped ones it is that of this program."""
    query = select(releases.c.version, releases.c.digest).order_by(releases.c.number.desc()).limit(1)
    row = connection.execute(query).first()
    return shipped if row is None or row.version == SHIPPED else str(row.digest)


def _was_current(connection: Connection, number: int) -> bool:
    query = select(releases.c.number).where(releases.c.version == number).limit(1)
    return connection.execute(query).first() is not None


def _release(connection: Connection, version: int, digest: str, actor: int | None, deed: str) -> None:
    row = releases.insert().values(
        version=version, digest=digest, approved_by=actor, approved_at=int(time.time()), deed=deed
    )
    connection.execute(row)


def _log(connection: Connection, actor: int | None, deed: str, number: int, detail: str) -> None:
    append(connection, actor, deed, f"version {number}", detail)
