"""/ringkas through the real application: what the person reads, and what can be pasted elsewhere."""

from typing import Any

import pytest
from build import archive, count, observed
from fakes import Call
from talk import TODAY, Talk

from bot.answering import Answering
from bot.i18n import LANGUAGES, translator
from bot.language.question import Intent, Question
from bot.occasion import Occasion
from core.model import Metric, Source
from core.shipped import shipped

LIMIT = 3500


def copies(call: Call) -> dict[str, str]:
    rows: list[list[dict[str, Any]]] = call.parameters["reply_markup"]["inline_keyboard"]
    return {b["text"]: b["copy_text"]["text"] for row in rows for b in row if "copy_text" in b}


async def test_ringkas_tells_a_region_on_one_page(talk: Talk) -> None:
    said = await talk.say("/ringkas kalbar")
    lines = said.text.split("\n")
    assert lines[0] == "<b>Kalimantan Barat 2024: 36,47% pekerja terlindungi</b>"
    for line in (
        "Terlindungi: 607.426 dari 1.665.422 pekerja",
        "Belum terlindungi: 1.057.996 pekerja",
        "• Formal (PU): <b>57,47%</b>, 460.267 terlindungi, sekitar 340.600 belum",
        "• Informal (BPU): <b>17,02%</b>, 147.159 terlindungi, sekitar 717.400 belum",
        "Tingkat capaian target: 91,18% (sangat tinggi), belum tercapai",
        "Tingkat capaian target: 77,07% (tinggi), belum tercapai",
        "Tingkat capaian target: 65,61% (rendah), belum tercapai",
        "Kategori menurut skala Permendagri 86/2017.",
        "Penyebut: potensi pekerja (UCJ), Sakernas Februari 2024",
    ):
        assert line in lines
    newer = "Lebih baru tetapi belum sebanding: Juni 2025, Juli 2025, September 2025 dan Desember 2025"
    assert f"{newer}; lihat Cakupan." in lines
    assert "RKPD Provinsi Kalbar 2024</a>): kurang 3,53 persen poin, 58.743 pekerja lagi" in said.text
    assert "kurang 17,10 persen poin, sekitar 137.000 pekerja lagi" in said.text
    assert "Perubahan: turun 6,33 persen poin sejak Desember 2023 (" in said.text
    assert said.labels == [
        ["Salin kalimat pers", "Salin baris laporan"],
        ["Cakupan", "Target"],
        ["Tren", "Sumber"],
        ["Gambar", "Laporkan keliru"],
    ]


async def test_what_is_copied_stands_alone_with_denominator_and_source(talk: Talk) -> None:
    assert copies(await talk.say("/brief kalbar")) == {
        "Salin kalimat pers": "Di Kalimantan Barat, 607.426 dari 1.665.422 pekerja, atau 36,47 persen, "
        "terlindungi BPJS Ketenagakerjaan pada 2024 (penyebut: potensi pekerja; "
        "sumber: ANTARA News Kalimantan Barat, 2024).",
        "Salin baris laporan": "Kalimantan Barat\t2024\tSemua pekerja\t607426\t1665422\t36,47\t40\t-3,53"
        "\t58743\tpotensi pekerja\tANTARA News Kalimantan Barat, 2024",
    }


async def test_a_paragraph_too_long_for_a_button_is_quoted(talk: Talk) -> None:
    text = (await talk.say("/ringkasan kalbar")).text
    assert (
        "<blockquote>Menurut ANTARA News Kalimantan Barat (2024), 607.426 dari 1.665.422 pekerja, "
        "atau 36,47 persen, terlindungi BPJS Ketenagakerjaan di Kalimantan Barat pada 2024 "
        "(penyebut: potensi pekerja). Menurut segmen, terlindungi 57,47 persen dari seluruh "
        "pekerja formal (PU) dan 17,02 persen dari seluruh pekerja informal (BPU). "
        "Terhadap target 40 persen (RKPD Provinsi Kalbar 2024): kurang 3,53 persen poin, "
        "58.743 pekerja lagi. Tingkat capaian target: 91,18 persen (sangat tinggi), belum tercapai "
        "(skala Permendagri 86/2017). Dibandingkan dengan Desember 2023 (42,81 persen, Jurnalis.co.id, "
        "9 Desember 2023), cakupan turun 6,33 persen poin. Selisih dihitung sebelum pembulatan.</blockquote>"
    ) in text


