"""Reads one clause into its slots: longest phrase first, every word used, known as harmless, or left over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.language import vocabulary as v
from bot.language.lexicon import LONGEST, Kind, Lexicon, Sense
from bot.language.numbers import Number, digits, number_at
from bot.language.periods import When, is_year, period_at, years_of
from bot.language.places import KINDS, Gazetteer
from bot.language.question import Intent, Measure, Order, Threshold
from bot.language.said import Place, Said
from bot.language.words import is_number, is_word
from core.model import Segment
from core.period import Period
from core.region import Level

_SPANS_IN_ONE: Final = {"setahun": 12, "sebulan": 1}
_NO_ORDER: Final = frozenset("tidak lambat lama . , ?".split())
_WANTING_NUMBERS: Final = {Intent.BUDGET, Intent.WHAT_IF, Intent.RANK, Intent.RULES}
_COUNTING: Final = frozenset(
    "tambah sebanyak naik berkurang masuk daftarkan didaftarkan ada jadi sekitar".split()
)
_POINTS: Final = frozenset({"barat", "timur", "utara", "selatan", "tengah", "tenggara"})
_EACH: Final = frozenset({"per", "tiap", "setiap"})
_MOST_PLACES: Final = 12
_MOST_EXCLUSIONS: Final = 6
_MOST_SLIPS: Final = 3
_QUESTION_WORDS: Final = frozenset("berapa apakah bagaimana mana siapa how what which".split())
_BEFORE_PLACE: Final = frozenset(
    """
    di ke dari untuk cakupan target kota kabupaten provinsi daerah wilayah pekerja posisi angka data dan dengan vs
    se kalau berapa capaian kepesertaan realisasi sumber of in for formal informal
    """.split()
)
_ABBREVIATED: Final = frozenset(
    """
    kabupaten kota provinsi kepulauan kecamatan kec nomor no tanggal tgl tahun bapak sdr dr drs ir h hj st s d jl
    bulan pt cv
    """.split()
)
_BELOW_PROVINCE: Final = frozenset({"kecamatan", "kec", "desa", "kelurahan", "kel", "dusun"})
_CORRECTABLE: Final = tuple(
    """
    cakupan target informal formal kekurangan peringkat bandingkan perbandingan perkembangan anggaran iuran
    simulasi terlindungi terdaftar tercapai kabupaten provinsi konstruksi ringkasan sumber kepesertaan realisasi
    capaian selisih tertinggi terendah triwulan semester persen pekerja berapa bagaimana
    ketenagakerjaan perlindungan jamsostek penerima dibandingkan progres tahun bulan
    """.split()
)


class Reader:
    """Reads clauses about the regions of one list."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.lexicon = Lexicon(gazetteer.names)

    def plain(self, typed: Sequence[str]) -> list[str]:
        """The words in plain spelling, slips in words of our own mended; marks between letters are gone."""
        plain: list[str] = []
        for at, word in enumerate(typed):
            if not is_word(word):
                between = plain and is_number(plain[-1]) and at + 1 < len(typed) and is_number(typed[at + 1])
                abbreviated = word == "." and plain and plain[-1] in _ABBREVIATED
                if (word not in "-–—/" or between) and not abbreviated:
                    plain.append(word)
            elif "*" in word:
                plain.append(_uncovered(word))
            elif self.lexicon.knows(word) or len(word) < 5:
                plain.extend(self.lexicon.plain(word))
            else:
                plain.extend(self._mended(word))
        return plain

    def _mended(self, word: str) -> tuple[str, ...]:
        plain = self.lexicon.plain(word)
        if plain != (word,) or self.gazetteer.misspelt(word):
            return plain
        near = process.extract(word, _CORRECTABLE, scorer=OSA.distance, score_cutoff=1, limit=2)
        return (near[0][0],) if len(near) == 1 else plain

    def read(self, words: Sequence[str], today: date) -> Said:
        """The slots of a clause in plain spelling."""
        return _Clause(self, words, today).read()


