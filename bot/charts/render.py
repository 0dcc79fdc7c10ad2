"""From a picture to the bytes of a PNG, in a process of its own.

vl-convert holds Python's lock while it draws, so that in a thread it would halt every answer for as long; and its
engine takes 150 MB, which end with the process.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final, assert_never

from bot.charts.bars import bars_chart
from bot.charts.course import course_chart
from bot.charts.picture import Bars, Course, Picture

DRAWING: Final = 3
"""Raised where the same picture is drawn otherwise than before, so that no older drawing is shown again."""

_HERE: Final = Path(__file__).parent
_PATIENCE: Final = 20
"""Seconds after which a drawing counts as hanging."""

_VEGA_LITE: Final = "6.4"
_NUMBERS: Final = {
    "id": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["Rp", ""]},
}


def chart(picture: Picture) -> dict[str, Any]:
    """The picture as a Vega-Lite chart."""
    match picture:
        case Bars():
            return bars_chart(picture)
        case Course():
            return course_chart(picture)
    assert_never(picture)


def png(picture: Picture) -> bytes:
    """The picture as a PNG, 1200 pixels wide. It takes about half a second, and not on the event loop.

    Raises subprocess.SubprocessError where it cannot be drawn; what the library said is on standard error.
    """
    order = {
        "chart": chart(picture),
        "numbers": _NUMBERS[picture.frame.language],
        "fonts": str(_HERE / "fonts"),
        "vega_lite": _VEGA_LITE,
    }
    command = [sys.executable, "-P", str(_HERE / "draw.py")]
    drawn = subprocess.run(  # noqa: S603 - our own interpreter and script
        command, input=json.dumps(order).encode(), stdout=subprocess.PIPE, timeout=_PATIENCE, check=True
    )
    return drawn.stdout
