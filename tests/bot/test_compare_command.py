"""/bandingkan through the real application: what the person reads."""

import pytest
from talk import Talk

PROVINCES = """\
<b>Cakupan pekerja: Kalimantan Tengah lebih tinggi 9,69 persen poin daripada Kalimantan Barat</b>
Jumlah terlindungi: Kalimantan Tengah lebih sedikit 141.486 pekerja.

• <b>Kalimantan Tengah</b>: 46,17%, 465.940 dari 1.009.250 pekerja · Maret 2025
• <b>Kalimantan Barat</b>: 36,47%, 607.426 dari 1.665.422 pekerja · 2024

Selisih dihitung sebelum pembulatan.
Tahun angkanya berbeda: 2024 dan Maret 2025.

Penyebut: potensi pekerja (UCJ)
Sumber: """


async def test_two_regions_differ_in_points_and_people_and_name_their_sources(talk: Talk) -> None:
    said = await talk.say("/bandingkan kalbar kalteng")
    assert said.text.startswith(PROVINCES)
    assert 'berita/588067">ANTARA News Kalimantan Barat</a>, 2024 · data 22 bulan lalu' in said.text
    assert said.labels[-2:] == [
        ["Jakon", "Kalimantan Barat", "Kalimantan Tengah"],
        ["Peringkat", "Gambar", "Laporkan keliru"],
    ]


@pytest.mark.parametrize("text", ["/compare kalbar kalteng", "/banding kalbar kalteng", "kalbar vs kalteng"])
async def test_other_ways_to_compare_get_the_same_answer(talk: Talk, text: str) -> None:
    assert (await talk.say(text)).text.startswith(PROVINCES)


@pytest.mark.parametrize(
    ("text", "first_line"),
    [
        (
            "/bandingkan",
            "<b>Cakupan pekerja: Indonesia lebih tinggi sekitar 2,9 persen poin daripada Kalimantan Barat</b>",
        ),
        (
            "/bandingkan landak",
            "<b>Cakupan pekerja: Kabupaten Landak lebih tinggi 16,96 persen poin daripada Kalimantan Barat</b>",
        ),
        (
            "/bandingkan formal informal kalbar",
            "<b>Kalimantan Barat: Formal (PU) lebih tinggi 40,45 persen poin daripada Informal (BPU)</b>",
        ),
        (
            "/bandingkan kalbar 2023 2024",
            "<b>Kalimantan Barat: turun 6,33 persen poin dari Desember 2023 ke 2024</b>",
        ),
        (
            "/bandingkan kubu raya 2022 2023",
            "<b>Kabupaten Kubu Raya: naik 14,20 persen poin dari 2022 ke November 2023</b>",
        ),
        (
            "/bandingkan kalbar 2024 2025",
            (
                "<b>Kalimantan Barat: tidak dibandingkan, deretnya putus: "
                "penyebut sejak 2025 memuat 154.008 pekerja jasa konstruksi</b>"
            ),
        ),
        (
            "/bandingkan kubu raya dan landak",
            "<b>Cakupan pekerja: tidak dibandingkan, ada penyebut yang tidak disebut sumbernya</b>",
        ),
        (
            "/bandingkan kalsel dan bali",
            "<b>Cakupan pekerja: tidak dibandingkan, penyebutnya menghitung pekerja yang berbeda</b>",
        ),
        (
            "/bandingkan melawi dan sambas",
            "<b>Cakupan pekerja: tidak dibandingkan, belum ada angka untuk Kabupaten Melawi</b>",
        ),
        (
            "/bandingkan kalteng dan kalsel 2025 desember",
            "<b>Cakupan pekerja: Kalimantan Tengah dan Kalimantan Selatan tidak dapat dibedakan</b>",
        ),
        (
            "/bandingkan yang belum terlindungi kalbar kalteng",
            (
                "<b>Bagian pekerja yang belum terlindungi: Kalimantan Barat lebih tinggi 9,69 persen poin "
                "daripada Kalimantan Tengah</b>"
            ),
        ),
        ("/bandingkan melawi", "Belum ada angka cakupan pekerja di Kabupaten Melawi."),
        (
            "/bandingkan indonesia",
            (
                "Indonesia dibandingkan dengan apa? Sebutkan dua wilayah, segmen, atau periode, misalnya "
                "<code>/bandingkan kalbar kalteng</code>."
            ),
        ),
    ],
)
async def test_the_first_line_of_a_comparison_answers(talk: Talk, text: str, first_line: str) -> None:
    assert (await talk.say(text)).text.split("\n")[0] == first_line


