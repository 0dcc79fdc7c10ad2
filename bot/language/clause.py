"""Takes a clause apart from left to right: longest phrase first, every word used, harmless or left over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from bot.language import vocabulary as v
from bot.language.lexicon import LONGEST, Kind, Lexicon, Sense
from bot.language.locating import Locating
from bot.language.numbers import Number, number_at, people_of
from bot.language.periods import When, is_year, period_at, years_of
from bot.language.places import Gazetteer
from bot.language.question import Intent, Measure, Order, Threshold
from bot.language.said import Place, Said
from bot.language.settling import Mark, Settling
from bot.language.words import is_number, is_word
from core.model import Segment
from core.period import Period

_SPANS_IN_ONE: Final = {"setahun": 12, "sebulan": 1}
_NO_ORDER: Final = frozenset("tidak lambat lama . , ?".split())
_COUNTING: Final = frozenset(
    "tambah sebanyak naik berkurang masuk daftarkan didaftarkan ada jadi sekitar".split()
)
_EACH: Final = frozenset({"per", "tiap", "setiap"})
_MOST_PLACES: Final = 12
_QUESTION_WORDS: Final = frozenset("berapa apakah bagaimana mana siapa how what which".split())
_BELOW_PROVINCE: Final = frozenset({"kecamatan", "kec", "desa", "kelurahan", "kel", "dusun"})


def _is_private(word: str) -> bool:
    plain = word.replace(".", "").replace("-", "")
    return plain.isdigit() and (len(plain) >= 10 or (len(plain) >= 4 and plain.startswith("08")))


class Clause:
    """The reading of one clause, from left to right."""

    def __init__(self, words: Sequence[str], today: date, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._gazetteer, self._lexicon = gazetteer, lexicon
        self._words, self._today = words, today
        self._said = Said(tuple(words))
        self._marks: list[Mark] = []
        self._bound: Kind | None = None
        self._title = -9
        self._lead = -1
        self._persons: list[Place] = []

    def read(self) -> Said:
        """Its slots."""
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
        locating = Locating(said, self._words, self._gazetteer)
        locating.take_bare_code()
        Settling(said, self._words, self._marks).settle()
        locating.settle()
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
        codes: tuple[str, ...] = ()
        if not is_number(name):
            codes = self._gazetteer[name]
            if not codes and end - start > 1:
                codes = self._gazetteer["".join(self._words[start:end])]
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
                said.topic = said.topic or ("rentan" if "rentan" in self._words[start:end] else None)
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
        if unit in v.MONTHS_LONG and value.denominator == 1 and not number.value > 600:
            said.months = int(value)
            return at + 1
        if unit in v.YEARS_LONG and value.denominator == 1 and value <= 20:
            said.months = int(value) * 12
            return at + 1
        two = f"{unit} {behind}"
        segments = [sense for sense in self._lexicon[two] if sense.kind is Kind.SEGMENT]
        if segments:
            said.people = people_of(self._words[number.start], value)
            self._apply(at, at + 2, segments[0])
            return at + 2
        if two in v.PEOPLE or unit in v.PEOPLE:
            said.people = people_of(self._words[number.start], value)
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
