"""Files that cannot come in: each with the words that its sender reads."""

import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from filed import bomb, examined, inline, package, sheet, told, workbook

from bot.figures.limits import Limits

SMALL = Limits(size=200_000, rows=50, columns=20, cell=100, line=2_000, unpacked=400_000, problems=20)
HEAD = "Kode;Periode;Peserta\n"
FINE = workbook([["Kode", "Periode", "Peserta"], ["61", 2024, 5]])
HEADER = inline("Kode", "Periode", "Peserta")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
DAMAGED = "Buku kerja ini rusak. Buka di aplikasi lembar kerja dan simpan lagi sebagai XLSX."
PASSWORD = "Berkas ini dilindungi kata sandi. Simpan tanpa kata sandi."
NO_HEADER = (
    "Baris judul kolom tidak ditemukan dalam 21 baris pertama. Perlu judul seperti “Kode”, “Periode”, dan "
    "“Terlindungi”; semuanya ada di templat."
)


def archive(**parts: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name.replace("_", "/"), text)
    return content.getvalue()


def cells(*written: str) -> bytes:
    """A workbook with a header and one row of XML."""
    return package(sheet(HEADER, *written))


def locked(content: bytes) -> bytes:
    """A zip whose entries say that they are encrypted."""
    at = content.index(b"PK\1\2")
    return content[: at + 8] + struct.pack("<H", 1) + content[at + 10 :]


