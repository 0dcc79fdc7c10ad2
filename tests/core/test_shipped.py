"""The shipped files, and the gate they pass."""

import csv
import json
import shutil
from datetime import date
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import pytest

from core.model import Basis, Segment
from core.period import Period
from core.region import Level
from core.shipped import rates, shipped
from core.shipped.gate import (
    BreakRow,
    InvalidDataError,
    ObservationRow,
    RateRow,
    RegionRow,
    Row,
    SourceRow,
    TargetRow,
    read_archive,
    read_rates,
)

FOLDER = Path(str(files("core.shipped")))
SCHEMAS: dict[str, type[Row]] = {
    "regions.csv": RegionRow,
    "sources.csv": SourceRow,
    "observations.csv": ObservationRow,
    "targets.csv": TargetRow,
    "breaks.csv": BreakRow,
    "rates.csv": RateRow,
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in SCHEMAS:
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def test_all_38_provinces_and_514_kabupaten_and_kota_are_there() -> None:
    levels = [region.level for region in shipped().regions]
    assert levels.count(Level.PROVINCE) == 38
    assert levels.count(Level.REGENCY) + levels.count(Level.CITY) == 514


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("61.01", "Kabupaten Sambas"),
        ("61.12", "Kabupaten Kubu Raya"),
        ("61.71", "Kota Pontianak"),
        ("61.72", "Kota Singkawang"),
        ("31", "DKI Jakarta"),
    ],
)
def test_codes_are_those_of_kemendagri(code: str, name: str) -> None:
    assert shipped().regions[code].name == name


def test_every_number_has_a_source_with_an_address() -> None:
    figures = shipped()
    sources = [
        stated.source
        for region in figures.known()
        for each in figures.sets(region.code)
        for figure in each.figures.values()
        for stated in figure.stated.values()
    ]
    assert len(sources) > 200
    assert all(source.publisher and source.url.startswith("http") for source in sources)


def test_doubts_travel_with_their_numbers() -> None:
    kaimana = shipped().newest("92.08")
    assert kaimana is not None
    assert kaimana.doubtful()


def test_a_figure_that_is_not_to_be_used_is_not_shipped() -> None:
    year = shipped().at("61", Period.parse("2021-12"))
    assert year is not None
    assert year.completeness().name == "COUNT"


def test_the_series_of_kalbar_breaks_where_construction_is_counted_in() -> None:
    found = shipped().broken("61", Basis.ELIGIBLE, Period(2024), Period.parse("2025-07"))
    assert found is not None
    assert "154.008" in found.reason.id
    assert shipped().broken("61", Basis.ELIGIBLE, Period.parse("2022-11"), Period(2024)) is None


def test_a_series_holds_one_basis_in_order() -> None:
    periods = [found.period for found in shipped().series("61", Segment.TOTAL, Basis.ELIGIBLE)]
    assert periods == sorted(periods)
    assert Period.parse("2025-12") not in periods


def test_as_of_a_day_later_publications_are_unknown() -> None:
    then = shipped().as_of(date(2023, 12, 31))
    newest = then.newest("61")
    assert newest is not None
    assert str(newest.period) == "2023-12"
    assert then.version != shipped().version


def test_across_a_province_each_kabupaten_stands_with_its_figures_or_without() -> None:
    rows = {region.code: found for region, found in shipped().across("61")}
    assert len(rows) == 14
    assert rows["61.08"] is not None
    assert rows["61.10"] is None


@pytest.mark.parametrize(
    ("file", "column", "value", "told"),
    [
        ("observations.csv", "value", "36,47", "row 2, value: "),
        ("observations.csv", "value", "-1", "row 2, value: "),
        ("observations.csv", "period", "Q1 2024", "row 2, period: "),
        ("observations.csv", "region", "99.99", "row 2, region: Value error, no region has the code '99.99'"),
        (
            "observations.csv",
            "source",
            "nobody",
            "row 2, source: Value error, no source has the key 'nobody'",
        ),
        ("observations.csv", "basis", "potensi", "row 2, basis: "),
        ("targets.csv", "low", "99", "the lower end of a range is above its upper end"),
        ("targets.csv", "year", "24", "row 2, year: "),
        ("sources.csv", "url", "kalbar.antaranews.com", "row 2, url: "),
        ("regions.csv", "code", "6", "row 2, code: "),
        ("breaks.csv", "since", "", "row 2, since: "),
    ],
)
def test_a_faulty_cell_is_told_with_file_row_and_column(
    copy: Path, file: str, column: str, value: str, told: str
) -> None:
    spoil(copy / file, column, value)
    with pytest.raises(InvalidDataError, match=f"{file}, row 2") as error:
        read_archive(copy)
    assert told in str(error.value)


def spoil(file: Path, column: str, value: str) -> None:
    """Write another value into the first row."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    rows[0][column] = value
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("programme", "jp", "row 2, programme: "),
        ("payer", "apbn", "row 2, payer: "),
        ("since", "2015", "not a month: '2015'"),
        ("until", "2015-06", "a rate ends before it begins"),
        ("rupiah", "16.800", "row 2, rupiah: "),
        ("source", "nobody", "no source has the key 'nobody'"),
        ("law", "", "row 2, law: "),
    ],
)
def test_a_faulty_rate_is_told_too(copy: Path, column: str, value: str, told: str) -> None:
    spoil(copy / "rates.csv", column, value)
    with pytest.raises(InvalidDataError, match=r"rates.csv, row 2") as error:
        read_rates(copy)
    assert told in str(error.value)


def test_of_two_rates_for_the_same_month_work_and_payer_none_is_shipped() -> None:
    for first, second in combinations(rates(), 2):
        same = (first.programme, first.work, first.payer) == (second.programme, second.work, second.payer)
        apart = (first.until and first.until < second.since) or (second.until and second.until < first.since)
        assert not same or apart


def test_every_rate_names_its_law_with_an_address() -> None:
    assert len(rates()) == 7
    assert all(rate.law.startswith("PP ") and rate.source.url.startswith("https://") for rate in rates())


def test_people_are_whole(copy: Path) -> None:
    text = (copy / "observations.csv").read_text(encoding="utf-8")
    (copy / "observations.csv").write_text(
        text.replace("covered,607426,", "covered,607426.5,"), encoding="utf-8"
    )
    with pytest.raises(InvalidDataError, match="a count of people is a whole number"):
        read_archive(copy)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_described_schema_is_the_one_that_is_checked(name: str) -> None:
    package = json.loads((FOLDER / "datapackage.json").read_text(encoding="utf-8"))
    described = next(each["schema"]["fields"] for each in package["resources"] if each["path"] == name)
    header = (FOLDER / name).read_text(encoding="utf-8").partition("\n")[0].split(",")
    assert [field["name"] for field in described] == header
    assert set(header) == set(SCHEMAS[name].model_fields)
