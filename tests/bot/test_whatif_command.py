"""/simulasi through the real application: what the person reads."""

import pytest
from talk import Talk

RKPD = '<a href="https://kalbar.antaranews.com/amp/berita/588067">RKPD Provinsi Kalbar 2024</a>'
MORE = f"""\
<b>Kalimantan Barat 2024: bila 10.000 pekerja lagi terlindungi, 36,47% menjadi 37,07%</b>
Cakupan naik 0,60 persen poin
Terlindungi menjadi 617.426 dari 1.665.422 pekerja

• Target 40% ({RKPD}): kurang 3,53 persen poin → kurang 2,93 persen poin, 48.743 pekerja lagi; belum tercapai"""


async def test_simulasi_tells_coverage_before_and_after_the_workers_the_targets_and_the_source(
    talk: Talk,
) -> None:
    said = await talk.say("/simulasi kalbar 10.000")
    assert said.text.startswith(MORE)
    assert ">UCJ 2025</a>), dengan angka Juli 2025: kurang 27,93 persen poin → kurang 27,38" in said.text
    assert "\nPenyebut: potensi pekerja (UCJ), Sakernas Februari 2024\nSumber: " in said.text
    assert said.labels == [
        ["+10.000", "+50.000", "Sampai 40%"],
        ["Anggaran", "Target", "Sumber"],
        ["Laporkan keliru"],
    ]


async def test_where_rounding_shows_another_difference_it_is_explained(talk: Talk) -> None:
    said = await talk.say("/simulasi kalbar 50 ribu")
    assert "36,47% menjadi 39,48%</b>\nCakupan naik 3,00 persen poin\n" in said.text
    assert "\nSelisih dihitung sebelum pembulatan.\n" in said.text


@pytest.mark.parametrize(
    "text",
    ["/whatif kalbar 10000", "bagaimana kalau kalbar tambah 10 ribu pekerja?", "/simulasi 10rb kalbar"],
)
async def test_other_ways_to_ask_the_same_get_the_same_answer(talk: Talk, text: str) -> None:
    assert (await talk.say(text)).text.startswith(MORE)


