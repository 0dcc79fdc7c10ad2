"""Sentences with holes, and what goes into them: numbers, shares, dates and periods.

Every value that enters a sentence is escaped for Telegram's HTML here and nowhere else; a value that is
already HTML says so by its type. Numbers are formatted by Babel's rules for the language and remembered,
because the same few thousand appear in every answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from html import escape
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal

from core.model import Note
from core.period import Period, Span
from core.quantity import Quantity, half_up, half_up_at

_MILLION: Final = 1_000_000
_HUNDREDTH: Final = Fraction(1, 10_000)


class Html(str):
    """Text that is already Telegram's HTML."""

    __slots__ = ()


def mark(sentence: str) -> str:
    """Mark a sentence for the catalogues that is translated later, where its language is known."""
    return sentence


class Translator:
    """Speaks one language. Called with an English sentence of our own, it gives that sentence's translation."""

    def __init__(self, language: str, messages: Mapping[str, tuple[str, ...]]) -> None:
        self.language = language
        self._messages = {sentence: tuple(map(Html, forms)) for sentence, forms in messages.items()}
        self._locale = Locale.parse(language)
        self.number = lru_cache(maxsize=4_096)(self._number)
        self.compact = lru_cache(maxsize=4_096)(self._compact)
        self._decimal = lru_cache(maxsize=4_096)(self._decimal_of)
        self.period = lru_cache(maxsize=1_024)(self._period)
        self.date = lru_cache(maxsize=1_024)(self._date)

    def __call__(self, sentence: str, **holes: object) -> Html:
        """The sentence in this language with its holes filled."""
        forms = self._messages.get(sentence)
        form = forms[0] if forms else Html(sentence)
        return _filled(form, holes) if holes else form

    def plural(self, one: str, other: str, count: int, **holes: object) -> Html:
        """The form of a sentence that fits a count; {count} is filled with it."""
        forms = self._messages.get(one) or (Html(one), Html(other))
        form = forms[0] if count == 1 or len(forms) == 1 else forms[1]
        return _filled(form, {"count": self.number(count), **holes})

    def note(self, note: Note) -> str:
        """A remark of the data in this language."""
        return note.id if self.language == "id" else note.en

    def people(self, quantity: Quantity) -> Html:
        """A count of people: to the last one where it is known, else rounded and called about."""
        if quantity.is_exact:
            return self.number(half_up(quantity.shown))
        if quantity.shown >= _MILLION and quantity.step >= 10_000:
            return self("about {number}", number=self.compact(half_up(quantity.shown)))
        return self("about {number}", number=self.number(half_up(quantity.shown)))

    def share(self, quantity: Quantity) -> Html:
        """A share as a percentage, with as many decimals as are known and two at most."""
        text = self.percent(quantity.shown, places(quantity))
        return self("about {number}", number=text) if _vague(quantity) else text

    def percent(self, share: Fraction, places: int = 2) -> Html:
        """A share as a percentage with that many decimals."""
        return Html(self._decimal(half_up_at(share, places + 2), places) + "%")

    def points(self, quantity: Quantity) -> Html:
        """A difference of two shares in percentage points, without its sign."""
        decimals = places(quantity)
        number = self._decimal(half_up_at(abs(quantity.shown), decimals + 2), decimals)
        if number == "1":
            text = self("{number} percentage point", number=number)
        else:
            text = self("{number} percentage points", number=number)
        return self("about {number}", number=text) if quantity.step > _HUNDREDTH else text

    def rupiah(self, amount: int) -> Html:
        """Money to the rupiah: "Rp16.800"."""
        return Html("Rp" + self.number(amount))

    def rupiah_short(self, amount: int) -> Html:
        """Money from a million on in words, with two decimals at most: "Rp11,84 miliar"."""
        if abs(amount) < _MILLION:
            return self.rupiah(amount)
        # rounded here, half up: Babel would make "1000 juta" of a rupiah less than a milliar
        unit = 1000 ** ((len(str(abs(amount))) - 1) // 3)
        return Html("Rp" + self.compact(half_up(Fraction(amount * 100, unit)) * unit // 100))

    def listed(self, parts: Iterable[str]) -> Html:
        """Parts as an enumeration: "a, b and c"."""
        *first, last = map(escaped, parts)
        return (
            self("{first} and {last}", first=Html(", ".join(first)), last=Html(last)) if first else Html(last)
        )

    def _number(self, value: int | Decimal, places: int = 0) -> Html:
        pattern = "#,##0" + ("." + "0" * places if places else "")
        return escaped(format_decimal(value, format=pattern, locale=self._locale))

    def _decimal_of(self, digits: int, places: int) -> Html:
        """Digits of which so many are decimals."""
        return self._number(Decimal(digits).scaleb(-places), places)

    def _compact(self, value: int) -> str:
        return format_compact_decimal(value, format_type="long", locale=self._locale, fraction_digits=2)

    def _date(self, day: date) -> Html:
        return escaped(format_date(day, format="d MMMM y", locale=self._locale))

    def _period(self, period: Period) -> Html:
        match period.span:
            case Span.YEAR:
                return escaped(period.year)
            case Span.SEMESTER:
                return self("semester {roman} {year}", roman=_ROMAN[period.index], year=str(period.year))
            case Span.QUARTER:
                return self("quarter {roman} {year}", roman=_ROMAN[period.index], year=str(period.year))
            case Span.MONTH:
                return escaped(format_date(period.last_day, format="MMMM y", locale=self._locale))


def places(quantity: Quantity) -> int:
    """The decimals, of a percentage, that a share is known to: none for "31 persen", two at most."""
    step = quantity.step
    if not step:
        return 2
    if step.numerator * 100 >= step.denominator:
        return 0
    return 1 if step.numerator * 1000 >= step.denominator else 2


def _vague(quantity: Quantity) -> bool:
    return quantity.derived and not quantity.is_exact


def _filled(sentence: str, holes: dict[str, object]) -> Html:
    """The sentence with each hole filled by its value as HTML; `holes` itself is changed."""
    for name, value in holes.items():
        if type(value) is not Html:
            holes[name] = escaped(value)
    return Html(sentence.format_map(holes))


def escaped(value: object) -> Html:
    """Any value as HTML; what is HTML already stays as it is."""
    return value if isinstance(value, Html) else Html(escape(str(value)))


_ROMAN: Final = {1: "I", 2: "II", 3: "III", 4: "IV"}
