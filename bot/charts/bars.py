"""Bars beneath one another, with a tick for each target and a line that names it.

Shares lie in tracks that end at all workers. Numbers of people have no such end and so no track. Close beneath
a bar may lie a pale one: what it was before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from bot.charts.frame import (
    BLUE,
    INK,
    LEAST_HEIGHT,
    LINE,
    MARGIN,
    NUMBER,
    PALE_BLUE,
    PALE_VERMILION,
    PAPER,
    SOFT_INK,
    TEXT,
    TRACK,
    VERMILION,
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
from bot.charts.scale import Scale, scale_of

_HEAD: Final = 48
_THICK: Final = 60
_THICKEST: Final = 150
_REACH: Final = 9
_UNDER_BAR: Final = 16
_BETWEEN: Final = 34
_AXIS: Final = 44
_EARLIER: Final = 44
_UPON: Final = 4
_PLOT: Final = WIDTH - 2 * MARGIN
_INSET: Final = 16
_DASHED: Final[Json] = {"type": "rule", "color": PAPER, "strokeWidth": 5, "strokeDash": [10, 8]}


@dataclass(frozen=True, slots=True)
class _Strip:
    """A value from one pixel down to another."""

    value: Fraction
    pale: bool
    top: float
    end: float


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar at its place: `top` and `thick` in pixels; beside its name, and in lines beneath it, what is said."""

    bar: Bar
    top: float
    thick: float
    beside: str
    lines: tuple[str, ...]

    @property
    def bar_top(self) -> float:
        return self.top + _HEAD

    @property
    def bar_end(self) -> float:
        return self.bar_top + self.thick

    @property
    def strips(self) -> list[_Strip]:
        """The bar, and what it was before."""
        own = _Strip(self.bar.value, self.bar.unsure, self.bar_top, self.bar_end)
        if self.bar.earlier is None:
            return [own]
        top = self.bar_end + _UPON
        return [own, _Strip(self.bar.earlier.share, True, top, top + _EARLIER)]

    @property
    def end(self) -> float:
        return self.strips[-1].end

    def beyond(self, scale: Scale) -> list[Fraction]:
        """The line at all workers, which is drawn where a strip goes beyond it."""
        whole = scale.whole
        return [] if whole is None or all(each.value <= whole for each in self.strips) else [whole]


def bars_chart(picture: Bars) -> Json:
    """The picture as a Vega-Lite chart."""
    scale = scale_of(picture)
    rows, height = _rows(picture)
    return framed(picture.frame, height, [*_marks(rows, scale, height), *_words(rows, scale)], below=_AXIS)


def _rows(picture: Bars) -> tuple[list[_Row], float]:
    """The rows beneath one another and the height they share, the bars thicker where there is room.

    What stands beside the names goes beneath the bars where it does not fit one of them.
    """
    fits = all(_fits(bar) for bar in picture.bars)
    lines = [_lines(bar, beside=fits) for bar in picture.bars]
    around = head_height(picture.frame) + foot_height(picture.frame) + _AXIS
    below = [_below(bar, each) for bar, each in zip(picture.bars, lines, strict=True)]
    without_bars = sum(_HEAD + each + _BETWEEN for each in below) - _BETWEEN / 2
    room = (LEAST_HEIGHT - around - without_bars) / len(lines)
    thick = min(max(_THICK, room), _THICKEST)
    slack = max(0.0, room - thick)
    rows, top = [], 0.0
    for bar, each, under in zip(picture.bars, lines, below, strict=True):
        rows.append(_Row(bar, top + slack / 2, thick, bar.beside if fits else "", each))
        top += _HEAD + thick + slack + under + _BETWEEN
    return rows, top - _BETWEEN / 2


def _lines(bar: Bar, *, beside: bool) -> tuple[str, ...]:
    """The lines beneath a bar: its targets, and what does not stand beside its name."""
    said = [*([] if beside or not bar.beside else [bar.beside]), *(mark.said for mark in bar.marks)]
    return tuple(line for each in said for line in wrapped(each, _PLOT, TEXT))


def _fits(bar: Bar) -> bool:
    return width_of(bar.name, NUMBER, bold=True) + _BETWEEN + width_of(bar.beside, TEXT) <= _PLOT


def _below(bar: Bar, lines: tuple[str, ...]) -> float:
    earlier = _UPON + _EARLIER if bar.earlier else 0
    return earlier + (_UNDER_BAR + LINE * len(lines) if lines else 0)


