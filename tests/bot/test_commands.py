"""Every command through the real application: what the person reads."""

import pytest
from talk import Talk

KALBAR = """\
<b>Kalimantan Barat 2024: 36,47% pekerja terlindungi</b>
Terlindungi: 607.426 dari 1.665.422 pekerja
Belum terlindungi: 1.057.996 pekerja

• Formal (PU): <b>57,47%</b>, 460.267
• Informal (BPU): <b>17,02%</b>, 147.159

Target 40% (<a href="https://kalbar.antaranews.com/amp/berita/588067">RKPD Provinsi Kalbar 2024</a>): \
kurang 3,53 persen poin, 58.743 pekerja lagi

Penyebut: potensi pekerja (UCJ), Sakernas Februari 2024
Sumber: <a href="https://kalbar.antaranews.com/amp/berita/588067">ANTARA News Kalimantan Barat</a>, 2024 \
· data 22 bulan lalu

Lebih baru, tetapi tidak sebanding: <a href="https://harianberkat.com/2025/09/24/pemprov-kalbar-dorong-perlindungan-\
jaminan-sosial-tenaga-kerja-melalui-paritrana-award-2025">31,63%</a> Juli 2025 \
(termasuk 154.008 pekerja jasa konstruksi) · <a href="https://kaltim.idntimes.com/news/kalimantan-timur/\
bpjs-ketenagakerjaan-targetkan-lindungi-4-6-juta-pekerja-di-kalimantan-00-jjm39-0p5qf3">27%</a> Desember 2025 \
(penyebut lain: seluruh penduduk bekerja; diragukan) · <a href="https://jurnalis.co.id/2025/12/24/gubernur-ria-norsan-\
perkuat-sinergi-dengan-bpjs-ketenagakerjaan-target-kepesertaan-naik-61-persen">37%</a> Desember 2025 \
(penyebut tidak disebut)"""


async def test_cakupan_tells_the_figure_its_parts_target_basis_source_and_what_is_newer(talk: Talk) -> None:
    said = await talk.say("/cakupan kalbar")
    assert said.words == KALBAR
    assert said.labels == [
        ["✓ Total", "Formal", "Informal"],
        ["Jakon", "Target", "Sumber"],
        ["Gambar", "Laporkan keliru"],
    ]
    assert said.parameters["parse_mode"] == "HTML"


@pytest.mark.parametrize(
    "text",
    ["/coverage kalbar", "kalbar", "Kalimantan Barat", "/cakupan", "berapa cakupan di kalbar ya?", "61"],
)
async def test_other_ways_to_ask_the_same_get_the_same_answer(talk: Talk, text: str) -> None:
    assert (await talk.say(text)).words == KALBAR


async def test_target_tells_each_target_with_gap_people_and_category(talk: Talk) -> None:
    text = (await talk.say("/target kalbar")).text
    assert text.startswith("<b>Kalimantan Barat 2024: 36,47%, target 2024 sebesar 40% belum tercapai</b>")
    for line in (
        "Cakupan 36,47%: kurang 3,53 persen poin, 58.743 pekerja lagi",
        "Tingkat capaian target: 91,18% (sangat tinggi), belum tercapai",
        "Cakupan 57,47%: kurang 17,10 persen poin, sekitar 137.000 pekerja lagi",
        "Tingkat capaian target: 77,07% (tinggi), belum tercapai",
        "Cakupan 17,02%: kurang 8,92 persen poin, sekitar 77.100 pekerja lagi",
        "Tingkat capaian target: 65,61% (rendah), belum tercapai",
        "Kategori menurut skala Permendagri 86/2017.",
    ):
        assert line in text.split("\n")
    assert (
        "31,63%</a> pada Juli 2025 (potensi pekerja; termasuk 154.008 pekerja jasa konstruksi), kurang"
        in text
    )
    assert ">Perda Provinsi Kalbar, 2026</a>): tidak dibandingkan, dasar penyebutnya tidak disebut" in text


async def test_internal_targets_are_shown_on_demand_and_as_such(talk: Talk) -> None:
    said = await talk.say("/target kalbar")
    assert "Cabang Pontianak" not in said.text
    edited, _ = sorted(
        await talk.press(said, "Semua target (10)"), key=lambda call: call.method != "editMessageText"
    )
    assert ">BPJamsostek Cabang Pontianak, 2026</a>, internal kantor cabang; diragukan)" in edited.text


async def test_sumber_lists_number_by_number_and_what_was_derived(talk: Talk) -> None:
    text = (await talk.say("/sumber kalbar")).text
    assert "• Semua pekerja, terlindungi: 607.426" in text
    assert "• Formal (PU): antara 800.813 dan 800.951 pekerja, dari persentase yang dibulatkan" in text
    assert "Sumber tidak menyebutnya; terlihat dari besarnya angka." in text


