"""A proposed version as an admin reads it before approving: what changes, what stands out, what follows."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from build import count, observed, percent, target
from hypothesis import given
from observations import BREAKS, HEAPS, TARGETS

from bot.charts import Bars, chart
from bot.i18n import translator
from bot.messages import plain, shown
from bot.phrases.preview import MESSAGE_LIMIT, preview
from bot.previewing import before_and_after, previewed
from core.crossing import crossings
from core.difference import difference
from core.figures import Figures
from core.model import Basis, Break, Metric, Note, Segment, Source, Target
from core.packed import Observation, PackedFigures, pack
from core.period import Period
from core.plausibility import Finding, Findings, Severity, findings
from core.shipped import shipped

COVERED, WORKERS, COVERAGE = Metric.COVERED, Metric.WORKERS, Metric.COVERAGE
FORMAL, INFORMAL = Segment.FORMAL, Segment.INFORMAL
TODAY = date(2026, 11, 22)
OFFICE = Source("office", "Kantor Cabang", "Laporan", "2026-01-15", "https://example.org/1")
PRESS = Source("press", "Koran", "Berita", "2026-02-01", "https://example.org/2")

Content = Observation | Target | Break


def archive(*content: Content) -> PackedFigures:
    return pack(
        shipped().regions,
        [each for each in content if isinstance(each, Observation)],
        [each for each in content if isinstance(each, Target)],
        [each for each in content if isinstance(each, Break)],
    )


def people(region: str, period: str, covered: int, workers: int, **more: object) -> list[Observation]:
    where = {"source": OFFICE, "region": region, "period": period, **more}
    return [
        observed(COVERED, count(covered), **where),  # type: ignore[arg-type]
        observed(WORKERS, count(workers), **where),  # type: ignore[arg-type]
    ]


def share(told: str, region: str, period: str, **more: object) -> Observation:
    where = {"source": OFFICE, "region": region, "period": period, **more}
    return observed(COVERAGE, percent(told), **where)  # type: ignore[arg-type]


def told(old: PackedFigures, new: PackedFigures, language: str = "id", limit: int = MESSAGE_LIMIT) -> str:
    text = preview(
        difference(old, new),
        findings(old, new, TODAY),
        crossings(old, new, TODAY).crossed,
        new.regions,
        translator(language),
        limit,
    )
    return shown(text)


AIM = target("40", region="61.01", year=2025, instrument="RKPD Sambas 2025")
OLD = archive(
    *people("61.01", "2024", 100_000, 260_000),
    *people("61.02", "2024", 50_000, 125_000),
    share("39.90", "61.72", "2025-06", basis=Basis.EMPLOYED),
    share("31.00", "61.71", "2024"),
    AIM,
)
NEW = archive(
    *people("61.01", "2024", 100_000, 260_000),
    *people("61.01", "2025-12", 105_000, 260_000),
    *people("61.02", "2024", 50_000, 125_000),
    *people("61.02", "2025-12", 5_200, 125_000),
    share("41.60", "61.02", "2025-12"),
    share("22.78", "61.72", "2025-12"),
    AIM,
)

INDONESIAN = """\
Usulan angka: 6 baru, 0 berubah, 2 hilang
Belum dapat disetujui: ada 1 kesalahan.
Baru untuk: Desember 2025
Jawaban berubah untuk: Kabupaten Sambas, Kabupaten Mempawah, Kota Pontianak dan Kota Singkawang

Kesalahan (1). Perbaiki lalu impor lagi; bila sumbernya memang menulis begitu, isi kolom keraguan di barisnya.
Angka tidak cocok dengan angka lain di baris yang sama (1). Adakah digit yang tertukar atau hilang, atau \
persentasenya milik baris lain?
• Kabupaten Mempawah Desember 2025, cakupan: 41,60%, padahal menurut angka lainnya 4,16%

Peringatan (1)
Naik atau turun tajam (1). Adakah digit yang hilang, atau apakah penyebutnya lain?
• Kabupaten Mempawah Desember 2025: 40,00% (2024) → 4,16%, turun 35,84 persen poin, \
lebih sedikit 44.800 pekerja dalam 12 bulan

