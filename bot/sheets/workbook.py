"""An export in words: its figures as a table, its sources, and what every column and term means."""

from __future__ import annotations

from collections import Counter
from typing import Final

from bot.i18n import mark
from bot.messages import plain
from bot.occasion import Occasion
from bot.sheets.cells import COLUMNS, derivation_name, published
from bot.sheets.spreadsheet import Column, Table
from core.export import Derivation, Export


def figures_table(export: Export, occasion: Occasion) -> Table:
    """One row a number."""
    t = occasion.t
    columns = tuple(Column(plain(t(each.title)), each.width) for each in COLUMNS)
    rows = tuple(tuple(each.cell(row, occasion) for each in COLUMNS) for row in export.rows)
    return Table(plain(t("Figures")), columns, rows)


def sources_table(export: Export, occasion: Occasion) -> Table:
    """Every publication once, with the rows that rest on it."""
    t = occasion.t
    titles = (
        (t("Publisher"), 28),
        (t("Title"), 60),
        (t("Published"), 16),
        (t("Address"), 70),
        (t("Rows"), 8),
    )
    resting = Counter(source for row in export.rows for source in row.sources)
    rows = tuple(
        (source.publisher, source.title or None, published(source, t), source.url or None, resting[source])
        for source in export.sources
    )
    columns = tuple(Column(plain(title), width, wrap=width == 60) for title, width in titles)
    return Table(plain(t("Sources")), columns, rows)


def definitions_table(export: Export, occasion: Occasion) -> Table:
    """The columns, the terms, how figures were worked out, the breaks, and which figures these are."""
    t = occasion.t
    entries = [(plain(t(each.title)), plain(t(each.meaning))) for each in COLUMNS]
    entries += [(plain(t(term)), plain(t(meaning))) for term, meaning in _TERMS]
    entries += [
        (plain(derivation_name(each, t)), plain(t(_REASONS[each])))
        for each in Derivation
        if any(row.derivation is each for row in export.derived)
    ]
    entries += [
        (
            plain(t("Break of the series")),
            plain(
                t(
                    "{region}, since {period}: {reason}; figures before and after are not compared",
                    region=occasion.figures.regions[each.region].name,
                    period=t.period(each.since),
                    reason=t.note(each.reason),
                )
            ),
        )
        for each in export.breaks
    ]
    entries.append((plain(t("Version of the figures")), occasion.figures.version))
    entries.append((plain(t("Exported on")), t.date(occasion.today)))
    columns = (Column(plain(t("Term")), 34, wrap=True), Column(plain(t("Meaning")), 100, wrap=True))
    return Table(plain(t("Definitions")), columns, tuple(entries))


_TERMS: Final = (
    (
        mark("coverage"),
        mark(
            "active participants divided by the workers who could be; it may exceed 100% where both are estimates"
        ),
    ),
    (
        mark("eligible workers (UCJ)"),
        mark(
            "workers of the labour survey Sakernas without civil servants, military, police and under-age workers"
        ),
    ),
    (
        mark("all employed people (BPS)"),
        mark("everyone of 15 and over who works, as BPS counts; more people, so a lower percentage"),
    ),
)

_REASONS: Final = {
    Derivation.SHARE: mark(
        "rounded half up to two decimals; where either count is an interval, so is the result"
    ),
    Derivation.REST: mark("left out where more are covered than there are workers"),
    Derivation.SUM: mark("where the source states both counts and not the workers"),
    Derivation.COVERED_REST: mark("where the source states both counts and not the covered"),
    Derivation.COVERED_OF_WORKERS: mark("an interval, because the percentage is rounded"),
    Derivation.WORKERS_OF_SHARE: mark("every number of workers for which the percentage rounds as printed"),
    Derivation.WORKERS_WITHIN_TOTAL: mark(
        "as above, and narrowed by what the total leaves beside the other segment"
    ),
}