async def test_aturan_names_the_law_behind_targets_and_duties(talk: Talk) -> None:
    text = (await talk.say("/aturan")).text
    for law in (
        "Perpres 111/2022",
        "RKPD",
        "Inpres 2/2021",
        "PP 44/2015",
        "Permendagri 86/2017",
        "PP 50/2025",
    ):
        assert law in text
    assert "19 menteri, pimpinan lembaga lain, serta semua gubernur, bupati, dan wali kota" in text


async def test_program_names_all_five(talk: Talk) -> None:
    text = (await talk.say("/program")).text
    assert [name for name in ("JKK", "JKM", "JHT", "JP", "JKP") if f"<b>{name}</b>" in text] == [
        *("JKK", "JKM", "JHT", "JP", "JKP")
    ]


async def test_istilah_explains_one_term_or_all(talk: Talk) -> None:
    assert (await talk.say("/istilah persen poin")).text == (
        "<b>Persen poin</b>: selisih dua persentase: dari 25% ke 39% adalah 14 persen poin, bukan 14 persen."
    )
    assert (await talk.say("/istilah")).text.count("\n\n") == 12


async def test_mulai_says_what_to_ask_and_that_it_is_not_official(talk: Talk) -> None:
    said = await talk.say("/mulai")
    assert "<code>cakupan kalbar</code>" in said.text
    assert "Ini bukan layanan resmi BPJS Ketenagakerjaan." in said.text
    assert said.labels[0] == ["Cakupan Kalimantan Barat", "Target"]


async def test_bantuan_lists_every_command_and_how_to_reach_the_bot_in_a_group(talk: Talk) -> None:
    text = (await talk.say("/help")).text
    assert "/cakupan – Cakupan kepesertaan suatu wilayah" in text
    assert "sebut @cakupan_bot" in text


async def test_wilayah_changes_what_is_meant_without_a_region(talk: Talk) -> None:
    assert (await talk.say("/wilayah landak")).text == "Wilayah obrolan ini sekarang <b>Kabupaten Landak</b>."
    assert (await talk.say("/cakupan")).text.startswith(
        "<b>Kabupaten Landak 2024: 53,43% pekerja terlindungi</b>"
    )


async def test_wilayah_without_a_name_offers_buttons(talk: Talk) -> None:
    said = await talk.say("/wilayah")
    assert said.labels[0] == ["Aceh", "Sumatera Utara"]
    inside = await talk.press(said, "Aceh")
    assert ["Kabupaten Aceh Selatan", "Kabupaten Aceh Tenggara"] in inside[-1].labels or [
        *("Kabupaten Aceh Selatan", "Kabupaten Aceh Tenggara")
    ] in inside[0].labels


async def test_bahasa_answers_in_the_new_language_at_once(talk: Talk) -> None:
    assert (await talk.say("/bahasa en")).text == "This chat is now in English."
    english = (await talk.say("/cakupan kalbar")).text
    assert english.startswith(
        "<b>Kalimantan Barat 2024: 36.47% of workers covered</b>\nCovered: 607,426 of 1,665,422"
    )
    assert (await talk.say("/language id")).text == "Obrolan ini sekarang berbahasa Indonesia."


async def test_pengaturan_shows_region_and_language(talk: Talk) -> None:
    text = (await talk.say("/settings")).text
    assert text == "<b>Pengaturan obrolan ini</b>\nWilayah: Kalimantan Barat\nBahasa: Bahasa Indonesia"


async def test_privasi_says_what_is_kept_and_for_how_long(talk: Talk) -> None:
    text = (await talk.say("/privasi")).text
    assert "selama 180 hari" in text
    assert "/hapus_data menghapus semuanya." in text
    assert "pengelola: versi" not in text


async def test_hapus_data_asks_first_and_then_erases(talk: Talk) -> None:
    await talk.say("/wilayah landak")
    asked = await talk.say("/hapus_data")
    assert (await talk.bot.memory.told.showing(7)) != []
    await talk.press(asked, "Ya, hapus")
    assert talk.bot.memory.chats.get(7).region is None


async def test_batal_changes_nothing(talk: Talk) -> None:
    assert (await talk.say("/batal")).text.startswith("Tidak ada yang diubah.")


