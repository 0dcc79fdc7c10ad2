"""What stands out in a proposed version, one kind of finding after another."""

from collections.abc import Iterable
from dataclasses import replace
from typing import get_args

import pytest
from previews import (
    FORMAL,
    INFORMAL,
    PRESS,
    TODAY,
    archive,
    everything,
    people,
    share,
    told,
)

from bot.i18n import translator
from bot.phrases.preview import MESSAGE_LIMIT, preview
from core.crossing import crossings
from core.difference import difference
from core.model import Basis
from core.packed import Observation
from core.plausibility import Finding, Findings, Severity, findings

LINES = [
    (
        [share("36.47", "61", "2024"), share("17.02", "61", "2024", segment=INFORMAL)],
        [share("57.47", "61", "2024", segment=FORMAL), share("63.47", "61", "2024")],
        "• Kalimantan Barat 2024: 63,47%, bagiannya antara 17,02% dan 57,48%",
    ),
    (
        [],
        [
            *people("61", "2024", 100, 1000),
            *people("61", "2024", 60, 500, segment=FORMAL),
            *people("61", "2024", 41, 500, segment=INFORMAL),
        ],
        "• Kalimantan Barat 2024, terlindungi: total 100; Formal (PU) dan Informal (BPU) 101",
    ),
    (
        people("61", "2024", 100, 1000),
        people("61.01", "2024", 101, 1000),
        "• Kalimantan Barat 2024, terlindungi: 100; 1 dari 14 wilayahnya 101",
    ),
    (
        [],
        people("92.08", "2023-08", 25_721, 20_390),
        "• Kabupaten Kaimana Agustus 2023: 25.721 dari 20.390 pekerja, 126,15%",
    ),
    (
        people("61", "2024", 607_426, 1_665_422),
        people("61", "2025", 607_426, 1_665_422),
        "• Kalimantan Barat 2025: 1 angka sama dengan 2024",
    ),
    (
        people("61", "2024", 607_426, 1_665_422),
        people("61", "2025", 607_500, 1_819_430),
        "• Kalimantan Barat 2025: 1.819.430 pekerja (2024: 1.665.422)",
    ),
    (
        people("61", "2024", 607_426, 1_665_422),
        [share("57.47", "61", "2025", segment=FORMAL)],
        "• Kalimantan Barat 2025: tanpa cakupan seluruh pekerja (2024: jumlah terlindungi dan pekerja)",
    ),
    ([], [share("36.47", "61", "2024", basis=Basis.UNKNOWN)], "• Kalimantan Barat 2024"),
    ([], [share("36.47", "61", "2027", source=PRESS)], "• Kalimantan Barat 2027"),
    (
        [share("36.47", "61", "2024")],
        [share("30.00", "61.01", "1999")],
        "• Kabupaten Sambas 1999; yang tertua sampai kini 2024",
    ),
    (
        [],
        [share("36.47", "61", "2026", source=PRESS)],
        "• Kalimantan Barat 2026: Koran, 1 Februari 2026",
    ),
]


@pytest.mark.parametrize(("old", "new", "line"), LINES)
def test_each_kind_of_finding_names_its_figures(
    old: list[Observation], new: list[Observation], line: str
) -> None:
    kept = [
        row for row in old if (row.segment, row.metric, row.period) not in _keys(new) or row.region != "61"
    ]
    assert line in told(archive(*old), archive(*kept, *new)).split("\n")


def _keys(rows: Iterable[Observation]) -> set[object]:
    return {(row.segment, row.metric, row.period) for row in rows if row.region == "61"}


def test_two_rows_in_conflict_are_told_with_both_sources() -> None:
    rows = [share("36.47", "61", "2024"), share("39.00", "61", "2024", source=PRESS)]
    assert (
        "• Kalimantan Barat 2024, cakupan: dipakai 39,00% (Koran, 1 Februari 2026), "
        "bukan 36,47% (Kantor Cabang, 15 Januari 2026)"
    ) in told(archive(), archive(*rows))


def one_of_each_kind() -> list[Finding]:
    rows = [share("36.47", "61", "2024"), share("39.00", "61", "2024", source=PRESS)]
    versions = [(archive(*old), archive(*old, *new)) for old, new, _ in LINES]
    every = [
        *(each for old, new in versions for each in findings(old, new, TODAY)),
        *findings(archive(), archive(*rows), TODAY),
        *findings(*everything(), TODAY),
    ]
    return list({type(group.latest[0]): group.latest[0] for group in every}.values())


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_kind_of_finding_is_lost_where_all_of_them_come_at_once(language: str) -> None:
    kinds = one_of_each_kind()
    groups = [
        Findings(severity, 999, (replace(each, severity=severity),) * 10)
        for severity in reversed(Severity)
        for each in kinds
    ]
    old, new = everything()
    change, crossed = difference(old, new), crossings(old, new, TODAY).crossed
    text = preview(change, groups, crossed, new.regions, translator(language))
    assert len(kinds) == len(get_args(Finding))
    assert (len(text) <= MESSAGE_LIMIT, text.count("(999)")) == (True, len(groups))
