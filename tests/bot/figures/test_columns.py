"""What each column of a table says: titles, regions, periods, terms, sources."""

from datetime import date
from pathlib import Path

import pytest
from filed import OFFICE, TODAY, examined, numbers, stated, told

from bot.figures.columns import COLUMNS, SOURCE_KEY
from bot.figures.fields import Flaw
from bot.figures.headers import Column, Title, title_of
from bot.figures.origins import Origins, SourceDefaults
from bot.figures.problems import Fault
from bot.figures.regions import Whereabouts
from bot.figures.terms import basis_of, segment_of
from bot.figures.times import Times, period_of, published_of
from bot.i18n import LANGUAGES, translator
from bot.language.places import Gazetteer
from core.model import Basis, Segment, Source
from core.shipped import shipped

WHERE = Whereabouts(Gazetteer(shipped().regions))
WHEN = Times(TODAY)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("KODE", Title(Column.CODE)),
        ("Kab/Kota", Title(Column.DISTRICT)),
        ("Jumlah Peserta\nAktif (orang)", Title(Column.COVERED)),
        ("  Cakupan   (%) ", Title(Column.COVERAGE)),
        ("%", Title(Column.COVERAGE)),
        ("Potensi (ribu orang)", Title(Column.WORKERS, 1000)),
        ("Tanggal Terbit *)", Title(Column.PUBLISHED)),
        ("Peserta (%)", None),
        ("Cakupan (ribu)", None),
        ("Target", None),
        ("Angkatan Kerja", None),
    ],
)
def test_titles_are_understood_with_their_units(text: str, title: Title | None) -> None:
    assert title_of(text) == title


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_titles_that_are_written_here_are_understood(language: str) -> None:
    t = translator(language)
    for each in (*COLUMNS, SOURCE_KEY):
        assert title_of(t(each.title)) == Title(each.column)


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        (Column.CODE, "61", "61"),
        (Column.CODE, "6171", "61.71"),
        (Column.CODE, "61,71", "61.71"),
        (Column.REGION, "kalbar", "61"),
        (Column.REGION, "Kab. Kep. Mentawai", "13.09"),
        (Column.REGION, "Kota Adm. Jakarta Pusat", "31.71"),
        (Column.REGION, "D.I. Yogyakarta", "34"),
        (Column.REGION, "61.01", "61.01"),
        (Column.PROVINCE, "Jambi", "15"),
        (Column.DISTRICT, "Jambi", "15.71"),
    ],
)
def test_a_region_is_known_by_code_or_name(column: Column, text: str, code: str) -> None:
    assert WHERE({column: text}) == code


def test_every_official_name_beside_its_code_is_its_region() -> None:
    regions = shipped().regions
    wrong = [
        each.code
        for each in regions
        if WHERE({Column.CODE: each.code, Column.REGION: each.name}) != each.code
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({Column.REGION: "Bandung"}, Fault.WHICH_REGION),
        ({Column.REGION: "Kota Sambas"}, Fault.UNKNOWN_REGION_NEAR),
        ({Column.REGION: "Jumlah"}, Fault.UNKNOWN_REGION),
        ({Column.REGION: "-"}, Fault.NO_REGION),
        ({Column.CODE: "99"}, Fault.UNKNOWN_CODE),
        ({Column.CODE: "61.1"}, Fault.WHICH_CODE),
        ({Column.CODE: "6102", Column.REGION: "Bengkayang"}, Fault.CODE_OF_ANOTHER),
        ({Column.PROVINCE: "Jawa Barat", Column.DISTRICT: "Sambas"}, Fault.REGIONS_DISAGREE),
    ],
)
def test_a_region_that_is_not_sure_is_a_problem(cells: dict[Column, str], fault: Fault) -> None:
    found = WHERE(cells)
    assert isinstance(found, Flaw)
    assert found.fault is fault


def test_a_province_beside_it_or_a_code_says_which_of_two_is_meant() -> None:
    assert WHERE({Column.PROVINCE: "Jawa Barat", Column.DISTRICT: "Kota Bandung"}) == "32.73"
    assert WHERE({Column.CODE: "61.1", Column.REGION: "Melawi"}) == "61.10"
    assert WHERE({Column.PROVINCE: "Kalbar", Column.DISTRICT: ""}) == "61"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024", "2024"),
        ("Tahun 2024", "2024"),
        ("TW III 2025", "2025-Q3"),
        ("TW3/2025", "2025-Q3"),
        ("2025 Triwulan III", "2025-Q3"),
        ("Q3-2025", "2025-Q3"),
        ("Semester I Tahun 2024", "2024-S1"),
        ("Juli 2025", "2025-07"),
        ("Jul-25", "2025-07"),
        ("2025-07", "2025-07"),
        ("202507", "2025-07"),
        ("07/2025", "2025-07"),
        ("31/07/2025", "2025-07"),
        ("2025-07-31 00:00:00", "2025-07"),
        ("Posisi 31 Juli 2025", "2025-07"),
    ],
)
def test_periods_are_read_as_offices_write_them(text: str, period: str) -> None:
    assert str(period_of(text, TODAY)) == period


