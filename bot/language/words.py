"""From typed text to plain words: one case, one width, no decoration."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_TEXT: Final = 4096
MAX_WORDS: Final = 200
"""Words that are read: a question is in the first of them, and no text may cost more than milliseconds."""
STOPS: Final = frozenset("?!;\n.")
"""What ends a clause."""

_WORD: Final = re.compile(
    r"\d+(?:[.,/:]\d+)*"  # a number, a code or a date, with its separators
    r"|[^\W\d_]+(?:['’*][^\W\d_]+)*"  # a word
    r"|[.,:](?!\S)|[%?!;\n()\"“”–—/&+-]"
)
_TWICE: Final = re.compile(r"\b(?!tw|smt|sem|q)([^\W\d_]{2,})2(nya)?\b")


def words(text: str) -> list[str]:
    """The words of a text in lower case without diacritics, with the marks between them as words of their own.

    Numbers keep their separators and are split from letters ("50rb" is two words). A written 2 that doubles a
    word ("kira2") doubles it.
    """
    kept = _folded(text[:MAX_TEXT])
    if "2" in kept:
        kept = _TWICE.sub(r"\1 \1", kept)
    return _WORD.findall(kept)[:MAX_WORDS]


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower().translate(_CONTROLS)
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(mark for mark in folded if mark == "\n" or unicodedata.category(mark) not in _LEFT_OUT)


def is_number(word: str) -> bool:
    """Whether a word is written in digits."""
    return word[:1].isdigit()


def is_word(word: str) -> bool:
    """Whether it is made of letters."""
    return word[:1].isalpha()


_CONTROLS: Final = {code: None for code in (*range(32), 127) if chr(code) != "\n"}
_LEFT_OUT: Final = frozenset({"Mn", "Me", "Cc", "Cf", "Cs", "Co"})
