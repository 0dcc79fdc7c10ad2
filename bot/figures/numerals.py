"""Numbers as people write them into tables, told apart from what only looks like one.

A separator is a decimal sign in one office and groups thousands in the next: "36.470" reads both ways. What a
number shows of its convention by itself is told here; a column decides for the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from bot.figures.problems import Fault
from bot.language.vocabulary import SCALES
from core.quantity import half_up

Mark = Literal[".", ",", ""]
"""The decimal sign of a convention; empty where nothing has shown it."""

_LONGEST: Final = 48
_MOST_DIGITS: Final = 15
_MOST_DECIMALS: Final = 6
"""Decimals of a percentage that are kept: what a spreadsheet computed has more than it knows."""
_NUMBER: Final = re.compile(
    r"""
    (?P<about> [±~≈] | \+/- | (?: sekitar | kira-kira | kurang\ lebih | lebih\ kurang | about | approx\.? )\ )?
    \ ?(?P<sign> [-−–+] )?\ ?
    (?P<digits> \d+ (?: [.,\ ]\d+ )* )
    (?:\ ?(?P<scale> ribu | rb | thousand | juta | jt | million | miliar | milyar | billion )\b )?
    (?:\ ?(?P<unit> % | (?: persen | percent | orang | jiwa | people | pekerja | peserta | workers )\b ))?
    (?:\ ?(?: ± | \+/- )\ ?(?P<half> \d+ (?: [.,]\d+ )* )\ ?%? )?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_SEPARATORS: Final = re.compile(r"[., ]")
_OTHER: Final[dict[str, Mark]] = {".": ",", ",": "."}
_PERCENT: Final = frozenset({"%", "persen", "percent"})
EXACT: Final = "0"
"""The step of a number that nobody rounded."""


class Reading(NamedTuple):
    """A number as it was read, `value` / 10 ** `decimals` people or percent, rounded to `step` or `EXACT`.

    `signed` tells that a percent sign stands behind it.
    """

    value: int
    decimals: int
    step: str
    signed: bool = False

    @property
    def unit(self) -> int:
        """The `value` of one."""
        return int(10**self.decimals)

    @property
    def amount(self) -> Fraction:
        """People, or percent."""
        return Fraction(self.value, self.unit)


@dataclass(frozen=True, slots=True)
class Written:
    """A number taken apart: its digits with their separators, and what stands around them.

    `mark` is the decimal sign that the number shows by itself. `either` is its one separator, before three digits,
    where that may be a decimal sign or not. `half` is what stands behind "±": how far it may be off.
    """

    digits: str
    mark: Mark
    either: Mark
    about: bool
    negative: bool
    scale: int
    unit: str
    half: str

    def shows(self, *, people: bool, scale: int) -> Mark:
        """The decimal sign that the number shows in its column: there are no parts of people."""
        whole = people and max(scale, self.scale) == 1
        return _OTHER[self.either] if whole and self.either else self.mark


def written(text: str) -> Written | None:
    """A number taken apart; None for what is none. `text` has single spaces only."""
    bracketed = text.startswith("(") and text.endswith(")")
    match = _NUMBER.fullmatch(text[1:-1] if bracketed else text) if len(text) <= _LONGEST else None
    marks = _marks(match["digits"], match["half"] or "0") if match else None
    if match is None or marks is None:
        return None
    return Written(
        digits=match["digits"],
        mark=marks[0],
        either=marks[1],
        about=bool(match["about"]),
        negative=bracketed or (match["sign"] or "+") != "+",
        scale=SCALES[match["scale"].casefold()] if match["scale"] else 1,
        unit=(match["unit"] or "").casefold(),
        half=match["half"] or "",
    )


def _marks(digits: str, half: str) -> tuple[Mark, Mark] | None:
    """What a number and the half of its step show together; None where either is no number, or they disagree."""
    first, second = _shown(digits), _shown(half)
    if first is None or second is None or (first[0] and second[0] and first[0] != second[0]):
        return None
    return first[0] or second[0], first[1]


