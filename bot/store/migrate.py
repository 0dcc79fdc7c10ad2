"""Brings the schema of a database up to date, at every start."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from sqlalchemy import Engine, inspect, text

HEAD: Final = "0004"


class NewerDatabaseError(Exception):
    """The database was written by a newer release; nothing was touched."""


def upgrade(engine: Engine) -> None:
    """Run the migrations that a database lacks; quick where it lacks none.

    Raises sqlalchemy.exc.SQLAlchemyError where the database cannot be reached, and NewerDatabaseError where it
    was written by a newer release: then nothing is touched.
    """
    found = _revision(engine)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise NewerDatabaseError(
            f"it is of a newer release (schema {found}, this one knows {HEAD}); update the bot"
        )
    # imported only where there is something to do: it takes longer than the rest of a start
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(files("bot.store") / "migrations"))
    config.attributes["engine"] = engine
    command.upgrade(config, "head")


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return revision
