"""Delimited text in the forms that offices write."""

from pathlib import Path

import pytest
from filed import numbers, stated

from core.model import Metric

ROWS = [["Kode", "Periode", "Peserta", "Catatan"], ["61", "2024", "607426", "Laporan — “awal” café"]]


def text(separator: str) -> str:
    return "\r\n".join(separator.join(row) for row in ROWS) + "\r\n"


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separators_and_encodings_are_found_out(tmp_path: Path, separator: str, encoding: str) -> None:
    (found,) = stated(tmp_path, text(separator).encode(encoding))
    assert (found.region, found.metric, found.stated.quantity.shown) == ("61", Metric.COVERED, 607_426)
    assert found.stated.note is not None
    assert found.stated.note.id == "Laporan — “awal” café"


def test_a_comma_in_a_quoted_field_and_a_line_break_separate_nothing(tmp_path: Path) -> None:
    content = 'Kode,Periode,"Peserta\n(orang)",Catatan\n61,2024,"607.426","satu, dua\nbaris ""lain"""\n'
    (found,) = stated(tmp_path, content)
    assert found.stated.note is not None
    assert found.stated.note.id == 'satu, dua baris "lain"'


def test_titles_above_blank_rows_and_the_numbering_of_columns_are_passed_over(tmp_path: Path) -> None:
    above = "CAKUPAN KEPESERTAAN;;\n;;\nKalimantan Barat, tahun 2024;;\n"
    content = (
        above
        + "NO.;Kabupaten/Kota;Tahun;PESERTA  AKTIF\n(1);(2);(3);(4)\n1;Kab. Sambas;2024;10\n\n;;;\n"
        + "2;Pontianak;2024;20\n"
    )
    assert numbers(stated(tmp_path, content)) == [
        ("61.01", "2024", "total", "covered", "10"),
        ("61.71", "2024", "total", "covered", "20"),
    ]


def test_a_line_may_end_as_on_old_macs_and_a_row_may_be_short(tmp_path: Path) -> None:
    content = "Kode;Periode;Peserta;Catatan\r61;2024;5\r62;2024;6;\r"
    assert len(stated(tmp_path, content)) == 2
