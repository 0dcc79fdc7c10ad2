"""`python -m bot backup` and `restore`: clear lines, exit codes, and no file but a whole one."""

import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from process import Running, running
from rows import fill, rows
from sqlalchemy import Connection, text

from bot.__main__ import main
from bot.broadcast import desk
from bot.broadcast.audience import Everybody
from bot.playground.world import PEOPLE
from bot.store.engine import open_engine
from bot.store.migrate import upgrade
from bot.store.tables import versions


class Terminal:
    """What a person types, and what comes back."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str, status: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main(words)
        out, errors = self._capsys.readouterr()
        assert ended.value.code == status, errors
        return out or errors


@pytest.fixture
def terminal(
    either_database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    monkeypatch.setenv("DATABASE_URL", either_database)
    monkeypatch.setenv("DEFAULT_LANGUAGE", "en")
    return Terminal(capsys)


@pytest.fixture
def filled(either_database: str) -> str:
    do(either_database, lambda connection: fill(connection, 7))
    return either_database


def do(database: str, work: Callable[[Connection], object]) -> None:
    engine = open_engine(database)
    upgrade(engine)
    with engine.begin() as connection:
        work(connection)
    engine.dispose()


def test_a_backup_is_its_owners_only_and_comes_back(terminal: Terminal, filled: str, tmp_path: Path) -> None:
    assert re.fullmatch(r"Backed up in memory.bak: 1\d rows, 0.0 MB.\n", terminal("backup", "memory.bak"))
    assert (tmp_path / "memory.bak").stat().st_mode & 0o777 == 0o600
    before = rows(filled)
    do(filled, lambda connection: connection.execute(text("DELETE FROM told")))
    said = terminal("restore", "memory.bak")
    assert re.fullmatch(r"Restored: 1\d rows of the backup of \d+ \w+ \d{4}, \d\d\.\d\d WIB\.\n", said)
    assert rows(filled)["told"] == before["told"]


def test_broadcasts_that_are_paused_by_it_are_told(terminal: Terminal, either_database: str) -> None:
    do(either_database, lambda connection: desk.send(connection, "message", {}, Everybody()))
    terminal("backup", "memory.bak")
    assert terminal("restore", "memory.bak").endswith("\n1 broadcast that was not finished is paused.\n")
    assert "paused (restored from a backup; resume it if it" in terminal("broadcast", "list")


def test_a_file_that_is_there_is_not_overwritten(terminal: Terminal, filled: str, tmp_path: Path) -> None:
    (tmp_path / "memory.bak").write_text("something else")
    said = terminal("backup", "memory.bak", status=1)
    assert said == "memory.bak is there already: name another file, or delete it first.\n"
    assert (tmp_path / "memory.bak").read_text() == "something else"


def test_where_it_cannot_be_written_it_says_so(terminal: Terminal, filled: str) -> None:
    said = terminal("backup", "nowhere/memory.bak", status=1)
    assert said == "nowhere/memory.bak cannot be written (No such file or directory).\n"


def test_where_there_is_no_room_for_it_nothing_is_left(
    terminal: Terminal, filled: str, tmp_path: Path
) -> None:
    content = {"content": os.urandom(1_000_000)}
    do(filled, lambda connection: connection.execute(versions.update().values(content)))
    least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, most))
    try:
        said = terminal("backup", "memory.bak", status=1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))
    assert said == "memory.bak cannot be written (File too large).\n"
    assert [path.name for path in tmp_path.iterdir() if "bak" in path.name] == []


def test_without_a_memory_there_is_nothing_to_back_up(terminal: Terminal, tmp_path: Path) -> None:
    said = terminal("backup", "memory.bak", status=1)
    assert said == "There is nothing to back up: no bot has run on this database yet.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"kode;periode\n", "memory.bak is no backup of this program; nothing was changed.\n"),
        (None, "memory.bak cannot be read (No such file or directory).\n"),
    ],
)
def test_what_is_no_backup_is_refused(
    content: bytes | None, said: str, terminal: Terminal, filled: str, tmp_path: Path
) -> None:
    before = rows(filled)
    if content is not None:
        (tmp_path / "memory.bak").write_bytes(content)
    assert terminal("restore", "memory.bak", status=1) == said
    assert rows(filled) == before


def test_a_backup_that_is_cut_off_is_refused(terminal: Terminal, filled: str, tmp_path: Path) -> None:
    terminal("backup", "memory.bak")
    content = (tmp_path / "memory.bak").read_bytes()
    (tmp_path / "memory.bak").write_bytes(content[:-1])
    said = terminal("restore", "memory.bak", status=1)
    assert said == "memory.bak is cut off or damaged; nothing was changed.\n"


def test_a_database_out_of_reach_is_one_line_and_status_2(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    (tmp_path / "there.bak").touch()
    told = "DATABASE_URL: cannot be reached or used (OperationalError); check host"
    assert terminal("backup", "memory.bak", status=2).startswith(told)
    assert not (tmp_path / "memory.bak").exists()


def command(bot: Running, *words: str) -> subprocess.CompletedProcess[str]:
    """A command in the environment of a running bot."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=bot.folder,
        env=bot.environment | {"DEFAULT_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_while_the_bot_runs_it_is_backed_up_and_not_restored(tmp_path: Path, either_database: str) -> None:
    with running(tmp_path, DATABASE_URL=either_database) as bot:
        bot.until_logged("started")
        for person in PEOPLE:
            bot.ask(person.id, "/wilayah sambas")
        bot.until(lambda: len(bot.answers()) == len(PEOPLE))
        assert command(bot, "backup", "memory.bak").returncode == 0
        bot.ask(PEOPLE[0].id, "/wilayah landak")
        bot.until(lambda: len(bot.answers()) == len(PEOPLE) + 1)
        refused = command(bot, "restore", "memory.bak")
        assert refused.returncode == 1
        assert refused.stderr == (
            "A bot or another command works on this memory. End it first; nothing was changed.\n"
        )
        bot.kill()
        assert command(bot, "restore", "memory.bak").returncode == 0
        regions = {region for _, region, *_ in rows(either_database)["chats"]}
        assert regions == {"61.01"}
        bot.start()
        bot.ask(PEOPLE[0].id, "/cakupan")
        bot.until(lambda: "Kabupaten Sambas" in bot.answers()[-1])


def test_a_broadcast_that_went_out_after_the_backup_can_go_out_again(
    tmp_path: Path, either_database: str
) -> None:
    """Though it is the same broadcast in the same run, of which the engine remembers that it is done."""
    with running(tmp_path, DATABASE_URL=either_database) as bot:
        bot.until_logged("started")
        (tmp_path / "text.txt").write_text("Rapat.")
        chat = str(PEOPLE[0].id)
        bot.ask(PEOPLE[0].id, "/mulai")
        bot.until(lambda: len(bot.answers()) == 1)
        assert bot.stop() == 0
        assert command(bot, "broadcast", "send", "--text", "text.txt", "--to", chat, "--yes").returncode == 0
        assert command(bot, "backup", "memory.bak").returncode == 0
        for verb in ("pause", "resume"):
            assert command(bot, "broadcast", verb, "1").returncode == 0
        bot.start()
        bot.until(lambda: bot.answers().count("Rapat.") == 1)
        assert bot.stop() == 0
        assert command(bot, "restore", "memory.bak").returncode == 0
        assert command(bot, "broadcast", "resume", "1").returncode == 0
        bot.start()
        bot.until(lambda: bot.answers().count("Rapat.") == 2)
