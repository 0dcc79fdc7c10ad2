"""A plain text is read from its JSON just as it is from python-telegram-bot's objects."""

from typing import Any

import pytest
from fakes import BOT_ID, BOT_NAME
from hypothesis import given
from hypothesis import strategies as st
from talk import GROUP, PERSON, PRIVATE
from telegram import Update

from bot.dispatch.plain import read_plain
from bot.dispatch.reading import Asked, read
from bot.outgoing import Place

TEXTS = st.one_of(
    st.text(min_size=1),
    st.sampled_from(
        ["/cakupan", "/cakupan@cakupan_bot kalbar", "@cakupan_bot sambas", "/target@other_bot", " "]
    ),
)


def said(text: str, **content: Any) -> dict[str, Any]:
    message = {"message_id": 9, "date": 1, "chat": PRIVATE, "from": PERSON, "text": text}
    return {"update_id": 1, "message": message | content}


@given(TEXTS)
def test_it_means_the_same_from_its_json(text: str) -> None:
    found = read_plain(said(text), BOT_NAME)
    assert found is None or found == read(Update.de_json(said(text), None), BOT_ID, BOT_NAME)


def test_a_text_is_what_somebody_asked() -> None:
    assert read_plain(said("cakupan kalbar"), BOT_NAME) == Asked(
        Place(7), 9, "cakupan kalbar", 7, as_group=False, edited=False, called=False
    )


@pytest.mark.parametrize(
    "update",
    [
        said("/cakupan@other_bot"),
        said("kalbar", chat=GROUP),
        said("kalbar", reply_to_message={}),
        said("kalbar", sender_chat=GROUP),
        said(""),
        {"update_id": 1, "edited_message": said("kalbar")["message"]},
        {"update_id": 1, "callback_query": {}},
    ],
)
def test_whatever_is_out_of_the_ordinary_is_left_to_the_objects(update: dict[str, Any]) -> None:
    assert read_plain(update, BOT_NAME) is None
