"""The one way out: priorities, limits, and patience."""

import asyncio
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from fakes import TOKEN, FakeTelegram, refusal
from telegram.error import NetworkError

from bot.api import Api
from bot.charts import Bar, Bars, Frame
from bot.language.question import Intent, Question
from bot.limits import Limits, SlidingWindow
from bot.messages import Button, Message, plain, split
from bot.outgoing import Outgoing, Place, Refused, Sent
from bot.pace import Pace
from bot.store import Memory

FOR_EVER = float("inf")


async def granted() -> float | None:
    return FOR_EVER


HERE = Place(7)
GROUP = Place(-100, group=True)


class Clock:
    """A clock that only moves when somebody sleeps on it."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> FakeTelegram:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    return FakeTelegram()


@pytest.fixture
async def outgoing(tmp_path: Path, telegram: FakeTelegram, clock: Clock) -> "Iterator[Outgoing]":  # type: ignore[misc]
    memory = await Memory.open(f"sqlite:///{tmp_path / 'memory.db'}")
    api = Api(TOKEN, "http://127.0.0.1:1", telegram, telegram)
    yield Outgoing(api, memory, lambda: "v1", 3, clock, clock.sleep)
    await memory.close()


async def test_a_message_is_sent_as_html_without_a_preview(
    outgoing: Outgoing, telegram: FakeTelegram
) -> None:
    assert await outgoing.send(HERE, Message("<b>x</b>")) == Sent(1001)
    assert telegram.calls[-1].parameters["link_preview_options"] == {"is_disabled": True}


async def test_told_to_wait_it_waits_and_sends(
    outgoing: Outgoing, telegram: FakeTelegram, clock: Clock
) -> None:
    telegram.next_answers["sendMessage"] = [refusal(429, "Too Many Requests: retry after 7", retry_after=7)]
    assert await outgoing.send(HERE, Message("x")) == Sent(1001)
    assert clock.slept == [7.0]


async def test_while_telegram_is_away_it_tries_again_at_growing_pauses(
    outgoing: Outgoing, telegram: FakeTelegram, clock: Clock
) -> None:
    telegram.next_answers["sendMessage"] = [NetworkError("gone")] * 6
    assert await outgoing.send(HERE, Message("x")) == Sent(1001)
    assert clock.slept == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0]


async def test_words_too_long_for_a_caption_go_out_without_the_picture(
    outgoing: Outgoing, telegram: FakeTelegram
) -> None:
    picture = Bars(Frame("Judul", "Kunci", (), "id"), (Bar("Semua", "", Fraction(1, 2), "50%"),))
    assert await outgoing.send(HERE, Message("x" * 1025, picture=picture)) == Sent(1001)
    assert [call.method for call in telegram.said()] == ["sendMessage"]


async def test_a_picture_whose_upload_broke_off_is_uploaded_again(
    outgoing: Outgoing, telegram: FakeTelegram
) -> None:
    telegram.next_answers["sendPhoto"] = [NetworkError("gone")]
    picture = Bars(Frame("Judul", "Kunci", (), "id"), (Bar("Semua", "", Fraction(1, 2), "50%"),))
    assert await outgoing.send(HERE, Message("x", picture=picture)) == Sent(1001, "the id of this picture")
    first, second = (bytes(call.parameters["photo"]) for call in telegram.said("sendPhoto"))
    assert first == second != b""


async def test_a_group_gets_at_most_twenty_a_minute(
    outgoing: Outgoing, telegram: FakeTelegram, clock: Clock
) -> None:
    for _ in range(21):
        await outgoing.send(GROUP, Message("x"))
    assert clock.slept == [60.0]


async def test_a_private_chat_may_get_a_burst_of_replies(outgoing: Outgoing, clock: Clock) -> None:
    for _ in range(40):
        await outgoing.send(HERE, Message("x"))
    assert clock.slept == []


async def test_broadcasts_keep_their_rate_and_one_a_second_in_a_chat(
    outgoing: Outgoing, clock: Clock
) -> None:
    for chat in (1, 2, 3, 4, 4):
        await outgoing.announcing(granted).send(Place(chat), Message("x"))
    assert clock.slept == pytest.approx([0.3, 0.3, 0.402, 1.0])


async def test_replies_go_before_broadcasts(outgoing: Outgoing, telegram: FakeTelegram) -> None:
    telegram.next_answers["sendMessage"] = [NetworkError("gone")]
    reply = asyncio.create_task(outgoing.send(HERE, Message("reply")))
    await asyncio.sleep(0)
    await outgoing.announcing(granted).send(Place(8), Message("broadcast"))
    await reply
    assert [call.text for call in telegram.said("sendMessage")] == ["reply", "reply", "broadcast"]


async def test_an_edit_of_a_message_that_is_gone_is_sent_anew(
    outgoing: Outgoing, telegram: FakeTelegram
) -> None:
    telegram.next_answers["editMessageText"] = [refusal(400, "Bad Request: message to edit not found")]
    assert await outgoing.edit(HERE, 5, Message("x")) == Sent(1001)


async def test_a_refusal_names_its_reason(outgoing: Outgoing, telegram: FakeTelegram) -> None:
    telegram.next_answers["sendMessage"] = [refusal(400, "Bad Request: chat not found")]
    assert await outgoing.send(HERE, Message("x")) == Refused("Chat not found")


async def test_a_button_pressed_too_late_is_no_error(outgoing: Outgoing, telegram: FakeTelegram) -> None:
    telegram.next_answers["answerCallbackQuery"] = [
        refusal(400, "Bad Request: query is too old and response timeout expired")
    ]
    await outgoing.acknowledge("1")
    assert len(telegram.said("answerCallbackQuery")) == 1


async def test_a_long_text_goes_in_parts_with_the_buttons_under_the_last(
    outgoing: Outgoing, telegram: FakeTelegram
) -> None:
    button = Button("Lagi", Question(Intent.HELP))
    await outgoing.send(HERE, Message("\n\n".join(["kata " * 300] * 5), ((button,),)))
    assert [len(call.parameters["text"]) <= 4096 for call in telegram.said("sendMessage")] == [
        True,
        True,
        True,
    ]
    assert [bool(call.labels) for call in telegram.said("sendMessage")] == [False, False, True]


async def test_a_question_too_long_for_a_button_is_looked_up(
    outgoing: Outgoing, telegram: FakeTelegram
) -> None:
    question = Question(Intent.COVERAGE, tuple(f"61.{number:02}" for number in range(1, 13)))
    await outgoing.send(HERE, Message("x", ((Button("Semua", question),),)))
    code = telegram.calls[-1].code("Semua")
    assert len(code.encode()) <= 60
    assert await outgoing._memory.codes.question(code) == question


def test_text_is_cut_between_paragraphs_then_lines_then_anywhere() -> None:
    assert split("aaa\n\nbbb\nccc", 8) == ["aaa", "bbb\nccc"]
    assert split("aaa\nbbb", 5) == ["aaa", "bbb"]
    assert split("aaaaaa", 4) == ["aaaa", "aa"]


def test_in_a_terminal_a_link_shows_its_address() -> None:
    assert (
        plain('<b>A</b> &amp; <a href="https://x.id/?a=1&amp;b=2">B</a>') == "A & B (https://x.id/?a=1&b=2)"
    )


def test_a_window_never_holds_more_than_its_limit_in_any_stretch() -> None:
    window, now, sent = SlidingWindow(3, 1.0), 0.0, []
    for _ in range(50):
        now += window.delay(now) + 0.01
        window.take(now)
        sent.append(now)
    assert all(sum(start <= at < start + 1 for at in sent) <= 3 for start in sent)


def test_a_chat_that_is_quiet_is_forgotten() -> None:
    limits = Limits()
    limits.take(-1, group=True, now=0)
    limits.halt(5, 10, now=0)
    limits.prune(now=100)
    assert (limits._groups, limits._last, limits._halted) == ({}, {}, {})


def test_no_rate_is_no_limit() -> None:
    pace = Pace(0)
    for _ in range(1000):
        assert pace.delay(0) == 0
        pace.take(0)


async def test_markup_that_telegram_cannot_read_goes_out_as_plain_text(
    outgoing: Outgoing, telegram: FakeTelegram
) -> None:
    telegram.next_answers["sendMessage"] = [
        refusal(400, "Bad Request: can't parse entities: unclosed end tag")
    ]
    assert isinstance(await outgoing.send(HERE, Message("<b>36,47%</b> & lagi")), Sent)
    last = telegram.said()[-1]
    assert last.text == "36,47% & lagi"
    assert "parse_mode" not in last.parameters


@pytest.mark.parametrize("text", ["&quot;" * 20, "x<b>y</b>" * 20])
def test_a_line_too_long_is_never_cut_inside_a_tag_or_an_entity(text: str) -> None:
    parts = split(text, 25)
    assert "".join(parts) == text
    assert all(part.count("<") == part.count(">") and part.count("&") == part.count(";") for part in parts)
