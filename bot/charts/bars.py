"""Shares as bars in tracks that end at all workers, with a tick for each target and a line that names it.

Beneath a bar may lie a pale one: what the share was before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from bot.charts.picture import Bar, Bars, Earlier

_HEAD: Final = 48
_THICK: Final = 60
_THICKEST: Final = 150
_REACH: Final = 9
_UNDER_BAR: Final = 16
_BETWEEN: Final = 34
_EARLIER: Final = 44
_UPON: Final = 4
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

    @property
    def spans(self) -> list[tuple[Fraction, bool, float, float]]:
        """The bars that lie here: share, whether pale, from which pixel to which."""
        own = (self.bar.share, self.bar.unsure, self.bar_top, self.bar_end)
        if self.bar.earlier is None:
            return [own]
        top = self.bar_end + _UPON
        return [own, (self.bar.earlier.share, True, top, top + _EARLIER)]

    @property
    def end(self) -> float:
        return self.spans[-1][3]

    @property
    def beyond(self) -> list[Fraction]:
        """The line at all workers, which is drawn where a bar goes beyond it."""
        return [Fraction(1)] if any(share > 1 for share, _, _, _ in self.spans) else []


def bars_chart(picture: Bars) -> Json:
    """The picture as a Vega-Lite chart."""
    highest = max(max(_shares(bar)) for bar in picture.bars)
    top = ceil(highest / _QUARTER) * _QUARTER
    rows, height = _rows(picture)
    return framed(picture.frame, height, _marks(rows, top, height), below=_AXIS)


def _shares(bar: Bar) -> list[Fraction]:
    """All that has to find room on the scale."""
    earlier = [bar.earlier.share] if bar.earlier else []
    return [bar.share, *earlier, *(mark.high for mark in bar.marks), Fraction(1)]


def _rows(picture: Bars) -> tuple[list[_Row], float]:
    """The rows beneath one another and the height they share, the bars thicker where there is room."""
    lines = [_lines(bar) for bar in picture.bars]
    around = head_height(picture.frame) + foot_height(picture.frame) + _AXIS
    below = [_below(bar, each) for bar, each in zip(picture.bars, lines, strict=True)]
    without_bars = sum(_HEAD + each + _BETWEEN for each in below) - _BETWEEN / 2
    room = (LEAST_HEIGHT - around - without_bars) / len(lines)
    thick = min(max(_THICK, room), _THICKEST)
    slack = max(0.0, room - thick)
    rows, top = [], 0.0
    for bar, each, under in zip(picture.bars, lines, below, strict=True):
        rows.append(_Row(bar, top + slack / 2, thick, each))
        top += _HEAD + thick + slack + under + _BETWEEN
    return rows, top - _BETWEEN / 2


def _lines(bar: Bar) -> tuple[str, ...]:
    """The lines beneath a bar: its targets, and what finds no room beside its name."""
    said = [*([] if _fits(bar) else [bar.beside]), *(mark.said for mark in bar.marks)]
    return tuple(line for each in said for line in wrapped(each, _PLOT, TEXT))


def _fits(bar: Bar) -> bool:
    return width_of(bar.name, NUMBER, bold=True) + _BETWEEN + width_of(bar.beside, TEXT) <= _PLOT


def _below(bar: Bar, lines: tuple[str, ...]) -> float:
    earlier = _UPON + _EARLIER if bar.earlier else 0
    return earlier + (_UNDER_BAR + LINE * len(lines) if lines else 0)


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
    spans = [span for row in rows for span in row.spans]
    tracks = [{"x": 0.0, "x2": 1.0, "y": start, "y2": end} for _, _, start, end in spans]
    filled = [
        {"x": 0.0, "x2": float(share), "y": start, "y2": end, "pale": pale}
        for share, pale, start, end in spans
    ]
    quarters = [
        {"x": float(_QUARTER * step), "y": start, "y2": end}
        for _, _, start, end in spans
        for step in (1, 2, 3)
    ]
    beyond = [
        {"x": float(share), "y": row.bar_top - _REACH, "y2": row.end + _REACH}
        for row in rows
        for share in row.beyond
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
        if row.bar.earlier:
            yield _earlier_number(row.bar.earlier, row, top)
        if row.lines:
            yield text(row.lines, x=0, y=row.end + _UNDER_BAR, baseline="top")


def _number(row: _Row, top: Fraction) -> Json:
    """The bar's number inside it at its end or start, or behind it: where no tick runs through."""
    bar = row.bar
    ticks = [*row.beyond, *(share for mark in bar.marks for share in (mark.low, mark.high))]
    left, behind = _placed(bar.share, width_of(bar.said, NUMBER, bold=True), ticks, top)
    colour = INK if behind or bar.unsure else PAPER
    middle = row.bar_top + row.thick / 2
    return text([bar.said], x=left, y=middle, size=NUMBER, bold=True, color=colour)


def _earlier_number(earlier: Earlier, row: _Row, top: Fraction) -> Json:
    left, _ = _placed(earlier.share, width_of(earlier.said, TEXT), row.beyond, top)
    return text([earlier.said], x=left, y=row.end - _EARLIER / 2)


def _placed(share: Fraction, wide: float, at: Sequence[Fraction], top: Fraction) -> tuple[float, bool]:
    """Where a number starts, and whether that is behind its bar; `at` are the shares where a line runs."""
    pixels = float(_PLOT / top)
    end, ticks = float(share) * pixels, [float(each) * pixels for each in at]

    def free(left: float) -> bool:
        return all(not left - _INSET < tick < left + wide + _INSET for tick in ticks)

    for left in (end - _INSET - wide, float(_INSET)):
        if left >= _INSET and left + wide + _INSET <= end and free(left):
            return left, False
    return next(
        left for left in (end + _INSET, *(tick + _INSET for tick in sorted(ticks))) if free(left)
    ), True
