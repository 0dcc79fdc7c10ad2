"""A bot in a conversation, on either database."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from fakes import TOKEN, FakeTelegram
from pydantic import SecretStr
from sqlalchemy import create_engine, text
from talk import GROUP, TODAY, Talk

from bot.app import connected
from bot.settings import Settings
from bot.store import Memory


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'memory.db'}"


@pytest.fixture
def postgresql_anew(postgresql: str) -> str:
    """PostgreSQL, emptied of what an earlier test left."""
    engine = create_engine(postgresql.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA IF EXISTS engine CASCADE"))
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("DROP SCHEMA IF EXISTS engine CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def either_database(request: pytest.FixtureRequest) -> str:
    """SQLite, then PostgreSQL."""
    return str(request.getfixturevalue("database" if request.param == "sqlite" else "postgresql_anew"))


@pytest.fixture
async def memory(either_database: str) -> AsyncIterator[Memory]:
    opened = await Memory.open(either_database)
    yield opened
    await opened.close()


@pytest.fixture
def settings(database: str) -> Settings:
    return Settings(_env_file=None, bot_token=SecretStr(TOKEN), database_url=SecretStr(database))


@pytest.fixture
async def talk(settings: Settings) -> AsyncIterator[Talk]:
    """A private chat with the bot on 22 November 2026."""
    telegram = FakeTelegram()
    async with connected(settings, telegram, telegram, lambda: TODAY) as bot:
        yield Talk(bot, telegram)


@pytest.fixture
async def talk_with_admin(settings: Settings) -> AsyncIterator[Talk]:
    """The same with an admin, who is somebody else."""
    telegram = FakeTelegram()
    administered = settings.model_copy(update={"bot_admins": (900,)})
    async with connected(administered, telegram, telegram, lambda: TODAY) as bot:
        yield Talk(bot, telegram)


@pytest.fixture
def group(talk: Talk) -> Talk:
    """The same bot in a group."""
    talk.chat = GROUP
    return talk


@pytest.fixture
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str, str], str]:
    """Makes an empty database of a kind under a name and gives its address."""

    def made(kind: str, name: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / name}.db"
        server = str(request.getfixturevalue("postgresql"))
        address = server.replace("postgresql://", "postgresql+psycopg://")
        engine = create_engine(address, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return server.replace("/postgres?", f"/{name}?")

    return made
