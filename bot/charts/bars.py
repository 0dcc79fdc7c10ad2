"""Bars beneath one another, with a tick for each target and a line that names it.

Shares lie in tracks that end at all workers. Numbers of people have no such end and so no track.
Beneath a bar may lie a pale one: what the share was before.
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
from bot.charts.picture import Bar, Bars
from bot.charts.scale import Scale, scale_of

_HEAD: Final = 48
_THICK: Final = 60
_THICKEST: Final = 150
_REACH: Final = 9
_UNDER_BAR: Final = 16
_BETWEEN: Final = 34
_EARLIER: Final = 44
_UNDER_OWN: Final = 4
_AXIS: Final = 44
_PLOT: Final = WIDTH - 2 * MARGIN
_INSET: Final = 16
_DASHED: Final[Json] = {"type": "rule", "color": PAPER, "strokeWidth": 5, "strokeDash": [10, 8]}


@dataclass(frozen=True, slots=True)
class _Span:
    """What is drawn of a value: from the pixel `top` to `end`, with its number in words."""

    value: Fraction
    said: str
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
    def own(self) -> _Span:
        top = self.top + _HEAD
        return _Span(self.bar.value, self.bar.said, self.bar.unsure, top, top + self.thick)

    @property
    def earlier(self) -> _Span | None:
        if self.bar.earlier is None:
            return None
        top = self.own.end + _UNDER_OWN
        return _Span(self.bar.earlier.share, self.bar.earlier.said, True, top, top + _EARLIER)

    @property
    def spans(self) -> list[_Span]:
        return [self.own, *([self.earlier] if self.earlier else [])]

    @property
    def ticks(self) -> list[Fraction]:
        """Where lines run through the bar at its targets, both ends of a range."""
        return [share for mark in self.bar.marks for share in (mark.low, mark.high)]

    def beyond(self, scale: Scale) -> list[Fraction]:
        """Where a line runs through both bars: at all workers, if one of them goes beyond."""
        whole = scale.whole
        return [whole] if whole is not None and any(span.value > whole for span in self.spans) else []


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
    earlier = _UNDER_OWN + _EARLIER if bar.earlier else 0
    return earlier + (_UNDER_BAR + LINE * len(lines) if lines else 0)


def _down(field: str, height: float) -> Json:
    """Pixels from the top of the plot."""
    scale = {"domain": [0, height], "range": [0, height], "nice": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def _marks(rows: list[_Row], scale: Scale, height: float) -> list[Json]:
    across = {"x": scale.x, "y": _down("y", height), "y2": {"field": "y2"}}
    place = across | {"x2": {"field": "x2"}}
    inside = [step for step in scale.steps if 0 < step < (scale.whole or scale.top + 1)]
    spans = [span for row in rows for span in row.spans]
    steps = [_upright(step, span.top, span.end) for span in spans for step in inside]
    beyond = [
        _upright(whole, row.own.top - _REACH, row.spans[-1].end + _REACH)
        for row in rows
        for whole in row.beyond(scale)
    ]
    ticks = [
        _upright(share, row.own.top - _REACH, row.own.end + _REACH)
        for row in rows
        for share in dict.fromkeys(row.ticks)
    ]
    strong, pale = (BLUE, PALE_BLUE) if scale.whole else (VERMILION, PALE_VERMILION)
    colour = {"condition": {"test": "datum.pale", "value": pale}, "value": strong}
    filled = [_stretch(0, span.value, span) | {"pale": span.pale} for span in spans]
    return [
        layer({"type": "rect", "color": TRACK}, _tracks(spans, scale), **place),
        layer({"type": "rule", "color": PAPER if scale.whole else TRACK, "strokeWidth": 3}, steps, **across),
        layer({"type": "rect"}, filled, **place, color=colour),
        layer({"type": "rect", "color": PALE_VERMILION}, _missing(rows), **place),
        layer(_DASHED, beyond, **across),
        layer({"type": "rule", "color": PAPER, "strokeWidth": 14}, ticks, **across),
        layer({"type": "rule", "color": INK, "strokeWidth": 8}, ticks, **across),
    ]


def _tracks(spans: list[_Span], scale: Scale) -> list[Json]:
    return [] if scale.whole is None else [_stretch(0, scale.whole, span) for span in spans]


def _missing(rows: list[_Row]) -> list[Json]:
    return [_stretch(row.bar.value, row.bar.aim, row.own) for row in rows if row.bar.aim is not None]


def _stretch(start: Fraction | int, end: Fraction, span: _Span) -> Json:
    """A part of a bar."""
    return {"x": float(start), "x2": float(end), "y": span.top, "y2": span.end}


def _upright(at: Fraction, top: float, end: float) -> Json:
    """A line across bars."""
    return {"x": float(at), "y": top, "y2": end}


def _words(rows: list[_Row], scale: Scale) -> Iterator[Json]:
    for row in rows:
        middle = row.top + _HEAD / 2 - 4
        yield text([row.bar.name], x=0, y=middle, size=NUMBER, bold=True)
        if row.beside:
            yield text([row.beside], x=_PLOT, y=middle, align="right", color=SOFT_INK)
        beyond = row.beyond(scale)
        yield _number(row.own, [*row.ticks, *beyond], scale, size=NUMBER, bold=True)
        if row.earlier:
            yield _number(row.earlier, beyond, scale, size=TEXT)
        if row.lines:
            yield text(row.lines, x=0, y=row.spans[-1].end + _UNDER_BAR, baseline="top")


def _number(span: _Span, crossed: Sequence[Fraction], scale: Scale, *, size: int, bold: bool = False) -> Json:
    """The bar's number inside it at its end or start, or behind it: where none of the crossing lines runs."""
    pixels = float(_PLOT / scale.top)
    end, wide = float(span.value) * pixels, width_of(span.said, size, bold=bold)
    lines = [float(each) * pixels for each in crossed]

    def free(left: float) -> bool:
        return all(not left - _INSET < line < left + wide + _INSET for line in lines)

    inside = (end - _INSET - wide, float(_INSET))
    left = next((at for at in inside if at >= _INSET and at + wide + _INSET <= end and free(at)), None)
    behind = left is None
    if left is None:
        left = next(at for at in (end + _INSET, *(line + _INSET for line in sorted(lines))) if free(at))
    colour = INK if behind or span.pale else PAPER
    middle = (span.top + span.end) / 2
    return text([span.said], x=left, y=middle, size=size, bold=bold, color=colour)