Perubahan terbesar
• Kabupaten Mempawah Desember 2025: 40,00% (2024) → 4,16%, turun 35,84 persen poin, lebih sedikit 44.800 pekerja
• Kabupaten Sambas Desember 2025: 38,46% (2024) → 40,38%, naik 1,92 persen poin, lebih banyak 5.000 pekerja

Berubah tanpa dapat dibandingkan
• Kota Singkawang Desember 2025: 39,90% (Juni 2025) → 22,78%, penyebutnya menghitung pekerja yang berbeda

Pemberitahuan yang akan dikirim (1)
• Kabupaten Sambas Desember 2025: 38,46% → 40,38%, target 40% tercapai (RKPD Sambas 2025)

Tidak ada lagi
• Kota Pontianak 2024, cakupan: 31,00%
• Kota Singkawang Juni 2025, cakupan: 39,90%"""

ENGLISH = """\
Proposed figures: 6 new, 0 changed, 2 gone
They cannot be approved: 1 error.
New for: December 2025
Other answers for: Kabupaten Sambas, Kabupaten Mempawah, Kota Pontianak and Kota Singkawang

Errors (1). Put them right and import again; what the source itself printed so needs a doubt in its row.
A number contradicts the other numbers of its row (1). Are digits swapped or missing, or does the percentage \
belong to another row?
• Kabupaten Mempawah December 2025, coverage: 41.60%, but by the other numbers 4.16%

Warnings (1)
A sharp rise or fall (1). Is a digit missing, or is the denominator another one?
• Kabupaten Mempawah December 2025: 40.00% (2024) → 4.16%, down 35.84 percentage points, \
44,800 workers fewer in 12 months

Biggest changes
• Kabupaten Mempawah December 2025: 40.00% (2024) → 4.16%, down 35.84 percentage points, 44,800 workers fewer
• Kabupaten Sambas December 2025: 38.46% (2024) → 40.38%, up 1.92 percentage points, 5,000 workers more

Changed without a comparison
• Kota Singkawang December 2025: 39.90% (June 2025) → 22.78%, their denominators count different workers

Alerts that would go out (1)
• Kabupaten Sambas December 2025: 38.46% → 40.38%, target 40% reached (RKPD Sambas 2025)

