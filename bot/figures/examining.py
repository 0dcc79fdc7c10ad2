"""From a file to everything that it states, or to everything that is wrong with it; in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from bot.figures.checking import Looking
from bot.figures.headers import headed
from bot.figures.layout import Parcel
from bot.figures.ordering import File, Order
from bot.figures.origins import SourceDefaults
from bot.figures.problems import Fault, Problem, Problems, Unreadable
from bot.figures.regions import Whereabouts
from bot.figures.settling import Settling
from bot.figures.tables.content import opened
from bot.figures.tables.rows import Document
from bot.language.places import Gazetteer

_FIRST_LOOK: Final = 75
"""Percent of the work that the first look is."""


@dataclass(frozen=True, slots=True)
class Fine:
    """A file without problems: the sheet that was read, its number of rows, and what they state."""

    sheet: str
    rows: int
    parcel: Parcel


@dataclass(frozen=True, slots=True)
class Faulty:
    """A file with problems: the first in the order of rows, then the one that ended it; and how many more."""

    problems: tuple[Problem, ...]
    more: int


Report = Callable[[int, int], None]
"""Is told the number of rows so far, and the percent of the work that is done."""


def examine(file: File, order: Order, report: Report) -> Fine | Faulty:
    """Read the file and check it. Everything a file can be is an answer; an exception is our own mistake."""
    problems, end = Problems(order.limits.problems), None
    try:
        with closing(opened(file.path, file.name, order.limits)) as document:
            found = _examined(document, file.defaults, order, problems, report)
    except Unreadable as unreadable:
        found, end = None, unreadable.problem
    if found and not problems.count:
        return found
    return _faulty(problems, end)


def _faulty(problems: Problems, end: Problem | None) -> Faulty:
    """The problems in the order of rows; of the row in which the reading ended, only that it did."""
    kept = sorted(problems.kept, key=lambda problem: problem.row or 0)
    more = problems.count - len(kept)
    if end is None:
        return Faulty(tuple(kept), more)
    return Faulty((*(each for each in kept if each.row is None or each.row != end.row), end), more)


def _examined(
    document: Document, defaults: SourceDefaults, order: Order, problems: Problems, report: Report
) -> Fine | None:
    """What the file states, as far as there are no problems; None where its header is of no use."""
    table = headed(document, problems)
    if not table.header.is_complete:
        return None
    whereabouts = Whereabouts(Gazetteer(order.regions))
    looking = Looking(table.header, whereabouts, defaults, order.today, order.limits)
    for rows in looking.look(table.rows, problems):
        report(rows, int(_FIRST_LOOK * document.share()))
    if not looking.count:
        raise Unreadable(Fault.ONLY_HEADER, table.header.row)
    settling = Settling(looking, table.header)
    for rows in settling.settle(problems):
        report(looking.count, _FIRST_LOOK + (100 - _FIRST_LOOK) * rows // looking.count)
    parcel = settling.parcel()
    if not problems.count and not parcel.rows and not parcel.removed:
        raise Unreadable(Fault.NOTHING_STATED)
    return Fine(table.sheet, looking.count, parcel)