@pytest.mark.parametrize(
    ("text", "first_line"),
    [
        ("/cakupan formal kalbar", "<b>Kalimantan Barat 2024: 57,47% pekerja formal (PU) terlindungi</b>"),
        (
            "informal kalbar 2023",
            "<b>Kalimantan Barat Desember 2023: 13,27% pekerja informal (BPU) terlindungi</b>",
        ),
        ("kota pontianak", "<b>Kota Pontianak 2025: 40% pekerja terlindungi</b>"),
        ("jabar", "<b>Jawa Barat Februari 2025: sekitar 4,96 juta pekerja terlindungi</b>"),
        ("cakupan indonesia", "<b>Indonesia 2024: 39,4% pekerja terlindungi</b>"),
        ("kaimana", "<b>Kabupaten Kaimana Agustus 2023: 126,15% pekerja terlindungi</b>"),
        ("kalbar 2019", "Belum ada angka cakupan pekerja di Kalimantan Barat untuk 2019."),
        ("melawi", "Belum ada angka cakupan pekerja di Kabupaten Melawi."),
        ("cakupan sambsa", "<b>Kabupaten Sambas Agustus 2025: 24% pekerja terlindungi</b>"),
        ("cakupan wakanda", "Wilayah “wakanda” tidak saya kenali. Apakah maksud Anda salah satu ini?"),
        ("kalbar tw9", "Tidak ada periode “tw 9”: setahun ada 12 bulan, 4 triwulan, dan 2 semester."),
        (
            "dasar bot goblok",
            "Saya di sini untuk angka cakupan, dan senang membantu bila Anda memerlukannya.",
        ),
        ("makasih min", "Sama-sama. Silakan bertanya lagi kapan saja."),
        (
            "kurang berapa pekerja lagi kalbar sampai 40%?",
            "<b>Kalimantan Barat 2024: perlu 58.743 pekerja lagi untuk mencapai 40%</b>",
        ),
        (
            "kurang berapa pekerja lagi kalbar sampai 30%?",
            "<b>Kalimantan Barat 2024: 30% sudah tercapai, lebih 6,47 persen poin</b>",
        ),
        ("bandung", "“bandung” dapat berarti beberapa wilayah. Yang mana?"),
        ("kalimantan", "“kalimantan” dapat berarti beberapa wilayah. Yang mana?"),
        ("cakupan bukan formal kalbar", "Tanpa Formal (PU). Pekerja mana yang Anda maksud?"),
        ("/cakupn", "Perintah /cakupn tidak ada. Semua perintah ada di /bantuan; contoh: /cakupan kalbar."),
        (
            "asdfgh",
            "Pertanyaan itu belum saya pahami. Tulis nama wilayah, misalnya <code>cakupan kalbar</code>.",
        ),
    ],
)
async def test_the_first_line_answers(talk: Talk, text: str, first_line: str) -> None:
    assert (await talk.say(text)).text.split("\n")[0] == first_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("jabar informal", "Sumber menulis 6,5%, padahal angkanya sendiri menghasilkan 6,60%."),
        ("kota pontianak", "Sumber hanya menyebut angka bulat."),
        ("kaimana", "Diragukan: di atas 100%, mungkin karena penyebutnya perkiraan potensi."),
        ("bali", "Terlindungi: 935.079 dari sekitar 1.837.800 pekerja"),
        ("kalbar zxcvbn", "<i>Kata yang tidak saya kenali: zxcvbn.</i>"),
        ("cakupan singkwang", "<i>“singkwang” saya baca sebagai Kota Singkawang.</i>"),
        ("target rkpd sambas", "Target RKPD belum diketahui untuk wilayah ini; berikut target yang ada."),
    ],
)
async def test_an_answer_owns_up_to_what_is_uncertain(talk: Talk, text: str, line: str) -> None:
    assert line in (await talk.say(text)).text.split("\n")


async def test_health_insurance_and_personal_matters_are_sent_elsewhere_without_repeating_a_number(
    talk: Talk,
) -> None:
    assert "BPJS Kesehatan (JKN), lembaga lain" in (await talk.say("iuran bpjs kesehatan kalbar")).text
    personal = (await talk.say("cek saldo JHT saya NIK 6171012345678901")).text
    assert "aplikasi JMO" in personal
    assert "6171012345678901" not in personal


async def test_a_region_without_figures_leads_to_its_neighbours(talk: Talk) -> None:
    said = await talk.say("melawi")
    assert "\nDi Kalimantan Barat ada angka untuk: Kalimantan Barat, Kabupaten Sambas, " in said.text
    assert said.labels[0] == ["Kalimantan Barat", "Kabupaten Sambas"]


async def test_what_there_is_stands_in_the_words_too(talk: Talk) -> None:
    assert (await talk.say("cakupan kalbar 2019")).text.split("\n")[1] == (
        "Angka yang ada, menurut periode: Desember 2025, September 2025, Juli 2025, Juni 2025, 2024, "
        "Desember 2023."
    )


async def test_a_choice_answers_the_first_question(talk: Talk) -> None:
    said = await talk.say("target kalimantan")
    calls = await talk.press(said, "Kalimantan Barat")
    edit = next(call for call in calls if call.method == "editMessageText")
    assert edit.text.startswith(
        "<b>Kalimantan Barat 2024: 36,47%, target 2024 sebesar 40% belum tercapai</b>"
    )


async def test_an_answer_can_be_asked_for_as_it_would_have_been_given_on_a_day(talk: Talk) -> None:
    said = await talk.say("cakupan kalbar menurut data per 1 Maret 2022")
    assert said.text.startswith("<b>Kalimantan Barat Mei 2018: 24% pekerja terlindungi</b>")
    assert "15 Mei 2018 · data 3 tahun lalu" in said.text
    assert "Menurut data yang diketahui pada 1 Maret 2022; angka sesudahnya tidak dipakai." in said.text
    assert "2024" not in said.text
