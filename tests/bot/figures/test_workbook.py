"""XLSX workbooks as the programs of offices write them."""

from datetime import date
from pathlib import Path

import pytest
from filed import inline, numbers, package, sheet, stated, workbook

from bot.figures.tables.formats import Format, Kind, format_of, shown
from bot.figures.tables.rows import Number

HEAD = ["Kode", "Periode", "Segmen", "Peserta", "Cakupan (%)"]
EPOCH = date(1899, 12, 30)


def test_percentages_are_read_as_they_are_shown(tmp_path: Path) -> None:
    content = workbook([HEAD, ["61", 2024, "total", 607_426, 607_426 / 1_665_422]], formats={4: "0.00%"})
    assert numbers(stated(tmp_path, content)) == [
        ("61", "2024", "total", "covered", "607426"),
        ("61", "2024", "total", "coverage", "36.47% ±0.01"),
    ]


def test_a_plain_number_is_its_shortest_decimal(tmp_path: Path) -> None:
    content = workbook([HEAD, ["61", 2024, "total", None, 36.47], ["62", 2024, "total", None, 100 / 3]])
    assert [number[-1] for number in numbers(stated(tmp_path, content))] == [
        "36.47% ±0.01",
        "33.3333% ±1e-06",
    ]


def test_dates_in_a_column_of_periods_are_months(tmp_path: Path) -> None:
    content = workbook([HEAD, ["61", date(2025, 7, 31), "formal", 5, None]], formats={1: "mmm-yy"})
    assert numbers(stated(tmp_path, content)) == [("61", "2025-07", "formal", "covered", "5")]


def test_the_first_visible_sheet_with_a_header_is_read(tmp_path: Path) -> None:
    rows = [HEAD, ["61", 2024, "total", 1, None]]
    other = [HEAD, ["61", 2024, "total", 2, None]]
    content = workbook([["Penjelasan"]], other, rows, other, hidden=[1])
    assert [number[-1] for number in numbers(stated(tmp_path, content))] == ["1"]


def test_texts_may_be_shared_in_pieces_and_stand_in_any_of_the_forms(tmp_path: Path) -> None:
    strings = "<sst><si><r><t>Ko</t></r><r><t>de</t></r><rPh><t>x</t></rPh></si><si><t>Periode</t></si></sst>"
    rows = (
        '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="str"><f>A9</f><v>Peserta</v></c>',
        '<c r="A2" t="inlineStr"><is><t>61</t></is></c><c r="B2"><v>2024</v></c><c r="D2"><f>1+1</f><v>2</v></c>',
    )
    assert numbers(stated(tmp_path, package(sheet(*rows), sharedStrings=strings))) == [
        ("61", "2024", "total", "covered", "2")
    ]


def test_names_may_have_a_prefix_and_cells_no_reference(tmp_path: Path) -> None:
    rows = sheet(inline("Kode", "Periode", "Peserta"), inline("61", "2024", "7"))
    content = package(rows.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:"))
    assert numbers(stated(tmp_path, content)) == [("61", "2024", "total", "covered", "7")]


def test_old_macs_count_days_from_1904(tmp_path: Path) -> None:
    sheets = '<sheets><sheet name="A" r:id="s1"/></sheets>'
    book = f'<workbook xmlns:r="r"><workbookPr date1904="1"/>{sheets}</workbook>'
    styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    rows = sheet(
        inline("Kode", "Periode", "Peserta"), inline("61") + '<c s="1"><v>44000</v></c>' + inline("7")
    )
    found = stated(tmp_path, package(rows, workbook=book, styles=styles))
    assert str(found[0].period) == "2024-06"


@pytest.mark.parametrize(
    ("number", "code", "form"),
    [
        (10, None, Format(Kind.PERCENT, 2, 2)),
        (9, None, Format(Kind.PERCENT, 0, 0)),
        (14, None, Format(Kind.DATE)),
        (164, "0.0#%;[Red]-0%", Format(Kind.PERCENT, 1, 2)),
        (165, "[$-421]dd mmmm yyyy;@", Format(Kind.DATE)),
        (166, '#,##0" hari%"', Format()),
        (167, "#,##0.00_);(#,##0.00)", Format()),
        (0, None, Format()),
    ],
)
def test_formats_tell_dates_and_percentages_apart(number: int, code: str | None, form: Format) -> None:
    assert format_of(number, code) == form


@pytest.mark.parametrize(
    ("text", "form", "told"),
    [
        ("36.469999999999999", Format(), "36.47"),
        ("607426", Format(), "607426"),
        ("607426.0", Format(), "607426"),
        ("1E3", Format(), "1000"),
        ("0.36475000000000002", Format(Kind.PERCENT, 2, 2), "36.48%"),
        ("0.364749", Format(Kind.PERCENT, 2, 2), "36.47%"),
        ("0.5", Format(Kind.PERCENT, 0, 0), "50%"),
        ("0.365", Format(Kind.PERCENT, 1, 3), "36.5%"),
        ("-0.05", Format(Kind.PERCENT, 1, 1), "-5.0%"),
    ],
)
def test_a_number_is_shown_as_in_its_cell(text: str, form: Format, told: str) -> None:
    assert shown(text, form, EPOCH) == Number(told)
