"""The table to fill in: its titles, two rows of real figures as an example, and what every column means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from bot.figures.columns import COLUMNS
from bot.figures.headers import METRICS
from bot.figures.observed import Observation
from bot.figures.writing import rows
from bot.i18n import Translator, mark, translator
from bot.messages import plain
from bot.sheets.spreadsheet import Column, Table, csv_file, xlsx_file
from core.figures import Figures
from core.model import Figure, Segment
from core.period import Period
from core.shipped import shipped

_REGION: Final = "61"
_PERIOD: Final = Period(2024)
_SEGMENTS: Final = (Segment.TOTAL, Segment.FORMAL)
_RULES: Final = (
    mark("One row is one region, one period and one segment. Two rows show how; replace them."),
    mark(
        "Numbers are written alike within a column: 607.426 or 607426, 36,47 or 36.47. Empty means not stated."
    ),
    mark(
        "A rounded count is written “573 thousand” or “1,8 million”; a percentage is known to its decimals."
    ),
    mark(
        "“delete” in place of a number takes away the earlier figure of that region, period, segment and basis."
    ),
    mark("Every row needs a source: a publisher, a title or an address, and the date it was published."),
    mark(
        "Rows above the titles and blank rows are passed over. An unknown title is an error, so nothing is lost."
    ),
)


def template_csv(t: Translator) -> bytes:
    """The table as CSV, with titles in the language of `t`."""
    return csv_file(_table(shipped(), t))


def template_xlsx(t: Translator, day: date) -> bytes:
    """The table as a workbook of that day, with a sheet that explains it in Indonesian and English."""
    return xlsx_file((_table(shipped(), t), _explanation()), plain(t("Table of figures")), day)


def _table(figures: Figures, t: Translator) -> Table:
    columns = tuple(Column(plain(t(each.title)), each.width) for each in COLUMNS)
    cells = rows(_examples(figures), figures.regions)
    return Table(
        plain(t("Figures")), columns, tuple(tuple(row.get(each.column) for each in COLUMNS) for row in cells)
    )


def _examples(figures: Figures) -> Iterator[Observation]:
    found = figures.at(_REGION, _PERIOD)
    for segment in _SEGMENTS:
        figure = found[segment] if found else None
        if figure:
            yield from _observations(figure)


def _observations(figure: Figure) -> Iterator[Observation]:
    """What is stated, in the order of the columns; a remark on one number stands beside the whole row."""
    note = next((stated.note for stated in figure.stated.values() if stated.note), None)
    for metric in METRICS.values():
        stated = figure[metric]
        if stated:
            about = (figure.region, figure.period, figure.segment, metric, figure.basis)
            yield Observation(*about, replace(stated, note=note))


def _explanation() -> Table:
    """Every column and rule in both languages side by side."""
    both = translator("id"), translator("en")
    entries = [tuple(plain(t(text)) for t in both for text in (each.title, each.meaning)) for each in COLUMNS]
    entries += [("", plain(both[0](rule)), "", plain(both[1](rule))) for rule in _RULES]
    titles = (("Kolom", 26), ("Isi", 60), ("Column", 26), ("Content", 60))
    columns = tuple(Column(title, width, wrap=True) for title, width in titles)
    return Table("Penjelasan - Explanation", columns, tuple(entries))
