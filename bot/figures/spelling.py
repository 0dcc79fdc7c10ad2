"""What a cell says, without decoration: its text for people, and its words to look up."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Final

from bot.figures.tables.rows import Cell, Number, Unusable

_DASHES: Final = frozenset("-–—−.…· ")
_GUARD: Final = re.compile(r"'['\s]*[=+\-@\t\r＝＋－＠]")
"""An apostrophe that keeps a spreadsheet from taking a text for a formula; `bot.sheets` writes it."""
_OTHER: Final = re.compile(r"[^a-z0-9%]+")


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of an entry of one of the word lists."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(";"))


def word_list(name: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """A word list of this package, by its sections and what the phrases mean."""
    content = tomllib.loads((files("bot.figures") / name).read_text(encoding="utf-8"))
    return {
        section: {meaning: phrases(text) for meaning, text in entries.items()}
        for section, entries in content.items()
    }


TERMS: Final = word_list("terms.toml")
_ABSENT: Final = frozenset(TERMS["absent"]["words"])


def said(cell: Cell) -> str:
    """The text of a cell in one line; empty where it says that there is nothing."""
    text = as_text(cell)
    return "" if is_absent(text) else text


def as_text(cell: Cell) -> str:
    """The text of a cell in one line, without letters that cannot be seen."""
    match cell:
        case str():
            text = cell
        case date():
            return cell.isoformat()
        case Number(text) | Unusable(_, text):
            return text
    if not text.isprintable():
        text = "".join(mark if _is_kept(mark) else " " if mark.isspace() else "" for mark in text)
    if _GUARD.match(text):
        text = text[1:]
    return " ".join(text.split())


def is_absent(text: str) -> bool:
    """Whether a text stands for nothing: empty, a dash, "n/a"."""
    return not text or _DASHES.issuperset(text) or (len(text) < 16 and normal(text) in _ABSENT)


def normal(text: str) -> str:
    """The words of a text in small letters without accents and marks, but for the percent sign."""
    folded = unicodedata.normalize("NFKD", text).casefold().replace("%", " % ")
    return " ".join(_OTHER.sub(" ", folded).split())


def _is_kept(mark: str) -> bool:
    return mark.isprintable() and unicodedata.category(mark) != "Co"
