"""What comes in is let in by its shape: nothing odd stops the bot or costs another person an answer."""

from typing import Any

import pytest
from talk import PERSON, PRIVATE, Talk

HELLO = {"message_id": 1, "date": 1, "chat": PRIVATE, "from": PERSON, "text": "cakupan kalbar"}


@pytest.mark.parametrize(
    "broken",
    [
        {"text": 5},
        {"chat": {"id": "7", "type": "private"}},
        {"chat": {"id": 2**63, "type": "private"}},
        {"chat": 7},
        {"from": {"id": None}},
        {"message_id": {}},
        {"document": []},
        {"text": None, "sticker": 5},
    ],
)
async def test_what_cannot_be_read_is_left_and_the_next_is_answered(
    talk: Talk, broken: dict[str, Any]
) -> None:
    assert await talk.feed(message=HELLO | broken) == []

    assert (await talk.say("cakupan kalbar")).text.startswith("<b>Kalimantan Barat")
    assert await talk.bot.memory.inbox.waiting() == 0


async def test_what_the_library_stumbles_over_costs_no_answer(talk: Talk) -> None:
    # seconds that its own durations cannot hold
    video = {"file_id": "v", "file_unique_id": "v", "width": 1, "height": 1, "duration": 2**52}

    assert (await talk.say("cakupan kalbar", video=video)).text.startswith("<b>Kalimantan Barat")


async def test_a_number_that_no_database_holds_stops_nothing(talk: Talk) -> None:
    await talk.bot.intake.take([{"update_id": 2**70, "message": HELLO}, {"update_id": "x", "message": HELLO}])

    assert (await talk.say("cakupan kalbar")).text.startswith("<b>Kalimantan Barat")


async def test_a_kind_of_update_that_is_not_read_is_nobodys_trouble(talk: Talk) -> None:
    assert await talk.feed(chosen_inline_result={"result_id": "1", "from": {"id": {}}, "query": ""}) == []


async def test_a_message_of_nothing_but_blanks_is_answered(talk: Talk) -> None:
    assert (await talk.say("\u00a0\u2028")).text.startswith("Pertanyaan itu belum saya pahami.")


async def test_in_a_group_an_unknown_command_is_answered_where_the_bot_is_called(group: Talk) -> None:
    assert await group.message(text="/ngawur") == []
    assert "/ngawur" in (await group.say("@cakupan_bot /ngawur")).text
