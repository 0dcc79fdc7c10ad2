"""Names of regions in a text: official, short, old and English ones, with or without what kind of place it is.

The index is built once from the list of regions; a name is then one look-up, however many regions there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from bot.language.words import is_number, words
from core.region import Level, Region, Regions

_KINDS: Final = {
    Level.PROVINCE: ("provinsi", "prov", "propinsi", "pemprov"),
    Level.REGENCY: ("kabupaten", "kab", "pemkab"),
    Level.CITY: ("kota", "pemkot"),
    Level.COUNTRY: (),
    Level.ISLAND: ("pulau", "wilayah", "regional"),
}
ISLANDS: Final = {
    "sumatera": ("11", "12", "13", "14", "15", "16", "17", "18", "19", "21"),
    "jawa": ("31", "32", "33", "34", "35", "36"),
    "kalimantan": ("REG-KALIMANTAN", "61", "62", "63", "64", "65"),
    "sulawesi": ("71", "72", "73", "74", "75", "76"),
    "nusa tenggara": ("52", "53"),
}
_OTHER_ISLAND_NAMES: Final = {"sumatra": "sumatera", "java": "jawa", "borneo": "kalimantan"}
_LONGEST_NAME: Final = 6
_SIMILAR: Final = 78


@dataclass(frozen=True, slots=True)
class Place:
    """A name found at words[start:end], and the codes it may stand for."""

    start: int
    end: int
    name: str
    codes: tuple[str, ...]


class Gazetteer:
    """Finds regions by name."""

    def __init__(self, regions: Regions) -> None:
        self._codes = _index(regions)
        self._spellings = tuple(name for name in self._codes if not is_number(name))

    def find(self, text: Sequence[str]) -> list[Place]:
        """The regions named in a text, longest names first, none within another."""
        found, start = [], 0
        while start < len(text):
            place = self._at(text, start)
            if place:
                found.append(place)
            start = place.end if place else start + 1
        return found

    def exactly(self, name: str) -> tuple[str, ...]:
        """The codes of a name or code that stands alone ("61.71", "6171", "kalbar"); empty if there is none."""
        plain = words(name)
        code = plain[0] if len(plain) == 1 else ""
        if is_number(code):
            code = f"{code[:2]}.{code[2:]}" if len(code) == 4 and code.isdigit() else code
            return self._codes.get(code, ())
        return self._codes.get(" ".join(plain), ())

    def similar(self, name: str, limit: int = 3) -> tuple[str, ...]:
        """The codes of the regions whose names look most like a word, best first; empty where none does."""
        matches = process.extract(
            name, self._spellings, scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=limit * 3
        )
        codes = dict.fromkeys(code for spelling, _, _ in matches for code in self._codes[spelling])
        return tuple(codes)[:limit]

    def _at(self, text: Sequence[str], start: int) -> Place | None:
        for end in range(min(start + _LONGEST_NAME, len(text)), start, -1):
            name = " ".join(text[start:end])
            codes = self._codes.get(name)
            if codes and not is_number(name):
                return Place(start, end, name, codes)
        return None


def _index(regions: Regions) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for region in regions:
        for spelling in _spellings(region):
            found.setdefault(spelling, []).append(region.code)
    for island, codes in ISLANDS.items():
        found[island] = list(codes)
    for other, island in _OTHER_ISLAND_NAMES.items():
        found[other] = list(ISLANDS[island])
    return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items()}


def _spellings(region: Region) -> set[str]:
    name = " ".join(words(region.bare_name))
    kinds = _KINDS[region.level]
    spelled = {" ".join(words(region.name)), region.code, *(f"{kind} {name}" for kind in kinds)}
    spelled |= {" ".join(words(other)) for other in region.other_names}
    spelled |= {f"{kind} {other}" for kind in kinds for other in region.other_names if " " not in other}
    return spelled | {name}
