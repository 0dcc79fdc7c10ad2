"""A version as one blob: a header, the tables as JSON, and the columns.

The header holds a magic number, the format, the length of the JSON, and the SHA-256 of all that follows it. A
number in a column has its lowest byte first.
"""

from __future__ import annotations

import hashlib
import json
import struct
from array import array
from dataclasses import fields
from typing import Final

from core.packed.columns import WIDTHS, read, written
from core.packed.content import Columns, Content
from core.packed.tables import VOCABULARY, content_from, tables_of

_MAGIC: Final = b"CAKUPAN\x1a"
_FORMAT: Final = 1
_HEADER: Final = struct.Struct("<8sHI32s")
_NAMES: Final = tuple(field.name for field in fields(Columns))


class UnreadableVersionError(ValueError):
    """A blob that is no version of figures, or not whole; its text says which."""


def dump(content: Content) -> bytes:
    """The content as a blob, from which `load` gives it back."""
    parts = _parts(content)
    header = _HEADER.pack(_MAGIC, _FORMAT, len(parts[0]), _sha256(parts))
    return b"".join((header, *parts))


def digest(content: Content) -> str:
    """Twelve hexadecimal digits, the same for the same content."""
    return _sha256(_parts(content)).hex()[:12]


def load(blob: bytes) -> Content:
    """The content of a blob. Raises UnreadableVersionError for a foreign, a newer or a damaged one."""
    if not blob.startswith(_MAGIC):
        raise UnreadableVersionError("not a packed version of figures")
    if len(blob) < _HEADER.size:
        raise UnreadableVersionError("cut off in its header")
    _, form, length, checksum = _HEADER.unpack_from(blob)
    if form != _FORMAT:
        raise UnreadableVersionError(f"packed in format {form}, and only format {_FORMAT} is understood")
    body = memoryview(blob)[_HEADER.size :]
    if hashlib.sha256(body).digest() != checksum:
        raise UnreadableVersionError("cut off or damaged: it does not match its own checksum")
    head = json.loads(bytes(body[:length]))
    if head["vocabulary"] != VOCABULARY:
        raise UnreadableVersionError("packed by a release with other segments, metrics or bases")
    columns: dict[str, array[int]] = {}
    for name, (kind, count) in head["columns"].items():
        end = length + count * WIDTHS[kind]
        columns[name], length = read(kind, body[length:end]), end
    return content_from(head, Columns(**columns))


def _parts(content: Content) -> list[bytes]:
    """The JSON, then the columns in its order."""
    columns = {name: getattr(content.columns, name) for name in _NAMES}
    kinds = {name: [column.typecode, len(column)] for name, column in columns.items()}
    head = tables_of(content) | {"columns": kinds}
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    return [text.encode(), *map(written, columns.values())]


def _sha256(parts: list[bytes]) -> bytes:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part)
    return whole.digest()
