"""The version that is or was current, read without opening the memory: nothing is migrated, nothing is written."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from bot.store.engine import open_engine
from bot.store.tables import releases, versions


def read_current(database_url: str, before: float | None = None) -> bytes | None:
    """The stored content of the version that was current at a time (seconds since 1970), by default now.

    Nothing where there is no database yet, it has no releases, or the shipped figures were current then. Raises
    sqlalchemy.exc.SQLAlchemyError where it cannot be read.
    """
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return None
    engine = open_engine(database_url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("releases"):
                return None
            last = select(releases.c.version).order_by(releases.c.number.desc()).limit(1)
            if before is not None:
                last = last.where(releases.c.approved_at < before)
            content = select(versions.c.content).where(versions.c.number == last.scalar_subquery())
            found: bytes | None = connection.execute(content).scalar()
            return found
    finally:
        engine.dispose()


__all__ = ["SQLAlchemyError", "read_current"]
