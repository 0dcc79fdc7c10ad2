"""The process while PostgreSQL is gone, and after it came back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from process import Running, running
from sqlalchemy import Connection, create_engine, text

from bot.playground.world import PEOPLE

ASKER = PEOPLE[0].id


@contextmanager
def administering(server: str) -> Iterator[Connection]:
    """A connection to another database of the same server."""
    engine = create_engine(
        server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def cut_off(connection: Connection, name: str) -> None:
    """End every connection to a database and allow no new one."""
    connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
    ended = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
    connection.execute(ended, {"name": name})


def answered(bot: Running, words: str) -> None:
    bot.until(lambda: any(words in answer for answer in bot.answers()))


def test_without_its_database_it_tells_figures_and_later_all_is_as_before(
    tmp_path: Path, postgresql: str, fresh: Callable[[str, str], str]
) -> None:
    database = fresh("postgresql", "gone_for_a_while")
    with running(tmp_path, DATABASE_URL=database) as bot, administering(postgresql) as connection:
        bot.until_logged("this process sends broadcasts")
        cut_off(connection, "gone_for_a_while")
        bot.ask(ASKER, "/cakupan sambas")
        answered(bot, "Kabupaten Sambas")
        bot.ask(ASKER, "/bahasa en")
        answered(bot, "Ingatan saya sedang tidak terjangkau")
        connection.execute(text("ALTER DATABASE gone_for_a_while ALLOW_CONNECTIONS true"))
        bot.until_logged("the database is back")
        bot.ask(ASKER, "/bahasa en")
        answered(bot, "English")
        assert bot.stop() == 0
        assert "Traceback" not in bot.log
