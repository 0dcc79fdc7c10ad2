"""How a workbook shows its numbers: which formats are dates and which are percentages, and of how many decimals.

Number formats after ECMA-376 part 1, 18.8.30 and 18.8.31. Only the section for positive numbers counts.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Final, NamedTuple

from bot.figures.problems import Fault
from bot.figures.tables.rows import Cell, Number, Unusable

_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What stands in a format without being a place for a digit or a part of a date."""
_DATE_IDS: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_PERCENT_IDS: Final = {9: "0%", 10: "0.00%"}
_LONGEST: Final = 40
"""Characters of a number that is still read as one; 17 digits and an exponent need fewer."""
_MOST_EXPONENT: Final = 18
_MOST_PLACES: Final = 6
_SAFE: Final = 1e9
_NEAR_HALF: Final = 1e-4


class Kind(Enum):
    """What a number stands for, as its format tells."""

    PLAIN = 0
    PERCENT = 1
    DATE = 2


class Format(NamedTuple):
    """A format; a percentage has from `least` to `most` decimals."""

    kind: Kind = Kind.PLAIN
    least: int = 0
    most: int = 0


PLAIN: Final = Format()


def format_of(number: int, code: str | None) -> Format:
    """The format with that number; `code` where the workbook defines it itself."""
    if code is None:
        if number in _DATE_IDS:
            return Format(Kind.DATE)
        code = _PERCENT_IDS.get(number, "")
    bare = _LITERAL.sub("", code).partition(";")[0]
    if "%" in bare:
        places = bare.partition(".")[2]
        most = min(_MOST_PLACES, sum(places.count(mark) for mark in "0#?"))
        return Format(Kind.PERCENT, min(most, places.count("0")), most)
    if re.search(r"[ymdhs]", bare, re.IGNORECASE):
        return Format(Kind.DATE)
    return PLAIN


def shown(text: str, form: Format, epoch: date) -> Cell:
    """The cell of a number as its file holds it: a binary fraction in up to 17 digits.

    Its shortest decimal is what was typed; a percentage is rounded to the decimals that are shown, as there.
    """
    if form.kind is Kind.PLAIN and len(text) < 16 and text.isascii() and text.isdigit():
        return Number(text)
    if form.kind is Kind.PERCENT:
        quickly = _quickly(text, form)
        if quickly:
            return Number(quickly)
    value = _decimal(text)
    if value is None:
        return Unusable(Fault.NOT_A_NUMBER, text[:_LONGEST])
    match form.kind:
        case Kind.PLAIN:
            return Number(_plain(value))
        case Kind.PERCENT:
            return Number(_percent(value, form))
        case Kind.DATE:
            return _day(value, epoch)


def _decimal(text: str) -> Decimal | None:
    if len(text) > _LONGEST:
        return None
    try:
        value = Decimal(repr(float(text)))
    except ValueError:
        return None
    return value if value.is_finite() and abs(value.adjusted()) < _MOST_EXPONENT else None


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.removesuffix(".0") if "." in text else text


def _percent(value: Decimal, form: Format) -> str:
    rounded = (value * 100).quantize(Decimal(1).scaleb(-form.most), ROUND_HALF_UP)
    text = f"{rounded:f}"
    while "." in text and text.endswith("0") and len(text.partition(".")[2]) > form.least:
        text = text[:-1].removesuffix(".")
    return text.removesuffix(".") + "%"


def _quickly(text: str, form: Format) -> str | None:
    """A percentage with fixed decimals in binary arithmetic, where it is far from a half that needs exactness."""
    if form.least != form.most or len(text) > _LONGEST:
        return None
    try:
        scaled = float(text) * 100 * 10**form.most
    except ValueError:
        return None
    if not 0 <= scaled < _SAFE or abs(scaled % 1 - 0.5) < _NEAR_HALF:
        return None
    whole, rest = divmod(int(scaled + 0.5), 10**form.most)
    return f"{whole}.{rest:0{form.most}}%" if form.most else f"{whole}%"


def _day(value: Decimal, epoch: date) -> Cell:
    """The day with that number, up to 2173; before March 1900 Excel counts a day that never was."""
    if not 61 <= value < 100_000:
        return Unusable(Fault.NOT_A_DAY, _plain(value))
    return epoch + timedelta(days=int(value))
