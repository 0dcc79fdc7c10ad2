"""What is written beneath a file of figures: the source of rows that name none, and a note."""

from __future__ import annotations

import re
from typing import Final

from bot.figures.origins import SourceDefaults

_LINE: Final = re.compile(r"\s*(\w+)\s*:\s*(.+?)\s*\Z")
_NAMES: Final = {
    "sumber": "publisher",
    "penerbit": "publisher",
    "source": "publisher",
    "publisher": "publisher",
    "judul": "title",
    "dokumen": "title",
    "title": "title",
    "terbit": "published",
    "tanggal": "published",
    "published": "published",
    "date": "published",
    "url": "url",
    "tautan": "url",
    "link": "url",
}
LONGEST: Final = 1_000
"""Characters of a note that are kept."""


def read_caption(text: str) -> tuple[str, SourceDefaults]:
    """The note, and the source that lines such as "sumber: BPJS Ketenagakerjaan" tell."""
    told: dict[str, str] = {}
    noted = []
    for line in text.splitlines():
        found = _LINE.match(line)
        name = _NAMES.get(found[1].lower()) if found else None
        if found and name:
            told[name] = found[2]
        elif line.strip() and not line.startswith("/"):
            noted.append(line.strip())
    return " ".join(noted)[:LONGEST], SourceDefaults(**told)
