"""From typed text to plain words: one case, one width, no decoration."""

from __future__ import annotations

import re
import unicodedata

MAX_TEXT = 4096
_WORD = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W_]+(?:['’][^\W_]+)*")


def words(text: str) -> list[str]:
    """The words of a text in lower case without diacritics; numbers keep their separators and percent sign."""
    folded = unicodedata.normalize("NFKD", text[:MAX_TEXT]).casefold()
    return _WORD.findall("".join(mark for mark in folded if not unicodedata.combining(mark)))


def is_number(word: str) -> bool:
    """Whether a word is written in digits."""
    return word[:1].isdigit()
