"""/peringkat through the real application: what the person reads."""

import re

import pytest
from talk import Talk

KALBAR = """\
<b>Cakupan pekerja tertinggi di Kalimantan Barat: Kabupaten Landak, 53,43%</b>
3 dari 14 wilayah punya angkanya dengan penyebut yang sama: potensi pekerja (UCJ)

1. <b>Kabupaten Landak</b>: 53,43% · 2024
2. <b>Kabupaten Kapuas Hulu</b>: 39% · Oktober 2023
3. <b>Kota Singkawang</b>: 22,77% (diragukan) · Juni 2025

Kota Singkawang, diragukan: artikel menyebut 73.236 &quot;belum terdaftar&quot;, padahal 16.684 dari 73.236 \
adalah 22,78%: hampir pasti itu penyebutnya.
Waktu angkanya berbeda-beda, Oktober 2023 sampai Juni 2025.
Sumber tertaut pada tiap angka.

Angka dengan dasar lain, tidak diperingkat (penyebut tidak disebut): Kabupaten Sambas 24% (Agustus 2025); \
Kabupaten Ketapang 68,02% (2024); Kabupaten Kayong Utara 51,59% (Oktober 2025, diragukan); \
Kabupaten Kubu Raya 39,21% (November 2023); Kota Pontianak 40% (2025)
Belum ada angka: Kabupaten Mempawah, Kabupaten Sanggau, Kabupaten Sintang, Kabupaten Bengkayang dan 2 lainnya"""


def unlinked(text: str) -> str:
    return re.sub(r'<a href="https?://[^"]+">(.*?)</a>', r"\1", text)


async def test_a_province_ranks_its_kabupaten_and_names_all_that_are_left_out(talk: Talk) -> None:
    said = await talk.say("/peringkat kalbar")
    assert unlinked(said.words) == KALBAR
    assert re.search(r'1\. <b>Kabupaten Landak</b>: <a href="https://[^"]+">53,43%</a> · 2024', said.text)
    assert said.labels == [
        ["✓ Cakupan", "Selisih target", "Jumlah kurang"],
        ["Dari terendah", "Gambar", "Laporkan keliru"],
    ]


@pytest.mark.parametrize("text", ["/rank", "/peringkat", "ranking kabupaten kota se kalbar"])
async def test_other_ways_to_rank_get_the_same_answer(talk: Talk, text: str) -> None:
    assert unlinked((await talk.say(text)).words) == KALBAR


@pytest.mark.parametrize(
    ("text", "first_line"),
    [
        ("provinsi terendah", "<b>Cakupan pekerja terendah di Indonesia: Lampung, 25,27%</b>"),
        ("/peringkat indonesia", "<b>Cakupan pekerja tertinggi di Indonesia: Papua Barat, 82,69%</b>"),
        (
            "/peringkat papua barat",
            "<b>Cakupan pekerja tertinggi di Papua Barat: Kabupaten Kaimana, 126,15% (diragukan)</b>",
        ),
        (
            "/peringkat indonesia formal",
            "<b>Cakupan pekerja formal (PU) tertinggi di Indonesia: Kalimantan Barat, 57,47%</b>",
        ),
        (
            "/peringkat indonesia 2024",
            "<b>Cakupan pekerja tertinggi di Indonesia: Sulawesi Utara, 76,11%</b>",
        ),
        ("/peringkat bali", "<b>Cakupan pekerja tertinggi di Bali: Kabupaten Badung, 58,68%</b>"),
        (
            "/peringkat kapuas hulu",
            "<b>Kabupaten Kapuas Hulu: peringkat 2 dari 3 di Kalimantan Barat, 39%</b>",
        ),
        ("/peringkat kubu raya", "<b>Kabupaten Kubu Raya tidak diperingkat: penyebut angkanya lain</b>"),
        ("/peringkat melawi", "<b>Kabupaten Melawi tidak diperingkat: belum ada angkanya</b>"),
        (
            "kabupaten di kalbar di bawah 30 persen",
            "<b>Kalimantan Barat: 1 dari 3 wilayah yang dapat diperingkat di bawah 30%</b>",
        ),
        (
            "provinsi dengan kekurangan pekerja terbanyak untuk target",
            (
                "<b>Paling banyak pekerja yang masih perlu dilindungi untuk target di Indonesia: "
                "Sulawesi Selatan, sekitar 436.000 pekerja</b>"
            ),
        ),
        (
            "provinsi dengan selisih terbesar ke target",
            "<b>Paling jauh di bawah target cakupan pekerja di Indonesia: Riau, kurang 23,14 persen poin</b>",
        ),
        (
            "/peringkat sumbar",
            "<b>Belum ada wilayah di Sumatera Barat yang dapat diperingkat menurut ukuran ini</b>",
        ),
    ],
)
async def test_the_first_line_of_a_ranking_answers(talk: Talk, text: str, first_line: str) -> None:
    assert (await talk.say(text)).text.split("\n")[0] == first_line