def _down(field: str, height: float) -> Json:
    """Pixels from the top of the plot."""
    scale = {"domain": [0, height], "range": [0, height], "nice": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def _marks(rows: list[_Row], scale: Scale, height: float) -> list[Json]:
    across = {"x": scale.x, "y": _down("y", height), "y2": {"field": "y2"}}
    place = across | {"x2": {"field": "x2"}}
    inside = [step for step in scale.steps if 0 < step < (scale.whole or scale.top + 1)]
    strips = [strip for row in rows for strip in row.strips]
    steps = [_upright(step, strip.top, strip.end) for strip in strips for step in inside]
    beyond = [
        _upright(whole, row.bar_top, row.end, reach=_REACH) for row in rows for whole in row.beyond(scale)
    ]
    ticks = [
        _upright(share, row.bar_top, row.bar_end, reach=_REACH)
        for row in rows
        for mark in row.bar.marks
        for share in {mark.low, mark.high}
    ]
    strong, pale = (BLUE, PALE_BLUE) if scale.whole else (VERMILION, PALE_VERMILION)
    colour = {"condition": {"test": "datum.pale", "value": pale}, "value": strong}
    filled = [_stretch(0, strip.value, strip) | {"pale": strip.pale} for strip in strips]
    tracks = [] if scale.whole is None else [_stretch(0, scale.whole, strip) for strip in strips]
    return [
        layer({"type": "rect", "color": TRACK}, tracks, **place),
        layer({"type": "rule", "color": PAPER if scale.whole else TRACK, "strokeWidth": 3}, steps, **across),
        layer({"type": "rect"}, filled, **place, color=colour),
        layer({"type": "rect", "color": PALE_VERMILION}, _missing(rows), **place),
        layer(_DASHED, beyond, **across),
        layer({"type": "rule", "color": PAPER, "strokeWidth": 14}, ticks, **across),
        layer({"type": "rule", "color": INK, "strokeWidth": 8}, ticks, **across),
    ]


def _missing(rows: list[_Row]) -> list[Json]:
    return [_stretch(row.bar.value, row.bar.aim, row.strips[0]) for row in rows if row.bar.aim is not None]


def _stretch(start: Fraction | int, end: Fraction, strip: _Strip) -> Json:
    """A part of a bar."""
    return {"x": float(start), "x2": float(end), "y": strip.top, "y2": strip.end}


def _upright(at: Fraction, top: float, end: float, reach: int = 0) -> Json:
    """A line across a bar."""
    return {"x": float(at), "y": top - reach, "y2": end + reach}


def _words(rows: list[_Row], scale: Scale) -> Iterator[Json]:
    for row in rows:
        middle = row.top + _HEAD / 2 - 4
        yield text([row.bar.name], x=0, y=middle, size=NUMBER, bold=True)
        if row.beside:
            yield text([row.beside], x=_PLOT, y=middle, align="right", color=SOFT_INK)
        yield _number(row, scale)
        if row.bar.earlier:
            yield _earlier_number(row.bar.earlier, row, scale)
        if row.lines:
            yield text(row.lines, x=0, y=row.end + _UNDER_BAR, baseline="top")


def _number(row: _Row, scale: Scale) -> Json:
    """The bar's number inside it at its end or start, or behind it: where no line runs through."""
    bar = row.bar
    lines = [*row.beyond(scale), *(share for mark in bar.marks for share in (mark.low, mark.high))]
    left, behind = _placed(bar.value, width_of(bar.said, NUMBER, bold=True), lines, scale)
    colour = INK if behind or bar.unsure else PAPER
    middle = row.bar_top + row.thick / 2
    return text([bar.said], x=left, y=middle, size=NUMBER, bold=True, color=colour)


def _earlier_number(earlier: Earlier, row: _Row, scale: Scale) -> Json:
    left, _ = _placed(earlier.share, width_of(earlier.said, TEXT), row.beyond(scale), scale)
    return text([earlier.said], x=left, y=row.end - _EARLIER / 2)


def _placed(value: Fraction, wide: float, at: Sequence[Fraction], scale: Scale) -> tuple[float, bool]:
    """Where a number starts, and whether that is behind its bar; `at` is where lines run."""
    pixels = float(_PLOT / scale.top)
    end, lines = float(value) * pixels, [float(each) * pixels for each in at]

    def free(left: float) -> bool:
        return all(not left - _INSET < line < left + wide + _INSET for line in lines)

    for left in (end - _INSET - wide, float(_INSET)):
        if left >= _INSET and left + wide + _INSET <= end and free(left):
            return left, False
    behind = (end + _INSET, *(line + _INSET for line in sorted(lines)))
    return next(left for left in behind if free(left)), True