No longer in the figures
• Kota Pontianak 2024, coverage: 31.00%
• Kota Singkawang June 2025, coverage: 39.90%"""


@pytest.mark.parametrize(("language", "expected"), [("id", INDONESIAN), ("en", ENGLISH)])
def test_a_proposed_version_tells_what_changes_what_stands_out_and_what_follows(
    language: str, expected: str
) -> None:
    assert told(OLD, NEW, language) == expected


def test_every_new_value_links_to_its_source() -> None:
    change = difference(OLD, NEW)
    text = preview(change, (), crossings(OLD, NEW, TODAY).crossed, NEW.regions, translator("id"))
    assert text.count('<a href="https://example.org/1">') == 5
    assert '→ <a href="https://example.org/1">4,16%</a>' in text


def test_a_version_that_changes_nothing_says_so() -> None:
    assert told(OLD, OLD) == "Usulan angka: tidak ada yang berubah"


def test_a_version_without_any_remark_may_be_approved() -> None:
    new = archive(*people("61.01", "2024", 100_001, 260_000))
    assert told(archive(*people("61.01", "2024", 100_000, 260_000)), new) == (
        "Usulan angka: 0 baru, 1 berubah, 0 hilang\n"
        "Tidak ada yang perlu diperingatkan.\n"
        "Jawaban berubah untuk: Kabupaten Sambas\n\n"
        "Perubahan terbesar\n"
        "• Kabupaten Sambas 2024: 38,46% → 38,46%, lebih banyak 1 pekerja"
    )


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


def test_targets_and_breaks_that_come_and_go_are_told() -> None:
    construction = Break(
        "61", Basis.ELIGIBLE, Period(2025), Note("jasa konstruksi dihitung", "construction"), PRESS
    )
    text = told(archive(AIM), archive(target("45", region="61.01", segment=FORMAL, year=2025), construction))
    assert text.endswith(
        "Target dan deret terputus\n"
        "• target baru: Kabupaten Sambas Formal (PU) 45% (RKPD, 2025)\n"
        "• target dihapus: Kabupaten Sambas 40% (RKPD Sambas 2025)\n"
        "• deret terputus: Kalimantan Barat sejak 2025, jasa konstruksi dihitung"
    )


def test_a_doubt_goes_with_the_biggest_changes() -> None:
    new = observed(COVERAGE, percent("45.00"), region="61.01", source=OFFICE, doubt="hanya dari judul")
    assert "→ 45,00%, naik 10,00 persen poin (diragukan)" in told(
        archive(share("35.00", "61.01", "2024")), archive(new)
    )


def everything() -> tuple[Figures, Figures]:
    """Two versions that differ in every kabupaten and kota, with all that can be wrong."""
    codes = [region.code for region in shipped().regions if "." in region.code]
    old = [
        row
        for code in codes
        for row in (*people(code, "2024", 40_000, 100_000), share("40.00", code, "2024"))
    ]
    new = [
        row
        for at, code in enumerate(codes)
        for row in (
            *people(code, "2024", 40_000 + at, 100_000),
            *people(code, "2025-12", 1_000 + 60 * at, 90_000),
            share("77.77", code, "2025-12"),
            share("1.00", code, "2031", basis=Basis.UNKNOWN),
        )
    ]
    aims = [target("30", region=code, year=2025) for code in codes]
    return archive(*old, *aims), archive(*new, *aims)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("limit", [4096, 2500, 1024])
def test_however_much_is_wrong_it_stays_one_message(language: str, limit: int) -> None:
    old, new = everything()
    found = findings(old, new, TODAY)
    crossed = crossings(old, new, TODAY).crossed
    text = preview(difference(old, new), found, crossed, new.regions, translator(language), limit)
    assert len(text) <= limit
    assert text.count("<b>") == text.count("</b>")
    assert ("dan 510 lainnya" if language == "id" else "and 510 more") in text or limit < 4096


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


def test_a_terminal_gets_it_as_plain_text() -> None:
    text = preview(difference(OLD, NEW), (), (), NEW.regions, translator("id"))
    assert "→ 4,16% (https://example.org/1), turun 35,84 persen poin" in plain(text)


def words(picture: Bars) -> list[str]:
    drawn = (layer for layer in chart(picture)["layer"] if layer["mark"]["type"] == "text")
    return [row["words"] for layer in drawn for row in layer["data"]["values"]]


def test_before_and_after_are_drawn_for_the_biggest_changes() -> None:
    picture = before_and_after(difference(OLD, NEW), NEW.regions, translator("id"))
    assert picture is not None
    assert (picture.frame.title, picture.frame.key) == (
        "Usulan angka: perubahan cakupan terbesar",
        "Biru: usulan. Pucat: sampai kini.",
    )
    assert words(picture) == [
        *("Kabupaten Mempawah", "Desember 2025, turun 35,84 persen poin", "4,16%", "40,00% (2024)"),
        *("Kabupaten Sambas", "Desember 2025, naik 1,92 persen poin", "40,38%", "38,46% (2024)"),
        (
            "Masing-masing dibandingkan dengan angka berpenyebut sama.\n"
            "Sumber: Kantor Cabang, 15\N{NO-BREAK SPACE}Januari\N{NO-BREAK SPACE}2026"
        ),
    ]


def test_the_picture_comes_after_the_words_and_only_where_there_is_something_to_draw() -> None:
    t, nothing = translator("id"), archive(*people("61.01", "2024", 100_000, 260_000))
    first, second = previewed(difference(OLD, NEW), (), (), NEW.regions, t)
    assert (first.picture, second.text) == (None, "<b>Usulan angka: 6 baru, 0 berubah, 2 hilang</b>")
    assert isinstance(second.picture, Bars)
    assert len(previewed(difference(archive(), nothing), (), (), nothing.regions, t)) == 1


@given(before=HEAPS, after=HEAPS, targets=TARGETS, breaks=BREAKS)
def test_whatever_two_versions_hold_they_can_be_previewed(
    before: list[Observation], after: list[Observation], targets: list[Target], breaks: list[Break]
) -> None:
    old, new = (pack(shipped().regions, heap, targets, breaks) for heap in (before, after))
    change, found = difference(old, new), findings(old, new, TODAY)
    for language in ("id", "en"):
        messages = previewed(
            change, found, crossings(old, new, TODAY).crossed, new.regions, translator(language)
        )
        assert len(messages[0].text) <= MESSAGE_LIMIT
    assert all(group.count >= len(group.latest) > 0 for group in found)
