"""The country, its provinces, kabupaten and kota, by their Kemendagri codes.

The list follows Kepmendagri 300.2.2-2138/2025 (38 provinces, 514 kabupaten and kota). BPS numbers the same
places differently; its codes are not understood here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

COUNTRY = "00"


class Level(Enum):
    """What kind of place a region is."""

    COUNTRY = "country"
    ISLAND = "island"
    PROVINCE = "province"
    REGENCY = "regency"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Region:
    """A place with figures of its own.

    `code` is "00" for the country, "61" for a province, "61.71" for a kabupaten or kota, and
    "REG-…" for a group of provinces that a publisher reports together. `other_names` are short, old and
    English names in lower case.
    """

    code: str
    name: str
    other_names: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """The kind of place, as its code and name tell."""
        if self.code == COUNTRY:
            return Level.COUNTRY
        if self.code.startswith("REG-"):
            return Level.ISLAND
        if len(self.code) == 2:
            return Level.PROVINCE
        return Level.CITY if self.name.startswith("Kota ") else Level.REGENCY

    @property
    def parent(self) -> str | None:
        """The code of the region it lies in: a kota's province, a province's country."""
        match self.level:
            case Level.COUNTRY:
                return None
            case Level.ISLAND | Level.PROVINCE:
                return COUNTRY
            case Level.REGENCY | Level.CITY:
                return self.code[:2]

    @property
    def bare_name(self) -> str:
        """The name without "Kabupaten" or "Kota"."""
        return self.name.removeprefix("Kabupaten ").removeprefix("Kota ")


@dataclass(frozen=True)
class Regions:
    """All regions, found by code, in the order of the official list."""

    by_code: dict[str, Region]
    _children: dict[str | None, tuple[Region, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the regions under their parents once."""
        children: dict[str | None, list[Region]] = {}
        for region in self.by_code.values():
            children.setdefault(region.parent, []).append(region)
        object.__setattr__(self, "_children", {code: tuple(found) for code, found in children.items()})

    @classmethod
    def of(cls, regions: Iterable[Region]) -> Regions:
        """The regions as a lookup."""
        return cls({region.code: region for region in regions})

    def __getitem__(self, code: str) -> Region:
        """The region with that code. Raises KeyError where there is none."""
        return self.by_code[code]

    def __contains__(self, code: object) -> bool:
        """Whether a code is in the list."""
        return code in self.by_code

    def __iter__(self) -> Iterator[Region]:
        """Every region, the country first."""
        return iter(self.by_code.values())

    def within(self, code: str) -> tuple[Region, ...]:
        """The regions directly inside another: provinces of the country, kabupaten and kota of a province."""
        return tuple(region for region in self._children.get(code, ()) if region.level is not Level.ISLAND)
