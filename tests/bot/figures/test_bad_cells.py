"""Titles and cells that cannot come in: each with the words that their sender reads."""

from pathlib import Path

import pytest
from filed import examined, inline, package, sheet, told

from bot.figures.examining import Faulty
from bot.figures.limits import Limits
from bot.figures.origins import SourceDefaults

HEAD = "Kode;Periode;Peserta\n"
HEADER = inline("Kode", "Periode", "Peserta")


def cells(*written: str) -> bytes:
    """A workbook with a header and one row of XML."""
    return package(sheet(HEADER, *written))


FILES: dict[str, tuple[bytes | str, list[str]]] = {
    "an unknown title": (
        "Kode;Periode;Peserta;Warna\n61;2024;5;x\n",
        [("Baris 1, kolom “D”: judul “Warna” tidak dikenal; hapus kolomnya atau pakai judul dari templat")],
    ),
    "a title like another": (
        "Kode;Periode;Pesertaa\n61;2024;5\n",
        [
            "Baris 1, kolom “C”: judul “Pesertaa” tidak dikenal; apakah maksudnya “peserta”?",
            "Baris 1: tidak ada kolom angka, seperti “Terlindungi”, “Pekerja”, atau “Cakupan (%)”",
        ],
    ),
    "a title twice": (
        "Kode;Periode;Peserta;Terlindungi\n61;2024;5;5\n",
        ["Baris 1, kolom “D”: judul “Terlindungi” sama artinya dengan judul kolom C"],
    ),
    "the labour force": (
        "Kode;Periode;Peserta;Angkatan Kerja\n61;2024;5;9\n",
        [
            (
                "Baris 1, kolom “D”: “Angkatan Kerja” menghitung orang lain, bukan pekerja yang "
                "menjadi penyebut cakupan; hapus kolomnya"
            )
        ],
    ),
    "no column of regions": (
        "Periode;Peserta\n2024;5\n",
        ["Baris 1: tidak ada kolom wilayah, seperti “Kode” atau “Wilayah”"],
    ),
    "a column without a title": (
        HEAD + "61;2024;5;6\n",
        ["Baris 2, kolom “D”: ada isi di kolom tanpa judul"],
    ),
    "a formula without its value": (
        cells(inline("61", "2024") + "<c><f>1+1</f></c>"),
        [
            (
                "Baris 2, kolom “Peserta”: rumusnya tidak punya hasil tersimpan; hitung ulang "
                "lembarnya lalu simpan"
            )
        ],
    ),
    "a formula that fails": (
        cells(inline("61", "2024") + '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
        ["Baris 2, kolom “Peserta”: rumusnya menghasilkan kesalahan: #DIV/0!"],
    ),
    "a date for a number": (
        package(
            sheet(HEADER, inline("61", "2024") + '<c s="0"><v>45000</v></c>'),
            styles='<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>',
        ),
        [
            (
                "Baris 2, kolom “Peserta”: ada tanggal di tempat angka: 2023-03-15; atur format "
                "kolomnya sebagai angka"
            )
        ],
    ),
    "a region that is none": (
        "Wilayah;Periode;Peserta\nKota Pontianakk;2024;5\n",
        [
            (
                "Baris 2, kolom “Wilayah”: tidak ada wilayah bernama “Kota Pontianakk”; yang mirip: "
                "Kota Pontianak (61.71)"
            )
        ],
    ),
    "a region that is two": (
        "Wilayah;Periode;Peserta\nBandung;2024;5\n",
        [
            (
                "Baris 2, kolom “Wilayah”: “Bandung” bisa berarti Kabupaten Bandung (32.04) dan Kota "
                "Bandung (32.73); tulis kode atau nama lengkapnya"
            )
        ],
    ),
    "BPS's code": (
        "Kode;Wilayah;Periode;Peserta\n6102;Bengkayang;2024;5\n",
        [
            (
                "Baris 2, kolom “Kode”: kode 6102 adalah Kabupaten Mempawah (61.02), tetapi nama di "
                "sampingnya “Bengkayang”"
            )
        ],
    ),
    "a period without a year": (HEAD + "61;Juli;5\n", ["Baris 2, kolom “Periode”: “Juli” tanpa tahun"]),
    "a segment that is none": (
        "Kode;Periode;Segmen;Peserta\n61;2024;swasta;5\n",
        [
            (
                "Baris 2, kolom “Segmen”: tidak ada segmen bernama “swasta”; yang ada: total, formal, "
                "informal, dan jasa konstruksi"
            )
        ],
    ),
    "parts of people": (
        HEAD + "61;2024;607,5\n",
        ["Baris 2, kolom “Peserta”: “607,5” bukan jumlah orang yang bulat"],
    ),
    "fewer than none": (HEAD + "61;2024;(607)\n", ["Baris 2, kolom “Peserta”: “(607)” negatif"]),
    "a word for a number": (HEAD + "61;2024;banyak\n", ["Baris 2, kolom “Peserta”: “banyak” bukan angka"]),
    "a source without a title": (
        "Kode;Periode;Peserta;Penerbit;Judul;Alamat;Tanggal terbit\n61;2024;5;BPS;;;2024\n",
        ["Baris 2, kolom “Judul”: sumbernya tanpa judul atau alamat"],
    ),
    "a source without a date": (
        "Kode;Periode;Peserta;Penerbit;Tanggal terbit\n61;2024;5;BPS;-\n",
        [
            (
                "Baris 2, kolom “Tanggal terbit”: sumbernya tanpa tanggal terbit; bila memang tidak "
                "ada, tulis “tanpa tanggal”"
            )
        ],
    ),
    "a source of tomorrow": (
        "Kode;Periode;Peserta;Penerbit;Tanggal terbit\n61;2024;5;BPS;23/11/2026\n",
        [("Baris 2, kolom “Tanggal terbit”: “23/11/2026” masih di masa depan; sumber sudah harus terbit")],
    ),
    "an address that runs code": (
        "Kode;Periode;Peserta;Penerbit;Alamat\n61;2024;5;BPS;javascript:alert(1)\n",
        ["Baris 2, kolom “Alamat”: “javascript:alert(1)” bukan alamat yang diawali https://"],
    ),
    "one key for two sources": (
        "Kode;Periode;Peserta;Penerbit;Kunci sumber\n61;2024;5;BPS;a\n62;2024;5;DJSN;a\n",
        [("Baris 3, kolom “Kunci sumber”: kunci “a” sudah dipakai untuk sumber lain di baris sebelumnya")],
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_bad_title_or_cell_is_told_in_words(tmp_path: Path, name: str) -> None:
    content, problems = FILES[name]
    assert told(examined(tmp_path, content)) == problems


def test_all_problems_of_a_file_are_told_at_once_in_the_order_of_its_rows(tmp_path: Path) -> None:
    content = "Wilayah;Periode;Peserta;Cakupan\nAtlantis;2024;5;36,47\n61;TW V;-5;36,48\n61;2024;5;36.49\n"
    assert told(examined(tmp_path, content), "en") == [
        "Row 2, column “Wilayah”: no region is called “Atlantis”",
        "Row 3, column “Periode”: “TW V” is no period, such as 2024, Q3 2025 or July 2025",
        "Row 3, column “Peserta”: “-5” is negative",
        "Row 4, column “Cakupan”: “36.49” is written otherwise than the rest of the column, such as “36,47”",
    ]


def test_the_first_problems_are_kept_and_the_others_counted(tmp_path: Path) -> None:
    found = examined(tmp_path, HEAD + "99;2024;5\n" * 45, limits=Limits(problems=20))
    assert isinstance(found, Faulty)
    assert (len(found.problems), found.more) == (20, 25)


def test_a_file_of_nothing_but_problems_is_given_up(tmp_path: Path) -> None:
    found = examined(tmp_path, HEAD + "99;2024;5\n" * 90, limits=Limits(problems=1))
    assert told(found, "en") == [
        "Row 2, column “Kode”: no region has the code 99; Kemendagri's codes are needed, not BPS's",
        "Row 52: reading was given up here: there are too many problems for a table of figures",
        "… and 50 more problems.",
    ]


def test_what_ends_the_reading_is_told_after_the_problems_before_it(tmp_path: Path) -> None:
    content = HEAD + '99;2024;5\n61;2024;"5\n'
    assert told(examined(tmp_path, content), "en") == [
        "Row 2, column “Kode”: no region has the code 99; Kemendagri's codes are needed, not BPS's",
        "Row 3: a quotation mark opens here and is never closed",
    ]


def test_a_source_that_the_whole_file_lacks_is_told_once(tmp_path: Path) -> None:
    found = examined(tmp_path, HEAD + "61;2024;5\n" * 9, defaults=SourceDefaults())
    assert told(found) == ["Baris 2: sumbernya tidak ada: siapa yang menerbitkan angkanya"]
