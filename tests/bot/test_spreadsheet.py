"""Tables as files: read back, they are what was put in, and nothing in them is a formula."""

import csv
import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from bot.sheets.spreadsheet import Cell, Column, Percent, Table, csv_file, xlsx_file

DAY = date(2026, 11, 22)
EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x.example")', "https://x.example"]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def table(*rows: tuple[Cell, ...], name: str = "Angka") -> Table:
    width = len(rows[0]) if rows else 1
    return Table(name, tuple(Column(f"Kolom {at}", 12) for at in range(width)), rows)


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def cells(content: bytes, sheet: int = 1) -> dict[str, tuple[str, str]]:
    """Each cell's type ("s" a text, "n" a number) and what it holds, a text spelled out."""
    found = parts(content)
    strings = ["".join(node.itertext()) for node in ElementTree.fromstring(found["xl/sharedStrings.xml"])]
    sheet_xml = ElementTree.fromstring(found[f"xl/worksheets/sheet{sheet}.xml"])
    values = {}
    for cell in sheet_xml.iter(f"{MAIN}c"):
        kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v") or ""
        values[cell.get("r", "")] = (kind, strings[int(value)] if kind == "s" else value)
    return values


def test_csv_is_read_as_indonesian_excel_writes_it() -> None:
    content = csv_file(table(("Kubu Raya", 110_023, Percent(Decimal("39.21")), DAY, None)))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[1] == "Kubu Raya;110023;39,21;2026-11-22;"


def test_csv_gives_back_texts_with_separators_quotes_and_lines() -> None:
    row = ('a;b "c"', "satu\ndua", "é — ≈")
    assert read_csv(csv_file(table(row)))[1] == list(row)


@pytest.mark.parametrize("text", EVIL[:-1])
def test_csv_guards_a_text_that_would_be_a_formula(text: str) -> None:
    assert read_csv(csv_file(table((text,))))[1] == [f"'{text}"]


@pytest.mark.parametrize("text", EVIL)
def test_xlsx_keeps_every_text_a_text(text: str) -> None:
    content = xlsx_file([table((text,))], "=1+1", DAY)
    assert cells(content)["A2"][0] == "s"
    everything = "".join(parts(content).values())
    assert not re.search(r"<f[ >/]|<hyperlink", everything)


def test_xlsx_has_numbers_percentages_and_days_as_numbers_with_formats() -> None:
    content = xlsx_file([table((607_426, Percent(Decimal("36.47")), DAY, "61.01", None))], "x", DAY)
    found = cells(content)
    assert found["A2"] == ("n", "607426")
    assert found["B2"] == ("n", "0.3647")
    assert found["C2"] == ("n", str((DAY - date(1899, 12, 30)).days))
    assert found["D2"] == ("s", "61.01")
    assert "E2" not in found
    styles = parts(content)["xl/styles.xml"]
    assert 'formatCode="dd/mm/yyyy"' in styles
    assert 'formatCode="0.00%"' in styles


def test_xlsx_has_a_header_that_stays_with_a_filter_and_widths() -> None:
    sheet = parts(xlsx_file([table(("a", "b"), ("c", "d"))], "x", DAY))["xl/worksheets/sheet1.xml"]
    assert '<pane ySplit="1" topLeftCell="A2"' in sheet
    assert '<autoFilter ref="A1:B3"/>' in sheet
    assert 'width="12.' in sheet


def test_xlsx_of_the_same_tables_is_the_same_file() -> None:
    assert xlsx_file([table(("a",))], "x", DAY) == xlsx_file([table(("a",))], "x", DAY)