def _uncovered(word: str) -> str:
    """A word with stars in place of letters: the abuse that it hides, if it is one."""
    pattern = re.compile(re.escape(word).replace(r"\*", "."))
    return next((each for each in v.ROLES["abuse"] if pattern.fullmatch(each)), word.replace("*", ""))


def _is_private(word: str) -> bool:
    plain = word.replace(".", "").replace("-", "")
    return plain.isdigit() and (len(plain) >= 10 or (len(plain) >= 4 and plain.startswith("08")))


class _Clause:
    """The reading of one clause, from left to right."""

    def __init__(self, reader: Reader, words: Sequence[str], today: date) -> None:
        self._gazetteer, self._lexicon = reader.gazetteer, reader.lexicon
        self._words, self._today = words, today
        self._said = Said(tuple(words))
        self._marks: list[tuple[int, int, Sense]] = []
        self._bound: Kind | None = None
        self._title = -9
        self._lead = -1
        self._persons: list[Place] = []

    def read(self) -> Said:
        at = 0
        while at < len(self._words):
            at = self._take(at)
        said = self._said
        wants = said.cues - {Intent.COVERAGE} or said.orders or said.thresholds
        questioned = self._words[-1:] == ["?"] and bool(wants)
        said.asks = questioned or Intent.RULES in said.cues or not _QUESTION_WORDS.isdisjoint(self._words)
        if self._persons and not said.places and said.asks:
            said.places = self._persons
            said.kinds.add(Kind.PLACE)
        self._take_bare_code()
        self._exclude()
        self._complement()
        self._settle_whens()
        self._mend_places()
        self._narrow_places()
        return said

    def _take(self, at: int) -> int:
        """Use the words from here on that belong together, and return where the next begin."""
        words = self._words
        if not (is_word(words[at]) or is_number(words[at])):
            return at + 1
        for length in range(min(LONGEST, len(words) - at), 1, -1):
            end = self._phrase(at, at + length)
            if end:
                return end
        if words[at] == "paling" and at + 1 < len(words) and words[at + 1] not in _NO_ORDER:
            self._said.orders.append(Order.HIGHEST)
            return at + 2
        return self._code(at) or self._number(at) or self._phrase(at, at + 1) or self._leave(at)

    def _phrase(self, start: int, end: int) -> int | None:
        name = " ".join(self._words[start:end])
        joined = name.replace(" ", "")
        codes = (
            ()
            if is_number(name)
            else self._gazetteer[name] or self._gazetteer[joined if end - start > 1 else ""]
        )
        senses = self._lexicon[name]
        if codes and not (senses and senses[0].kind is Kind.FILLER and end - start > 1):
            place = Place(start, end, name, codes, risky=name in v.RISKY)
            if self._is_person(start, name):
                self._persons.append(place)
                return end
            if len(self._said.places) < _MOST_PLACES:
                self._said.places.append(place)
            self._said.kinds.add(Kind.PLACE)
            self._bound = None
            return end
        if not senses or (end - start == 1 and self._is_part_of_period(start)):
            return None
        for sense in senses:
            self._apply(start, end, sense)
        return end

    def _is_person(self, start: int, name: str) -> bool:
        before = self._words[start - 1] if start else ""
        return name in v.RISKY and before in v.NAMED

    def _is_part_of_period(self, at: int) -> bool:
        word = self._words[at]
        return word in v.MONTHS and period_at(self._words, at, self._today) is not None

    def _apply(self, start: int, end: int, sense: Sense) -> None:  # noqa: C901 - one branch a kind
        said, value = self._said, sense.value
        said.kinds.add(sense.kind)
        self._marks.append((start, end, sense))
        match sense.kind, value:
            case Kind.PLACE, tuple():
                said.places.append(Place(start, end, "indonesia", value))
            case Kind.SEGMENT, Segment():
                said.segments.append(value)
            case Kind.CUE, Intent():
                said.cues.add(value)
            case ((Kind.BELOW | Kind.ABOVE), _):
                self._bound = sense.kind
            case Kind.ORDER, Order():
                said.orders.append(value)
            case Kind.MEASURE, Measure():
                said.measure = said.measure or value
            case Kind.INSTRUMENT, str():
                said.instrument = said.instrument or value
                self._title = end
            case Kind.PROGRAMME, str():
                said.programmes.append(value)
            case Kind.PAYER, str():
                said.payer = said.payer or value
            case Kind.PART, _:
                said.part = said.part or " ".join(self._words[start:end])
            case Kind.AREA, str():
                said.area = said.area or value
            case _:
                pass
        word = self._words[start]
        if end - start == 1 and word in v.TERMS:
            said.topic = said.topic or word
        if word in ("english", "inggris") or self._words[end - 1] == "english":
            said.language = "en"

    def _code(self, at: int) -> int | None:
        word, words = self._words[at], self._words
        following = words[at + 1] if at + 1 < len(words) else ""
        alone = len(words) == 1 or (at and words[at - 1] in ("kode", "code"))
        long = (len(word) == 5 and word[2] == ".") or (
            len(word) == 4 and word.isdigit() and not is_year(word)
        )
        if not is_number(word) or following in v.PERCENT or following in v.PEOPLE or following in v.SCALES:
            return None
        code = self._gazetteer.code(word) if long or alone else None
        if code is None:
            return None
        self._said.places.append(Place(at, at + 1, word, (code,)))
        self._said.kinds.add(Kind.PLACE)
        return at + 1

    def _number(self, at: int) -> int | None:
        words, said = self._words, self._said
        before = words[at - 1] if at else ""
        one_before = period_at(words, at, self._today) if words[at] == "setahun" else None
        if one_before:
            return self._when(one_before)
        span = _SPANS_IN_ONE.get(words[at]) or (1 if words[at] == "bulan" and before in _EACH else None)
        if span:
            said.months = said.months or span
            return at + 1
        if (before in v.LAW_NUMBER or before in v.CLOCK) and is_number(words[at]):
            return self._after_title(at)
        pair = years_of(words[at])
        if pair:
            said.whens += [When(at, at + 1, Period(year)) for year in pair]
            return at + 1
        number = number_at(words, at)
        unit = self._unit(number) if number and not self._is_dated(number) else None
        when = None if unit else period_at(words, at, self._today)
        if when:
            return self._when(when)
        if number is None or (unit is None and _is_private(words[at])):
            self._private(words[at])
            return at + 1 if number or _is_private(words[at]) else None
        if number.bare and number.end < len(words) and words[number.end] in v.MONTHS:
            return number.end
        if unit is None:
            self._loose(number)
            return number.end
        return unit

    def _is_dated(self, number: Number) -> bool:
        """Whether four digits before people are a year after all: "pada 2022 pekerja …"."""
        before = self._words[number.start - 1] if number.start else ""
        dated = number.bare and is_year(self._words[number.start]) and before not in _COUNTING
        if dated and self._words[number.end : number.end + 1] and self._words[number.end] in v.PEOPLE:
            self._said.counted = int(number.value)
        return dated

    def _private(self, word: str) -> None:
        """A number as long as a NIK's, a card's or a telephone's is never taken for a figure, nor repeated."""
        if _is_private(word):
            self._said.kinds.add(Kind.PERSONAL)

    def _after_title(self, at: int) -> int:
        """Past a law's number and its year: "2 tahun 2021", "111/2022"."""
        words = self._words
        at += 1
        if at + 1 < len(words) and words[at] == "tahun" and is_year(words[at + 1]):
            return at + 2
        return at

    def _unit(self, number: Number) -> int | None:
        """Take a number with its unit, and return where the unit ends."""
        words, said, value = self._words, self._said, number.value
        before = words[number.start - 1] if number.start else ""
        at = number.end
        unit = words[at] if at < len(words) else ""
        behind = words[at + 1] if at + 1 < len(words) else ""
        if before == "antara" and at + 1 < len(words):
            end = self._between(number)
            if end:
                return end
        if before in v.RUPIAH or unit in v.RUPIAH:
            said.rupiah = int(value)
            return at + (unit in v.RUPIAH)
        if unit in v.PERCENT:
            if behind in ("poin", "point", "points"):
                said.points = value / 100
                return at + 2
            self._percentage(value / 100)
            return at + 1
        if unit in ("poin", "point", "points"):
            said.points = value / 100
            return at + 1 + (behind in v.PERCENT)
        return self._people_or_time(number, unit, behind)

    def _people_or_time(self, number: Number, unit: str, behind: str) -> int | None:
        said, value, at = self._said, number.value, number.end
        if unit == "bulan" and value.denominator == 1 and not number.value > 600:
            said.months = int(value)
            return at + 1
        if unit == "tahun" and value.denominator == 1 and value <= 20:
            said.months = int(value) * 12
            return at + 1
        two = f"{unit} {behind}"
        if two in v.PEOPLE or unit in v.PEOPLE:
            said.people = int(value)
            return at + 1 + (two in v.PEOPLE)
        if unit == "miliar" or (value >= 500_000_000 and not number.bare):
            said.rupiah = int(value)
            return at
        return None

    def _between(self, number: Number) -> int | None:
        """ "antara 20 s.d. 35 persen": a bound on either side."""
        words = self._words
        at = number.end + (number.end < len(words) and words[number.end] in v.PERCENT)
        for length in (2, 1):
            joining = " ".join(words[at : at + length])
            if (joining in v.UNTIL or joining in ("dan", "dengan")) and at + length < len(words):
                upper = number_at(words, at + length)
                if upper:
                    bounds = Threshold(True, number.value / 100), Threshold(False, upper.value / 100)
                    self._said.thresholds += bounds
                    return upper.end + (upper.end < len(words) and words[upper.end] in v.PERCENT)
        return None

    def _percentage(self, share: Fraction) -> None:
        said = self._said
        if self._bound:
            said.thresholds.append(Threshold(self._bound is Kind.ABOVE, share))
            self._bound = None
        said.share = said.share if said.share is not None else share

    def _loose(self, number: Number) -> None:
        said = self._said
        if self._words[number.end : number.end + 1] == ["besar"]:
            said.orders.append(Order.HIGHEST)
        if self._bound and number.value <= 200:
            self._percentage(number.value / 100)
        else:
            said.loose.append(number.value)

    def _when(self, when: When) -> int:
        words, said = self._words, self._said
        before = words[when.start - 1] if when.start else ""
        two = " ".join(words[max(0, when.start - 2) : when.start])
        if before == "tahun":
            before = words[when.start - 2] if when.start > 1 else ""
            two = " ".join(words[max(0, when.start - 3) : when.start - 1])
        if when.impossible:
            said.wrong_period = " ".join(words[when.start : when.end])
        elif when.period is None:
            said.newest = True
        elif (before in v.UNTIL or two in v.UNTIL or before in "-–—") and before:
            said.until = when.period
            earlier = said.whens[-1] if said.whens else None
            if earlier and earlier.period and said.since is None and earlier.end >= when.start - 3:
                said.since = said.whens.pop().period
                if earlier.start <= self._title + 1:
                    # the years of a plan's own name, "RPJMD 2025-2029"
                    said.since = said.until = None
        elif before in v.SINCE or two in v.SINCE:
            said.since = when.period
        else:
            said.whens.append(when)
        return when.end

    def _leave(self, at: int) -> int:
        word = self._words[at]
        if word in _BELOW_PROVINCE and at + 1 < len(self._words) and is_word(self._words[at + 1]):
            self._said.lead = self._words[at + 1]
            self._lead = at + 2
            return at + 2
        if at == self._lead and is_word(word) and not self._lexicon[word]:
            self._said.lead = f"{self._said.lead} {word}"
            self._lead = at + 1
            return at + 1
        if word in v.INDEX or word in v.SCALES or word in v.SINCE or word in v.UNTIL or self._is_unit(word):
            return at + 1
        if is_word(word) and len(word) > 1:
            self._said.unknown.append(word)
        return at + 1

    def _is_unit(self, word: str) -> bool:
        return (
            word in v.PEOPLE
            or word in v.PERCENT
            or word in ("poin", "rp", "terakhir", "setahun", "sebulan", "bulan", "tahun")
        )

    def _take_bare_code(self) -> None:
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

    def _exclude(self) -> None:
        """What stands behind "bukan", "selain" or "tanpa" is not asked about."""
        marks = [
            (start, end)
            for start, end, sense in self._marks
            if sense.kind is Kind.NOT and " ".join(self._words[start:end]) in v.EXCLUDING
        ]
        for start, end in marks[:_MOST_EXCLUSIONS]:
            reach = range(end, min(end + 4, len(self._words)))
            if end == len(self._words):
                # "yang nias bukan": it stands behind what it excludes
                reach = range(max(0, start - 2), start)
            for other, _, found in self._marks:
                if other in reach and not self._is_stopped(end, other):
                    self._drop(found)
            self._exclude_places_and_periods(reach, end)

    def _is_stopped(self, start: int, end: int) -> bool:
        return any(not is_word(word) for word in self._words[start:end])

    def _drop(self, sense: Sense) -> None:
        said = self._said
        match sense.kind, sense.value:
            case Kind.SEGMENT, Segment() as segment if segment in said.segments:
                said.segments.remove(segment)
                said.excluded.append(segment)
            case Kind.HEALTH, _:
                said.kinds.discard(Kind.HEALTH)
            case Kind.PAYER, payer if payer == said.payer:
                said.payer = "mandiri" if payer == "apbd" else "apbd"
            case _:
                pass

    def _exclude_places_and_periods(self, reach: range, end: int) -> None:
        said = self._said
        kept = [each for each in said.places if each.start not in reach or self._is_stopped(end, each.start)]
        said.places = kept or said.places
        whens = [each for each in said.whens if each.start not in reach or self._is_stopped(end, each.start)]
        said.whens = whens or said.whens

    def _complement(self) -> None:
        said = self._said
        if Kind.UNCOVERED in said.kinds:
            said.uncovered = True
        covered = [start for start, _, sense in self._marks if sense.kind is Kind.COVERED]
        for start, end, sense in self._marks:
            if sense.kind is Kind.NOT and self._words[start] in ("belum", "tidak", "not"):
                sure = [
                    each for each in covered if self._words[start] == "belum" or self._words[each] != "daftar"
                ]
                near = any(end <= each <= end + 2 and "yang" not in self._words[end:each] for each in sure)
                alone = start > 0 and self._words[start - 1] == "yang" and Kind.BELOW not in said.kinds
                said.uncovered = said.uncovered or near or alone

    def _settle_whens(self) -> None:
        """A quarter without a year takes the year named elsewhere in the clause."""
        said = self._said
        years = [each for each in said.whens if each.period and not each.yearless]
        yearless = [each for each in said.whens if each.yearless]
        if len(yearless) == 0 or len(years) != 1 or years[0].period is None:
            return
        year = years[0].period.year
        mended = [
            replace(each, period=replace(each.period, year=year), yearless=False)
            if each.yearless and each.period
            else each
            for each in said.whens
        ]
        bare = len(years) == 1 and str(years[0].period).isdigit()
        said.whens = [each for each in mended if not (bare and each is years[0])]

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
        for parent in [each for each in places if len(each.codes) == 1 and len(each.codes[0]) == 2]:
            for at, place in enumerate(places):
                inside = tuple(code for code in place.codes if regions[code].parent == parent.codes[0])
                beside = 0 <= parent.start - place.end <= 1 or 0 <= place.start - parent.end <= 1
                joined = Intent.COMPARE not in said.cues and self._touch(place, parent)
                if place is not parent and len(inside) == 1 and beside and joined and parent.codes != ("00",):
                    places[at] = replace(place, codes=inside)
                    places.remove(parent)
                    break
        self._drop_risky()
        self._narrower()

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
            said.places = [replace(each, risky=False) for each in said.places if each in sure]

    def _leads_to_place(self, place: Place) -> bool:
        before = self._words[place.start - 1] if place.start else ""
        behind = self._words[place.end] if place.end < len(self._words) else ""
        beside = any(place.start == other.end for other in self._said.places)
        return beside or before in _BEFORE_PLACE or (not before and behind not in self._said.unknown)