FILES: dict[str, tuple[bytes | str, list[str]]] = {
    "nothing": (b"", ["Berkas ini kosong."]),
    "only blanks": ("\ufeff \r\n\t\n", ["Berkas ini kosong."]),
    "too big": (HEAD * 20_000, ["Berkas ini lebih besar dari 0 MB. Kirim dalam beberapa bagian."]),
    "a PDF": (b"%PDF-1.7\n", ["Ini berkas PDF, apa pun namanya. Kirim tabelnya sebagai XLSX atau CSV."]),
    "a PNG": (b"\x89PNG\r\n\x1a\n", ["Ini gambar, apa pun namanya. Kirim tabelnya sebagai XLSX atau CSV."]),
    "a JPEG": (
        b"\xff\xd8\xff\xe0JFIF",
        ["Ini gambar, apa pun namanya. Kirim tabelnya sebagai XLSX atau CSV."],
    ),
    "a gzip": (
        b"\x1f\x8b\x08\0",
        ["Ini arsip terkompresi. Bongkar dan kirim berkas XLSX atau CSV di dalamnya."],
    ),
    "a zip of files": (
        archive(data="x"),
        ["Ini arsip terkompresi. Bongkar dan kirim berkas XLSX atau CSV di dalamnya."],
    ),
    "an old workbook": (OLE, ["Ini berkas Excel 97–2003 (.xls) atau lebih lama. Simpan sebagai XLSX."]),
    "a workbook with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), [PASSWORD]),
    "an encrypted zip": (locked(FINE), [PASSWORD]),
    "macros": (
        package("", **{"xl/vbaProject.bin": "x"}),
        ["Buku kerja ini memuat makro (.xlsm). Simpan sebagai XLSX, yang tanpa makro."],
    ),
    "a binary workbook": (
        package("", **{"xl/workbook.bin": "x"}),
        ["Ini buku kerja biner (.xlsb). Simpan sebagai XLSX."],
    ),
    "an OpenDocument": (
        archive(mimetype="x", **{"content.xml": "x"}),
        ["Ini berkas OpenDocument (.ods). Simpan sebagai XLSX atau CSV."],
    ),
    "a letter": (
        archive(**{"word_document.xml": "x"}),
        ["Ini dokumen teks atau presentasi. Kirim tabelnya sebagai XLSX atau CSV."],
    ),
    "a web page": (
        "<!DOCTYPE html><table>",
        ["Ini halaman web atau XML, apa pun namanya. Simpan sebagai XLSX atau CSV."],
    ),
    "NUL bytes": (
        HEAD.encode() + b"61;2024;\0",
        [
            (
                "Baris 2: ada bita yang tidak mungkin ada dalam teks; simpan berkas sebagai XLSX atau "
                "“CSV UTF-8”"
            )
        ],
    ),
    "two encodings": (
        "Kode;Periode;Peserta;Catatan\n61;2024;5;é\n61;2024;5;".encode() + b"\xe9\n",
        [
            (
                "Baris 3: ada huruf dengan pengodean yang tidak dikenal; simpan berkas sebagai XLSX "
                "atau “CSV UTF-8”"
            )
        ],
    ),
    "no encoding": (
        HEAD.encode() + b"61;2024;\x81\n",
        [
            (
                "Baris 2: ada huruf dengan pengodean yang tidak dikenal; simpan berkas sebagai XLSX "
                "atau “CSV UTF-8”"
            )
        ],
    ),
    "cut off in a letter": (
        "Kode;Periode;Peserta;Catatan\n61;2024;5;éé".encode()[:-1],
        ["Berkas ini terpotong: bagian akhirnya hilang. Kirim ulang."],
    ),
    "cut off in a row": (HEAD + "61;2024;5\n62;20", ["Baris 3: berkas berhenti di tengah baris ini"]),
    "half a workbook": (
        FINE[: len(FINE) // 2],
        ["Berkas ini terpotong: bagian akhirnya hilang. Kirim ulang."],
    ),
    "a workbook without its sheet": (package("", sheet1=None), [DAMAGED]),
    "a workbook without relations": (package("", workbook=None), [DAMAGED]),
    "XML that ends early": (package("<worksheet><sheetData><row>"), [DAMAGED]),
    "no XML": (package("\x01\x02"), [DAMAGED]),
    "a text that is not shared": (cells('<c t="s"><v>7</v></c>'), [DAMAGED.replace("Buku", "Baris 2: Buku")]),
    "rows that go backwards": (
        package('<worksheet><row r="5"/><row r="4"/></worksheet>'),
        [DAMAGED.replace("Buku", "Baris 6: Buku")],
    ),
    "a zip bomb that says so": (
        bomb(2, declared=2_000_000),
        ["Isi buku kerja ini setelah dibongkar lebih dari 0 MB. Kirim dalam beberapa bagian."],
    ),
    "a zip bomb that does not": (bomb(2, declared=300), [DAMAGED]),
    "billion laughs": (
        package('<!DOCTYPE x [<!ENTITY a "ha">]><worksheet>&a;</worksheet>'),
        [
            (
                "Buku kerja ini mendeklarasikan entitas XML, yang tidak ditulis aplikasi lembar kerja "
                "mana pun. Berkas tidak dibaca."
            )
        ],
    ),
    "no titles": ("satu;dua\n1;2\n", [NO_HEADER]),
    "titles too far down": ("judul\n" * 21 + HEAD + "61;2024;5\n", [NO_HEADER]),
    "only titles": (HEAD, ["Baris 1: ada judul kolom, tetapi tidak ada baris di bawahnya"]),
    "no numbers": (HEAD + "61;2024;-\n", ["Tidak ada baris yang menyebut angka."]),
    "too many rows": (
        HEAD + "61;2024;5\n" * 51,
        ["Tabel ini lebih dari 50 baris. Kirim dalam beberapa bagian."],
    ),
    "a million columns": (
        HEAD + "61;2024;5" + ";" * 900 + "5\n",
        ["Baris 2: ada isi di sebelah kanan 20 kolom pertama"],
    ),
    "one far cell": (
        cells('<c r="XFD2" t="str"><v>x</v></c>'),
        ["Baris 2: ada isi di sebelah kanan 20 kolom pertama"],
    ),
    "a line without an end": (HEAD + "x" * 5_000, ["Baris 2: ada baris teks yang lebih dari 2.000 karakter"]),
    "a long cell": (HEAD + "x" * 500 + ";2024;5\n", ["Baris 2: teks sel ini terlalu panjang"]),
    "a long cell of a workbook": (
        cells(inline("x" * 500, "2024", "5")),
        ["Baris 2, kolom “Kode”: teks sel ini terlalu panjang"],
    ),
    "an open quote": (
        HEAD + '61;2024;"5\n62;2024;6\n',
        ["Baris 2: tanda kutip dibuka di sini dan tidak pernah ditutup"],
    ),
    "an open quote far from the end": (
        HEAD + '61;2024;"5\n' + "62;2024;6\n" * 30,
        ["Baris 2: tanda kutip dibuka di sini dan tidak pernah ditutup"],
    ),
    "text behind a quote": (
        HEAD + '61;2024;"5"6\n',
        [("Baris 2: ada isi di belakang tanda kutip penutup; di dalam teks tanda kutip ditulis dua kali")],
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_told_in_words(tmp_path: Path, name: str) -> None:
    content, problems = FILES[name]
    assert told(examined(tmp_path, content, limits=SMALL)) == problems


@pytest.mark.parametrize("name", ["../figures.csv", "a/b.csv", "a\\b.csv", "a\0.csv", "..", ""])
def test_a_name_that_is_a_path_is_refused(tmp_path: Path, name: str) -> None:
    assert told(examined(tmp_path, HEAD + "61;2024;5\n", name), "en") == [
        "The name of the file is a path or has characters that no name has. Rename it."
    ]
