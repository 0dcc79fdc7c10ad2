"""/anggaran through the real application: what the person reads."""

import pytest
from talk import Talk

from bot.i18n import translator

PP44 = "https://peraturan.bpk.go.id/Download/28927/PP%20Nomor%2044%20Tahun%202015.pdf"
PP44_II = "https://peraturan.bpk.go.id/Download/28929/PP%20Nomor%2044%20Tahun%202015%20-%20Lampiran%202.pdf"
KALBAR = f"""\
<b>Kalimantan Barat: perlu Rp11,84 miliar untuk mencapai target 40%</b>
58.743 × Rp16.800 × 12 bulan = Rp11.842.588.800

Cakupan pekerja 2024: 36,47%
Target 40% (<a href="https://kalbar.antaranews.com/amp/berita/588067">RKPD Provinsi Kalbar 2024</a>): \
kurang 3,53 persen poin, 58.743 pekerja lagi

Iuran satu pekerja sebulan (BPU): Rp16.800
• JKK Rp10.000: <a href="{PP44_II}">PP 44/2015</a>, 1% dari lapis penghasilan terendah
• JKM Rp6.800: <a href="{PP44}">PP 44/2015</a>, sama untuk semua lapis penghasilan

Dibayar APBD dengan tarif penuh: keringanan 50% PP 50/2025 hanya untuk peserta yang membayar sendiri.
Tidak disebut, jadi dianggap: 12 bulan dan dibayar APBD.

Penyebut: potensi pekerja (UCJ), Sakernas Februari 2024
Sumber: <a href="https://kalbar.antaranews.com/amp/berita/588067">ANTARA News Kalimantan Barat</a>, 2024 \
· data 22 bulan lalu"""


async def test_anggaran_closes_the_gap_to_the_nearest_target_step_by_step(talk: Talk) -> None:
    said = await talk.say("/anggaran kalbar")
    assert said.words == KALBAR
    assert said.labels == [
        ["1 bulan", "6 bulan", "✓ 12 bulan"],
        ["Dengan JHT", "Bayar sendiri", "Simulasi"],
        ["Laporkan keliru"],
    ]


@pytest.mark.parametrize(
    "text", ["/budget kalbar", "/iuran kalbar", "biaya menutup kekurangan target kalbar"]
)
async def test_other_ways_to_ask_the_same_get_the_same_answer(talk: Talk, text: str) -> None:
    assert (await talk.say(text)).words == KALBAR


@pytest.mark.parametrize(
    ("text", "first_lines"),
    [
        (
            "berapa iuran 4.500 pekerja sintang setahun?",
            (
                "<b>Kabupaten Sintang: iuran 4.500 pekerja selama 12 bulan, Rp907,2 juta</b>\n"
                "4.500 × Rp16.800 × 12 bulan = Rp907.200.000\n"
            ),
        ),
        (
            "/anggaran 5.000 6 bulan jht",
            (
                "<b>Iuran 5.000 pekerja selama 6 bulan: Rp1,1 miliar</b>\n"
                "5.000 × Rp36.800 × 6 bulan = Rp1.104.000.000\n"
            ),
        ),
        (
            "duit 1 miliar cukup utk brp pekerja rentan",
            (
                "<b>Rp1 miliar cukup untuk iuran 4.960 pekerja selama 12 bulan</b>\n"
                "4.960 × Rp16.800 × 12 bulan = Rp999.936.000\n"
                "Iuran satu pekerja Rp201.600; sisa dana Rp64.000\n"
            ),
        ),
        (
            "/anggaran dana 100 ribu rupiah",
            "<b>Rp100.000 belum cukup untuk iuran satu pekerja selama 12 bulan</b>\n",
        ),
        (
            "biaya nutup gap kalbar sampe 45 persen kira2 brapa",
            (
                "<b>Kalimantan Barat: perlu Rp28,63 miliar untuk mencapai 45%</b>\n"
                "142.014 × Rp16.800 × 12 bulan = Rp28.630.022.400\n\n"
                "Cakupan pekerja 2024: 36,47%\nPekerja yang perlu ditambah: 142.014\n"
            ),
        ),
        (
            "biaya untuk semua yang belum terdaftar di kalbar",
            "<b>Kalimantan Barat: iuran 1.057.996 pekerja selama 12 bulan, Rp213,29 miliar</b>\n",
        ),
        (
            "/anggaran bali",
            (
                "<b>Bali: perlu sekitar Rp60,76 miliar untuk mencapai target 67,28%</b>\n"
                "sekitar 301.400 × Rp16.800 × 12 bulan\n"
                "Antara Rp60.738.048.000 dan Rp60.787.036.800\n"
            ),
        ),
        (
            "/anggaran kalbar 2025",
            (
                "<b>Kalimantan Barat: perlu Rp102,44 miliar untuk mencapai target 59,56%</b>\n"
                "508.149 × Rp16.800 × 12 bulan = Rp102.442.838.400\n\nCakupan pekerja Juli 2025: 31,63%\n"
            ),
        ),
        (
            "200 tukang ojek singkawang kalau bayar mandiri habis berapa",
            (
                "<b>Kota Singkawang: iuran 200 pekerja selama 12 bulan, Rp38,64 juta</b>\n"
                "• Desember 2026: 200 × Rp8.400 × 1 bulan = Rp1.680.000\n"
                "• Januari 2027 sampai November 2027: 200 × Rp16.800 × 11 bulan = Rp36.960.000\n"
                "Jumlahnya Rp38.640.000\n"
            ),
        ),
        (
            "iuran BPU brp kak kl bayar sendiri",
            "<b>Iuran 1 pekerja selama 12 bulan: Rp193.200</b>\n",
        ),
        (
            "/anggaran papua barat",
            "<b>Papua Barat Agustus 2023: tidak ada kekurangan yang perlu dibiayai</b>\n",
        ),
        (
            "/anggaran kubu raya",
            "<b>Kabupaten Kubu Raya November 2023: jumlah pekerja yang perlu dibiayai tidak dapat dihitung</b>\n",
        ),
        (
            "/anggaran indonesia",
            "<b>Indonesia 2024: jumlah pekerja yang perlu dibiayai tidak dapat dihitung</b>\n",
        ),
        (
            "/anggaran melawi",
            (
                "Belum ada angka cakupan pekerja di Kabupaten Melawi.\n"
                "Iuran dapat dihitung untuk jumlah pekerja berapa pun: <code>/anggaran 5.000</code>.\n\n"
            ),
        ),
        ("/anggaran formal kalbar", "<b>Iuran pekerja formal (PU) tidak berupa jumlah tetap</b>\n"),
    ],
)
async def test_the_first_lines_answer(talk: Talk, text: str, first_lines: str) -> None:
    assert (await talk.say(text)).text.startswith(first_lines)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("/anggaran 300 orang bayar mandiri", "Dibayar sendiri oleh pekerja, mulai Desember 2026."),
        (
            "/anggaran 300 orang bayar mandiri",
            "Pekerja transportasi mendapat keringanan sampai Maret 2027: Rp50.400.000",
        ),
        ("/anggaran 300 orang bayar mandiri", "Tidak disebut, jadi dianggap: 12 bulan."),
        ("/anggaran 300 apbd 6 bulan jp", "JP dan JKP hanya untuk penerima upah (PU), jadi tidak dihitung."),
        (
            "/anggaran kalbar rpjmd",
            "Target RPJMD belum diketahui untuk wilayah ini; yang dipakai adalah target terdekat.",
        ),
        (
            "/anggaran bali",
            (
                "Diragukan: 935.079 dari 1.873.899 adalah 49,90%; 50,88% cocok dengan 1.837.899, "
                "mungkin dua angka tertukar."
            ),
        ),
    ],
)
async def test_an_answer_says_what_was_taken_for_granted(talk: Talk, text: str, line: str) -> None:
    assert line in (await talk.say(text)).text.split("\n")


