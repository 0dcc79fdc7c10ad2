"""Which regions a clause means: slips mended, names of several narrowed down, people's names left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.language import vocabulary as v
from bot.language.lexicon import LONGEST, Kind
from bot.language.numbers import digits
from bot.language.places import KINDS, Gazetteer
from bot.language.question import Intent
from bot.language.said import Place, Said
from bot.language.words import is_number
from core.region import Level

_WANTING_NUMBERS: Final = {Intent.BUDGET, Intent.WHAT_IF, Intent.RANK, Intent.RULES}
_POINTS: Final = frozenset({"barat", "timur", "utara", "selatan", "tengah", "tenggara", "raya"})
_MOST_SLIPS: Final = 3
_BEFORE_PLACE: Final = frozenset(
    """
    di ke dari untuk cakupan target kota kabupaten provinsi daerah wilayah pekerja posisi angka data dan dengan vs
    se kalau berapa capaian kepesertaan realisasi sumber of in for formal informal
    """.split()
)


class Locating:
    """Settles the places of one clause."""

    def __init__(self, said: Said, words: Sequence[str], gazetteer: Gazetteer) -> None:
        self._said, self._words, self._gazetteer = said, words, gazetteer

    def settle(self) -> None:
        """Mend slips, then narrow down what stands for several regions."""
        self._mend_places()
        self._narrow_places()

    def take_bare_code(self) -> None:
        """A province's two digits ("cakupan 51 formal") where nothing else names a region or wants a number."""
        said = self._said
        wanted = said.orders or said.thresholds or said.share is not None or said.cues & _WANTING_NUMBERS
        if said.places or wanted or Kind.IF in said.kinds or len(said.loose) != 1:
            return
        word = next((word for word in self._words if is_number(word) and digits(word) == said.loose[0]), "")
        code = self._gazetteer.code(word) if len(word) == 2 else None
        if code:
            at = list(self._words).index(word)
            said.places.append(Place(at, at + 1, word, (code,)))
            said.kinds.add(Kind.PLACE)
            said.loose.clear()

    def _mend_places(self) -> None:
        """Look for slips in names of regions among the few words that nobody knows.

        Where a name was found, only for a longer one that it is cut out of ("bangka blitung"). A word in the
        middle of a long text is more likely one that we lack than a slip: then it is risky.
        """
        said = self._said
        for word in said.unknown[:_MOST_SLIPS]:
            for start, end in self._windows(self._words.index(word)):
                if word not in said.unknown:
                    break
                cut = [each for each in said.places if start < each.end and each.start < end]
                if not cut and not all(each.typed for each in said.places):
                    continue
                typed = " ".join(self._words[start:end])
                if typed in v.REAL:
                    continue
                codes = dict.fromkeys(
                    c for name in self._gazetteer.misspelt(typed) for c in self._gazetteer[name]
                )
                if codes:
                    before = self._words[start - 1] if start else ""
                    risky = len(self._words) > 4 and before not in _BEFORE_PLACE and not cut
                    said.places = [each for each in said.places if each not in cut]
                    said.places.append(Place(start, end, typed, tuple(codes), risky, typed))
                    said.kinds.add(Kind.PLACE)
                    said.unknown = [each for each in said.unknown if each not in self._words[start:end]]
        said.places.sort(key=lambda place: place.start)

    def _windows(self, at: int) -> Iterator[tuple[int, int]]:
        """The stretches of words around one that may be a name of several words, the longest first."""
        words, parts = self._words, self._gazetteer.parts
        first, last = at, at + 1
        while first > 0 and at - first < LONGEST and words[first - 1] in parts:
            first -= 1
        while last < len(words) and last - at < LONGEST and words[last] in parts:
            last += 1
        stretches = [(start, end) for start in range(first, at + 1) for end in range(at + 1, last + 1)]
        yield from sorted(stretches, key=lambda stretch: stretch[0] - stretch[1])

    def _narrow_places(self) -> None:
        said, regions = self._said, self._gazetteer.regions
        places = said.places
        for at, place in enumerate(places):
            if len(place.codes) == 1:
                places[at] = self._doubted(place)
            else:
                kinds = {KINDS[word] for word in self._around(place) if word in KINDS}
                fitting = tuple(code for code in place.codes if regions[code].level in kinds)
                places[at] = replace(place, codes=fitting) if len(fitting) == 1 else place
        if len(places) > 1:
            self._join_parents()
        self._drop_risky()
        self._narrower()

    def _join_parents(self) -> None:
        """A name beside that of a province means the one within it: "banjar, jabar"."""
        said, regions = self._said, self._gazetteer.regions
        places = said.places
        for parent in [each for each in places if len(each.codes) == 1 and len(each.codes[0]) == 2]:
            for at, place in enumerate(places):
                inside = tuple(code for code in place.codes if regions[code].parent == parent.codes[0])
                beside = 0 <= parent.start - place.end <= 1 or 0 <= place.start - parent.end <= 1
                joined = Intent.COMPARE not in said.cues and self._touch(place, parent)
                if place is not parent and len(inside) == 1 and beside and joined and parent.codes != ("00",):
                    places[at] = replace(place, codes=inside)
                    places.remove(parent)
                    break

    def _narrower(self) -> None:
        """ "pontianak barat" is a part of Kota Pontianak, or a slip of another name: not the region itself."""
        said = self._said
        for at, place in enumerate(said.places):
            point = self._words[place.end] if place.end < len(self._words) else ""
            behind = self._words[place.end + 1] if place.end + 1 < len(self._words) else ""
            if point not in _POINTS or behind in ("tahun", "bulan") or len(place.codes) != 1:
                continue
            start = place.start - (place.start > 0 and self._words[place.start - 1] in KINDS)
            typed = " ".join(self._words[start : place.end + 1])
            names = self._gazetteer.misspelt(typed)
            codes = tuple(dict.fromkeys(code for name in names for code in self._gazetteer[name]))
            if codes:
                said.places[at] = Place(start, place.end + 1, typed, codes, typed=typed)
            else:
                said.lead = typed

    def _doubted(self, place: Place) -> Place:
        """A kabupaten called a kota may be a slip of another name: "kota badung"."""
        kind = self._words[place.start - 1] if place.start else ""
        level = self._gazetteer.regions[place.codes[0]].level
        if level not in (Level.REGENCY, Level.CITY) or KINDS.get(kind, level) is level:
            return place
        meant = self._gazetteer.misspelt(f"{kind} {place.name}")
        codes = (code for name in meant for code in self._gazetteer[name])
        return replace(place, codes=tuple(dict.fromkeys((*place.codes, *codes))))

    def _around(self, place: Place) -> tuple[str, ...]:
        return tuple(self._words[max(0, place.start - 1) : place.start]) + tuple(
            self._words[place.end : place.end + 1]
        )

    def _touch(self, place: Place, parent: Place) -> bool:
        first, second = sorted((place, parent), key=lambda each: each.start)
        between = self._words[first.end : second.start]
        return all(word in ("(", ",", "di", "provinsi", "-") for word in between)

    def _drop_risky(self) -> None:
        """Of a doubtful name beside a sure one, or among unknown words, only the sure one counts."""
        said = self._said
        sure = [each for each in said.places if not each.risky or self._leads_to_place(each)]
        if sure:
            said.places = [replace(each, risky=False) if each.risky else each for each in sure]

    def _leads_to_place(self, place: Place) -> bool:
        before = self._words[place.start - 1] if place.start else ""
        behind = self._words[place.end] if place.end < len(self._words) else ""
        beside = any(place.start == other.end for other in self._said.places)
        return beside or before in _BEFORE_PLACE or (not before and behind not in self._said.unknown)
