"""/cek through the real application: published mistakes are caught, sound sentences left in peace."""

# ruff: noqa: E501 - sentences stand whole, as they are read

import re

import pytest
from talk import TODAY, Talk

from bot.answering import Answering
from bot.i18n import translator
from bot.messages import Message, plain
from bot.occasion import Occasion
from core.shipped import shipped

FIGURES = shipped()
ANSWERING = Answering(FIGURES.regions)
ARTICLE = """\
Pontianak (ANTARA) - Kepala Kantor Wilayah BPJS Ketenagakerjaan Kalimantan mengatakan cakupan kepesertaan di \
Provinsi Kalimantan Barat tahun 2024 baru mencapai 36,47 persen.
"Jumlah pekerja di Kalbar menurut Sakernas Februari 2024 sebanyak 1.665.422 orang, dan yang sudah \
terlindungi 607.426 orang," katanya di Pontianak, Selasa (24/9/2024).
Ia menyebut dari 607.426 pekerja yang terlindungi itu, pekerja formal sebanyak 460.267 orang atau 57,47 \
persen, dan pekerja informal 147.159 orang atau 17,02 persen.
Target RKPD Provinsi Kalbar 2024 sebesar 40 persen, sehingga masih kurang 58.743 pekerja lagi. Target \
Perpres 111/2022 untuk pekerja formal 74,57 persen dan informal 25,94 persen.
Pada 2023 sebanyak 66.261 pekerja informal dibayar iurannya melalui APBD sehingga meningkatkan cakupan \
kepesertaan sebesar 2,58 persen.
Inpres Nomor 2 Tahun 2021 ditujukan kepada 19 menteri dan seluruh gubernur. Iuran sebesar Rp16.800 per \
bulan, dengan manfaat santunan Rp42 juta dan beasiswa Rp174 juta untuk dua anak.
"""


