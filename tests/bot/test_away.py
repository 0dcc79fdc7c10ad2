"""The bot while its database is gone: figures as always, and a word about what needs the memory."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import text
from talk import Talk

from bot.i18n import Html
from bot.language.question import Intent, Question
from bot.messages import Button, Message
from bot.outgoing import Place

OUT_OF_REACH = "Ingatan saya sedang tidak terjangkau, jadi ini harus menunggu"


@contextmanager
def away(database: str) -> Iterator[None]:
    """Somebody else keeps the file to themselves."""
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
async def impatient(talk: Talk) -> Talk:
    """A bot that does not wait for a file that is locked."""
    writer = talk.bot.memory.writer
    await writer.run(lambda connection: connection.execute(text("PRAGMA busy_timeout=1")))
    return talk


@pytest.fixture
async def forgetful(impatient: Talk, database: str) -> AsyncIterator[Talk]:
    """The same while it is locked."""
    with away(database):
        yield impatient


@pytest.mark.parametrize("words", ["/cakupan kalbar", "kurang berapa pekerja lagi kalbar sampai 40%?"])
async def test_figures_are_told_as_always_and_once(forgetful: Talk, words: str) -> None:
    for _ in range(2):
        answer = await forgetful.say(words)
        assert "607.426" in answer.text or "58.743" in answer.text


async def test_an_edited_question_is_answered_anew(forgetful: Talk) -> None:
    await forgetful.say("/cakupan kalbar")
    (answer,) = await forgetful.feed(
        edited_message={
            "message_id": 1,
            "date": 1,
            "edit_date": 2,
            "chat": forgetful.chat,
            "from": forgetful.person,
            "text": "/cakupan sambas",
        }
    )
    assert answer.method == "sendMessage"
    assert "Sambas" in answer.text


@pytest.mark.parametrize("words", ["/langganan kalbar", "/jawaban ABCDE", "/bahasa en", "/hapus_data"])
async def test_what_needs_the_memory_says_so(forgetful: Talk, words: str) -> None:
    answer = await forgetful.say(words)
    if answer.labels and words == "/hapus_data":
        (answer,) = await forgetful.press(answer, answer.labels[0][0])
    assert answer.text.startswith(OUT_OF_REACH)


async def test_a_button_whose_question_is_too_long_is_left_out(forgetful: Talk) -> None:
    long = Question(Intent.COMPARE, tuple(f"61.{number:02}" for number in range(1, 13)))
    buttons = (Button("Semua", long), Button("Bantuan", Question(Intent.HELP)))
    await forgetful.bot.outgoing.send(Place(7), Message(Html("Yang mana?"), (buttons,)), noted=False)
    assert forgetful.telegram.said()[-1].labels == [["Bantuan"]]
