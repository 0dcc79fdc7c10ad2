"""Shares one after another: a dot for each reported figure, a line where two may be compared, and the breaks."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from bot.charts.frame import (
    BLUE,
    DARK_VERMILION,
    INK,
    LEAST_HEIGHT,
    LINE,
    MARGIN,
    PAPER,
    VERMILION,
    WIDTH,
    Json,
    foot_height,
    framed,
    head_height,
    layer,
    text,
    wrapped,
)
from bot.charts.picture import Course

_LEFT: Final = 140
_WIDE: Final = WIDTH - _LEFT - MARGIN
_LOWEST: Final = 460
_LABEL: Final = 28
_NUMBER: Final = 32
_FOR_NUMBERS: Final = 70
_FOR_BREAKS: Final = 40
_AWAY: Final = 20
_FOOT: Final = _AWAY + _NUMBER + 4
_ASIDE: Final = (-0.4, -0.2, 0, 0.2, 0.4)
_RIMMED: Final[tuple[Json, ...]] = ({"color": PAPER, "stroke": PAPER, "strokeWidth": 12}, {"color": INK})
_STEPS: Final = (Fraction(1, 20), Fraction(1, 10), Fraction(1, 4), Fraction(1, 2))


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where things lie: shares from nothing up to `top`, with `head` pixels of room above, `_FOOT` below."""

    count: int
    top: Fraction
    step: Fraction
    height: float
    head: int

    @property
    def pixels(self) -> float:
        """As many as all workers would take."""
        return float((self.height - _FOOT - self.head) / self.top)

    @property
    def x(self) -> Json:
        scale = {"domain": [-0.5, self.count - 0.5], "nice": False, "zero": False}
        return {"field": "x", "type": "quantitative", "scale": scale, "axis": None}

    @property
    def y(self) -> Json:
        values = [float(self.step * number) for number in range(int(self.top / self.step) + 1)]
        scale = {"domain": [0, float(self.top)], "range": [self.height - _FOOT, self.head], "nice": False}
        axis = {"values": values, "format": ".0%", "grid": True, "orient": "left"}
        return {"field": "y", "type": "quantitative", "scale": scale, "axis": axis}


def course_chart(picture: Course) -> Json:
    """The picture as a Vega-Lite chart."""
    labels = _labels(picture)
    below = 24 + LINE * max(label.count("\n") + 1 for label in labels)
    around = head_height(picture.frame) + foot_height(picture.frame) + below
    plot = _plot(picture, max(_LOWEST, LEAST_HEIGHT - around))
    marks = [*_lines(picture, plot), *_dots(picture, plot), *_below(labels, plot)]
    return framed(picture.frame, plot.height, marks, left=_LEFT, below=below)


def _plot(picture: Course, height: float) -> _Plot:
    """With seven lines across at most."""
    highest = max(dot.share for dot in picture.dots)
    step = next((step for step in _STEPS if highest <= 6 * step), _STEPS[-1])
    top = max(1, ceil(highest / step)) * step
    head = _FOR_NUMBERS + (_FOR_BREAKS if picture.breaks else 0)
    return _Plot(len(picture.dots), top, step, height, head)


def _labels(picture: Course) -> list[str]:
    wide = _WIDE / len(picture.dots)
    return ["\n".join(wrapped(dot.period, wide, _LABEL)) for dot in picture.dots]


def _lines(picture: Course, plot: _Plot) -> list[Json]:
    share = [float(dot.share) for dot in picture.dots]
    joined = [{"x": a, "x2": b, "y": share[a], "y2": share[b]} for a, b in picture.joined]
    ends = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    rule = {"type": "rule", "color": BLUE, "strokeWidth": 6, "strokeCap": "round"}
    broken = {"type": "rule", "color": VERMILION, "strokeWidth": 5, "strokeDash": [14, 10]}
    edges = [{"x": at - 0.5} for at in picture.breaks]
    upright: Json = {"y": {"value": 46}, "y2": {"value": plot.height - _FOOT}}
    said = text([picture.break_said], x=0, y=22, align="center", color=DARK_VERMILION, bold=True)
    said["data"] = {"values": [{**edge, "words": picture.break_said} for edge in edges]}
    said["encoding"]["x"] = plot.x
    return [layer(rule, joined, x=plot.x, y=plot.y, **ends), layer(broken, edges, x=plot.x, **upright), said]


def _dots(picture: Course, plot: _Plot) -> list[Json]:
    """The dots, and their numbers with a white rim, so that a line behind one stays apart."""
    rows = [
        {"x": at, "y": float(dot.share), "said": dot.said, "hollow": dot.unsure}
        for at, dot in enumerate(picture.dots)
    ]
    fill = {"condition": {"test": "datum.hollow", "value": PAPER}, "value": BLUE}
    dot = {"type": "point", "shape": "circle", "size": 620, "stroke": BLUE, "strokeWidth": 6, "opacity": 1}
    numbers = [
        layer(_number(picture, at, plot) | look, [row], x=plot.x, y=plot.y, text={"field": "said"})
        for at, row in enumerate(rows)
        for look in _RIMMED
    ]
    return [*numbers, layer(dot, rows, x=plot.x, y=plot.y, fill=fill)]


def _number(picture: Course, at: int, plot: _Plot) -> Json:
    """Above its dot, or below it where there is more room."""
    place = {"baseline": "bottom", "dy": -_AWAY}
    if _is_crowded(picture, at, plot):
        place = {"baseline": "top", "dy": _AWAY}
    return {"type": "text", "fontSize": _NUMBER, "fontWeight": "bold", **place}


def _is_crowded(picture: Course, at: int, plot: _Plot) -> bool:
    """Whether more lines run through the place above a dot than through the one below it."""
    dot = float(picture.dots[at].share) * plot.pixels
    rises = [_height(picture, pair, at + aside) for pair in picture.joined for aside in _ASIDE]
    away = [rise * plot.pixels - dot for rise in rises if rise is not None]
    above = sum(_AWAY <= rise <= _AWAY + _NUMBER for rise in away)
    below = sum(_AWAY <= -rise <= _AWAY + _NUMBER for rise in away)
    return above > below


def _height(picture: Course, pair: tuple[int, int], at: float) -> float | None:
    """The share at which the line between two dots passes a place between them."""
    first, last = pair
    if not first <= at <= last:
        return None
    start, end = float(picture.dots[first].share), float(picture.dots[last].share)
    return start + (end - start) * (at - first) / (last - first)


def _below(labels: list[str], plot: _Plot) -> list[Json]:
    wide = _WIDE / len(labels)
    return [
        text(
            label.split("\n"),
            x=(at + 0.5) * wide,
            y=plot.height + 10,
            align="center",
            baseline="top",
            size=_LABEL,
        )
        for at, label in enumerate(labels)
    ]