@pytest.mark.parametrize(
    ("text", "first_line"),
    [
        (
            "/simulasi kalbar -10.000",
            "Kalimantan Barat 2024: bila 10.000 pekerja tidak lagi terlindungi, 36,47% menjadi 35,87%",
        ),
        (
            "seandainya ada phk 3000 peserta di kalbar",
            "Kalimantan Barat 2024: bila 3.000 pekerja tidak lagi terlindungi, 36,47% menjadi 36,29%",
        ),
        ("simulasi kalbar 45%", "Kalimantan Barat 2024: perlu 142.014 pekerja lagi untuk mencapai 45%"),
        (
            "/simulasi kalbar 30%",
            "Kalimantan Barat 2024: 30% sudah tercapai, juga bila 107.799 pekerja tidak lagi terlindungi",
        ),
        (
            "jika cakupan kalbar naik 5 persen poin, setara berapa pekerja?",
            "Kalimantan Barat 2024: perlu 83.272 pekerja lagi agar naik 5 persen poin",
        ),
        (
            "kalau kubu raya nambah 10rb peserta jadi brp persen?",
            (
                "Kabupaten Kubu Raya November 2023: bila 10.000 pekerja lagi terlindungi, "
                "39,21% menjadi sekitar 42,77%"
            ),
        ),
        (
            "/simulasi bali 67,28%",
            "Bali Maret 2025: perlu sekitar 301.400 pekerja lagi untuk mencapai 67,28%",
        ),
        ("/simulasi kalbar 3 juta", "Kalimantan Barat 2024: paling banyak dapat bertambah 1.057.996 pekerja"),
        ("/simulasi kalbar -700.000", "Kalimantan Barat 2024: paling banyak dapat berkurang 607.426 pekerja"),
        (
            "/simulasi kaimana 10",
            "Kabupaten Kaimana Agustus 2023: cakupan sudah 126,15%, tidak ada lagi pekerja yang dapat ditambah",
        ),
        ("/simulasi kota pontianak 5.000", "Kota Pontianak 2025: simulasi tidak dapat dihitung"),
        ("/simulasi kalbar", "Kalimantan Barat 2024: 36,47% terlindungi. Ditambah berapa pekerja?"),
        ("/simulasi melawi 750", "Belum ada angka cakupan pekerja di Kabupaten Melawi."),
    ],
)
async def test_the_first_line_answers(talk: Talk, text: str, first_line: str) -> None:
    first = (await talk.say(text)).text.split("\n")[0]
    assert first.removeprefix("<b>").removesuffix("</b>") == first_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("/simulasi informal kalbar 100.000", "Cakupan naik sekitar 11,57 persen poin"),
        ("/simulasi informal kalbar 100.000", "Terlindungi menjadi 247.159 dari sekitar 864.500 pekerja"),
        ("/simulasi informal kalbar 100.000", "Semua pekerja: 36,47% → 42,48%: naik 6,00 persen poin"),
        (
            "/simulasi informal kalbar 100.000",
            (
                f"• Target 40% untuk semua pekerja ({RKPD}): kurang 3,53 persen poin → "
                "melampaui 2,48 persen poin; tercapai"
            ),
        ),
        (
            "/simulasi kalbar 3 juta",
            "3.000.000 melebihi jumlah yang belum terlindungi; dengan tambahan 1.057.996, semuanya terlindungi.",
        ),
        (
            "/simulasi bali 1.000",
            (
                "Diragukan: 935.079 dari 1.873.899 adalah 49,90%; 50,88% cocok dengan 1.837.899, "
                "mungkin dua angka tertukar."
            ),
        ),
        ("/simulasi kalbar 2026 45%", "Belum ada angka untuk 2026; yang dipakai angka 2024."),
        ("/simulasi kota pontianak 5.000", "Yang disebut: 40% terlindungi."),
        ("/simulasi jabar 5.000", "Yang disebut: sekitar 4,96 juta pekerja terlindungi."),
        ("/simulasi", "Tekan tombol, atau tulis misalnya <code>/simulasi kalbar 25.000</code>."),
    ],
)
async def test_an_answer_says_what_it_rests_on(talk: Talk, text: str, line: str) -> None:
    assert line in (await talk.say(text)).text.split("\n")


async def test_a_target_that_only_a_percentage_stands_beside_is_named(talk: Talk) -> None:
    text = (await talk.say("/simulasi kalbar 10.000")).text
    assert "• Tidak dihitung, hanya persentasenya yang diketahui: 43,92% (" in text
    assert ">RPJMN 2025–2029</a>, nasional)\n" in text


async def test_the_buttons_lead_to_the_nearest_target_and_to_what_it_costs(talk: Talk) -> None:
    said = await talk.say("/simulasi kalbar")
    edited = next(call for call in await talk.press(said, "Sampai 40%") if call.method == "editMessageText")
    assert edited.text.startswith(
        "<b>Kalimantan Barat 2024: perlu 58.743 pekerja lagi untuk mencapai 40%</b>\n"
        "36,47% → 40,00%: naik 3,53 persen poin\n"
    )
    cost = next(call for call in await talk.press(edited, "Anggaran") if call.method == "editMessageText")
    assert "58.743 × Rp16.800 × 12 bulan = Rp11.842.588.800" in cost.text


async def test_in_english(talk: Talk) -> None:
    await talk.say("/bahasa en")
    assert (await talk.say("/whatif kalbar 10000")).text.startswith(
        "<b>Kalimantan Barat 2024: with 10,000 more workers, 36.47% becomes 37.07%</b>\n"
        "Coverage goes up 0.60 percentage points\n"
    )


async def test_a_fall_in_points_is_told_as_fewer_workers(talk: Talk) -> None:
    said = await talk.say("kalau kalbar turun 2 persen poin")
    assert said.text.startswith(
        "<b>Kalimantan Barat 2024: 33.308 pekerja lebih sedikit berarti turun 2 persen poin</b>"
    )
