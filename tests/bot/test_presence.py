"""One bot for a SQLite file, any number for a PostgreSQL, and none while a backup is restored."""

from io import BytesIO
from pathlib import Path

import pytest
from process import Running, running
from sqlalchemy import create_engine, text

from bot.store import Memory, UnusableDatabaseError
from bot.store.backup import back_up
from bot.store.engine import open_engine
from bot.store.presence import InUseError, keep_out, only_process
from bot.store.restore import restore


async def test_nothing_is_restored_into_a_memory_that_a_bot_works_on(either_database: str) -> None:
    bot, file = await Memory.open(either_database, as_bot=True), BytesIO()
    await bot.chats.change(5, region="61.01")
    back_up(either_database, file)
    await bot.chats.change(5, region="61.02")
    with pytest.raises(InUseError):
        restore(either_database, BytesIO(file.getvalue()), lambda connection: None)
    await bot.close()
    restore(either_database, BytesIO(file.getvalue()), lambda connection: None)
    again = await Memory.open(either_database)
    assert again.chats.get(5).region == "61.01"
    await again.close()


async def test_while_a_backup_is_restored_no_bot_starts(either_database: str) -> None:
    engine = open_engine(either_database, alone=True)
    with only_process(either_database), engine.begin() as connection:
        keep_out(connection)
        with pytest.raises(UnusableDatabaseError, match="a backup is being restored into it"):
            await Memory.open(either_database, as_bot=True)
    engine.dispose()
    await (await Memory.open(either_database, as_bot=True)).close()


async def test_a_bot_whose_connections_broke_off_is_still_there(postgresql: str) -> None:
    bot = await Memory.open(postgresql, as_bot=True)
    address = postgresql.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        connection.execute(text(others))
    await bot.inbox.waiting()
    with engine.connect() as connection, pytest.raises(InUseError):
        keep_out(connection)
    engine.dispose()
    await bot.close()


def test_the_same_file_by_another_name_is_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "memory.db").touch()
    (tmp_path / "link.db").symlink_to(tmp_path / "memory.db")
    file, link = (only_process(f"sqlite:///{tmp_path}/{name}.db") for name in ("memory", "link"))
    with file, pytest.raises(InUseError), link:
        pass


def test_a_second_bot_on_the_same_file_is_one_line_and_status_2(tmp_path: Path) -> None:
    with running(tmp_path) as bot:
        bot.until_logged("started")
        second = Running(bot.server, tmp_path)
        assert second.wait() == 2
        assert "\nDATABASE_URL: another bot runs on this file" in second.log
        assert "Traceback" not in second.log
        bot.kill()
        bot.start()
        bot.until(lambda: bot.log.count("started") == 2)


def test_two_bots_run_on_one_postgresql(tmp_path: Path, postgresql: str) -> None:
    with running(tmp_path, DATABASE_URL=postgresql) as bot:
        bot.until_logged("started")
        second = Running(bot.server, tmp_path, DATABASE_URL=postgresql)
        second.until_logged("started")
        assert second.stop() == 0
