"""`python -m bot broadcast`: wishes in the database, clear lines, exit codes."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot.__main__ import main
from bot.store import broadcasts
from bot.store.broadcasts import Draft, State
from bot.store.engine import open_engine
from bot.store.tables import audit


@contextmanager
def disposed(engine: Engine) -> Iterator[Engine]:
    """The engine, whose connections are closed with the block."""
    yield engine
    engine.dispose()


class Terminal:
    """What a person types, and what comes back."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.errors = ""

    def __call__(self, *words: str, status: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main(["broadcast", *words])
        out, self.errors = self._capsys.readouterr()
        assert ended.value.code == status, self.errors
        return out


@pytest.fixture
def terminal(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Terminal:
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    (tmp_path / "text.txt").write_text("Rapat di {wilayah}.\n", encoding="utf-8")
    return Terminal(capsys)


def test_what_is_sent_is_written_down_for_the_running_bot(terminal: Terminal) -> None:
    out = terminal("send", "--text", "text.txt", "--to", "7", "-100", "--yes")
    assert out == "to 2 chats, at once, about 0 s\nbroadcast 1\n"
    assert terminal.errors == "no bot is running; the next to start sends it\n"
    assert json.loads(terminal("status", "1", "--json")) == {
        "id": 1,
        "state": "scheduled",
        "total": 2,
        "sent": 0,
        "blocked": 0,
        "failed": 0,
        "uncertain": 0,
        "pending": 2,
    }


def test_the_duration_is_told_before_anything_is_sent(terminal: Terminal) -> None:
    chats = map(str, range(1, 5601))
    out = terminal("send", "--text", "text.txt", "--to", *chats, status=1)
    assert out == "to 5,600 chats, at once, about 3 min\n"
    assert terminal.errors == "add --yes to send it without being asked\n"
    assert terminal("list") == ""


def test_a_text_may_come_by_standard_input(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Rapat."))
    terminal("send", "--text", "-", "--to", "7", "--yes")
    assert terminal("list").startswith("1  scheduled  message  ")


def test_a_question_without_a_region_is_answered_for_each_chats_own(
    terminal: Terminal, database: str
) -> None:
    terminal("send", "--ask", "target", "--to", "7", "--yes")
    with disposed(open_engine(database)) as engine, engine.connect() as connection:
        found = broadcasts.find(connection, 1)
    assert found
    assert found.content == {"question": "t"}


def test_notices_that_have_ended_are_listed_only_where_all_are_wanted(
    terminal: Terminal, database: str
) -> None:
    terminal("send", "--ask", "target", "--to", "7", "--yes")
    with disposed(open_engine(database)) as engine, engine.begin() as connection:
        for state in (State.FINISHED, State.PAUSED):
            broadcasts.create(connection, Draft("notice", {}, state=state), [])
    listed = [line.split()[:3] for line in terminal("list").splitlines()]
    assert listed == [["3", "paused", "notice"], ["1", "scheduled", "message"]]
    assert [line.split()[0] for line in terminal("list", "--all").splitlines()] == ["3", "2", "1"]


def test_a_time_is_the_zones(terminal: Terminal) -> None:
    out = terminal("send", "--ask", "target", "--to", "sambas", "--at", "2030-01-02 08:00 WITA", "--yes")
    assert out.startswith("to 0 chats, at 2030-01-02 08:00 WITA, ")
    assert terminal("list") == "1  scheduled  message  2030-01-02 07:00 WIB\n"


def test_paused_resumed_cancelled(terminal: Terminal) -> None:
    terminal("send", "--text", "text.txt", "--to", "7", "--yes")
    assert terminal("pause", "1").startswith("1  paused (paused by hand)  message")
    assert terminal("resume", "1").startswith("1  scheduled  message")
    assert terminal("cancel", "1").startswith("1  cancelled  message")
    terminal("resume", "1", status=1)
    assert terminal.errors == "broadcast 1 is cancelled and cannot be resumed\n"


def test_who_reads_the_log_learns_what_was_done_here(terminal: Terminal, database: str) -> None:
    terminal("send", "--text", "text.txt", "--to", "7", "--yes")
    for words in ("pause 1", "resume 1", "pause 1", "resume 1 --failed", "cancel 1"):
        terminal(*words.split())
    terminal("pause", "1", status=1)
    with disposed(open_engine(database)) as engine, engine.connect() as connection:
        rows = connection.execute(select(audit.c.actor, audit.c.deed, audit.c.subject)).all()
    deeds = ["send", "pause", "resume", "pause", "repeat", "cancel"]
    assert [tuple(row) for row in rows] == [(None, deed, "broadcast 1") for deed in deeds]


def test_status_in_words_and_as_csv(terminal: Terminal, database: str) -> None:
    terminal("send", "--text", "text.txt", "--to", "7", "--yes")
    with disposed(open_engine(database)) as engine, engine.begin() as connection:
        broadcasts.change(connection, 1, [State.SCHEDULED], State.PAUSED, why="too many failed")
    lines = terminal("status", "1").splitlines()
    assert lines[0].startswith("1  paused (too many failed)  message")
    assert lines[1:3] == ["total              1", "sent               0"]


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        ("status 5", 1, "there is no broadcast 5"),
        ("pause 5", 1, "there is no broadcast 5"),
        ("send --text none.txt --to all --yes", 1, "none.txt: cannot be read (FileNotFoundError)"),
        ("send --text text.txt --to all --yes", 1, "there is nobody to send it to"),
        (
            "send --text text.txt --to bandung --yes",
            2,
            "bandung: which one? 32.04 (Kabupaten Bandung), 32.73",
        ),
        ("send --text text.txt --to atlantis --yes", 2, "atlantis: neither all, subscribers, a region nor"),
        ("send --text text.txt --to 7 --at besok --yes", 2, "besok: write 08:00 or 2026-12-01 08:00"),
        ("send --ask halo --to 7 --yes", 2, "halo: not understood as a question about figures"),
        ("send --ask hapus_data --to 7 --yes", 2, "not understood as a question about figures"),
        ("send --to 7 --yes", 2, "one of the arguments --text --ask is required"),
        ("sned", 2, "invalid choice: 'sned'"),
        ("", 2, "the following arguments are required: COMMAND"),
        ("pause", 2, "the following arguments are required: ID"),
    ],
)
def test_what_cannot_be_done_is_one_line(terminal: Terminal, words: str, status: int, told: str) -> None:
    terminal(*words.split(), status=status)
    assert told in terminal.errors
    assert "Traceback" not in terminal.errors


def test_an_unknown_hole_is_refused_with_the_known_ones(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("{cakupn}", encoding="utf-8")
    terminal("send", "--text", "text.txt", "--to", "7", "--yes", status=1)
    assert terminal.errors.startswith("unknown: {cakupn}; these can be filled: {wilayah}, {cakupan},")


def test_a_database_out_of_reach_names_its_setting(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    terminal("list", status=2)
    assert terminal.errors == "DATABASE_URL: cannot be reached or used (OperationalError)\n"


def test_help_is_there(terminal: Terminal) -> None:
    assert "send a message to many chats" in terminal("--help").lower()
    assert "--uncertain" in terminal("resume", "--help")