async def test_what_was_said_is_not_called_assumed(talk: Talk) -> None:
    assert "dianggap" not in (await talk.say("/anggaran 5.000 orang 12 bulan apbd")).text


async def test_a_temporary_rate_names_its_law_and_its_months(talk: Talk) -> None:
    text = (await talk.say("/anggaran 300 orang bayar mandiri")).text
    link = '<a href="https://peraturan.bpk.go.id/Details/339151/pp-no-50-tahun-2025">PP 50/2025</a>'
    assert (
        f"• JKM Rp3.400: {link}, separuh, bagi yang membayar sendiri, April 2026 sampai Desember 2026" in text
    )


async def test_the_buttons_change_months_programmes_and_payer(talk: Talk) -> None:
    said = await talk.say("/anggaran kalbar")
    wanted = {
        "6 bulan": "58.743 × Rp16.800 × 6 bulan = Rp5.921.294.400",
        "Dengan JHT": "58.743 × Rp36.800 × 12 bulan = Rp25.940.908.800",
        "Bayar sendiri": "• Desember 2026: 58.743 × Rp8.400 × 1 bulan = Rp493.441.200",
    }
    for label, line in wanted.items():
        calls = await talk.press(said, label)
        assert any(line in call.text.split("\n") for call in calls if call.method == "editMessageText")


@pytest.mark.parametrize(
    ("language", "amount", "full", "short"),
    [
        ("id", 16_800, "Rp16.800", "Rp16.800"),
        ("id", 11_842_588_800, "Rp11.842.588.800", "Rp11,84 miliar"),
        ("id", 907_200_000, "Rp907.200.000", "Rp907,2 juta"),
        ("id", 999_999_999, "Rp999.999.999", "Rp1 miliar"),
        ("id", 1_845_000, "Rp1.845.000", "Rp1,85 juta"),
        ("en", 11_842_588_800, "Rp11,842,588,800", "Rp11.84 billion"),
    ],
)
def test_money_is_written_in_full_and_in_short(language: str, amount: int, full: str, short: str) -> None:
    t = translator(language)
    assert (t.rupiah(amount), t.rupiah_short(amount)) == (full, short)


async def test_before_the_first_known_rate_there_is_no_sum_but_a_way_on(talk: Talk) -> None:
    said = await talk.say("anggaran kalbar menurut data per 1 Maret 2014")
    assert said.words.startswith(
        "Iuran baru diketahui sejak Juli 2015; tombol di bawah menanyakan iuran hari ini."
    )
    _, now = await talk.press(said, "Iuran hari ini")
    assert now.words.startswith("<b>Kalimantan Barat: perlu Rp11,84 miliar")
