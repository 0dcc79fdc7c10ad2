"""The numbers of a column: one convention, and what each of them says by it."""

from pathlib import Path

import pytest
from filed import examined, numbers, stated, told
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.convention import NumberColumn
from bot.figures.fields import Flaw
from bot.figures.headers import Column
from bot.figures.numerals import Reading
from bot.figures.problems import Fault
from bot.figures.tables.rows import Cell, Number


def column(*cells: str, of: str = "Peserta") -> str:
    """A table of one column of numbers, a row for each month."""
    rows = (f"61;2024-{month:02};{cell}\n" for month, cell in enumerate(cells, start=1))
    return f"Kode;Periode;{of}\n" + "".join(rows)


def shown(path: Path, *cells: str, of: str = "Peserta") -> list[str]:
    return [number[-1] for number in numbers(stated(path, column(*cells, of=of)))]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["607426", "607.426", "1.665.422"], ["607426", "607426", "1665422"]),
        (["607,426", "1,665,422.00"], ["607426", "1665422"]),
        (["607 426", "607\u00a0426"], ["607426", "607426"]),
        (["573 ribu", "1,8 juta", "1,80 juta"], ["573000 ±1000", "1800000 ±100000", "1800000 ±10000"]),
        (
            ["±573.000", "sekitar 1.800.000", "573.000 ± 500"],
            ["573000 ±1000", "1800000 ±100000", "573000 ±1000"],
        ),
        (["607.426 orang", "0"], ["607426", "0"]),
        (["5", "-", "n/a", "–", "…", ""], ["5"]),
    ],
)
def test_counts_are_read_as_they_are_written(tmp_path: Path, cells: list[str], told: list[str]) -> None:
    assert shown(tmp_path, *cells) == told


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["36,47", "36,5", "36"], ["36.47% ±0.01", "36.5% ±0.1", "36% ±1"]),
        (["36.47", "36.470"], ["36.47% ±0.01", "36.47% ±0.001"]),
        (["36,47%", "36,47 persen", "126,15"], ["36.47% ±0.01", "36.47% ±0.01", "126.15% ±0.01"]),
        (["31 ± 0,25"], ["31% ±0.5"]),
        (["36,47281230967190"], ["36.4728% ±1e-06"]),
        (["0,85%", "0,3%"], ["0.85% ±0.01", "0.3% ±0.1"]),
        (["36,47", "0,85", "0,9"], ["36.47% ±0.01", "0.85% ±0.01", "0.9% ±0.1"]),
    ],
)
def test_percentages_are_known_to_their_decimals(tmp_path: Path, cells: list[str], told: list[str]) -> None:
    assert shown(tmp_path, *cells, of="Cakupan (%)") == told


def test_a_column_that_reads_both_ways_is_told_row_by_row(tmp_path: Path) -> None:
    assert told(examined(tmp_path, column("36.470", "36", "41.250", of="Cakupan"))) == [
        f"Baris {row}, kolom “Cakupan”: “{cell}” dapat dibaca sebagai desimal atau ribuan; "
        "tulis dengan dua desimal, atau tanpa pemisah"
        for row, cell in ((2, "36.470"), (4, "41.250"))
    ]


def test_of_two_conventions_the_rarer_one_is_the_problem_wherever_it_stands(tmp_path: Path) -> None:
    assert told(examined(tmp_path, column("36.47", "36,48", "36,49", of="Cakupan"))) == [
        "Baris 2, kolom “Cakupan”: “36.47” ditulis dengan cara lain dari kolomnya, misalnya “36,48”"
    ]


def test_each_column_has_a_convention_of_its_own(tmp_path: Path) -> None:
    content = "Kode;Periode;Peserta;Cakupan\n61;2024;607.426;36.47\n"
    assert [number[-1] for number in numbers(stated(tmp_path, content))] == ["607426", "36.47% ±0.01"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            "Kode;Periode;Cakupan\n61;2024;0,3647\n62;2024;0,17\n",
            "“0,3647” tampaknya bagian dari 1; tulis 36,47",
        ),
        (
            "Kode;Periode;Cakupan\n61;2024;36,47\n62;2024;0,3647\n",
            "“0,3647” tampaknya bagian dari 1; tulis 36,47",
        ),
        (
            "Kode;Periode;Peserta;Pekerja;Cakupan\n61;2024;3647;10000;0,36\n62;2024;1;2;50\n",
            "“0,36” tampaknya bagian dari 1; tulis 36",
        ),
        ("Kode;Periode;Cakupan\n61;2024;0,5\n62;2024;1\n", "“0,5” tampaknya bagian dari 1; tulis 50"),
        ("Kode;Periode;Cakupan\n61;2024;3647\n", "“3647” lebih dari 1.000 persen"),
        ("Kode;Periode;Porsi\n61;2024;101\n", "“101” lebih dari 100 persen"),
        (
            "Kode;Periode;Terlindungi;Belum terlindungi;Cakupan\n61;2024;25;975;250\n",
            "“250” seratus kali hasil dari angka di barisnya sendiri; tulis 2,5",
        ),
    ],
)
def test_a_percentage_that_is_off_by_a_hundred_is_a_problem(
    tmp_path: Path, content: str, problem: str
) -> None:
    assert problem in told(examined(tmp_path, content))[0]


def test_a_small_percentage_that_its_own_numbers_confirm_is_none(tmp_path: Path) -> None:
    content = "Kode;Periode;Peserta;Pekerja;Cakupan\n61;2024;85;10.000;0,85\n"
    assert numbers(stated(tmp_path, content))[-1][-1] == "0.85% ±0.01"


def test_a_spreadsheets_number_needs_no_convention() -> None:
    assert read(Column.COVERAGE, Number("36.470"), "36,5")[0] == Reading(36470, 3, "0.001")
    assert read(Column.COVERED, Number("607426.5"))[0] is Fault.PARTS_OF_PEOPLE
    assert read(Column.COVERED, Number("50%"))[0] is Fault.PERCENT_OF_PEOPLE


def read(which: Column, *cells: Cell) -> list[Reading | Fault | None]:
    """Cells through both looks at a column."""
    numbers = NumberColumn(which)
    kept = [numbers.seen(cell) for cell in cells]
    numbers.settle()
    found = [each if each is None or isinstance(each, Flaw) else numbers.read(each) for each in kept]
    return [each.fault if isinstance(each, Flaw) else each for each in found]


@given(st.lists(st.integers(0, 10**9), min_size=1), st.sampled_from(".,"), st.booleans())
def test_grouped_counts_come_out_as_they_went_in(values: list[int], mark: str, cents: bool) -> None:
    tail = {".": ",00", ",": ".00"}[mark] if cents else ""
    cells = [f"{value:,}".replace(",", mark) + tail for value in values]
    assert read(Column.COVERED, *cells) == [Reading(value, 0, "0") for value in values]


@given(st.lists(st.integers(1, 100_000), min_size=1), st.sampled_from(".,"))
def test_percentages_come_out_as_they_went_in(values: list[int], mark: str) -> None:
    cells = [f"{value // 100}{mark}{value % 100:02}" for value in values]
    assert read(Column.COVERAGE, *cells) == [Reading(value, 2, "0.01") for value in values]


@given(st.text(max_size=60), st.sampled_from([Column.COVERED, Column.COVERAGE]))
def test_no_text_breaks_a_column(text: str, which: Column) -> None:
    (found,) = read(which, text)
    assert found is None or isinstance(found, Reading | Fault)
