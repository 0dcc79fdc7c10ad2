"""Numbers as Indonesians type them: 1.665.422, 36,47, 50 rb, 1.2jt, seribu lima ratus, setengah juta.

A comma is the decimal sign and a dot groups thousands; where the digits behind a dot are not three, it is a
decimal sign after all ("1.2jt", "36.47").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from bot.language import vocabulary as v
from bot.language.words import is_number

_GROUPED: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?\Z")
_ENGLISH: Final = re.compile(r"\d{1,3}(?:,\d{3})+\Z")
_DECIMAL: Final = re.compile(r"\d+(?:[.,]\d+)?\Z")
_MOST_DIGITS: Final = 15


@dataclass(frozen=True, slots=True)
class Number:
    """A number at words[start:end]; `bare` where it is one word of digits without a separator or scale."""

    start: int
    end: int
    value: Fraction
    bare: bool = False


def number_at(words: Sequence[str], start: int) -> Number | None:
    """The number that begins at a word, with its scale."""
    word = words[start]
    if is_number(word):
        value = digits(word)
        end = start + 1
        bare = word.isascii() and word.isdigit()
    else:
        value, end = _spoken(words, start)
        bare = False
    if value is None:
        return None
    if end < len(words) and words[end] in v.SCALES and not _is_quarter(words, end):
        return Number(start, end + 1, value * v.SCALES[words[end]])
    return Number(start, end, value, bare)


def digits(word: str) -> Fraction | None:
    """The value of a number in digits, or None where it is a date, a range or too long to be meant."""
    if len(word) > _MOST_DIGITS + 4:
        return None
    if _GROUPED.match(word):
        return Fraction(word.replace(".", "").replace(",", "."))
    return Fraction(word.replace(",", ".")) if _DECIMAL.match(word) else None


def people_of(word: str, value: Fraction) -> int:
    """A number of people: "10,000" counts thousands after all, since there is no part of a person."""
    if _ENGLISH.match(word):
        return int(word.replace(",", ""))
    return int(value)


def _is_quarter(words: Sequence[str], at: int) -> bool:
    """Whether a "t" or "m" behind a number is the beginning of something else."""
    return words[at] in ("t", "k") and at + 1 < len(words) and is_number(words[at + 1])


def _spoken(words: Sequence[str], start: int) -> tuple[Fraction | None, int]:
    """A number in words: "dua puluh lima", "seribu lima ratus", "setengah"."""
    if words[start] in ("setengah", "separuh"):
        following = words[start + 1] if start + 1 < len(words) else ""
        return (Fraction(1, 2), start + 1) if following in v.SCALES else (None, start)
    total, current, at = 0, 0, start
    while at < len(words):
        word = words[at]
        if word in v.DIGITS:
            if current % 10:
                break
            current += v.DIGITS[word]
        elif word in v.TENS and current % 10:
            unit = current % 10
            current += 10 if word == "belas" else unit * (v.TENS[word] - 1)
        elif word in v.ONE_OF:
            total, current = _added(total, current, v.ONE_OF[word])
        elif word == "ribu" and current and at + 1 < len(words) and words[at + 1] in v.DIGITS:
            total, current = total + current * 1000, 0
        else:
            break
        at += 1
    value = total + current
    return (Fraction(value), at) if at > start else (None, start)


def _added(total: int, current: int, one: int) -> tuple[int, int]:
    return (total, current + one) if one < 1000 else (total + current + one, 0)