async def test_a_short_paragraph_is_copied_by_a_button(talk: Talk) -> None:
    said = await talk.say("/ringkas kota pontianak")
    assert "blockquote" not in said.text
    assert copies(said)["Salin nota dinas"] == (
        "Menurut Faktakalbar.id (12 Februari 2026), 40 persen pekerja terlindungi BPJS Ketenagakerjaan "
        "di Kota Pontianak pada 2025 (penyebut: tidak disebut; angka bulat)."
    )


async def test_doubts_and_estimates_travel_along(talk: Talk) -> None:
    said = await talk.say("/ringkas bali")
    press, row = copies(said).values()
    assert press.endswith("sumber: ANTARA Bali, 30 April 2025; angka diragukan).")
    assert "\t≈1837800\t50,88\t67,28\t-16,40\t≈301400\t" in row
    assert row.endswith("; diragukan")
    assert "Diragukan: 935.079 dari 1.873.899 adalah 49,90 persen;" in said.text


async def test_a_target_of_a_later_year_is_not_called_met(talk: Talk) -> None:
    text = (await talk.say("/ringkas papua barat")).text
    assert (
        "Tingkat capaian target: 158,57% (sangat tinggi), posisi Agustus 2023 terhadap target 2025\n" in text
    )
    assert "sudah tercapai" not in text


async def test_what_cannot_be_compared_is_said(talk: Talk) -> None:
    text = (await talk.say("/ringkas kota pontianak")).text
    assert "Belum ada target yang sebanding dengan angka ini." in text
    assert "Perubahan: tidak dihitung, penyebut tidak disebut dan sumbernya lain dari 2024." in text
    text = (await talk.say("/ringkas indonesia")).text
    assert "Perubahan: belum ada angka sebelumnya dengan penyebut ini." in text
    text = (await talk.say("/ringkas kalbar juni 2025")).text
    assert "Perubahan: tidak dihitung, penyebut sejak 2025 memuat 154.008 pekerja jasa konstruksi." in text


async def test_a_segment_has_a_page_of_its_own(talk: Talk) -> None:
    text = (await talk.say("ringkasan formal kalbar")).text
    assert text.startswith("<b>Kalimantan Barat 2024: 57,47% pekerja formal (PU) terlindungi</b>")
    assert "Perubahan: turun 12,52 persen poin sejak Desember 2023 (" in text


async def test_a_region_without_figures_says_so(talk: Talk) -> None:
    said = await talk.say("/ringkas melawi")
    assert said.text.startswith("Belum ada angka cakupan pekerja di Kabupaten Melawi.")
    assert copies(said) == {}


async def test_ringkas_speaks_english(talk: Talk) -> None:
    await talk.say("/bahasa en")
    said = await talk.say("/brief kubu raya")
    assert said.text.startswith("<b>Kabupaten Kubu Raya November 2023: 39.21% of workers covered</b>")
    assert "or 39.21 percent, are covered" in copies(said)["Copy press sentence"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("intent", [Intent.BRIEF, Intent.TREND])
def test_every_region_fits_one_message_and_its_buttons(language: str, intent: Intent) -> None:
    figures = shipped()
    occasion = Occasion(figures, TODAY, "61", translator(language), "cakupan_bot")
    answering = Answering(figures.regions)
    for region in figures.known():
        for found in figures.sets(region.code):
            for segment in found.figures:
                question = Question(intent, (region.code,), (segment,), (found.period,))
                for asked in (question, Question(intent, (region.code,), (segment,))):
                    message = answering.question(asked, occasion).message
                    assert len(message.text) < LIMIT
                    texts = [b.copy for row in message.buttons for b in row if b.copy is not None]
                    assert all(1 <= len(text) <= 256 and "<" not in text for text in texts)
                    if intent is Intent.BRIEF and message.question:
                        assert len(texts) >= 2


def test_where_the_sources_are_too_long_for_a_button_the_deciding_one_is_named_alone() -> None:
    long = Source("l", "Penerbit" * 20, "Title", "2025-01-01", "https://example.org/2")
    figures = archive(observed(Metric.COVERED, count(40)), observed(Metric.WORKERS, count(100), source=long))
    occasion = Occasion(figures, TODAY, "61", translator("id"), "cakupan_bot")
    message = Answering(figures.regions).question(Question(Intent.BRIEF, ("61",)), occasion).message
    assert message.buttons[0][0].copy == (
        "Di Kalimantan Barat, 40 dari 100 pekerja, atau 40,00 persen, terlindungi BPJS Ketenagakerjaan "
        "pada 2024 (penyebut: potensi pekerja; sumber: Publisher, 1 Januari 2025)."
    )
