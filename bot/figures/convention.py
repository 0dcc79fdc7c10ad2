"""The numbers of one column: which decimal sign it uses as a whole, and every cell read by it.

A column is seen twice. First each cell shows what it shows of the convention; most of them decide. Then every cell
is read so, and one of another convention is a problem, as is each one that reads both ways where none decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from bot.figures.fields import Flaw
from bot.figures.headers import SHARES, Column
from bot.figures.numerals import (
    EXACT,
    Mark,
    Reading,
    Written,
    decimal_text,
    read_count,
    read_percent,
    written,
)
from bot.figures.problems import Fault
from bot.figures.spelling import TERMS, as_text, is_absent, normal
from bot.figures.tables.rows import Cell, Number, Unusable

_REMEMBERED: Final = 50_000
_REMOVED: Final = frozenset(TERMS["absent"]["removed"])
_MOST_PERCENT: Final = {Column.COVERAGE: 1_000, Column.SHARE: 100}
"""Coverage may exceed 100 (126,15 was published); a share of all workers may not."""
_FINER: Final = 2
"""Decimals that a fraction has more than the percentages around it: 0.3647 among 36.47."""
REMOVAL: Final = "hapus"
"""What is kept of a cell that takes an earlier figure away."""
Stored = str | int | tuple[int, int, str, bool]
"""What is kept of a cell until its column is settled: its text, or its number where no convention changes it."""
_GROUPED: Final[Mapping[Mark, re.Pattern[str]]] = {
    ",": re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){1,3}", re.ASCII),
    ".": re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,3}", re.ASCII),
}
"""Counts as nearly all are written, by the decimal sign that they show; they are read without further ado."""
_GROUP: Final[Mapping[Mark, str]] = {",": ".", ".": ","}
_MOST_DIGITS: Final = 12


class _Look(NamedTuple):
    """A cell at first sight; `stored` is None where it states nothing."""

    stored: Stored | None
    mark: Mark = ""


class NumberColumn:
    """A column of counts or of percentages. `scale` is 1000 where counts are told in thousands."""

    def __init__(self, column: Column, scale: int = 1) -> None:
        self.column = column
        self._scale, self._people = scale, column not in SHARES
        self._plain = self._people and scale == 1
        self._looks: dict[Cell, _Look | Flaw] = {}
        self._readings: dict[Stored, Reading | Flaw] = {}
        self._marks: Counter[Mark] = Counter()
        self._examples: dict[Mark, str] = {}
        self._mark: Mark = ""
        self._small, self._large, self._decimals = False, False, 0

    def seen(self, cell: Cell) -> Stored | Flaw | None:
        """See a cell for the first time, and keep what is returned until the column is settled."""
        if self._plain:
            plain = self._seen_plain(cell)
            if plain is not None:
                return plain
        look = self._looks.get(cell)
        if look is None:
            if len(self._looks) >= _REMEMBERED:
                self._looks.clear()
            look = self._looks[cell] = self._look(cell)
        if isinstance(look, Flaw):
            return look
        if look.mark:
            self._marks[look.mark] += 1
        return look.stored

    def _seen_plain(self, cell: Cell) -> Stored | None:
        text = cell.text if isinstance(cell, Number) else cell
        if not isinstance(text, str):
            return None
        if len(text) <= _MOST_DIGITS and text.isdigit() and text.isascii():
            return int(text)
        for mark, form in _GROUPED.items():
            if cell is text and form.fullmatch(text):
                self._marks[mark] += 1
                self._examples.setdefault(mark, text)
                return text
        return None

    def settle(self) -> None:
        """Decide the convention, by most of the cells that show one."""
        self._mark = max(self._marks, key=self._marks.__getitem__, default="")

    def read(self, stored: Stored) -> Reading | Flaw | None:
        """What a cell that was seen says, once the column is settled; None where it takes a figure away."""
        if isinstance(stored, int):
            return Reading(stored, 0, EXACT)
        if self._mark and self._plain and isinstance(stored, str) and _GROUPED[self._mark].fullmatch(stored):
            return Reading(int(stored.replace(_GROUP[self._mark], "")), 0, EXACT)
        known = self._readings.get(stored)
        if known is None and stored != REMOVAL:
            if len(self._readings) >= _REMEMBERED:
                self._readings.clear()
            known = self._readings[stored] = self._read(stored)
        return known

    def off_by_hundred(self, reading: Reading, own: Fraction | None) -> Flaw | None:
        """Whether a percentage is a share of 1, or a hundred times too large.

        The coverage that its row's `own` counts give decides, in percent; without it, what the column's other
        percentages are like.
        """
        value, step = reading.amount, Fraction(1, reading.unit)
        if reading.signed or not value or (own is not None and abs(own - value) <= step):
            return None
        agrees = own is not None and reading.decimals > 0 and abs(own - 100 * value) <= 100 * step
        alone = self._small and not self._large
        finer = self._large and reading.decimals >= self._decimals + _FINER
        if value <= 1 and (agrees or alone or finer):
            return self._off(Fault.A_FRACTION, value, 100 * value)
        if value >= 100 and own is not None and abs(100 * own - value) <= step:
            return self._off(Fault.A_HUNDREDFOLD, value, value / 100)
        return None

    def _off(self, fault: Fault, value: Fraction, meant: Fraction) -> Flaw:
        told = (decimal_text(each).replace(".", self._mark or ",") for each in (value, meant))
        return Flaw(fault, self.column, dict(zip(("text", "meant"), told, strict=True)))

    def _look(self, cell: Cell) -> _Look | Flaw:
        match cell:
            case Unusable(fault, text):
                return Flaw(fault, self.column, {"text": text})
            case Number(text):
                return self._look_at_number(text)
            case str():
                return self._look_at_text(as_text(cell))
            case _:
                return Flaw(Fault.A_DAY, self.column, {"text": cell.isoformat()})

    def _look_at_number(self, text: str) -> _Look | Flaw:
        found = written(text)
        if found is None:
            return self._flaw(Fault.NOT_A_NUMBER, text)
        reading = self._of(found, ".")
        if isinstance(reading, Fault):
            return self._flaw(reading, text)
        self._measure(found, ".")
        return self._limited(reading, text) or _Look((*reading,))

    def _look_at_text(self, text: str) -> _Look | Flaw:
        if is_absent(text):
            return _Look(None)
        found = written(text)
        if found is None:
            return _Look(REMOVAL) if normal(text) in _REMOVED else self._flaw(Fault.NOT_A_NUMBER, text)
        mark = found.shows(people=self._people, scale=self._scale)
        if mark:
            self._examples.setdefault(mark, text)
        self._measure(found, mark)
        return _Look(text, mark)

    def _measure(self, number: Written, mark: Mark) -> None:
        """Note whether percentages are below one or above, and how fine those above are."""
        whole, _, decimals = number.digits.partition(mark or " ")
        if not whole.strip("0"):
            self._small = self._small or bool(decimals.strip("0"))
        elif whole != "1" or number.unit:
            self._large = True
            self._decimals = max(self._decimals, len(decimals))

    def _read(self, stored: str | tuple[int, int, str, bool]) -> Reading | Flaw:
        if isinstance(stored, tuple):
            return Reading(*stored)
        found = written(stored)
        reading = self._of(found, self._mark) if found else Fault.NOT_A_NUMBER
        if isinstance(reading, Fault):
            return self._flaw(reading, stored)
        return self._limited(reading, stored) or reading

    def _of(self, number: Written, mark: Mark) -> Reading | Fault:
        return read_count(number, mark, self._scale) if self._people else read_percent(number, mark)

    def _limited(self, reading: Reading, text: str) -> Flaw | None:
        most = _MOST_PERCENT.get(self.column)
        if most is None or reading.amount <= most:
            return None
        return Flaw(Fault.TOO_LARGE_A_SHARE, self.column, {"text": text, "most": most})

    def _flaw(self, fault: Fault, text: str) -> Flaw:
        holes = {"text": text[:40]}
        if fault is Fault.MIXED:
            holes["other"] = self._examples.get(self._mark, "")
        return Flaw(fault, self.column, holes)
