"""Shares as bars in tracks that end at all workers, with a tick for each target and a line that names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from bot.charts.frame import (
    BLUE,
    INK,
    LEAST_HEIGHT,
    LINE,
    MARGIN,
    NUMBER,
    PALE_BLUE,
    PAPER,
    SOFT_INK,
    TEXT,
    TRACK,
    WIDTH,
    Json,
    foot_height,
    framed,
    head_height,
    layer,
    text,
    width_of,
    wrapped,
)
from bot.charts.picture import Bar, Bars

_HEAD: Final = 48
_THICK: Final = 60
_THICKEST: Final = 150
_REACH: Final = 9
_UNDER_BAR: Final = 16
_BETWEEN: Final = 34
_AXIS: Final = 44
_PLOT: Final = WIDTH - 2 * MARGIN
_INSET: Final = 16
_QUARTER: Final = Fraction(1, 4)


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar at its place: `top` and `thick` in pixels, its targets' lines broken to fit."""

    bar: Bar
    top: float
    thick: float
    lines: tuple[str, ...]

    @property
    def bar_top(self) -> float:
        return self.top + _HEAD

    @property
    def bar_end(self) -> float:
        return self.bar_top + self.thick


def bars_chart(picture: Bars) -> Json:
    """The picture as a Vega-Lite chart."""
    highest = max(max(bar.share, *(mark.high for mark in bar.marks), Fraction(1)) for bar in picture.bars)
    top = ceil(highest / _QUARTER) * _QUARTER
    rows, height = _rows(picture)
    return framed(picture.frame, height, _marks(rows, top, height), below=_AXIS)


def _rows(picture: Bars) -> tuple[list[_Row], float]:
    """The rows beneath one another and the height they share, the bars thicker where there is room."""
    lines = [_lines(bar) for bar in picture.bars]
    around = head_height(picture.frame) + foot_height(picture.frame) + _AXIS
    without_bars = sum(_HEAD + _below(each) + _BETWEEN for each in lines) - _BETWEEN / 2
    room = (LEAST_HEIGHT - around - without_bars) / len(lines)
    thick = min(max(_THICK, room), _THICKEST)
    slack = max(0.0, room - thick)
    rows, top = [], 0.0
    for bar, each in zip(picture.bars, lines, strict=True):
        rows.append(_Row(bar, top + slack / 2, thick, each))
        top += _HEAD + thick + slack + _below(each) + _BETWEEN
    return rows, top - _BETWEEN / 2


def _lines(bar: Bar) -> tuple[str, ...]:
    """The lines beneath a bar: its targets, and what finds no room beside its name."""
    said = [*([] if _fits(bar) else [bar.beside]), *(mark.said for mark in bar.marks)]
    return tuple(line for each in said for line in wrapped(each, _PLOT, TEXT))


def _fits(bar: Bar) -> bool:
    return width_of(bar.name, NUMBER, bold=True) + _BETWEEN + width_of(bar.beside, TEXT) <= _PLOT


def _below(lines: tuple[str, ...]) -> float:
    return _UNDER_BAR + LINE * len(lines) if lines else 0


def _scale(top: Fraction) -> Json:
    values = [float(_QUARTER * step) for step in range(int(top / _QUARTER) + 1)]
    return {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [0, float(top)], "nice": False},
        "axis": {"values": values, "format": ".0%", "grid": False, "orient": "bottom"},
    }


def _down(field: str, height: float) -> Json:
    """Pixels from the top of the plot."""
    scale = {"domain": [0, height], "range": [0, height], "nice": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def _marks(rows: list[_Row], top: Fraction, height: float) -> list[Json]:
    place = {
        "x": _scale(top),
        "x2": {"field": "x2"},
        "y": _down("y", height),
        "y2": {"field": "y2"},
    }
    across = {"x": _scale(top), "y": _down("y", height), "y2": {"field": "y2"}}
    tracks = [{"x": 0.0, "x2": 1.0, "y": row.bar_top, "y2": row.bar_end} for row in rows]
    filled = [
        {"x": 0.0, "x2": float(row.bar.share), "y": row.bar_top, "y2": row.bar_end, "pale": row.bar.unsure}
        for row in rows
    ]
    quarters = [
        {"x": float(_QUARTER * step), "y": row.bar_top, "y2": row.bar_end}
        for row in rows
        for step in (1, 2, 3)
    ]
    beyond = [
        {"x": 1.0, "y": row.bar_top - _REACH, "y2": row.bar_end + _REACH} for row in rows if row.bar.share > 1
    ]
    dashed = {"type": "rule", "color": PAPER, "strokeWidth": 5, "strokeDash": [10, 8]}
    colour = {"condition": {"test": "datum.pale", "value": PALE_BLUE}, "value": BLUE}
    ticks = [
        {"x": float(share), "y": row.bar_top - _REACH, "y2": row.bar_end + _REACH}
        for row in rows
        for mark in row.bar.marks
        for share in {mark.low, mark.high}
    ]
    return [
        layer({"type": "rect", "color": TRACK}, tracks, **place),
        layer({"type": "rule", "color": PAPER, "strokeWidth": 3}, quarters, **across),
        layer({"type": "rect"}, filled, **place, color=colour),
        layer(dashed, beyond, **across),
        layer({"type": "rule", "color": PAPER, "strokeWidth": 14}, ticks, **across),
        layer({"type": "rule", "color": INK, "strokeWidth": 8}, ticks, **across),
        *_words(rows, top),
    ]


def _words(rows: list[_Row], top: Fraction) -> Iterator[Json]:
    for row in rows:
        middle = row.top + _HEAD / 2 - 4
        yield text([row.bar.name], x=0, y=middle, size=NUMBER, bold=True)
        if row.bar.beside and _fits(row.bar):
            yield text([row.bar.beside], x=_PLOT, y=middle, align="right", color=SOFT_INK)
        yield _number(row, top)
        if row.lines:
            yield text(row.lines, x=0, y=row.bar_end + _UNDER_BAR, baseline="top")


def _number(row: _Row, top: Fraction) -> Json:
    """The bar's number inside it at its end or start, or behind it: where no tick runs through."""
    bar, pixels = row.bar, float(_PLOT / top)
    end, wide = float(bar.share) * pixels, width_of(bar.said, NUMBER, bold=True)
    ticks = [float(share) * pixels for mark in bar.marks for share in (mark.low, mark.high)]

    def free(left: float) -> bool:
        return all(not left - _INSET < tick < left + wide + _INSET for tick in ticks)

    inside = (end - _INSET - wide, float(_INSET))
    left = next((at for at in inside if at >= _INSET and at + wide + _INSET <= end and free(at)), None)
    behind = left is None
    if left is None:
        left = next(at for at in (end + _INSET, *(tick + _INSET for tick in sorted(ticks))) if free(at))
    colour = INK if behind or bar.unsure else PAPER
    middle = row.bar_top + row.thick / 2
    return text([bar.said], x=left, y=middle, size=NUMBER, bold=True, color=colour)