def checked(text: str, language: str = "id") -> Message:
    occasion = Occasion(FIGURES, TODAY, "61", translator(language), "cakupan_bot")
    return ANSWERING.text(f"/cek {text}", occasion).message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            (
                "Di Kalimantan Selatan masih ada kekurangan 152.432 pekerja, terdiri dari 60.210 pekerja formal dan "
                "92.226 pekerja informal."
            ),
            "✖ tidak cocok: 60.210 + 92.226, tertulis 152.432, seharusnya 152.436",
        ),
        (
            "Cakupan Kubu Raya naik 14,2 persen, dari 25,01 persen pada 2022 menjadi 39,21 persen pada November 2023.",
            "✖ tidak cocok: dari 25,01% ke 39,21%, tertulis 14,2 persen, seharusnya 14,2 persen poin",
        ),
        (
            "Pada 2022 cakupan Kubu Raya 25,01 persen. Setahun kemudian 39,21 persen, naik 14,2 persen.",
            "✖ tidak cocok: dari 25,01% ke 39,21%, tertulis 14,2 persen, seharusnya 14,2 persen poin",
        ),
        (
            "Baru 42.591 dari 154.008 pekerja jasa konstruksi di Kalbar terlindungi, sekitar 55 persen.",
            "✖ tidak cocok: 42.591 dari 154.008, tertulis 55%, seharusnya 27,66%",
        ),
        (
            "Sebanyak 935.079 dari 1.873.899 pekerja di Bali sudah terdaftar atau 50,88 persen.",
            (
                "✖ tidak cocok: 935.079 dari 1.873.899, tertulis 50,88%, seharusnya 49,90%. Cocok dengan penyebut "
                "1.837.899: mungkin dua angka tertukar"
            ),
        ),
        (
            "Di Singkawang 16.684 pekerja sudah terdaftar atau 22,77 persen, sedangkan 73.236 pekerja belum terdaftar.",
            (
                "✖ tidak cocok: 16.684 terlindungi atau 22,77%, tertulis 73.236 belum terlindungi, seharusnya 56.552. "
                "73.236 lebih cocok sebagai jumlah seluruh pekerja"
            ),
        ),
        (
            "Masih ada 73.236 pekerja di Kota Singkawang yang belum terdaftar.",
            (
                "✖ tidak cocok: pekerja belum terlindungi di Kota Singkawang tertulis 73.236, seharusnya sekitar 56.600 "
                "menurut data kami Juni 2025 (penyebut: potensi pekerja). 73.236 lebih cocok sebagai jumlah seluruh pekerja"
            ),
        ),
        (
            "Targetnya 60,73 persen dari 1.290.307 pekerja atau sekitar 700 ribu orang.",
            "✖ tidak cocok: 60,73% dari 1.290.307, tertulis 700.000, seharusnya sekitar 783.603",
        ),
        (
            "Pada 2023, 66.261 pekerja informal yang dibiayai APBD menaikkan cakupan Kalbar sebesar 2,58 persen.",
            (
                "✖ tidak cocok: pengaruh 66.261 pekerja pada cakupan, tertulis 2,58 persen, seharusnya 3,98 persen poin. "
                "Untuk 2,58 persen, penyebutnya harus sekitar 2,57 juta pekerja. Diukur dengan 1.665.422 pekerja (2024)"
            ),
        ),
        (
            "Dari 607.426 peserta di Kalbar, 460.267 pekerja formal atau 57,47 persen.",
            (
                "✖ tidak cocok: 460.267 dari 607.426, tertulis 57,47%, seharusnya 75,77%. 57,47% adalah cakupan pekerja "
                "formal (PU) di Kalimantan Barat, 2024"
            ),
        ),
        (
            "4.500 pekerja rentan, iuran Rp16.800 per bulan selama 12 bulan, membutuhkan anggaran Rp917.200.000.",
            "✖ tidak cocok: 4.500 orang × Rp16.800 × 12 bulan, tertulis Rp917.200.000, seharusnya Rp907.200.000",
        ),
        (
            "Cakupan naik dari 42,81 persen menjadi 36,47 persen.",
            "✖ tidak cocok: dari 42,81% ke 36,47%, tertulis naik, seharusnya turun 6,34 persen poin",
        ),
        (
            "Jumlah peserta naik dari 381.222 menjadi 667.719 orang, bertambah 268.497 orang.",
            "✖ tidak cocok: dari 381.222 ke 667.719, tertulis 268.497, seharusnya 286.497",
        ),
        (
            "Cakupan Kalbar 2024 sebesar 38 persen.",
            (
                "✖ tidak cocok: cakupan pekerja di Kalimantan Barat tertulis 38%, seharusnya 36,47% menurut data kami 2024 "
                "(penyebut: potensi pekerja). Selisihnya 1,53 persen poin"
            ),
        ),
        (
            "Cakupan Kalsel 39,21 persen.",
            (
                "? tidak dapat diperiksa: cakupan pekerja di Kalimantan Selatan tertulis 39,21%, periodenya tidak disebut. "
                "Menurut data kami Desember 2025 (penyebut: seluruh penduduk bekerja) 42%, selisihnya 2,79 persen poin"
            ),
        ),
        (
            "Cakupan Kubu Raya 2020 sudah 30 persen.",
            (
                "? tidak dapat diperiksa: cakupan pekerja di Kabupaten Kubu Raya tertulis 30%, belum ada angka untuk 2020; "
                "untuk November 2023 angkanya 39,21%"
            ),
        ),
        (
            "Cakupan Melawi cuma 17 persen.",
            "? tidak dapat diperiksa: cakupan pekerja di Kabupaten Melawi tertulis 17%, belum ada angkanya",
        ),
    ],
)
def test_a_mistake_is_named_with_what_it_should_be(text: str, line: str) -> None:
    assert line in plain(checked(text).text).split("\n")


