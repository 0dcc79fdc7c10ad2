"""Names of regions: official, short, old and English ones, with or without what kind of place it is.

The index is built once from the list of regions; a name is then one look-up, however many regions there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.language.words import is_number, is_word, words
from core.region import Level, Region, Regions

KINDS: Final[Mapping[str, Level]] = {
    "provinsi": Level.PROVINCE,
    "pemprov": Level.PROVINCE,
    "kabupaten": Level.REGENCY,
    "pemkab": Level.REGENCY,
    "kota": Level.CITY,
    "pemkot": Level.CITY,
}
"""What may stand before (or behind) a name to say which of two places it is."""

ISLANDS: Final = {
    "sumatera": ("11", "12", "13", "14", "15", "16", "17", "18", "19", "21"),
    "jawa": ("31", "32", "33", "34", "35", "36"),
    "kalimantan": ("REG-KALIMANTAN", "61", "62", "63", "64", "65"),
    "sulawesi": ("71", "72", "73", "74", "75", "76"),
    "nusa tenggara": ("52", "53"),
    "madura": ("35.26", "35.27", "35.28", "35.29"),
    "sumba": ("53.11", "53.12", "53.17", "53.18"),
    "lombok": ("52.01", "52.02", "52.03", "52.08", "52.71"),
    "flores": ("53.06", "53.07", "53.08", "53.09", "53.10", "53.15", "53.16", "53.19"),
}
_OTHER_ISLAND_NAMES: Final = {"sumatra": "sumatera", "java": "jawa", "borneo": "kalimantan"}
_SIMILAR: Final = 78
_LONG: Final = 6
"""Letters from which on a misspelt name is looked for."""


class Gazetteer:
    """Finds regions by name."""

    def __init__(self, regions: Regions) -> None:
        self.regions = regions
        self._codes = _index(regions)
        self.names = tuple(name for name in self._codes if not is_number(name))
        self.parts = frozenset(word for name in self.names for word in name.split())
        self._by_length: dict[int, list[str]] = {}
        for name in self.names:
            if len(name) >= _LONG:
                self._by_length.setdefault(len(name), []).append(name)

    def __getitem__(self, name: str) -> tuple[str, ...]:
        """The codes that a name in plain spelling stands for; none where there is no such region."""
        return self._codes.get(name, ())

    def code(self, word: str) -> str | None:
        """The region of a code as typed: "61", "61.71", "6171"."""
        code = f"{word[:2]}.{word[2:]}" if len(word) == 4 and word.isdigit() else word
        return code if code in self.regions else None

    def misspelt(self, name: str) -> tuple[str, ...]:
        """The names that a word may be a slip of: one letter off, swapped, missing or too many."""
        if len(name) < _LONG:
            return ()
        near = (
            each for length in range(len(name) - 1, len(name) + 2) for each in self._by_length.get(length, ())
        )
        found = process.extract(name, list(near), scorer=OSA.distance, score_cutoff=1, limit=4)
        return tuple(each for each, _, _ in found)

    def similar(self, name: str, limit: int = 3) -> tuple[str, ...]:
        """The codes of the regions whose names look most like a word, best first; empty where none does."""
        near = [
            each for length in range(len(name) - 2, len(name) + 3) for each in self._by_length.get(length, ())
        ]
        matches = process.extract(name, near, scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=limit * 3)
        codes = dict.fromkeys(code for spelling, _, _ in matches for code in self._codes[spelling])
        return tuple(codes)[:limit]


def _index(regions: Regions) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for region in regions:
        for spelling in _spellings(region):
            found.setdefault(spelling, []).append(region.code)
    for word, codes in _first_words(regions).items():
        found.setdefault(word, codes)
    for island, members in ISLANDS.items():
        found[island] = list(members)
    for other, island in _OTHER_ISLAND_NAMES.items():
        found[other] = list(ISLANDS[island])
    return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items()}


_COMMON: Final = frozenset(
    """
    kepulauan teluk padang tanjung gunung sungai pulau pegunungan lembah kota hulu tebing pematang bandar pasaman
    mahakam tulang rejang pakpak bukit pasir banda tana central north south west east
    """.split()
)
"""Words that begin names of places everywhere."""


def _first_words(regions: Regions) -> dict[str, list[str]]:
    """ "kayong" for Kayong Utara, "kotawaringin" for both of them: what is left when a name is cut short."""
    found: dict[str, list[str]] = {}
    for region in regions:
        first, *rest = _plain(region.bare_name).split()
        if rest and len(first) >= 5 and first not in _COMMON:
            found.setdefault(first, []).append(region.code)
    return found


def _spellings(region: Region) -> set[str]:
    name = _plain(region.bare_name)
    kinds = [kind for kind, level in KINDS.items() if level is region.level]
    names = {name, *(_plain(other) for other in region.other_names)}
    joined = {each.replace(" ", "") for each in names if " " in each and len(each) > 6}
    spelled = {_plain(region.name), region.code, *names, *joined}
    spelled |= {f"{kind} {each}" for kind in kinds for each in (*names, *joined) if kind not in each.split()}
    spelled |= {f"{each} {kind}" for kind in kinds for each in names if kind not in each.split()}
    spelled |= {f"se {each}" for each in names}
    return {each for each in spelled if each}


def _plain(name: str) -> str:
    # the official list writes "Kep." in places
    plain = ("kepulauan" if word == "kep" else word for word in words(name))
    return " ".join(word for word in plain if is_word(word) or is_number(word))
