"""What commands share that answer with a picture: how it is asked for, what stands around it, its caption."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from bot import phrases
from bot.charts import Frame
from bot.i18n import Html, Translator
from bot.language.question import PICTURE, Intent, Question
from bot.messages import CAPTION_LIMIT, Button, shown
from bot.occasion import Occasion
from bot.phrases import pasting
from core.coverage import Coverage
from core.model import Source


def is_wanted(question: Question) -> bool:
    """Whether an answer is asked for as a picture."""
    return question.topic == PICTURE


def without(question: Question) -> Question:
    """The same question, to be answered in words."""
    return replace(question, topic=None) if is_wanted(question) else question


def button(question: Question, t: Translator) -> Button:
    """Asks the same question again, for a picture."""
    asked = question if is_wanted(question) else replace(question, topic=PICTURE)
    return Button(t("Picture"), asked)


def ways_back(question: Question, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    """Under a picture: the answers in words on the same region and segment."""
    intents = (Intent.COVERAGE, Intent.TARGET, Intent.TREND)
    region = question.region or occasion.region
    return (
        tuple(
            Button(
                phrases.intent_name(intent, occasion.t),
                without(question)
                if intent is question.intent
                else Question(intent, (region,), question.segments),
            )
            for intent in intents
        ),
    )


def frame(title: Html, key: Html, notes: Sequence[Html], sources: Iterable[Source], t: Translator) -> Frame:
    """The finding above, how to read it, and beneath it what the figures rest on, last their sources.

    The age of the figures is left to the caption: a picture is kept and shown again on another day.
    """
    source = t("Source: {sources}", sources=pasting.sources(sources, t))
    return Frame(shown(title), shown(key), tuple(shown(note) for note in (*notes, source)), t.language)


def key_to_bars(key: Html, drawn: Iterable[Coverage], t: Translator, *, people: bool = False) -> Html:
    """How to read the bars, and what a pale one means where there is one; bars of people are orange."""
    if not any(is_unsure(coverage) for coverage in drawn):
        return key
    pale = t("Light orange: round or doubtful.") if people else t("Light blue: round or doubtful.")
    return Html(" ".join((key, pale)))


def is_unsure(coverage: Coverage) -> bool:
    """Whether a number is to look less certain than others: doubtful, or a round percentage."""
    return bool(coverage.doubts) or (coverage.share is not None and phrases.is_round(coverage.share))


def caption(*versions: Iterable[Sequence[str]]) -> Html:
    """The first version, made of blocks of lines, that fits with room to spare; of the last one what fits."""
    text = ""
    for blocks in versions:
        text = "\n\n".join("\n".join(lines) for lines in blocks if lines)
        if len(shown(text)) <= _ROOM:
            return Html(text)
    while len(shown(text)) > CAPTION_LIMIT - _NUMBER:
        text = text.rpartition("\n")[0]
    return Html(text.rstrip())


_NUMBER: Final = 24
"""Characters for the line with the answer's number."""

_ROOM: Final = CAPTION_LIMIT - 100
"""Characters for a caption, so that there is room for its number and a note on how the question was read."""
