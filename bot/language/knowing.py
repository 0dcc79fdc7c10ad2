"""The day whose knowledge an answer is to rest on: "menurut data per 1 Maret 2025", "as of 1 March 2025".

Only a whole date behind such words is meant so: "data per Juli 2025" asks for the figures of that month.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bot.language import vocabulary as v

_WORDS: Final = (
    r"(?:(?:menurut|berdasarkan|berdasar|memakai|pakai|dengan|according\s+to|by)\s+)?"
    r"(?:(?:data|angka|versi|figures)\s+(?:yang\s+)?(?:(?:diketahui|dikenal|berlaku|known)\s+)?(?:per|pada|on|as\s+of)"
    r"|as\s+of|as\s+known\s+on)"
    r"\s+(?:tanggal\s+|tgl\.?\s+)?"
)
_MONTHS: Final = "|".join(sorted(v.MONTHS, key=len, reverse=True))
_WRITTEN: Final = re.compile(rf"\b{_WORDS}(\d{{1,2}})\s+({_MONTHS})\.?\s+(\d{{4}})\b", re.IGNORECASE)
_NUMERIC: Final = re.compile(rf"\b{_WORDS}(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}})\b", re.IGNORECASE)
_ISO: Final = re.compile(rf"\b{_WORDS}(\d{{4}})-(\d{{2}})-(\d{{2}})\b", re.IGNORECASE)


def known_on(text: str, today: date) -> tuple[str, date | None]:
    """The text without such words, and the day; none where there is no such day, or where it is yet to come."""
    for pattern in (_WRITTEN, _NUMERIC, _ISO):
        found = pattern.search(text)
        if found:
            day = _day(*found.groups())
            return (
                (f"{text[: found.start()]} {text[found.end() :]}", min(day, today)) if day else (text, None)
            )
    return text, None


def _day(first: str, month: str, last: str) -> date | None:
    year, day = (first, last) if len(first) == 4 else (last, first)
    number = v.MONTHS.get(month.lower()) or int(month)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
