"""The look that all pictures share: size, letters and colours, the title above and the footer beneath.

A picture is 1200 pixels wide and shown at a third of that on a phone, so no letter is smaller than 28. The
colours are of the palette of Okabe and Ito, which people with any colour vision can tell apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any, Final

from bot.charts.picture import Frame

Json = dict[str, Any]

WIDTH: Final = 1200
LEAST_HEIGHT: Final = 675
MARGIN: Final = 48
FONT: Final = "Source Sans Pro"

TITLE: Final = 46
TITLE_LINE: Final = 54
TEXT: Final = 30
LINE: Final = 38
NUMBER: Final = 36

INK: Final = "#1A1A1A"
SOFT_INK: Final = "#4A4A4A"
PAPER: Final = "#FFFFFF"
TRACK: Final = "#E4E8EC"
BLUE: Final = "#0072B2"
PALE_BLUE: Final = "#9CCBE8"
VERMILION: Final = "#D55E00"
PALE_VERMILION: Final = "#F3B78F"
DARK_VERMILION: Final = "#A34700"

_IN_DATE: Final = re.compile(r"(?<=\d) (?=[^\W\d]+ \d{4}\b)|(?<=[^\W\d]) (?=\d{4}\b)")
_NORMAL_LETTER: Final = 0.45
_BOLD_LETTER: Final = 0.5
_GAP: Final = 26


def framed(frame: Frame, plot_height: float, layer: list[Json], *, left: int = MARGIN, below: int) -> Json:
    """A whole chart: a plot of that height with room for `below` pixels of labels under it."""
    title = wrapped(frame.title, WIDTH - 2 * MARGIN, TITLE, bold=True)
    key = wrapped(frame.key, WIDTH - 2 * MARGIN, TEXT)
    footer = footer_lines(frame)
    notes = text(footer, x=MARGIN - left, y=plot_height + below + _GAP, color=SOFT_INK, baseline="top")
    rule = {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "color": "#B8BEC4", "strokeWidth": 2},
        "encoding": {
            "x": {"value": MARGIN - left},
            "x2": {"value": WIDTH - MARGIN - left},
            "y": {"value": plot_height + below + _GAP / 2},
        },
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH - left - MARGIN,
        "height": plot_height,
        "autosize": {"type": "none"},
        "padding": {
            "left": left,
            "right": MARGIN,
            "top": head_height(frame),
            "bottom": below + foot_height(frame),
        },
        "background": PAPER,
        "title": {
            "text": title,
            "subtitle": key,
            "anchor": "start",
            "frame": "group",
            "dx": MARGIN - left,
            "offset": _GAP,
            "fontSize": TITLE,
            "lineHeight": TITLE_LINE,
            "color": INK,
            "subtitleFontSize": TEXT,
            "subtitleLineHeight": LINE,
            "subtitleColor": SOFT_INK,
            "subtitlePadding": 10,
        },
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": TEXT,
                "labelColor": SOFT_INK,
                "labelFont": FONT,
                "labelPadding": 10,
                "title": None,
                "ticks": False,
                "domain": False,
                "gridColor": "#D3D8DD",
                "gridWidth": 2,
            },
        },
        "layer": [*layer, rule, notes],
    }


def head_height(frame: Frame) -> int:
    """The pixels above the plot: margin, title and key."""
    title = wrapped(frame.title, WIDTH - 2 * MARGIN, TITLE, bold=True)
    key = wrapped(frame.key, WIDTH - 2 * MARGIN, TEXT)
    return MARGIN - 10 + len(title) * TITLE_LINE + 10 + len(key) * LINE + _GAP


def foot_height(frame: Frame) -> int:
    """The pixels beneath the plot's labels: the footer and the margin."""
    return _GAP + len(footer_lines(frame)) * LINE + MARGIN - 20


def footer_lines(frame: Frame) -> list[str]:
    """The footer, broken into lines, but not within a date."""
    notes = (_IN_DATE.sub("\N{NO-BREAK SPACE}", note) for note in frame.footer)
    return [line for note in notes for line in wrapped(note, WIDTH - 2 * MARGIN, TEXT)]


def wrapped(words: str, width: float, size: int, *, bold: bool = False) -> list[str]:
    """The words in as few lines as fit a width in pixels, of about equal length; no word is broken."""
    letters = int(width / width_of("x", size, bold=bold))
    lines = wrap(words, letters, break_long_words=False) or [""]
    while letters > 1 and len(narrower := wrap(words, letters - 1, break_long_words=False)) == len(lines):
        lines, letters = narrower, letters - 1
    return lines


def width_of(words: str, size: int, *, bold: bool = False) -> float:
    """About how many pixels the words take, rather too many than too few."""
    return len(words) * size * (_BOLD_LETTER if bold else _NORMAL_LETTER)


def text(
    lines: Sequence[str],
    *,
    x: float,
    y: float,
    color: str = INK,
    align: str = "left",
    baseline: str = "middle",
    size: int = TEXT,
    bold: bool = False,
) -> Json:
    """Words at a place, in pixels from the upper left corner of the plot."""
    mark = {
        "type": "text",
        "align": align,
        "baseline": baseline,
        "color": color,
        "fontSize": size,
        "fontWeight": "bold" if bold else "normal",
        "lineHeight": LINE,
        "lineBreak": "\n",
        "limit": WIDTH,
    }
    encoding = {"x": {"value": x}, "y": {"value": y}, "text": {"field": "words"}}
    return {"data": {"values": [{"words": "\n".join(lines)}]}, "mark": mark, "encoding": encoding}


def layer(mark: Mapping[str, object], rows: Iterable[Mapping[str, object]], **encoding: Json) -> Json:
    """One kind of mark for some rows of data."""
    return {"data": {"values": [dict(row) for row in rows]}, "mark": dict(mark), "encoding": encoding}
