"""Answers in any chat: `@bot target kalbar` offers cards, and the chosen one is posted there.

A card shows the first line of an answer and what stands beneath it; a name of several regions gives a card for
each. Nothing typed gives the coverage and the targets of the asker's own region.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from bot.answering import Answering
from bot.language.code import encode
from bot.language.heard import Heard, Understood, UnknownRegion, WhichRegion
from bot.language.question import ABOUT_FIGURES, MAX_CODE, Intent, Question
from bot.messages import Message, plain, split
from bot.occasion import Occasion

_MOST: Final = 10
_TITLE: Final = 120
_SHOWN: Final = (ABOUT_FIGURES - {Intent.EXPORT}) | {Intent.RULES, Intent.PROGRAMMES, Intent.TERMS}
"""What may be posted into somebody else's chat: figures and pages, no settings."""


def results(text: str, answering: Answering, occasion: Occasion) -> list[dict[str, Any]]:
    """The cards for what was typed behind the bot's name, as InlineQueryResultArticle."""
    occasion = replace(occasion, in_words=True)
    questions = _questions(text, answering, occasion)
    replies = (answering.question(question, occasion) for question in list(questions)[:_MOST])
    return [_card(reply.message, occasion) for reply in replies if reply.message.question]


def _questions(text: str, answering: Answering, occasion: Occasion) -> Iterator[Question]:
    if not text.strip():
        yield Question(Intent.COVERAGE, (occasion.region,))
        yield Question(Intent.TARGET, (occasion.region,))
        return
    for heard in answering.heard(text, occasion):
        yield from (question for question in _choices(heard) if question.intent in _SHOWN)


def _choices(heard: Heard) -> Iterator[Question]:
    match heard:
        case Understood(question):
            yield question
        case WhichRegion(question, _, choices) | UnknownRegion(question, _, choices):
            for code in choices:
                yield Question(
                    question.intent, (*question.regions, code), question.segments, question.periods
                )
        case _:
            return


def _card(message: Message, occasion: Occasion) -> dict[str, Any]:
    text = split(message.text)[0]
    title, _, rest = plain(text).partition("\n")
    code = encode(message.question) if message.question else ""
    link = f"https://t.me/{occasion.bot_name}?start={code}"
    button = {"text": occasion.t("Open in the bot"), "url": link}
    return {
        "type": "article",
        "id": code[:64],
        "title": title[:_TITLE],
        "description": " ".join(rest.split())[:_TITLE],
        "input_message_content": {
            "message_text": text,
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
        "reply_markup": {"inline_keyboard": [[button]] if len(code) <= MAX_CODE else []},
    }