async def test_figures_that_are_not_subtracted_are_listed_with_their_denominators(talk: Talk) -> None:
    lines = (await talk.say("/bandingkan kubu raya")).text.split("\n")
    assert lines[2:6] == [
        (
            "• <b>Kabupaten Kubu Raya</b>: 39,21%, 110.013 dari sekitar 280.600 pekerja · November 2023 "
            "· penyebut: tidak disebut"
        ),
        "• <b>Kalimantan Barat</b>: 36,47%, 607.426 dari 1.665.422 pekerja · 2024 · penyebut: potensi pekerja",
        "",
        "Persentase yang penyebutnya berbeda, atau mungkin berbeda, tidak dapat diselisihkan.",
    ]


async def test_counts_are_compared_with_the_warning_that_they_are_no_share(talk: Talk) -> None:
    text = (await talk.say("/bandingkan jabar dan kalbar")).text
    assert text.startswith(
        "<b>Jumlah pekerja terlindungi: Jawa Barat lebih banyak sekitar 4,35 juta pekerja "
        "daripada Kalimantan Barat</b>"
    )
    assert "\nIni jumlah orang, bukan cakupan: " in text


async def test_of_many_the_highest_is_named_and_each_other_differs_from_it(talk: Talk) -> None:
    text = (await talk.say("/bandingkan kalbar, kalteng, kalsel, dan bali")).text
    assert text.startswith("<b>Cakupan pekerja: tertinggi Bali, 50,88%</b>")
    assert (
        "Dibandingkan Bali:\n"
        "• Kalimantan Tengah: lebih rendah 4,71 persen poin, lebih sedikit 469.139 pekerja\n"
        "• Kalimantan Barat: lebih rendah 14,41 persen poin, lebih sedikit 327.653 pekerja\n"
        "• Kalimantan Selatan: tidak dibandingkan, penyebutnya menghitung pekerja yang berbeda"
    ) in text
    assert "\nBali, diragukan: 935.079 dari 1.873.899 adalah 49,90%" in text


async def test_a_series_of_periods_goes_step_by_step_and_stops_at_the_break(talk: Talk) -> None:
    text = (await talk.say("/bandingkan kalbar 2023 2024 2025")).text
    assert text.startswith("<b>Kalimantan Barat: turun 6,33 persen poin dari Desember 2023 ke 2024</b>")
    assert "\n• 2024 ke Juli 2025: tidak dibandingkan, deretnya putus: " in text


async def test_a_comparison_in_english(talk: Talk) -> None:
    await talk.say("/bahasa en")
    assert (await talk.say("/compare bali kalbar")).text.startswith(
        "<b>Coverage of workers: Bali 14.41 percentage points higher than Kalimantan Barat</b>\n"
        "Number covered: Bali 327,653 workers more."
    )


async def test_a_segment_button_compares_the_same_regions(talk: Talk) -> None:
    said = await talk.say("/bandingkan kalbar lampung")
    calls = await talk.press(said, "Formal")
    edit = next(call for call in calls if call.method == "editMessageText")
    assert edit.text.startswith(
        "<b>Cakupan pekerja formal (PU): Kalimantan Barat lebih tinggi 3,14 persen poin daripada Lampung</b>"
    )


async def test_a_period_without_a_figure_is_said_once_and_not_compared(talk: Talk) -> None:
    text = (await talk.say("ketapang 2023 2024 2025 tolong dijejer")).text
    assert text.startswith("<b>Kabupaten Ketapang: naik 12,33 persen poin dari 2023 ke 2024</b>")
    assert "\n• <b>2025</b>: belum ada angka\n" in text
    assert text.count("2025</b>") == 1
    assert "\nPenyebut: tidak disebut, tetapi angka-angka ini dari satu publikasi.\n" in text
