"""The words that carry a meaning in a question, and those that carry none; `vocabulary.toml` holds them.

A phrase is words in plain spelling; `SPELLINGS` brings everyday writing to it first.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from bot.language.question import Intent, Measure, Order
from core.model import Segment
from core.period import Span

Phrases = tuple[str, ...]

_FILE: Final[Mapping[str, Mapping[str, str]]] = tomllib.loads(
    (files("bot.language") / "vocabulary.toml").read_text(encoding="utf-8")
)


def _phrases(text: str) -> Phrases:
    return tuple(" ".join(phrase.split()) for phrase in text.split(";"))


def _table(section: str) -> dict[str, Phrases]:
    return {name: _phrases(text) for name, text in _FILE[section].items()}


def _words(name: str) -> frozenset[str]:
    return frozenset(_FILE["words"][name].split())


SEGMENTS: Final = {Segment(name): phrases for name, phrases in _table("segments").items()}
CUES: Final = {Intent[name.upper()]: phrases for name, phrases in _table("cues").items()}
ORDERS: Final = {Order[name.upper()]: phrases for name, phrases in _table("orders").items()}
MEASURES: Final = {Measure[name.upper()]: phrases for name, phrases in _table("measures").items()}
INSTRUMENTS: Final = _table("instruments")
PROGRAMMES: Final = _table("programmes")
PAYERS: Final = _table("payers")
AREAS: Final = _table("areas")
ROLES: Final = _table("roles")
COUNTRY: Final = _phrases(_FILE["places"]["country"])

PEOPLE, PERCENT, POINTS, MONTHS_LONG, YEARS_LONG, RUPIAH, SINCE, UNTIL, LAST = (
    frozenset(phrases) for phrases in _table("units").values()
)
NAMED: Final = _words("named")
RISKY: Final = _words("risky")
EXCLUDING: Final = frozenset(word.replace("_", " ") for word in _words("excluding"))
LAW_NUMBER: Final = _words("law_numbers")
CLOCK: Final = _words("clock")
TERMS: Final = _words("terms")
FILLERS: Final = _words("fillers")
REAL: Final = _words("real")

SPELLINGS: Final = {
    typed: plain for plain, variants in _FILE["spellings"].items() for typed in variants.split()
}
MONTHS: Final = {name: int(number) for number, names in _FILE["months"].items() for name in names.split()}
INDEX: Final = {
    name: number
    for number, names in enumerate(
        ("1 i satu pertama kesatu", "2 ii dua kedua", "3 iii tiga ketiga", "4 iv empat keempat"), start=1
    )
    for name in names.split()
}
SPANS: Final = {
    **dict.fromkeys(("triwulan", "tw", "kuartal", "quarter", "q", "triwulanan", "trw"), Span.QUARTER),
    **dict.fromkeys(("semester", "smt", "sem"), Span.SEMESTER),
}
DIGITS: Final = {
    name: number
    for names in (
        "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas",
        "zero one two three four five six seven eight nine ten eleven",
    )
    for number, name in enumerate(names.split())
}
TENS: Final = {"belas": 10, "puluh": 10, "ratus": 100}
SCALES: Final = {
    **dict.fromkeys(("ribu", "rb", "rbu", "k", "thousand"), 1_000),
    **dict.fromkeys(("juta", "jt", "million"), 1_000_000),
    **dict.fromkeys(("miliar", "milyar", "m", "billion"), 1_000_000_000),
    **dict.fromkeys(("triliun", "t"), 1_000_000_000_000),
}
ONE_OF: Final = {"seribu": 1_000, "sejuta": 1_000_000, "semiliar": 1_000_000_000, "seratus": 100}
