"""What a text claims of change and cost: a rise, the effect of people on coverage, dues for so many months."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Final

from bot.language.amounts import COUNT, MONTHS, PEOPLE, PERCENT, POINTS, RUPIAH
from bot.language.plan import GAP, OF, Plan
from bot.language.printed import Sentence
from core.claims import Change, Dues, Effect, Unit

_UP: Final = (
    r"(?:naik|menaik|meningkat|tumbuh|bertambah|melonjak|terkerek|terdongkrak|kenaikan|peningkatan|pertumbuhan"
    r"|rose|rises?|increased?|grew|up)"
)
_DOWN: Final = r"(?:turun|menurun|berkurang|merosot|anjlok|menyusut|penurunan|fell|dropped|decreased?|down)"
_BETWEEN: Final = r"(?:kurang|kekurangan|selisih\w*|gap|deviasi|melampaui|di bawah|di atas|short)"
_FROM_TO: Final = re.compile(
    rf"(?P<lead>[^#]{{0,60}})\b(?:dari|from)\b(?P<in>[^#]{{0,50}})#(?P<kx>[pn])(?P<x>\d+)(?P<gap>{GAP})"
    rf"\b(?:menjadi|jadi|ke|hingga|to)\b[^#]{{0,50}}#(?P<ky>[pn])(?P<y>\d+)(?P<after>[^#]{{0,50}}#[pqn]\d+)?"
)
_CHANGED_BY: Final = re.compile(
    rf"\b(?P<word>{_UP}|{_DOWN}|{_BETWEEN})\b(?: (?:sebesar|sebanyak|sekitar|kurang lebih|hanya|by|about"
    rf"|cukup|signifikan|adalah|mencapai|=|:))* #(?P<k>[pqn])(?P<d>\d+)"
)


def changes(plan: Plan, before: Sequence[Sentence]) -> Iterator[Change]:
    """Rises and falls, each with what it is told to be."""
    spans = [found for found in _FROM_TO.finditer(plan.text) if found["kx"] == found["ky"]]
    for found in spans:
        change = _change(plan, found)
        if change:
            yield change
    if not spans:
        yield from _loose_changes(plan, before)


def _change(plan: Plan, span: re.Match[str]) -> Change | None:
    """From X to Y; the change stands right behind Y, or before "dari"."""
    if re.search(r"\btarget\b|\bperingkat\b|\busia\b", span[0]):
        return None
    verb = re.search(rf"\b({_UP})|\b({_DOWN})", span["lead"] + span["gap"])
    by = next(
        (
            each
            for each in _CHANGED_BY.finditer(plan.text)
            if int(each["d"]) in (int(span["x"]) - 1, int(span["y"]) + 1)
            and not re.match(_BETWEEN, each["word"])
        ),
        None,
    )
    shares = span["kx"] == PERCENT
    fitting = by if by and (by["k"] != PEOPLE if shares else by["k"] != POINTS) else None
    if verb is None and fitting is None:
        return None
    up = bool(verb[1]) if verb else None
    x, y = plan[span["x"]], plan[span["y"]]
    if fitting is None:
        return Change(x, y, None, Unit.COUNT, shares, up)
    return Change(x, y, plan[fitting["d"]], _UNITS[fitting["k"]], shares, up)


_UNITS: Final = {PERCENT: Unit.PERCENT, POINTS: Unit.POINTS, PEOPLE: Unit.COUNT}


def _loose_changes(plan: Plan, before: Sequence[Sentence]) -> Iterator[Change]:
    """A change in percent whose two percentages stand nearby: only where they differ by just that."""
    earlier = [f.quantity for sentence in before for f in sentence.figures if f.kind == PERCENT]
    for found in _CHANGED_BY.finditer(plan.text):
        change, at = plan[found["d"]], int(found["d"])
        if found["k"] == PEOPLE or change.step > Fraction(1, 1000):
            continue
        near = [*earlier, *(f.quantity for i, f in enumerate(plan.figures) if f.kind == PERCENT and i != at)]
        nearest = near[-8:] if change.step <= Fraction(1, 10_000) else near[-3:]
        for first, second in combinations(nearest, 2):
            size = abs((second - first).shown)
            if size and change.low <= size <= change.high:
                low, high = sorted((first, second), key=lambda each: each.shown)
                yield Change(low, high, change, _UNITS[found["k"]], of_shares=True)
                break


_RAISING: Final = re.compile(
    r"#n(?P<n>\d+)[^#]{0,110}\b(?:menaikkan|menaikan|meningkatkan|menambah|mendongkrak|mengerek|menyumbang|mendorong"
    r"|raised|increased|lifted|raising)\b[^#]{0,60}\b(?:cakupan|kepesertaan|coverage|perlindungan)\w*(?P<gap>[^#]{0,50})"
    r" #(?P<k>[pq])(?P<d>\d+)"
)
_RISEN: Final = re.compile(
    rf"#n(?P<n>\d+)[^#]{{0,110}}\b(?:cakupan|kepesertaan|coverage)\w*\b[^#]{{0,50}}\b{_UP}\b(?P<gap>[^#]{{0,30}})"
    r" #(?P<k>[pq])(?P<d>\d+)"
)
_BY_HELP: Final = re.compile(
    rf"\b(?:cakupan|kepesertaan|coverage)\w*\b[^#]{{0,50}}\b{_UP}\b(?P<gap>[^#]{{0,30}}) #(?P<k>[pq])(?P<d>\d+)"
    r"[^#]{0,30}\b(?:berkat|karena|setelah|dengan|thanks|after)\b[^#]{0,40}#n(?P<n>\d+)"
)
_LEVEL: Final = re.compile(r"\b(?:menjadi|ke|mencapai|hingga|to|dari|target\w*)\b")


_BASE: Final = re.compile(rf" {OF}{GAP}#n(\d+)")


def effects(plan: Plan) -> Iterator[Effect]:
    """What a number of people is told to have raised coverage by."""
    if _FROM_TO.search(plan.text):
        return
    for pattern in (_RAISING, _RISEN, _BY_HELP):
        for found in pattern.finditer(plan.text):
            if not _LEVEL.search(found["gap"]):
                base = _BASE.match(plan.text, found.end("d"))
                whole = plan[base[1]] if base else None
                yield Effect(plan[found["n"]], plan[found["d"]], _UNITS[found["k"]], whole)


_MONTHLY: Final = re.compile(
    r"#r(\d+)(?: (?:per|/) (?:orang|pekerja|peserta|person))?"
    r" ?(?:per ?bulan|/ ?bulan|sebulan|tiap bulan|setiap bulan|a month|monthly|per month)"
)
_COST: Final = re.compile(
    r"\b(?:anggaran\w*|total\w*|biaya\w*|dana|membutuhkan|dibutuhkan|butuh|perlu|senilai|menelan|menjadi|dialokasikan"
    r"|mengalokasikan|costs?|needs?|is)\b|="
)
_BENEFIT: Final = re.compile(r"\b(?:santunan|manfaat|klaim|beasiswa|upah|gaji|apbd tahun)\b")


def dues(plan: Plan) -> Iterator[Dues]:
    """What a number of people is told to cost."""
    kinds = [figure.kind for figure in plan.figures]
    monthly = _MONTHLY.search(plan.text)
    year = re.search(r"\b(?:setahun|satu tahun|per tahun|a year)\b", plan.text)
    months = next((int(f.quantity.shown) for f in plan.figures if f.kind == MONTHS), 12 if year else None)
    if (
        monthly is None
        or months is None
        or kinds.count(PEOPLE) + kinds.count(COUNT) != 1
        or kinds.count(RUPIAH) != 2
    ):
        return
    people = next(f for f in plan.figures if f.kind in (PEOPLE, COUNT))
    total = next(at for at, kind in enumerate(kinds) if kind == RUPIAH and at != int(monthly[1]))
    at = plan.text.index(f"#r{total}")
    lead, behind = plan.text[max(0, at - 60) : at], plan.text[at : at + 30]
    if _COST.search(lead) and not _BENEFIT.search(lead) and "bulan" not in behind.split("#m")[0]:
        yield Dues(people.quantity, plan[monthly[1]], months, plan[total])