def _shown(digits: str) -> tuple[Mark, Mark] | None:
    """The decimal sign that separators show, or the one separator that may be either; None for no number."""
    first, *rest = _SEPARATORS.split(digits)
    marks = _SEPARATORS.findall(digits)
    grouped = len(first) <= 3 and not first.startswith("0")
    if not marks:
        return "", ""
    kinds, last = {*marks}, marks[-1]
    if len(kinds) == 2 and marks.count(last) == 1 and last != " ":
        return (last, "") if grouped and all(len(part) == 3 for part in rest[:-1]) else None
    threes = grouped and all(len(part) == 3 for part in rest)
    if len(kinds) == 2 or (len(marks) > 1 and not threes):
        return None
    if last == " ":
        return ("", "") if threes else None
    if len(marks) > 1:
        return _OTHER[last], ""
    return ("", last) if threes else (last, "")


def read_count(number: Written, mark: Mark, scale: int) -> Reading | Fault:
    """A count of people. `mark` is the column's decimal sign, `scale` what its numbers are told in."""
    if number.negative:
        return Fault.NEGATIVE
    if number.unit in _PERCENT:
        return Fault.PERCENT_OF_PEOPLE
    if number.shows(people=True, scale=scale) not in ("", mark):
        return Fault.MIXED
    value, scale = _value(number.digits, mark), max(scale, number.scale)
    if isinstance(value, Fault):
        return value
    people = value.amount * scale
    if people.denominator != 1:
        return Fault.PARTS_OF_PEOPLE
    step = _step_of_count(number, int(people), Fraction(scale, 10**value.decimals), mark)
    return step if isinstance(step, Fault) else Reading(int(people), 0, step)


def _step_of_count(number: Written, people: int, written_to: Fraction, mark: Mark) -> str | Fault:
    """What a count is rounded to: as "±" says, the last digit of "1,8 juta", the zeros of "sekitar 573.000"."""
    if number.half:
        return _doubled(number.half, mark)
    if written_to > 1:
        return str(written_to)
    if not number.about:
        return EXACT
    zeros = len(str(people)) - len(str(people).rstrip("0"))
    return str(10**zeros) if people and zeros else Fault.NOT_ROUND


def read_percent(number: Written, mark: Mark) -> Reading | Fault:
    """A percentage. `mark` is the column's decimal sign."""
    if number.negative:
        return Fault.NEGATIVE
    if number.scale > 1 or (number.unit and number.unit not in _PERCENT):
        return Fault.PEOPLE_OF_PERCENT
    if number.mark not in ("", mark):
        return Fault.MIXED
    value = _value(number.digits, mark)
    if isinstance(value, Fault):
        return value
    kept = min(value.decimals, _MOST_DECIMALS)
    shown = half_up(value.amount * 10**kept)
    step = _doubled(number.half, mark) if number.half else decimal_text(Fraction(1, 10**kept))
    return step if isinstance(step, Fault) else Reading(shown, kept, step, number.unit in _PERCENT)


def _doubled(half: str, mark: Mark) -> str | Fault:
    value = _value(half, mark)
    return value if isinstance(value, Fault) else decimal_text(2 * value.amount)


def _value(digits: str, mark: Mark) -> Reading | Fault:
    """Digits under a convention."""
    if digits.isdigit():
        return Reading(int(digits), 0, EXACT) if len(digits) <= _MOST_DIGITS else Fault.TOO_MANY_DIGITS
    if not mark and not digits.replace(" ", "").isdigit():
        return Fault.READS_BOTH_WAYS
    whole, _, fraction = digits.partition(mark) if mark else (digits, "", "")
    first, *groups = _SEPARATORS.split(whole)
    if (fraction and not fraction.isdigit()) or any(len(group) != 3 for group in groups):
        return Fault.MIXED
    bare = first + "".join(groups) + fraction
    if len(bare) > _MOST_DIGITS + _MOST_DECIMALS:
        return Fault.TOO_MANY_DIGITS
    return Reading(int(bare), len(fraction), EXACT)


def decimal_text(value: Fraction) -> str:
    """A number with finitely many decimals, in plain digits."""
    text = f"{Decimal(value.numerator) / Decimal(value.denominator):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
