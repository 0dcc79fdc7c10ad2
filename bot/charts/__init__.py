"""Answers as pictures: what to draw, as a Vega-Lite chart, as a PNG.

    picture     what to show, a frozen value that a command makes
    bars        shares with their targets, or people            course      shares over time
    scale       the axis beneath bars
    frame       title, key, source and look
    render      has it drawn              draw       does so, in a process of its own

The same picture gives the same bytes, and nothing is read but the fonts in `fonts`.
"""

from bot.charts.picture import Bar, Bars, Course, Dot, Earlier, Frame, Mark, Picture
from bot.charts.render import DRAWING, chart, png

__all__ = ["DRAWING", "Bar", "Bars", "Course", "Dot", "Earlier", "Frame", "Mark", "Picture", "chart", "png"]
