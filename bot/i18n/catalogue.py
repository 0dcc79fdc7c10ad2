"""The gettext catalogues, read at the start from the .po files that translators edit.

Only what is translated completely may be offered as a language; a test holds the catalogues to that.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

from bot.i18n.translator import Translator

LANGUAGES: Final[Mapping[str, str]] = {"id": "Bahasa Indonesia", "en": "English"}


@cache
def translator(language: str) -> Translator:
    """The translator for "id" or "en". Raises KeyError for a language that is not offered."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return Translator(language, read_messages(folder() / language / "LC_MESSAGES" / "messages.po"))


def read_messages(file: Path) -> dict[str, tuple[str, ...]]:
    """The translations of a catalogue by their English sentence; a plural has several forms."""
    with file.open("rb") as lines:
        catalogue = read_po(lines)
    messages = {}
    for message in catalogue:
        if message.id:
            forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
            messages[message.id if isinstance(message.id, str) else message.id[0]] = tuple(map(str, forms))
    return messages


def folder() -> Path:
    """Where the catalogues are: inside the installed package, or beside it in a checkout."""
    package = Path(str(files("bot")))
    installed = package / "locales"
    return installed if installed.is_dir() else package.parent / "locales"
