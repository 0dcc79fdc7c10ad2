"""Brings the schema of a database up to date, at every start; takes it to an earlier step for a restore."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, inspect, text

from bot.store.engine import changing_schema

if TYPE_CHECKING:
    from alembic.config import Config

HEAD: Final = "0007"


class NewerDatabaseError(Exception):
    """The database was written by a newer release; nothing was touched."""


def upgrade(engine: Engine) -> None:
    """Run the migrations that a database lacks; quick where it lacks none.

    Raises sqlalchemy.exc.SQLAlchemyError where the database cannot be reached, and NewerDatabaseError where it
    was written by a newer release: then nothing is touched.
    """
    with engine.connect() as connection:
        found = revision(connection)
    if found != HEAD:
        with changing_schema(engine) as connection:
            upgrade_to(connection, HEAD)


def revision(connection: Connection) -> str | None:
    """The step that a database is at; none for an empty one. Raises NewerDatabaseError."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found is not None and found > HEAD:
        raise NewerDatabaseError(
            f"it is of a newer release (schema {found}, this one knows {HEAD}); update the bot"
        )
    return found


def is_step(name: str) -> bool:
    """Whether there is such a step."""
    steps = files("bot.store") / "migrations" / "versions"
    return bool(name) and any(each.name.startswith(f"{name}_") for each in steps.iterdir())


def upgrade_to(connection: Connection, step: str) -> None:
    """Run the migrations up to a step, in the transaction of the connection."""
    from alembic import command  # noqa: PLC0415 - takes longer than the rest of a start; mostly there is nothing to do

    command.upgrade(_config(connection), step)


def take_down(connection: Connection) -> None:
    """Undo all migrations, and with them drop everything that is remembered, in the same transaction."""
    from alembic import command  # noqa: PLC0415 - as above

    command.downgrade(_config(connection), "base")


def _config(connection: Connection) -> Config:
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(files("bot.store") / "migrations"))
    config.attributes["connection"] = connection
    return config
