"""No secret, and nothing that a person wrote or is called, reaches a log, an error or the output of a command."""

import asyncio
import gc
import io
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from process import PATIENCE, Running
from talk import GROUP, Talk
from telegram.error import BadRequest, Forbidden, NetworkError
from test_webhook_process import SECRET, Behind, behind, free_ports

from bench.strict_server import StrictServer
from bot import logs
from bot.__main__ import main
from bot.intake.webhook import PATH
from bot.settings import read_settings

PASSWORD = "sandi-yang-dirahasiakan"
WORDS = (
    *(
        "rahasiaku",
        "Kurniawati",
        "kurnia_w",
        "Paguyuban",
        "berkasku",
        "ketikanku",
        "lampiranku",
        "keliru-sekali",
    ),
    *(SECRET, PASSWORD, "42:strict"),
)
PERSON = {"id": 7, "is_bot": False, "first_name": "Kurniawati", "username": "kurnia_w"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Kurniawati", "username": "kurnia_w"}
TEAM = {"id": -9, "type": "supergroup", "title": "Paguyuban"}
FILE = {"file_id": "f", "file_unique_id": "u", "file_name": "berkasku.csv", "file_size": 5}


def message(number: int, chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    return {"message_id": number, "date": 1, "chat": chat, "from": PERSON, **content}


def conversation() -> Iterator[dict[str, Any]]:
    """Updates of all kinds, some of them spoiled, from people whom faults meet."""
    for chat in range(1, 6):
        yield {"message": message(chat, PRIVATE | {"id": chat}, text="cakupan kalbar rahasiaku")}
    yield {"message": message(11, TEAM, text="/wilayah rahasiaku")}
    yield {"message": message(12, document=FILE, caption="lampiranku")}
    yield {"message": message(13, text="/start rahasiaku")}
    yield {"message": message(14, text=["rahasiaku"])}
    yield {"message": message(15, {"id": "rahasiaku", "type": 5}, text="rahasiaku")}
    yield {
        "message": message(
            16, text="rahasiaku \ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        )
    }
    yield {"inline_query": {"id": "1", "from": PERSON, "query": "ketikanku", "offset": ""}}
    yield {
        "callback_query": {
            "id": "1",
            "from": PERSON,
            "chat_instance": "1",
            "message": message(1),
            "data": "rahasiaku",
        }
    }
    yield {"edited_message": message(12, text="siaran rahasiaku", edit_date=2)}


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_whole_process_that_meets_faults_logs_none_of_it(
    form: str, tmp_path: Path, postgresql_anew: str
) -> None:
    database = postgresql_anew.replace("postgresql://postgres:@", f"postgresql://postgres:{PASSWORD}@")
    assert PASSWORD in database
    plan = {1: "429", 2: "500", 3: "reset", 4: "blocked", -9: "migrate"}
    telling = {"DATABASE_URL": database, "LOG_LEVEL": "DEBUG", "LOG_FORMAT": form}
    with StrictServer(plan) as server, behind(server, tmp_path, free_ports(1), **telling) as one:
        assert post(one, b'{"update_id": 1, "rahasiaku": ', SECRET) == 400
        assert post(one, b"{}", "keliru-sekali-keliru-sekali") == 401
        for number, content in enumerate(conversation(), start=1):
            assert bring(one, {"update_id": number, **content}) == 200
        one.bots[0].until_true(lambda: len(server.arrived) >= 8)
        assert one.bots[0].stop() == 0
    log = one.bots[0].log
    assert [word for word in WORDS if word in log] == []
    assert "cannot be read" in log


def post(one: Behind, body: bytes, secret: str) -> int:
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret, "Content-Type": "application/json"}
    url = f"http://127.0.0.1:{one.ports[0]}{PATH}"
    return httpx.post(url, content=body, headers=headers, timeout=PATIENCE).status_code


def bring(one: Behind, update: dict[str, Any]) -> int:
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    return httpx.post(
        f"http://127.0.0.1:{one.ports[0]}{PATH}", json=update, headers=headers, timeout=PATIENCE
    ).status_code


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root, hook = logging.getLogger(), sys.excepthook
    before = (root.level, list(root.handlers))
    yield io.StringIO()
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    sys.excepthook = hook
    structlog.reset_defaults()


FAULTS = (
    NetworkError("rahasiaku"),
    BadRequest('Can\'t parse entities: unsupported start tag "rahasiaku" at byte offset 5'),
    Forbidden("bot was blocked by the user"),
    ValueError("rahasiaku"),
)


@pytest.mark.parametrize("form", ["console", "json"])
async def test_a_conversation_with_faults_in_every_part_logs_none_of_it(
    form: str, stream: io.StringIO, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs.configure("DEBUG", form, (), stream)  # type: ignore[arg-type]
    talk.person, talk.chat = PERSON, PRIVATE
    for fault in FAULTS:
        talk.telegram.next_answers["sendMessage"] = [fault]
        await talk.message(text="cakupan kalbar rahasiaku")
    talk.chat = GROUP | {"title": "Paguyuban"}
    talk.telegram.next_answers["getChatMember"] = [NetworkError("Kurniawati")]
    await talk.message(text="/bahasa en")
    monkeypatch.setattr(talk.bot.answering, "turn", broken)
    await talk.message(text="cakupan rahasiaku")
    assert [word for word in WORDS if word in stream.getvalue()] == []
    assert stream.getvalue().count("could not be answered") >= 1


def broken(*said: object) -> None:
    raise RuntimeError(f"rahasiaku {said}")


@pytest.mark.parametrize("form", ["console", "json"])
async def test_what_nobody_caught_is_told_by_type_and_place(form: str, stream: io.StringIO) -> None:
    logs.configure("INFO", form, (), stream)  # type: ignore[arg-type]
    asyncio.get_running_loop().set_exception_handler(logs.unexpected)

    async def fail() -> None:
        broken()

    task = asyncio.create_task(fail())
    await asyncio.wait([task])
    del task
    gc.collect()
    try:
        broken()
    except RuntimeError:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    assert "rahasiaku" not in stream.getvalue()
    assert stream.getvalue().count("RuntimeError") == 2


UNREACHABLE = (
    f"postgresql://bot:{PASSWORD}@127.0.0.1:1/none",
    f"postgresql://bot:{PASSWORD}@127.0.0.1:{PASSWORD}/none",
    f"postgresql://bot:{PASSWORD}@[127.0.0.1/none",
    f"postgresql://bot:a@{PASSWORD}@127.0.0.1:1/none",
)


@pytest.mark.parametrize("url", UNREACHABLE)
@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["ask", "kalbar"],
        ["figures", "list"],
        ["backup", "b"],
        ["broadcast", "list"],
        ["broadcast", "status", "1"],
    ],
    ids=" ".join,
)
def test_no_command_shows_a_password(
    url: str,
    command: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    stream: io.StringIO,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in {"DATABASE_URL": url, "BOT_TOKEN": "42:strict", "WEBHOOK_SECRET": SECRET}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        main(command)
    told = "".join(capsys.readouterr())
    assert [word for word in WORDS if word in told] == []
    assert "Traceback" not in told


@pytest.mark.parametrize("url", UNREACHABLE)
def test_a_start_that_fails_shows_no_password(url: str, tmp_path: Path) -> None:
    with StrictServer() as server:
        bot = Running(server, tmp_path, BOT_TOKEN="42:strict", DATABASE_URL=url, LOG_LEVEL="DEBUG")
        assert bot.wait() == 2
    assert PASSWORD not in bot.log
    assert "DATABASE_URL: " in bot.log


def test_the_settings_know_their_secrets_and_show_none() -> None:
    settings = read_settings(
        {
            "BOT_TOKEN": "42:strict",
            "WEBHOOK_SECRET": SECRET,
            "DATABASE_URL": "postgresql://bot:p%40ss-word@host/name",
            "HTTPS_PROXY": "http://me:proxy-word@proxy:3128",
        }
    )
    assert settings.secrets == ("42:strict", SECRET, "p%40ss-word", "p@ss-word", "proxy-word", "proxy-word")
    assert [each for each in settings.secrets if each in repr(settings)] == []
