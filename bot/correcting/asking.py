"""Answers given again: of other figures, for the day and in the language in which they were told."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering import Answering
from bot.i18n import translator
from bot.language.question import Question
from bot.messages import Record
from bot.occasion import Occasion
from core.figures import Figures


def again(
    answering: Answering, questions: Sequence[Question], record: Record, figures: Figures, bot_name: str
) -> str:
    """What the questions would have been answered with these figures, under the circumstances of the record."""
    occasion = Occasion(
        figures=figures,
        today=record.day,
        region=record.region,
        t=translator(record.language),
        bot_name=bot_name,
        in_words=True,
    )
    return "\n\n".join(answering.question(question, occasion).message.text for question in questions)
