"""What a person writes as the content and the time of a broadcast, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from html import escape
from typing import Any

from bot.announcement import (
    BrokenBrace,
    NotAQuestion,
    Preview,
    Refusal,
    TooLong,
    UnknownHoles,
    UnreadableTime,
)
from bot.answering import Answering
from bot.broadcast.filling import (
    HOLES,
    LONGEST,
    BrokenBraceError,
    TooLongError,
    Unknown,
    UnknownHolesError,
)
from bot.broadcast.message import compose, question_content, text_content
from bot.broadcast.timing import PastTimeError, UnreadableTimeError, read_time
from bot.i18n import Html
from bot.language.question import ABOUT_FIGURES
from bot.messages import Message
from bot.occasion import Occasion

Content = dict[str, Any]


def written(text: str) -> Content | Refusal:
    """The content with a text as it was typed: its marks are shown as they are, its holes are filled."""
    try:
        return text_content(escape(text, quote=False))
    except UnknownHolesError as error:
        return UnknownHoles(error.names, HOLES)
    except BrokenBraceError:
        return BrokenBrace()
    except TooLongError as error:
        return TooLong(error.length, LONGEST)


def asked(text: str, answering: Answering, occasion: Occasion) -> Content | Refusal:
    """The content with the answer to a question about figures."""
    question = answering.text(text, occasion).message.question
    if question is None or question.intent not in ABOUT_FIGURES:
        return NotAQuestion(text)
    return question_content(question)


def begins_at(text: str, now: float, zone: tzinfo) -> int | UnreadableTime:
    """The time that is meant, in seconds since 1970 as `now` is."""
    try:
        return int(read_time(text, datetime.fromtimestamp(now, UTC), zone).timestamp())
    except PastTimeError:
        return UnreadableTime(text, past=True)
    except UnreadableTimeError:
        return UnreadableTime(text)


def previewed(
    content: Mapping[str, Any], name: str, answering: Answering, occasion: Occasion
) -> tuple[Preview, Message | None]:
    """What a chat in these circumstances reads, and the message itself where there is one."""
    composed = compose(content, answering, replace(occasion, text=""))
    if isinstance(composed, Unknown):
        return Preview(name, None, composed.hole), None
    return Preview(name, Html(composed.text)), composed
