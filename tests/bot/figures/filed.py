"""Files of figures made for a test, and what comes of reading them."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from struct import pack
from typing import Any

from xlsxwriter import Workbook

from bot.figures.examining import Faulty, Fine, examine
from bot.figures.limits import LIMITS, Limits
from bot.figures.observed import Observation
from bot.figures.ordering import File, Order
from bot.figures.origins import SourceDefaults
from bot.figures.parcel import Observations
from bot.figures.wording import lines
from bot.i18n import translator
from bot.messages import plain
from core.model import Metric
from core.shipped import shipped

TODAY = date(2026, 11, 22)
OFFICE = SourceDefaults("BPJS Ketenagakerjaan Pontianak", "Laporan Juli 2025", "2025-07-31")
SHARES = (Metric.COVERAGE, Metric.SHARE)


def examined(
    path: Path,
    content: bytes | str,
    name: str = "angka.csv",
    limits: Limits = LIMITS,
    defaults: SourceDefaults = OFFICE,
) -> Fine | Faulty:
    """What comes of a file with that content, without a process of its own."""
    file = path / "upload"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    named = File(file, name, defaults)
    return examine(named, Order(named, shipped().regions, TODAY, limits), lambda rows, percent: None)


def stated(path: Path, content: bytes | str) -> list[Observation]:
    """The observations of a file without problems."""
    found = examined(path, content)
    assert isinstance(found, Fine), told(found)
    return [*Observations(found.parcel)]


def told(found: Fine | Faulty, language: str = "id") -> list[str]:
    """The problems in words."""
    assert isinstance(found, Faulty)
    return [plain(line) for line in lines(found.problems, found.more, translator(language))]


def numbers(observations: Iterable[Observation]) -> list[tuple[str, str, str, str, str]]:
    """Region, period, segment, metric and number with its sign; "±" stands before the step of a rounded one."""
    found = []
    for each in observations:
        quantity, share = each.stated.quantity, each.metric in SHARES
        scale, sign = (100, "%") if share else (1, "")
        number = f"{float(quantity.shown * scale):g}{sign}" if share else str(quantity.shown)
        step = f" ±{float(quantity.step * scale):g}" if quantity.step else ""
        found.append((each.region, str(each.period), each.segment.value, each.metric.value, number + step))
    return found


def workbook(
    *sheets: Iterable[Iterable[object]], hidden: Iterable[int] = (), formats: Mapping[int, str] = {}
) -> bytes:
    """An XLSX of sheets of rows; `formats` are number formats by column."""
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_urls": False}) as book:
        styles = {column: book.add_format({"num_format": code}) for column, code in formats.items()}
        for at, rows in enumerate(sheets):
            sheet = book.add_worksheet()
            if at in hidden:
                sheet.hide()
            for down, row in enumerate(rows):
                for across, cell in enumerate(row):
                    style = styles.get(across) if not isinstance(cell, str) else None
                    sheet.write(down, across, cell, *([style] if style else []))
    return content.getvalue()


_PARTS = {
    "_rels/.rels": (
        '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="Angka" r:id="s1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": (
        '<Relationships><Relationship Id="s1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="t" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        '<Relationship Id="y" Type="x/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/sharedStrings.xml": "<sst/>",
    "xl/styles.xml": "<styleSheet/>",
}


def package(sheet: str, **parts: str | bytes | None) -> bytes:
    """An XLSX made by hand of the XML of its sheet; a part goes by its last word, and None leaves it out."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            short = name.rpartition("/")[2].partition(".")[0] or "rels"
            chosen: Any = parts.pop(short, text)
            if chosen is not None:
                book.writestr(name, chosen)
        for name, text in parts.items():
            book.writestr(name, text or "")
    return content.getvalue()


def sheet(*rows: str) -> str:
    """The XML of a sheet of rows of cells."""
    return (
        "<worksheet><sheetData>" + "".join(f"<row>{row}</row>" for row in rows) + "</sheetData></worksheet>"
    )


def inline(*texts: str) -> str:
    """Cells of text."""
    return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)


def bomb(megabytes: int, declared: int) -> bytes:
    """An XLSX whose sheet unpacks to so many megabytes, whatever size it declares."""
    content = package("")
    small = zipfile.ZipFile(io.BytesIO(content))
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = squeezer.compress(b" " * 1_000_000) + squeezer.flush(zlib.Z_FULL_FLUSH)
    packed = block * megabytes + squeezer.flush()
    name = b"xl/worksheets/sheet1.xml"
    out, directory = io.BytesIO(), b""
    entries = [(entry.filename.encode(), small.read(entry)) for entry in small.infolist()]
    for path, data in entries:
        method, body, size = (8, packed, declared) if path == name else (0, data, len(data))
        crc = 0 if path == name else zlib.crc32(data)
        sizes = pack("<HHHHHIIIHH", 20, 0, method, 0, 33, crc, len(body), size, len(path), 0)
        directory += b"PK\1\2" + pack("<H", 20) + sizes + pack("<HHHII", 0, 0, 0, 0, out.tell()) + path
        out.write(b"PK\3\4" + sizes + path + body)
    start = out.tell()
    out.write(directory)
    out.write(b"PK\5\6" + pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), start, 0))
    return out.getvalue()
