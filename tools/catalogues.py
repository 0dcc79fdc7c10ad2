"""Brings the catalogues up to date with the sentences in the code: `make catalogues`.

English is its own translation and is filled in here; what Indonesian still lacks stays empty, and a test
names it. Nothing in the files depends on the day or the machine.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "locales"
KEYWORDS = {"t": None, "mark": None, "self": None, "plural": (1, 2)}
_UNSTABLE = tuple(
    f'"{name}'
    for name in (
        "POT-Creation",
        "PO-Revision",
        "Generated-By",
        "Report-Msgid",
        "Last-Translator",
        "Language-Team",
    )
)
HEADER = "# Sentences of the bot. The English one is the key; {holes} and <tags> are kept as they are."


def extracted() -> Catalog:
    """Every sentence in the code, in the order of the files."""
    catalogue = _empty(None)
    found = extract_from_dir(str(ROOT / "bot"), [("**.py", "python")], keywords=KEYWORDS)
    for file, _line, sentence, _comments, _context in sorted(found, key=lambda each: (each[0], each[1])):
        catalogue.add(sentence, locations=[(f"bot/{file}", 1)])
    return catalogue


def updated(language: str, template: Catalog) -> Catalog:
    """A language's catalogue with every sentence of the template; what was translated stays."""
    file = LOCALES / language / "LC_MESSAGES" / "messages.po"
    with file.open("rb") as lines:
        earlier = read_po(lines, locale=language)
    catalogue = _empty(language)
    for message in template:
        if message.id:
            known = earlier.get(_key(message)) if _key(message) in earlier else None
            string = message.id if language == "en" else known.string if known else ""
            catalogue.add(message.id, string, locations=message.locations)
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """A catalogue as the bytes of its file."""
    file = io.BytesIO()
    write_po(file, catalogue, width=100, include_lineno=False, ignore_obsolete=True)
    lines = file.getvalue().decode().split("\n")
    kept = [line for line in lines if not line.startswith(_UNSTABLE)]
    return "\n".join(kept).encode()


def files() -> dict[Path, bytes]:
    """Every catalogue with what it should hold."""
    template = extracted()
    wanted = {LOCALES / "messages.pot": written(template)}
    for language in ("id", "en"):
        path = LOCALES / language / "LC_MESSAGES" / "messages.po"
        wanted[path] = written(updated(language, template))
    return wanted


def _empty(language: str | None) -> Catalog:
    return Catalog(
        locale=language,
        header_comment=HEADER,
        project="cakupan",
        version="1",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        fuzzy=False,
    )


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


if __name__ == "__main__":
    for path, content in files().items():
        path.write_bytes(content)
