"""/tren through the real application: what the person reads."""

import pytest
from talk import Talk


async def test_tren_tells_the_change_figure_by_figure_on_one_denominator(talk: Talk) -> None:
    said = await talk.say("/tren kalbar")
    assert said.text.startswith(
        "<b>Kalimantan Barat: cakupan pekerja turun 0,90 persen poin dari November 2022 ke 2024</b>\n"
        "Dari 37,37% menjadi 36,47%.\n"
        "Rata-rata turun 0,43 persen poin per tahun: selisih ini dibagi 25 bulan, dikali 12.\n"
        "Penyebutnya sendiri berubah dari 1.786.809 menjadi 1.665.422 pekerja.\n"
    )
    assert said.labels == [
        ["✓ Total", "Formal", "Informal"],
        ["Jakon", "Cakupan", "Ringkasan"],
        ["Sumber", "Gambar", "Laporkan keliru"],
    ]
    lines = unlinked(said.text).split("\n")
    at = lines.index("• November 2022: <b>37,37%</b>")
    assert lines[at + 1 : at + 8] == [
        "• 2023: <b>35%</b> (angka bulat), turun sekitar 2 persen poin",
        "• Desember 2023: <b>42,81%</b>, naik 5,44 persen poin sejak November 2022",
        "• 2024: <b>36,47%</b>, turun 6,33 persen poin",
        "<i>Deret terputus di sini: penyebut sejak 2025 memuat 154.008 pekerja jasa konstruksi.</i>",
        "• Juni 2025: <b>29,86%</b>",
        "• Juli 2025: <b>31,63%</b>, naik 1,77 persen poin",
        "• September 2025: <b>31%</b> (angka bulat), turun sekitar 1 persen poin",
    ]


async def test_figures_of_another_denominator_are_listed_and_not_joined(talk: Talk) -> None:
    text = unlinked((await talk.say("/tren kalbar")).words)
    assert (
        "Penyebut lain, tidak disambungkan:\n"
        "• seluruh penduduk bekerja (BPS): 27% Desember 2025 (diragukan)\n"
        "• tidak disebut sumbernya: 24% Mei 2018 · 34,55% Februari 2023 · 39% September 2023 "
        "· 37% Desember 2025\n" in text
    )
    assert "Penyebut: potensi pekerja (UCJ)\nSumber, tertaut pada tiap angka: Tribun Pontianak" in text
    assert text.endswith("Tanjungpura.id, 25 September 2025 · data 13 bulan lalu")


async def test_every_figure_links_to_its_own_source(talk: Talk) -> None:
    text = (await talk.say("/tren kalbar")).text
    assert '• Juli 2025: <b><a href="https://harianberkat.com/' in text


async def test_less_than_a_year_apart_gives_no_mean(talk: Talk) -> None:
    text = (await talk.say("/trend kubu raya")).text
    assert text.startswith(
        "<b>Kabupaten Kubu Raya: cakupan pekerja naik 14,20 persen poin dari 2022 ke November 2023</b>\n"
        "Dari 25,01% menjadi 39,21%.\n"
        "Jaraknya hanya 11 bulan, jadi rata-rata per tahun tidak dihitung.\n"
    )
    assert "Karena itu hanya angka dari sumber yang sama yang dibandingkan." in text


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            "/tren indonesia",
            "Indonesia: angka cakupan pekerja belum dapat dibandingkan satu sama lain",
        ),
        ("/tren bali", "Bali: baru satu angka cakupan pekerja, belum ada perkembangan"),
        ("/tren papua barat", "Papua Barat: baru satu angka cakupan pekerja, belum ada perkembangan"),
        ("/tren kalbar 2020", "Kalimantan Barat: tidak ada angka cakupan pekerja pada waktu itu"),
        (
            "/tren informal indonesia",
            "Indonesia: cakupan pekerja informal (BPU) naik 4,93 persen poin (diragukan) dari 2020 ke 2021",
        ),
        (
            "tren informal kalbar",
            "Kalimantan Barat: cakupan pekerja informal (BPU) naik 3,75 persen poin dari Desember 2023 ke 2024",
        ),
        (
            "perkembangan kalbar dari 2022 sampai 2023",
            "Kalimantan Barat: cakupan pekerja naik 5,44 persen poin dari November 2022 ke Desember 2023",
        ),
    ],
)
async def test_the_first_line_says_what_was_found(talk: Talk, asked: str, told: str) -> None:
    assert (await talk.say(asked)).text.split("\n")[0] == f"<b>{told}</b>"


async def test_a_figure_that_is_not_compared_says_why(talk: Talk) -> None:
    text = unlinked((await talk.say("/tren kota pontianak")).text)
    assert (
        "• 2025: <b>40%</b> (angka bulat), tidak dibandingkan: "
        "penyebut tidak disebut dan sumbernya lain dari 2024" in text
    )
    text = unlinked((await talk.say("/tren kalbar sejak 2023")).text)
    assert (
        "• Desember 2023: <b>42,81%</b>, tidak dibandingkan: waktunya bertumpang tindih dengan 2023" in text
    )


async def test_a_year_without_figures_is_named(talk: Talk) -> None:
    text = (await talk.say("/tren kalteng")).text
    assert "Tidak ada angka dengan penyebut ini untuk 2024." in text


async def test_the_uncovered_are_told_with_their_number(talk: Talk) -> None:
    said = await talk.say("tren belum terlindungi di kalbar")
    assert said.text.startswith(
        "<b>Kalimantan Barat: bagian pekerja yang belum terlindungi naik 0,90 persen poin "
        "dari November 2022 ke 2024</b>"
    )
    assert "• 2024: <b>63,53%</b>, 1.057.996 pekerja, naik 6,33 persen poin" in unlinked(said.text)


async def test_a_stretch_of_time_leads_back_to_all_years(talk: Talk) -> None:
    said = await talk.say("/tren kalbar 2020")
    assert "Ada angka untuk Mei 2018, November 2022," in said.text
    calls = await talk.press(said, "Semua tahun")
    assert any(
        "turun 0,90 persen poin dari November 2022 ke 2024" in call.parameters.get("text", "")
        for call in calls
    )


async def test_bounds_given_backwards_are_put_right(talk: Talk) -> None:
    text = (await talk.say("/tren kalbar dari 2024 sampai 2022")).text
    assert text.startswith("<b>Kalimantan Barat: cakupan pekerja turun 0,90 persen poin")


async def test_a_region_without_figures_says_so(talk: Talk) -> None:
    assert (await talk.say("/tren melawi")).text.startswith(
        "Belum ada angka cakupan pekerja di Kabupaten Melawi."
    )


async def test_trend_speaks_english(talk: Talk) -> None:
    await talk.say("/bahasa en")
    assert (await talk.say("/trend kubu raya")).text.startswith(
        "<b>Kabupaten Kubu Raya: coverage of workers up 14.20 percentage points from 2022 to November 2023</b>"
    )


async def test_one_point_is_one_in_english(talk: Talk) -> None:
    await talk.say("/bahasa en")
    assert "(round figure), down about 1 percentage point\n" in unlinked(
        (await talk.say("/trend kalbar")).text
    )


def unlinked(text: str) -> str:
    parts = text.split('<a href="')
    return parts[0] + "".join(part.partition('">')[2].replace("</a>", "") for part in parts[1:])