async def test_regions_that_rounding_keeps_from_being_told_apart_share_a_rank(talk: Talk) -> None:
    text = unlinked((await talk.say("se kalimantan provinsi mana paling rendah")).text)
    assert (
        "2. <b>Kalimantan Tengah</b>: 42% · Desember 2025\n"
        "2. <b>Kalimantan Selatan</b>: 42% · Desember 2025\n"
        "4. <b>Kalimantan Utara</b>: 46% · Desember 2025"
    ) in text
    assert "\nNomor yang sama: nilainya sama, atau pembulatan menutupi mana yang lebih tinggi." in text


async def test_a_ranking_on_another_denominator_than_usual_says_so(talk: Talk) -> None:
    text = (await talk.say("se kalimantan provinsi mana paling rendah")).text
    assert text.split("\n")[1:3] == [
        "4 dari 5 wilayah punya angkanya dengan penyebut yang sama: seluruh penduduk bekerja (BPS)",
        (
            "Ini bukan penyebut yang biasa dipakai, potensi pekerja (UCJ): "
            "dengan penyebut itu hanya 2 wilayah punya angka, dan angkanya lain."
        ),
    ]


async def test_equal_places_are_explained_where_they_are_seen(talk: Talk) -> None:
    said = await talk.say("provinsi dengan kekurangan pekerja terbanyak untuk target, 4 saja")
    assert "Nomor yang sama" not in said.text
    calls = await talk.press(said, "Lanjut →")
    edit = next(call for call in calls if call.method == "editMessageText")
    assert "Nomor yang sama" in edit.text


async def test_a_kabupaten_is_marked_in_the_ranking_of_its_province(talk: Talk) -> None:
    text = unlinked((await talk.say("/peringkat terendah landak, satu saja")).text)
    assert "\n➤ 3. <b>Kabupaten Landak</b>: 53,43%" in text


async def test_a_gap_is_told_with_the_target_it_is_measured_by(talk: Talk) -> None:
    text = unlinked((await talk.say("provinsi dengan selisih terbesar ke target")).text)
    assert "5. <b>Kalimantan Barat</b>: kurang 3,53 persen poin (target 40% tahun 2024) · 2024" in text
    assert (
        "4. <b>Kalimantan Tengah</b>: kurang 5,98 persen poin (target nasional 52,15% tahun 2025) "
        "· Maret 2025"
    ) in text


async def test_a_plan_without_targets_here_is_said_and_others_stand_in(talk: Talk) -> None:
    text = (await talk.say("provinsi dgn kekurangan pekerja terbanyak utk target RPJMN")).text
    assert "\nTarget RPJMN tidak ada yang dapat dibandingkan di sini; dipakai target lain.\n" in text


async def test_the_next_page_goes_on_where_the_first_one_ended(talk: Talk) -> None:
    said = await talk.say("/peringkat indonesia")
    assert said.labels[0] == ["Lanjut →"]
    calls = await talk.press(said, "Lanjut →")
    edit = next(call for call in calls if call.method == "editMessageText")
    assert [line[:2] for line in edit.text.split("\n") if re.match(r"\d\.", line)] == ["6.", "7.", "8.", "9."]
    assert edit.labels[0] == ["← Kembali"]


async def test_provinces_without_a_percentage_or_a_figure_are_named(talk: Talk) -> None:
    text = (await talk.say("/peringkat indonesia")).text
    assert "\nHanya jumlah orang, tanpa persentase: Sumatera Utara, " in text
    assert "\nBelum ada angka: Aceh, Sumatera Barat, Jambi, Sumatera Selatan dan 12 lainnya" in text


async def test_a_ranking_in_english(talk: Talk) -> None:
    await talk.say("/bahasa en")
    assert (await talk.say("/rank indonesia")).text.startswith(
        "<b>Highest coverage of workers in Indonesia: Papua Barat, 82.69%</b>\n"
        "9 of 38 regions have it on one denominator: eligible workers (UCJ)"
    )
