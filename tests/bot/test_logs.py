"""No token, text or name reaches a log."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from fakes import TOKEN
from talk import Talk
from telegram.error import NetworkError

from bot import logs

SECRET = "123456:AAbbccddeeffgghhiijjkkllmmnnooppqqr"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    yield io.StringIO()
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    structlog.reset_defaults()


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_token_in_a_librarys_record_is_hidden(stream: io.StringIO, form: str) -> None:
    logs.configure("INFO", form, ("short:token",), stream)  # type: ignore[arg-type]
    logging.getLogger("some.client").info("POST https://api.telegram.org/bot%s/getMe", SECRET)
    logging.getLogger("some.client").warning("short:token")
    assert SECRET not in stream.getvalue()
    assert "short:token" not in stream.getvalue()
    assert stream.getvalue().count("<secret>") == 2


@pytest.mark.parametrize("form", ["console", "json"])
def test_an_exception_is_logged_by_type_and_place_without_its_message(stream: io.StringIO, form: str) -> None:
    logs.configure("INFO", form, (), stream)  # type: ignore[arg-type]
    try:
        int("kalbar rahasia")
    except ValueError:
        logging.getLogger("x").exception("failed")
        structlog.get_logger("x").exception("failed")
    assert "rahasia" not in stream.getvalue()
    assert stream.getvalue().count("ValueError") >= 2
    assert "test_logs.py" in stream.getvalue()


def test_json_is_one_object_a_line(stream: io.StringIO) -> None:
    logs.configure("INFO", "json", (), stream)
    structlog.get_logger("x").info("started", bot="cakupan")
    assert json.loads(stream.getvalue())["bot"] == "cakupan"


async def test_a_whole_conversation_leaves_no_word_of_it_in_the_log(stream: io.StringIO, talk: Talk) -> None:
    logs.configure("DEBUG", "json", (TOKEN,), stream)
    await talk.say("kalbar rahasiaku")
    await talk.message(text="cakupan sambsa kotarahasia")
    await talk.message(
        photo=[{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}], caption="rahasia"
    )
    talk.telegram.next_answers["sendMessage"] = [NetworkError("rahasia")]
    await talk.message(text="landak")
    for word in ("rahasia", "Orang", TOKEN, "kalbar"):
        assert word not in stream.getvalue()
    assert stream.getvalue()