SOUND = [
    "607.426 dari 1.665.422 pekerja atau 36,47 persen",
    "460.267 formal dan 147.159 informal",
    (
        "Cakupan Kalbar 2024: 607.426 dari 1.665.422 pekerja terlindungi atau 36,47 persen, terdiri dari 460.267 formal dan "
        "147.159 informal."
    ),
    "Cakupan Kubu Raya naik 14,20 persen poin, dari 25,01 persen pada 2022 menjadi 39,21 persen pada November 2023.",
    "Cakupan Kubu Raya naik dari 25,01 menjadi 39,21 persen, tumbuh 56,8 persen.",
    "4.500 pekerja rentan di Sintang, iuran Rp16.800 per bulan selama 12 bulan, total anggaran Rp907.200.000.",
    "Dari 1.665.422 pekerja di Kalbar, 607.426 sudah terlindungi dan 1.057.996 belum.",
    "Sekitar 37.500 dari 95.000 pekerja Kapuas Hulu atau 39 persen terlindungi pada 2023.",
    "Realisasi 36,47 persen, target 40 persen, masih kurang 3,53 persen poin atau 58.743 pekerja lagi.",
    "Dari 14 kabupaten dan kota, 3 kabupaten sudah melampaui 40 persen; 607.426 pekerja terlindungi.",
    "Jumlah peserta naik dari 381.222 menjadi 667.719 orang atau bertambah 286.497 orang.",
    "Jumlah peserta naik dari 381.222 menjadi 667.719 orang atau 37,37 persen dari 1.786.809 pekerja.",
    "Di Bali 935.079 pekerja terlindungi, 50,88 persen, pada Maret 2025.",
    "Cakupan pekerja formal Kalbar 57,47 persen atau 460.267 pekerja, informal 17,02 persen atau 147.159 pekerja.",
    "Lebih dari 600 ribu dari 1,67 juta pekerja Kalbar atau sekitar 36 persen sudah menjadi peserta.",
    "Iuran Rp16.800 per bulan selama 12 bulan untuk 4.500 peserta; santunan kematian Rp42 juta.",
    "Dengan 66.261 pekerja informal dibiayai APBD, cakupan naik 3,98 persen poin dari 1.665.422 pekerja.",
    "Dari 1.665.422 pekerja, masih 63,53 persen atau 1.057.996 pekerja belum terlindungi.",
    "Upah minimum naik 6,5 persen; cakupan 35 persen, target 40 persen; tahun 2024 inflasi 2,58 persen.",
    "Perpres 111/2022 menargetkan 74,57 persen pekerja formal dan 25,94 persen pekerja informal.",
    "Dari 1.665.422 pekerja di Kalbar, pekerja formal yang terlindungi 460.267 atau 57,47 persen.",
    "Sulut: 513.024 dari 854.203 pekerja (60,06%) terlindungi per Agustus 2025",
    "Peserta aktif 607.426 orang, 91,18 persen dari target 40 persen.",
    "Cakupan Indonesia 2024 sebesar 39,4 persen atau 40,12 juta dari 101,8 juta pekerja.",
    "Cakupan Papua Barat mencapai 82,69 persen atau 128.358 dari 155.222 pekerja pada Agustus 2023.",
    "Hingga Desember 2023, dari 1.770.630 pekerja di Kalbar baru 757.947 orang atau 42,81 persen yang menjadi peserta, terdiri dari 645.284 pekerja formal dan 112.663 pekerja informal.",
    "Dari potensi 910.996 pekerja di Kalimantan Tengah, sebanyak 384.661 pekerja (42,22 persen) sudah terlindungi per Desember 2023.",
    "Di Kalteng, pekerja yang sudah terdaftar 465.940 orang atau 46,2 persen dan yang belum terdaftar 543.310 orang.",
    "Jumlah penduduk bekerja di Kalbar pada Februari 2024 sebanyak 2,76 juta orang, 58,79 persen di antaranya pekerja informal.",
    "Kabupaten Kapuas Hulu baru 37.500 pekerja dari total 95 ribu pekerja atau 39 persen pada Oktober 2023.",
    "Realisasi klaim tahun 2024 mencapai Rp1,2 triliun untuk 84.512 kasus, naik 12,5 persen dibanding 2023 sebesar Rp1,07 triliun.",
    "Sulawesi Selatan: kepesertaan 1.327.000 pekerja atau 47,38 persen dari 2.801.936 pekerja per Juni 2025.",
    "Sulawesi Utara mencapai 76,11 persen pada 2024, kemudian turun menjadi 60,06 persen pada Agustus 2025, dan naik lagi menjadi 67,95 persen pada Desember 2025.",
    "Pemkab Sintang menganggarkan Rp907.200.000 untuk 4.500 pekerja rentan, dengan iuran Rp16.800 per orang per bulan selama 12 bulan.",
    "Penyerahan santunan kepada ahli waris sebesar Rp42 juta untuk 3 peserta dengan total Rp126 juta.",
    "Dari 14 kabupaten/kota di Kalbar, 8 di antaranya atau 57,14 persen sudah menganggarkan iuran pekerja rentan.",
    "Tingkat pengangguran turun dari 5,05 persen menjadi 4,86 persen atau turun 0,19 persen poin.",
    "Peserta informal 147.159 orang, sedangkan peserta formal 460.267 orang, sehingga totalnya 607.426 orang.",
    "Target 2025 sebesar 52,15 persen, sedangkan realisasi April 2025 nasional 35,68 persen.",
    "Cakupan Kota Pontianak naik dari 38,35 persen pada 2023 menjadi 40,86 persen pada 2024.",
    "Cakupan Papua Barat 82,69 persen, tertinggi di Kabupaten Manokwari Selatan, diikuti Kabupaten Teluk Bintuni 126,15 persen.",
    "Peserta aktif bertambah 52 ribu orang dari 573 ribu menjadi 625 ribu orang, naik 9 persen.",
    "Per Juli 2025 peserta aktif Kalbar 575.504 orang (31,63 persen) dari 1.819.430 pekerja, termasuk 154.008 pekerja jasa konstruksi.",
    "Cakupan formal Lampung 54,33 persen dan informal 8,07 persen sehingga total 25,45 persen pada Desember 2024.",
    "Ketapang 2024: 80.101 pekerja formal dan 42.217 pekerja informal atau 68,02 persen.",
    "Kekurangan 58.743 pekerja untuk mencapai target 40 persen membutuhkan Rp11,84 miliar setahun dengan iuran Rp16.800 per bulan.",
    "Sisa kuota 12.500 dari 50.000 pekerja rentan, 75 persen sudah terealisasi.",
    "Sebanyak 3 dari 10 pekerja atau 30 persen belum terlindungi, 7 lainnya sudah.",
    "Rata-rata 2 dari 5 pekerja sudah terlindungi, 39,4 persen pada 2024.",
    "Pertumbuhan peserta 8,2 persen; dari 1,2 juta peserta, 700 ribu formal, 300 ribu informal, dan 200 ribu jasa konstruksi.",
    "Total 1,2 juta peserta terdiri dari 700 ribu formal, 300 ribu informal, dan 200 ribu jasa konstruksi.",
    "JKK diikuti 607.426 peserta, JHT 400.120 peserta atau 65,87 persen dari peserta JKK.",
    "The coverage rose from 25.01 percent in 2022 to 39.21 percent in 2023, up 14.2 percentage points.",
    "Of 1,665,422 workers in Kalbar, 607,426 are covered (36.47%) and 1,057,996 are not.",
    'Cakupan Kalbar dibahas. "Pada 2024 sudah 36,47 persen pekerja terlindungi," kata gubernur di Pontianak, Selasa.',
    '"Sudah 36,47 persen pekerja Kalbar terlindungi," ujarnya di Pontianak.',
    "Jakarta terbanyak dengan 8,02 juta peserta pada Februari 2025, setara 19,38% dari total peserta nasional.",
    "Ada 4,96 juta peserta aktif di Jawa Barat dan 4,95 juta di Jawa Timur pada Februari 2025.",
    "Terdapat 41,38 juta pekerja terdaftar. Jumlah ini terdiri atas 26,26 juta PU, 9,58 juta BPU, dan 5,53 juta jakon.",
    "607,426 of 1,665,422 workers in Kalbar, or 36.47 percent, are covered.",
    "Sebanyak 1.200 perusahaan dari 2.400 perusahaan mendaftarkan 35.000 pekerja, naik 5 persen dari 2023.",
    "Antara 20 dan 30 persen pekerja informal di 174 kecamatan, sekitar 19–20 persen di desa, belum terlindungi.",
]


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_sentence_raises_no_alarm(text: str) -> None:
    assert "tidak cocok" not in checked(text).text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            SOUND[2],
            [
                "✔ cocok: 607.426 dari 1.665.422 adalah 36,47%",
                "✔ cocok: 460.267 + 147.159 adalah 607.426",
                "✔ cocok dengan data kami, Kalimantan Barat 2024 (penyebut: potensi pekerja): 607.426; 1.665.422; 36,47%",
            ],
        ),
        (SOUND[3], ["✔ cocok: dari 25,01% ke 39,21% adalah 14,20 persen poin"]),
        (SOUND[5], ["✔ cocok: 4.500 orang × Rp16.800 × 12 bulan adalah Rp907.200.000"]),
    ],
)
def test_what_is_right_is_said_to_match(text: str, lines: list[str]) -> None:
    assert set(lines) <= set(plain(checked(text).text).split("\n"))


