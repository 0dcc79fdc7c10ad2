"""Which region a row is about: by its code, by its name as people write it, or by both, which must agree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bot.figures.fields import Flaw, Said
from bot.figures.headers import Column
from bot.figures.problems import Fault
from bot.figures.spelling import said
from bot.language.places import KINDS, Gazetteer
from bot.language.vocabulary import SPELLINGS
from bot.language.words import is_number, is_word, words
from core.region import Level, Region

_SHORTENED: Final = re.compile(r"(\d\d)[.,](\d)")
"""A code that a spreadsheet took for a number, 61.1 for 61.10; alone it might be meant for 61.01."""
_CODE: Final = re.compile(r"(\d\d)[.,]?(\d\d)?|REG-[A-Z]+")
_NO_PART: Final = frozenset({"adm", "administrasi", "administratif"})
_NAMED: Final = 6
"""Regions that are named for a choice."""
_LEVELS: Final[Mapping[Column, frozenset[Level]]] = {
    Column.REGION: frozenset(Level),
    Column.PROVINCE: frozenset({Level.COUNTRY, Level.ISLAND, Level.PROVINCE}),
    Column.DISTRICT: frozenset({Level.REGENCY, Level.CITY}),
}
Codes = tuple[str, ...]


class Whereabouts:
    """Reads the columns that name a region; a province beside a kabupaten says which of two it is."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __call__(self, told: Said) -> str | Flaw:
        """The code of the region."""
        texts = {column: text for column, cell in told.items() if (text := said(cell))}
        found = {column: self._read(column, text) for column, text in texts.items()}
        flaw = next((each for each in found.values() if isinstance(each, Flaw)), None)
        if flaw:
            return flaw
        codes = {column: each for column, each in found.items() if not isinstance(each, Flaw)}
        if not codes:
            return Flaw(Fault.NO_REGION, next(iter(told)))
        return self._agreed(codes, texts)

    def _read(self, column: Column, text: str) -> Codes | Flaw:
        return self._coded(text) if column is Column.CODE else self._named(column, text)

    def _coded(self, text: str) -> Codes | Flaw:
        shortened = _SHORTENED.fullmatch(text)
        if shortened:
            code, digit = shortened.groups()
            codes = tuple(each for each in (f"{code}.0{digit}", f"{code}.{digit}0") if self._is_region(each))
            return codes or Flaw(Fault.UNKNOWN_CODE, Column.CODE, {"code": text})
        written = _CODE.fullmatch(text.upper())
        code = ".".join(filter(None, written.groups())) or text.upper() if written else ""
        if self._is_region(code):
            return (code,)
        return Flaw(Fault.UNKNOWN_CODE, Column.CODE, {"code": text[:20]})

    def _is_region(self, code: str) -> bool:
        return code in self._gazetteer.regions

    def _named(self, column: Column, text: str) -> Codes | Flaw:
        if _CODE.fullmatch(text.upper()):
            codes = self._coded(text)
            return Flaw(codes.fault, column, codes.holes) if isinstance(codes, Flaw) else codes
        name = _plain(text)
        regions = self._gazetteer.regions
        codes = tuple(code for code in self._gazetteer[name] if regions[code].level in _LEVELS[column])
        return codes or self._unknown(column, text, name)

    def _unknown(self, column: Column, text: str, name: str) -> Flaw:
        found, (first, _, rest) = self._gazetteer, name.partition(" ")
        otherwise = (rest,) if first in KINDS else ()
        names = (*otherwise, *found.misspelt(name))
        near = [code for each in names for code in found[each]] or found.similar(name)
        fitting = tuple(code for code in near if found.regions[code].level in _LEVELS[column])
        if not fitting:
            return Flaw(Fault.UNKNOWN_REGION, column, {"name": text[:60]})
        return Flaw(Fault.UNKNOWN_REGION_NEAR, column, {"name": text[:60], "near": self._names(fitting)})

    def _agreed(self, codes: Mapping[Column, Codes], texts: Mapping[Column, str]) -> str | Flaw:
        """The one region that every column can mean."""
        narrowed = self._within_province(codes, texts)
        if isinstance(narrowed, Flaw):
            return narrowed
        agreed = self._common(narrowed, texts)
        if isinstance(agreed, Flaw):
            return agreed
        alone = len(codes) == 1 and _SHORTENED.fullmatch(next(iter(texts.values())))
        return agreed[0] if len(agreed) == 1 and not alone else self._which(narrowed, agreed, texts)

    def _within_province(
        self, codes: Mapping[Column, Codes], texts: Mapping[Column, str]
    ) -> Mapping[Column, Codes] | Flaw:
        """What the other columns can mean in the province that one names; its own code where they are silent."""
        narrowed = dict(codes)
        province = narrowed.pop(Column.PROVINCE, None)
        if province is None or not narrowed:
            return codes
        regions = self._gazetteer.regions
        for column, each in narrowed.items():
            within = tuple(code for code in each if code in province or regions[code].parent in province)
            if not within:
                return self._disagreeing(column, each, Column.PROVINCE, texts)
            narrowed[column] = within
        return narrowed

    def _common(self, codes: Mapping[Column, Codes], texts: Mapping[Column, str]) -> Codes | Flaw:
        (first, common), *others = codes.items()
        for column, each in others:
            both = tuple(code for code in common if code in each)
            if not both:
                return self._disagreeing(first, common, column, texts)
            common = both
        return common

    def _which(self, codes: Mapping[Column, Codes], agreed: Codes, texts: Mapping[Column, str]) -> Flaw:
        column = next(iter(codes))
        fault = Fault.WHICH_CODE if column is Column.CODE else Fault.WHICH_REGION
        return Flaw(fault, column, {"name": texts[column][:60], "near": self._names(agreed)})

    def _disagreeing(self, first: Column, codes: Codes, second: Column, texts: Mapping[Column, str]) -> Flaw:
        if first is Column.CODE:
            holes = {"code": texts[first], "region": self._names(codes)[0], "name": texts[second][:60]}
            return Flaw(Fault.CODE_OF_ANOTHER, first, holes)
        return Flaw(Fault.REGIONS_DISAGREE, first, {"name": texts[first][:60], "other": texts[second][:60]})

    def _names(self, codes: Codes) -> tuple[str, ...]:
        found = (self._gazetteer.regions[code] for code in codes[:_NAMED])
        return tuple(f"{_full_name(region)} ({region.code})" for region in found)


def _plain(text: str) -> str:
    """A name in plain spelling: "Kab. Kep. Mentawai", "Kota Adm. Jakarta Pusat", "D.I. Yogyakarta"."""
    plain = [SPELLINGS.get(word, word) for word in words(text) if is_word(word) or is_number(word)]
    kept = " ".join(word for word in plain if word not in _NO_PART)
    return re.sub(r"\b([a-z]) (?=[a-z]\b)|\b([a-z]) (?=[a-z] )", r"\1\2", kept)


def _full_name(region: Region) -> str:
    """The name with what kind of place it is, where the name alone does not say so."""
    return f"Provinsi {region.name}" if region.level is Level.PROVINCE else region.name
