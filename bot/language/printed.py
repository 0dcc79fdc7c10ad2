"""The figures of a text as they were printed: each number with its unit and what its digits leave open.

A text is read sentence by sentence. Years, dates, numbers of laws and ranges are no figures. A plan of each
sentence, in which "#n3" stands for its fourth figure, is what claims are recognised in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bot.language import vocabulary as v
from bot.language.amounts import PERCENT, Printed, figure_at, share, value
from bot.language.periods import is_year, period_at
from bot.language.places import Gazetteer
from bot.language.words import is_number, is_word, words
from core.period import Period
from core.region import Region, Regions


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's words, figures, regions as (word, code) and periods as (word, period)."""

    words: tuple[str, ...]
    figures: tuple[Printed, ...]
    places: tuple[tuple[int, str], ...]
    periods: tuple[tuple[int, Period], ...]

    @property
    def plan(self) -> str:
        """The words with every figure replaced by its kind and number."""
        parts: list[str] = []
        at = 0
        for index, figure in enumerate(self.figures):
            parts += [*self.words[at : figure.start], f"#{figure.kind}{index}"]
            at = figure.end
        return " ".join([*parts, *self.words[at:]])


_BREAK: Final = re.compile(r"[.!?][\"”)]*\s+|\n+")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:rp|no|kab|prov|dr|drs|ir|h|hj|st|s|d|sdr|jl|tgl|kec|pt|cv|yg|dll|[a-z]))\Z"
)
_ENGLISH: Final = re.compile(r"\b(?:of|the|workers|percent|from|is|are)\b", re.IGNORECASE)
_INDONESIAN: Final = re.compile(r"\b(?:dari|yang|pekerja|persen|dan|orang|peserta|atau)\b", re.IGNORECASE)


def sentences(text: str, regions: Regions, today: date) -> tuple[Sentence, ...]:
    """The sentences of a text in their order, those without any words left out."""
    names = _names(tuple(regions))
    english = len(_ENGLISH.findall(text)) > len(_INDONESIAN.findall(text))
    read = (_sentence(_plain(part), names, today, english=english) for part in _parts(text))
    return tuple(sentence for sentence in read if sentence.words)


@lru_cache(maxsize=2)
def _names(regions: tuple[Region, ...]) -> Gazetteer:
    return Gazetteer(Regions.of(regions))


def _plain(part: str) -> list[str]:
    """The words of a sentence in plain spelling: "brp" is "berapa", "ptk" is "pontianak"."""
    return [plain for word in words(part) for plain in v.SPELLINGS.get(word, word).split()]


def _parts(text: str) -> list[str]:
    parts, start = [], 0
    for found in _BREAK.finditer(text):
        if found[0][0] != "\n" and _ABBREVIATION.search(
            text[max(start, found.start() - 5) : found.start()].lower()
        ):
            continue
        parts.append(text[start : found.end()])
        start = found.end()
    return [*parts, text[start:]]


def _sentence(spoken: Sequence[str], names: Gazetteer, today: date, *, english: bool) -> Sentence:
    figures: list[Printed] = []
    periods: list[tuple[int, Period]] = []
    at = 0
    while at < len(spoken):
        when = period_at(spoken, at, today) if _may_be_period(spoken, at) else None
        figure = None if when or not is_number(spoken[at]) else figure_at(spoken, at, english=english)
        if when:
            periods += [(at, when.period)] if when.period and not _is_of_law(spoken, at) else []
        elif figure:
            figures.append(figure)
        at = when.end if when else figure.end if figure else at + 1
    kept = _with_units(spoken, _without_ranges(spoken, figures))
    return Sentence(tuple(spoken), tuple(kept), tuple(_places(spoken, names)), tuple(periods))


def _may_be_period(spoken: Sequence[str], at: int) -> bool:
    word = spoken[at]
    if is_year(word):
        return "".join(spoken[at + 1 : at + 2]) not in v.PEOPLE
    return word in v.MONTHS or word in v.SPANS or "/" in word


def _is_of_law(spoken: Sequence[str], at: int) -> bool:
    """Whether a year is a law's: "Nomor 2 Tahun 2021"."""
    return at >= 3 and spoken[at - 1] == "tahun" and spoken[at - 3] in v.LAW_NUMBER


def _without_ranges(spoken: Sequence[str], figures: list[Printed]) -> list[Printed]:
    """The figures without those that are the ends of a range: "19–20 persen", "antara 20 dan 30 persen"."""
    ranged: set[int] = set()
    for first, second in pairwise(figures):
        between = spoken[first.end : second.start]
        lead = spoken[first.start - 1] if first.start else ""
        if between in (["-"], ["–"], ["—"]) or (lead in ("antara", "between") and len(between) == 1):
            ranged |= {first.start, second.start}
    return [figure for figure in figures if figure.start not in ranged]


def _with_units(spoken: Sequence[str], figures: list[Printed]) -> list[Printed]:
    """ "dari 25,01 menjadi 39,21 persen": the first of two takes the unit of the second."""
    kept = list(figures)
    for at, (first, second) in enumerate(pairwise(figures)):
        lead = spoken[first.start - 1] if first.start else ""
        joined = not _JOINING.isdisjoint(spoken[first.end : second.start])
        if first.bare and second.kind == PERCENT and lead in ("dari", "from") and joined:
            read = value(spoken[first.start], english="." in spoken[first.start], whole=False)
            if read and read[0] <= 200:
                kept[at] = replace(first, kind=PERCENT, quantity=share(*read, ()))
    return kept


_JOINING: Final = frozenset("menjadi jadi ke to hingga".split())


def _places(spoken: Sequence[str], names: Gazetteer) -> list[tuple[int, str]]:
    """The regions named without doubt; the place of a dateline ("Pontianak (ANTARA) -") is none."""
    found: list[tuple[int, str]] = []
    at = 0
    while at < len(spoken):
        end, code = _place(spoken, at, names) if is_word(spoken[at]) else (at + 1, None)
        dateline = at == 0 and spoken[end : end + 1] in (["("], ["-"], ["–"], ["—"])
        if code and not dateline:
            found.append((at, code))
        at = end
    return found


def _place(spoken: Sequence[str], at: int, names: Gazetteer) -> tuple[int, str | None]:
    before = spoken[at - 1] if at else ""
    for length in (4, 3, 2, 1):
        name = " ".join(spoken[at : at + length]).replace("kab ", "kabupaten ").replace(" . ", " ")
        codes = () if name in _NO_PLACES else names[name]
        if codes:
            doubtful = len(codes) > 1 or before in v.NAMED or (name in v.RISKY and before not in _LEADING)
            return at + length, None if doubtful else codes[0]
    return at + 1, ("00" if spoken[at] == "nasional" else None)


_NO_PLACES: Final = frozenset({"bener"})
_LEADING: Final = frozenset("di kabupaten kota kab cakupan".split())
