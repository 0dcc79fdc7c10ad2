"""What a file is, by its content: names are given by people and say little."""

from __future__ import annotations

import re
import stat
from contextlib import ExitStack
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from bot.figures.limits import Limits
from bot.figures.problems import Fault, Unreadable
from bot.figures.tables.delimited import Delimited
from bot.figures.tables.rows import Document
from bot.figures.tables.workbook import Workbook

_BEGINNINGS: Final = (
    (b"%PDF", Fault.PDF),
    (b"\x89PNG", Fault.PICTURE),
    (b"\xff\xd8\xff", Fault.PICTURE),
    (b"GIF8", Fault.PICTURE),
    (b"BM", Fault.PICTURE),
    (b"II*\0", Fault.PICTURE),
    (b"MM\0*", Fault.PICTURE),
    (b"Rar!", Fault.ARCHIVE),
    (b"7z\xbc\xaf", Fault.ARCHIVE),
    (b"\x1f\x8b", Fault.ARCHIVE),
)
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
"""The stream of an OLE file that holds a workbook with a password ([MS-OFFCRYPTO] 2.1.1)."""
_BLANK: Final = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_WEB_PAGE: Final = re.compile(rb"\s*<(?:!doctype html|html|table|\?xml)\b", re.IGNORECASE)
_BITMAP: Final = re.compile(rb"BM.{4}\0{4}", re.DOTALL)
_NAME: Final = re.compile(r"[^/\\\0-\x1f\x7f]{1,255}")


def opened(path: Path, name: str, limits: Limits) -> Document:
    """The file as tables. Raises Unreadable for one that is none, or more than may be."""
    if not _NAME.fullmatch(name) or name in (".", ".."):
        raise Unreadable(Fault.BAD_NAME)
    try:
        state = path.stat()
    except OSError:
        raise Unreadable(Fault.MISSING) from None
    if not stat.S_ISREG(state.st_mode):
        raise Unreadable(Fault.MISSING)
    if state.st_size > limits.size:
        raise Unreadable(Fault.TOO_BIG, megabytes=limits.megabytes)
    with path.open("rb") as file:
        beginning = file.read(1024)
    if state.st_size <= len(beginning) and not beginning.strip(_BLANK):
        raise Unreadable(Fault.EMPTY)
    if beginning.startswith(_ZIP):
        return _workbook(path, limits)
    _refuse(beginning, path)
    return Delimited(path, limits)


def _refuse(beginning: bytes, path: Path) -> None:
    """Raises Unreadable for what is known not to be a table."""
    if beginning.startswith(_OLE):
        raise Unreadable(Fault.ENCRYPTED if _LOCKED in path.read_bytes() else Fault.OLD_OFFICE)
    for mark, fault in _BEGINNINGS:
        if beginning.startswith(mark) and (mark != b"BM" or _BITMAP.match(beginning)):
            raise Unreadable(fault)
    if beginning.startswith(b"RIFF") and beginning[8:12] == b"WEBP":
        raise Unreadable(Fault.PICTURE)
    if _WEB_PAGE.match(beginning):
        raise Unreadable(Fault.WEB_PAGE)


def _workbook(path: Path, limits: Limits) -> Workbook:
    with ExitStack() as opened_so_far:
        file = opened_so_far.enter_context(path.open("rb"))
        try:
            package = ZipFile(file)
        except BadZipFile:
            raise Unreadable(Fault.CUT_OFF) from None
        fault = _fault_of(package)
        if fault:
            raise Unreadable(fault)
        opened_so_far.pop_all()
        return Workbook(file, package, limits)


def _fault_of(package: ZipFile) -> Fault | None:
    """What is known of a zip not to be a workbook that can be read."""
    names = set(package.namelist())
    signs = (
        (Fault.ENCRYPTED, any(entry.flag_bits & 1 for entry in package.infolist())),
        (Fault.OPEN_DOCUMENT, "mimetype" in names and "content.xml" in names),
        (Fault.MACROS, any(name.endswith("vbaProject.bin") for name in names)),
        (Fault.BINARY_WORKBOOK, "xl/workbook.bin" in names),
        (Fault.NOT_A_WORKBOOK, any(name.startswith(("word/", "ppt/")) for name in names)),
        (Fault.ARCHIVE, "_rels/.rels" not in names),
    )
    return next((fault for fault, told in signs if told), None)