@pytest.mark.parametrize(
    "text", ["Juli", "tahun lalu", "TW V 2025", "2024/2025", "30 Februari 2024", "01/01/0001", "abc", "1", ""]
)
def test_what_is_no_period_in_full_is_none(text: str) -> None:
    assert period_of(text, TODAY) is None


@pytest.mark.parametrize(
    ("cells", "period"),
    [
        ({Column.YEAR: "2025", Column.MONTH: "7"}, "2025-07"),
        ({Column.YEAR: "2025", Column.MONTH: "Juli"}, "2025-07"),
        ({Column.YEAR: "2025", Column.QUARTER: "III", Column.MONTH: "08"}, "2025-08"),
        ({Column.YEAR: "2025", Column.SEMESTER: "2", Column.MONTH: "-"}, "2025-S2"),
        ({Column.PERIOD: date(2025, 7, 1)}, "2025-07"),
    ],
)
def test_a_period_may_be_in_several_columns(cells: dict[Column, str], period: str) -> None:
    assert str(WHEN(cells)) == period


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("2025-07-31", "2025-07-31"),
        ("31 Juli 2025", "2025-07-31"),
        ("Juli 2025", "2025-07"),
        ("2025", "2025"),
        ("tanpa tanggal", ""),
        ("TW III 2025", None),
        ("kemarin", None),
    ],
)
def test_a_day_of_publication_is_as_precise_as_it_is_written(text: str, published: str | None) -> None:
    assert published_of(text, TODAY) == published


@pytest.mark.parametrize(
    ("text", "segment"),
    [
        ("", Segment.TOTAL),
        ("Penerima Upah (PU)", Segment.FORMAL),
        ("BPU", Segment.INFORMAL),
        ("Jakon", Segment.CONSTRUCTION),
        ("jasa konstruksi dan PMI", Segment.CONSTRUCTION_AND_MIGRANT),
    ],
)
def test_segments_have_the_names_of_both_systems(text: str, segment: Segment) -> None:
    assert segment_of({Column.SEGMENT: text}) is segment


def test_a_basis_that_is_not_named_is_unknown_and_no_problem() -> None:
    assert basis_of({Column.BASIS: "-"}) == (Basis.UNKNOWN, False)
    assert basis_of({Column.BASIS: "Potensi (UCJ)", Column.EVIDENCE: "disimpulkan"}) == (Basis.ELIGIBLE, True)
    assert basis_of({Column.BASIS: "Penduduk Bekerja (BPS)"}) == (Basis.EMPLOYED, False)


def test_a_source_has_a_key_that_follows_from_its_content() -> None:
    cells = {Column.PUBLISHER: "Disnaker Kalbar", Column.TITLE: "Laporan", Column.PUBLISHED: "31/07/2025"}
    found = Origins(OFFICE, TODAY)(cells)
    assert found == Source(
        "disnaker-kalbar-2025-07-31-bf048ba0", "Disnaker Kalbar", "Laporan", "2025-07-31", ""
    )


def test_a_row_without_a_source_has_the_one_given_for_the_file() -> None:
    found = Origins(OFFICE, TODAY)({Column.PUBLISHER: "-", Column.URL: ""})
    assert isinstance(found, Source)
    assert (found.publisher, found.title) == ("BPJS Ketenagakerjaan Pontianak", "Laporan Juli 2025")


def test_a_row_with_a_source_of_its_own_takes_only_what_has_no_column() -> None:
    defaults = SourceDefaults("BPS", "Sakernas", "2024-08", "https://bps.go.id/sakernas")
    found = Origins(defaults, TODAY)({Column.PUBLISHER: "Disnaker", Column.URL: ""})
    assert isinstance(found, Source)
    assert (found.publisher, found.title, found.url) == ("Disnaker", "Sakernas", "")


def test_a_remark_in_one_language_is_shown_so_in_both(tmp_path: Path) -> None:
    (found,) = stated(tmp_path, "Kode;Periode;Peserta;Keraguan\n61;2024;5;angka sementara\n")
    assert found.stated.doubt is not None
    assert (found.stated.doubt.id, found.stated.doubt.en) == ("angka sementara", "angka sementara")


def test_a_text_loses_the_apostrophe_that_guards_it_and_what_cannot_be_seen(tmp_path: Path) -> None:
    (found,) = stated(tmp_path, "Kode;Periode;Peserta;Catatan\n61;2024;5;'=1+1\u202e  \u00a0dua\n")
    assert found.stated.note is not None
    assert found.stated.note.id == "=1+1 dua"


def test_a_column_told_in_thousands_is_rounded_to_them(tmp_path: Path) -> None:
    content = "Kode;Periode;Pekerja (ribu)\n61;2024;1.665,4\n62;2024;573\n"
    assert [number[-1] for number in numbers(stated(tmp_path, content))] == ["1665400 ±100", "573000 ±1000"]


def test_the_word_for_it_takes_figures_away_and_needs_no_source(tmp_path: Path) -> None:
    found = examined(tmp_path, "Kode;Periode;Segmen;Peserta;Penerbit\n61;2024;formal;hapus;x\n")
    assert len(found.parcel.removed) == 8  # type: ignore[union-attr]
    assert told(examined(tmp_path, "Kode;Periode;Peserta;Penerbit\n61;2024;5;x\n;2024;hapus;\n")) == [
        "Baris 3, kolom “Kode”: wilayahnya tidak ada"
    ]
