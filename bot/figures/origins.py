"""Where a row's numbers were published, and what is remarked on them.

A figure without a source is never shown, so every row needs one: its own, or the one given for the whole file.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.figures.fields import Flaw, Said
from bot.figures.headers import Column
from bot.figures.problems import Fault
from bot.figures.spelling import said
from bot.figures.times import published_of
from core.model import Note, Source

SOURCE: Final = (Column.PUBLISHER, Column.TITLE, Column.PUBLISHED, Column.URL, Column.SOURCE_KEY)
_ADDRESS: Final = re.compile(r"https?://[^\s/?#\"'<>]+\.[^\s\"'<>]+", re.IGNORECASE)
_KEY: Final = re.compile(r"[a-z0-9-]{1,100}")
_DIGITS: Final = 8


@dataclass(frozen=True, slots=True)
class SourceDefaults:
    """The source of rows that name none, and what columns are missing for: each as a cell would say it."""

    publisher: str = ""
    title: str = ""
    published: str = ""
    url: str = ""


NO_DEFAULTS: Final = SourceDefaults()


class Origins:
    """Reads the columns that name a source."""

    def __init__(self, defaults: SourceDefaults, today: date) -> None:
        self._defaults: Mapping[Column, str] = {
            Column.PUBLISHER: defaults.publisher,
            Column.TITLE: defaults.title,
            Column.PUBLISHED: defaults.published,
            Column.URL: defaults.url,
        }
        self._today = today
        self._keys: dict[str, Source] = {}

    def __call__(self, told: Said) -> Source | Flaw:
        """The source of a row; a row that names one itself takes from the defaults only what has no column."""
        own = {column: said(cell) for column, cell in told.items()}
        texts = {**self._defaults, **own} if any(own.values()) else self._defaults
        publisher, title, url = (texts[column] for column in (Column.PUBLISHER, Column.TITLE, Column.URL))
        if not publisher:
            return Flaw(Fault.NO_PUBLISHER, Column.PUBLISHER)
        if not title and not url:
            return Flaw(Fault.NO_PUBLICATION, Column.TITLE)
        if url and not _ADDRESS.fullmatch(url):
            return Flaw(Fault.NOT_AN_ADDRESS, Column.URL, {"text": url[:60]})
        published = self._published(texts[Column.PUBLISHED])
        if isinstance(published, Flaw):
            return published
        return self._keyed(Source(texts.get(Column.SOURCE_KEY, ""), publisher, title, published, url))

    def _published(self, text: str) -> str | Flaw:
        if not text:
            return Flaw(Fault.NO_DATE, Column.PUBLISHED)
        published = published_of(text, self._today)
        if published is None:
            return Flaw(Fault.NOT_A_DATE, Column.PUBLISHED, {"text": text[:40]})
        if published > self._today.isoformat():
            return Flaw(Fault.NOT_YET, Column.PUBLISHED, {"text": text[:40]})
        return published

    def _keyed(self, source: Source) -> Source | Flaw:
        key = source.key or derived_key(source)
        if not _KEY.fullmatch(key):
            return Flaw(Fault.NOT_A_KEY, Column.SOURCE_KEY, {"text": key[:60]})
        keyed = Source(key, source.publisher, source.title, source.published, source.url)
        if self._keys.setdefault(key, keyed) != keyed:
            return Flaw(Fault.KEY_TAKEN, Column.SOURCE_KEY, {"text": key})
        return keyed


def derived_key(source: Source) -> str:
    """A key that the same publication always has: who, when, and a digest of everything."""
    content = "\0".join((source.publisher, source.title, source.published, source.url))
    folded = unicodedata.normalize("NFKD", source.publisher).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:40]
    parts = (name, source.published, hashlib.sha256(content.encode()).hexdigest()[:_DIGITS])
    return "-".join(part for part in parts if part)


def doubt_of(told: Said) -> Note | None:
    """Why the numbers of a row may be wrong."""
    return _note(told, Column.DOUBT, Column.DOUBT_EN)


def note_of(told: Said) -> Note | None:
    """What else is remarked on a row."""
    return _note(told, Column.NOTE, Column.NOTE_EN)


def _note(told: Said, first: Column, second: Column) -> Note | None:
    """A remark; written in one language only, it is shown so in both."""
    indonesian, english = (said(told.get(column, "")) for column in (first, second))
    return Note(indonesian or english, english or indonesian) if indonesian or english else None
