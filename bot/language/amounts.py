"""A figure of a text: its number, its unit, and what its digits and words like "sekitar" leave open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from bot.language import vocabulary as v
from core.quantity import Quantity

PERCENT, POINTS, PEOPLE, COUNT, RUPIAH, MONTHS = "pqncrm"
"""The kinds of a figure, by the letter that stands for them in a plan."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure at words[start:end] of its sentence. Shares and points are ratios; COUNT is of other things."""

    start: int
    end: int
    kind: str
    quantity: Quantity
    bare: bool = False


_GROUPED: Final = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:[.,]\d+)?\Z")
_PLAIN: Final = re.compile(r"\d{1,15}(?:[.,]\d{1,6})?\Z")


def figure_at(spoken: Sequence[str], at: int, *, english: bool) -> Printed | None:
    """The figure that begins at a number, if it is one."""
    before, after = spoken[max(0, at - 2) : at], spoken[at + 1 : at + 2]
    if _is_named(before) or (after and after[0] in v.MONTHS):
        return None
    end = at + 1
    scale = v.SCALES.get(after[0], 1) if (after and len(after[0]) > 1) or after == ["k"] else 1
    end += scale > 1
    kind, end = _unit(spoken, before, end)
    number = value(spoken[at], english=english, whole=scale == 1 and kind not in (PERCENT, POINTS))
    if number is None:
        return None
    size, step = number[0] * scale, number[1] * scale
    if kind in (PERCENT, POINTS):
        return Printed(at, end, kind, share(size, step, before))
    if kind == COUNT and (scale > 1 or size >= 1000) and not _is_of_things(spoken, end):
        kind = PEOPLE
    exact = kind in (RUPIAH, MONTHS) and scale == 1
    quantity = Quantity.exact(size) if exact else _count(size, step, before, scaled=scale > 1)
    return Printed(at, end, kind, quantity, bare=kind == COUNT and end == at + 1)


def _is_named(before: Sequence[str]) -> bool:
    """Whether the number belongs to a law, a clock or a date."""
    last = before[-1] if before else ""
    return (
        last in v.LAW_NUMBER
        or last in v.CLOCK
        or last in _NUMBERED
        or (last == "." and before[0] in ("no", "pp"))
    )


_NUMBERED: Final = frozenset(
    "tahun ke pasal ayat kepmen permen perbup pergub perwali kepmendagri bab halaman telepon".split()
)


def value(word: str, *, english: bool, whole: bool) -> tuple[Fraction, Fraction] | None:
    """A number in digits and the place of its last one; `whole` where it can have no decimals of three digits."""
    grouped = _GROUPED.match(word)
    mark = "," if english else "."
    if grouped and (grouped[1] == mark or whole or word.count(grouped[1]) > 1):
        kept, _, decimals = word.replace(grouped[1], "").replace(",", ".").partition(".")
    elif _PLAIN.match(word):
        kept, _, decimals = word.replace(",", ".").partition(".")
    else:
        return None
    step = Fraction(1, 10 ** len(decimals))
    return Fraction(f"{kept}.{decimals}" if decimals else kept), step


def _unit(spoken: Sequence[str], before: Sequence[str], at: int) -> tuple[str, int]:
    """The kind of a figure by the words around it, and where its unit ends."""
    unit, second = "".join(spoken[at : at + 1]), "".join(spoken[at + 1 : at + 2])
    if (before and before[-1] in v.RUPIAH) or (
        len(before) == 2 and before[0] in v.RUPIAH and before[1] == "."
    ):
        return RUPIAH, at
    if unit in v.RUPIAH:
        return RUPIAH, at + 1
    if unit in v.PERCENT or (unit == "per" and second == "cent"):
        end = at + 1 + (unit == "per")
        return (POINTS, end + 1) if "".join(spoken[end : end + 1]) in _POINT else (PERCENT, end)
    if f"{unit} {second}" in v.POINTS:
        return POINTS, at + 2
    if unit in v.MONTHS_LONG:
        return MONTHS, at + 1
    people = unit in v.PEOPLE or f"{unit} {second}" in v.PEOPLE or unit in _SEGMENTS
    return (PEOPLE if people else COUNT), at


_POINT: Final = frozenset({"poin", "point", "points"})
_SEGMENTS: Final = frozenset({"formal", "informal", "participants", "members"})


def _is_of_things(spoken: Sequence[str], at: int) -> bool:
    return "".join(spoken[at : at + 1]) in _THINGS


_THINGS: Final = frozenset(
    """
    perusahaan badan pemberi unit desa kelurahan kecamatan kabupaten kota provinsi hari tahun kali jam menit
    hektare ha km kilometer kasus klaim rumah proyek paket ton kg sekolah keluarga kk ahli anak kantor titik lokasi
    companies employers villages days years hours times cases claims hectares
    """.split()
)


def share(percent: Fraction, step: Fraction, before: Sequence[str]) -> Quantity:
    """A percentage as a ratio. Offices round or cut off; a percentage "about" a multiple of five is a wide one."""
    hedge = _hedge(before)
    wide = hedge == "about" and step == 1 and percent % 5 == 0 and percent < 100
    half = Fraction(5, 2) if wide else step / 2
    above = half if wide else step * Fraction(99, 100)
    low, high = percent - half, percent + above
    if hedge in ("over", "under"):
        unit = max(step, Fraction(1))
        low, high = (
            (percent - half, percent + 5 * unit) if hedge == "over" else (percent - 5 * unit, percent + half)
        )
    return Quantity(low / 100, high / 100, percent / 100, step / 100)


def _count(value: Fraction, step: Fraction, before: Sequence[str], *, scaled: bool) -> Quantity:
    """A number of people or rupiah; zeros at its end and words like "sekitar" leave it open."""
    digits = str(int(value / step))
    zeros = len(digits) - len(digits.rstrip("0"))
    loosest = value / (5 if scaled else 100)
    step = min(step * 10**zeros, loosest) if zeros >= (1 if scaled else 2) else step
    hedge = _hedge(before)
    if hedge == "about":
        step = max(step, value / 1000)
    if hedge == "over":
        return Quantity(value, value + step, value, step)
    if hedge == "under":
        return Quantity(value - step, value, value, step)
    return Quantity.exact(value) if step <= 1 else Quantity.rounded(value, step)


def _hedge(before: Sequence[str]) -> str:
    last, both = "".join(before[-1:]), " ".join(before)
    if both in ("lebih dari", "di atas", "more than") or last in ("melebihi", "melampaui", "over"):
        return "over"
    if last in ("hampir", "nyaris", "almost", "nearly"):
        return "under"
    about = both in ("kurang lebih", "kira kira") or last in (
        "sekitar",
        "kisaran",
        "lebih",
        "about",
        "around",
    )
    return "about" if about else ""