def test_an_article_is_checked_whole_with_its_sources_and_within_a_screen() -> None:
    text = plain(checked(ARTICLE).text)
    assert text.startswith(
        "2 dari 7 pernyataan yang diperiksa tidak cocok\n\n✖ tidak cocok: 460.267 dari 607.426,"
    )
    assert (
        "pengaruh 66.261 dari 1.665.422 pekerja pada cakupan, tertulis 2,58 persen, seharusnya 3,98 persen poin"
        in text
    )
    assert "Sumber data kami: ANTARA News Kalimantan Barat" in text
    assert len(text.split("\n")) <= 15


def test_a_mark_never_stands_without_its_word() -> None:
    for text in (ARTICLE, *SOUND):
        lines = [line for line in plain(checked(text).text).split("\n") if line[:1] in "✔✖?"]
        assert all(
            re.match(r"✔ cocok|✖ tidak cocok|\? tidak dapat diperiksa", line) for line in lines if line
        )


def test_an_answer_in_english_reads_english_numbers() -> None:
    text = plain(
        checked("Only 42,591 of 154,008 construction workers are covered, about 55 percent.", "en").text
    )
    assert "✖ does not match: 42,591 of 154,008, told as 55%, should be 27.66%" in text


@pytest.mark.parametrize(
    "text", [(ARTICLE * 4)[:4000], ("dari 1.000 " * 400)[:4000], "1,5 persen dari " * 250]
)
def test_a_long_text_is_checked_whatever_is_in_it(text: str) -> None:
    assert checked(text)


