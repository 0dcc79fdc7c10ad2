"""Which releases were announced, and where every region then stood with its targets.

Functions of a connection, as in `broadcasts`.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from fractions import Fraction

from sqlalchemy import Connection, and_, delete, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from bot.store.tables import announced, standings
from core.crossing import Aim, Standing
from core.model import Basis, Segment


def last(connection: Connection) -> tuple[int, int]:
    """The number of the last release that was announced and of its version; both 0 before the first."""
    rows = select(announced.c.release, announced.c.version).order_by(announced.c.release.desc()).limit(1)
    row = connection.execute(rows).first()
    return (row.release, row.version) if row else (0, 0)


def claim(connection: Connection, release: int, version: int) -> bool:
    """Be the one to announce a release; false where another process was or is."""
    insert = insert_postgresql if connection.dialect.name == "postgresql" else insert_sqlite
    row = insert(announced).values(release=release, version=version, announced_at=int(time.time()))
    claimed = row.on_conflict_do_nothing().returning(announced.c.release)
    return connection.execute(claimed).first() is not None


def stood(connection: Connection) -> dict[Aim, Standing]:
    """Where every region stands with its targets, as far as anything was told."""
    return {
        Aim(
            row.region,
            Segment(row.segment),
            Basis(row.basis),
            row.year,
            Fraction(row.share),
            row.instrument,
        ): Standing(bool(row.met), bool(row.armed))
        for row in connection.execute(select(standings))
    }


def stand(connection: Connection, moved: Mapping[Aim, Standing]) -> None:
    """Lay other standings over the earlier ones."""
    for aim, standing in moved.items():
        values = {
            "region": aim.region,
            "segment": aim.segment.value,
            "basis": aim.basis.value,
            "year": aim.year,
            "share": str(aim.share),
            "instrument": aim.instrument,
        }
        same = and_(*(standings.c[name] == value for name, value in values.items()))
        connection.execute(delete(standings).where(same))
        connection.execute(
            insert(standings).values(**values, met=int(standing.met), armed=int(standing.armed))
        )
