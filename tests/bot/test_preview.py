"""A proposed version as an admin reads it before approving: what changes, what stands out, what follows."""

import pytest
from build import observed, percent, target
from hypothesis import given
from observations import BREAKS, HEAPS, TARGETS
from previews import (
    AIM,
    COVERAGE,
    FORMAL,
    NEW,
    OFFICE,
    OLD,
    PRESS,
    TODAY,
    archive,
    everything,
    people,
    share,
    told,
)

from bot.i18n import translator
from bot.messages import plain
from bot.phrases.preview import MESSAGE_LIMIT, preview
from bot.previewing import previewed
from core.crossing import crossings
from core.difference import difference
from core.model import Basis, Break, Note, Target
from core.packed import Observation, pack
from core.period import Period
from core.plausibility import findings
from core.shipped import shipped

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


def test_a_terminal_gets_it_as_plain_text() -> None:
    text = preview(difference(OLD, NEW), (), (), NEW.regions, translator("id"))
    assert "→ 4,16% (https://example.org/1), turun 35,84 persen poin" in plain(text)


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