async def test_the_answer_keeps_no_text_and_no_question(talk: Talk) -> None:
    said = await talk.say("/periksa 42.591 dari 154.008 pekerja jakon Kalbar terlindungi, sekitar 55 persen")
    assert said.text.startswith("<b>1 dari 3 pernyataan yang diperiksa tidak cocok</b>")
    assert said.labels == [["Cakupan", "Sumber"]]
    assert [told.question for told in await talk.bot.memory.told.showing(7)] == [None]


async def test_a_sentence_to_check_needs_no_command(talk: Talk) -> None:
    text = (await talk.say("benarkah cakupan kalbar sudah 60 persen?")).text
    assert "cakupan pekerja di Kalimantan Barat tertulis 60%, seharusnya 36,47%" in text


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("/cek", "<b>Tulis kalimat atau berita yang hendak diperiksa setelah perintah ini</b>"),
        ("/check Kubu Raya hebat", "<b>Tidak ada angka yang dapat diperiksa dalam teks itu</b>"),
        ("/cek ada 12.345 orang", "<b>Angkanya berdiri sendiri, jadi tidak dapat diperiksa</b>"),
    ],
)
async def test_where_nothing_can_be_checked_it_says_what_can(talk: Talk, text: str, start: str) -> None:
    assert (await talk.say(text)).text.startswith(start)
