"""Runs the migrations on the engine that the store hands over, one process at a time."""

from alembic import context
from sqlalchemy import Engine, text

from bot.store.tables import metadata

# any number, the same in every process: whoever holds it migrates, the others wait
_LOCK = 727_610_001

engine: Engine = context.config.attributes["engine"]
with engine.begin() as connection:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    context.run_migrations()
