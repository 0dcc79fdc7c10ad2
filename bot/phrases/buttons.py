"""Buttons that several commands offer, and how they stand in rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from bot.i18n import mark
from bot.language.question import Question
from bot.messages import Button
from bot.occasion import Occasion
from core.model import Segment
from core.period import Period


def region_button(code: str, question: Question, occasion: Occasion) -> Button:
    """A button that asks the same question of a region."""
    asked = replace(question, regions=(*question.regions, code))
    return Button(occasion.figures.regions[code].name, asked)


def in_rows(buttons: Iterable[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    """The buttons in rows of a width that a phone can show."""
    row = tuple(buttons)
    return tuple(row[at : at + width] for at in range(0, len(row), width))


def with_segments(
    about: tuple[str, Period | None],
    asked: Callable[[Segment], Question],
    shown: Segment,
    more: tuple[Button, ...],
    occasion: Occasion,
) -> tuple[tuple[Button, ...], ...]:
    """Buttons for the segments that have figures, the shown one marked, and more below them.

    `about` is the region and the period, `asked` the question that a segment's button asks. Where there is no
    other segment there is nothing to choose; a lone fourth one joins the rows below.
    """
    t = occasion.t
    known = [segment for segment in _CHOICES if _answers(*about, segment, occasion)]
    if known in ([], [shown]):
        return in_rows(more, 3)
    buttons = [
        Button(chosen(t(_CHOICES[segment]), when=segment is shown), asked(segment)) for segment in known
    ]
    return (tuple(buttons[:3]), *in_rows((*buttons[3:], *more), 3))


_CHOICES: Final = {
    Segment.TOTAL: mark("Total"),
    Segment.FORMAL: mark("Formal"),
    Segment.INFORMAL: mark("Informal"),
    Segment.CONSTRUCTION: mark("Constr."),
}


def _answers(region: str, period: Period | None, segment: Segment, occasion: Occasion) -> bool:
    figures = occasion.figures
    found = figures.at(region, period, segment) if period else figures.newest(region, segment)
    return found is not None


def chosen(label: str, *, when: bool) -> str:
    """A button's label, marked where it is the one that is shown."""
    return f"✓ {label}" if when else label
