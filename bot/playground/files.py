"""The files that people and the bot have sent, in memory and bounded."""

import itertools
import mimetypes
import re
import secrets

from bot.playground.errors import ApiError, bad_request
from bot.playground.model import File, Kind
from bot.playground.pictures import picture_size

MEBIBYTE = 1024 * 1024
LARGEST = {Kind.DOCUMENT: 50 * MEBIBYTE, Kind.PHOTO: 10 * MEBIBYTE, Kind.STICKER: MEBIBYTE // 2}
LARGEST_DOWNLOAD = 20 * MEBIBYTE
"""What a bot may fetch with getFile."""

KEPT = 256 * MEBIBYTE
"""All files together; the oldest go first."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\]+")


class Files:
    """Files by id. A file is found by its id or not at all, so no path can lead elsewhere."""

    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}
        # A bot may keep ids of files across runs: those of an earlier run must name nothing.
        self._run = secrets.token_hex(6)
        self._numbers = itertools.count(1)

    def keep(self, kind: Kind, name: str, content: bytes) -> File:
        """Take a file in; refuses what Telegram refuses to take as this kind."""
        if not content:
            raise bad_request("file must be non-empty")
        if len(content) > LARGEST[kind]:
            raise too_large(kind, len(content))
        width, height = picture_size(content) or (0, 0)
        if kind is not Kind.DOCUMENT:
            _check_picture(width, height)
        plain = plain_name(name)
        mime = mimetypes.guess_type(plain)[0] or "application/octet-stream"
        number = next(self._numbers)
        file = File(f"{kind[0].upper()}{self._run}-{number}", kind, plain, mime, content, width, height)
        self._by_id[file.id] = file
        self._make_room()
        return file

    def get(self, file_id: str) -> File | None:
        """The file, unless it never was or had to make room."""
        return self._by_id.get(file_id)

    def at(self, path: str) -> File | None:
        """The file that getFile gave this path."""
        return next((file for file in self._by_id.values() if file_path(file) == path), None)

    def _make_room(self) -> None:
        total = sum(len(file.content) for file in self._by_id.values())
        while total > KEPT:
            oldest = self._by_id.pop(next(iter(self._by_id)))
            total -= len(oldest.content)


def file_path(file: File) -> str:
    """Where the bot downloads it, below /file/bot<token>/."""
    suffix = re.search(r"\.[A-Za-z0-9]{1,8}$", file.name)
    return f"{file.kind}s/file_{file.id.rpartition('-')[2]}{suffix[0].lower() if suffix else ''}"


def plain_name(name: str) -> str:
    """A file name without folders or control characters, never empty."""
    return _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(". ")[:200] or "berkas"


def too_large(kind: Kind, size: int) -> ApiError:
    """The refusal of a file above the limit of its kind."""
    if kind is Kind.DOCUMENT:
        return ApiError(413, "Request Entity Too Large")
    return bad_request(
        f"file of size {size} bytes is too big for a {kind}; the maximum size is {LARGEST[kind]} bytes"
    )


def _check_picture(width: int, height: int) -> None:
    if not width or not height:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
