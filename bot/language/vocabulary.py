"""The words that carry a meaning in a question, and those that carry none."""

from __future__ import annotations

from typing import Final

from bot.language.question import Intent
from core.model import Segment
from core.period import Span

SEGMENTS: Final = {
    Segment.FORMAL: ("formal", "pu", "ppu", "penerima upah"),
    Segment.INFORMAL: (
        "informal",
        "nonformal",
        "non formal",
        "bpu",
        "pbpu",
        "bukan penerima upah",
        "mandiri",
        "pekerja lepas",
    ),
    Segment.CONSTRUCTION: ("jakon", "jasa konstruksi", "konstruksi", "construction"),
    Segment.TOTAL: ("total", "semua", "keseluruhan", "seluruh", "all", "overall"),
}
INTENTS: Final = {
    Intent.TARGET: (
        *("target", "sasaran", "targetnya", "kurang", "kekurangan", "selisih", "deviasi", "gap", "melampaui"),
        *("tercapai", "mencapai", "shortfall", "targets", "short"),
    ),
    Intent.SOURCE: ("sumber", "sumbernya", "rujukan", "source", "sources"),
    Intent.RULES: ("aturan", "peraturan", "hukum", "perpres", "inpres", "regulasi", "rules", "laws", "law"),
    Intent.PROGRAMMES: ("program", "programnya", "programmes", "programs"),
    Intent.TERMS: ("istilah", "definisi", "arti", "artinya", "terms", "meaning"),
    Intent.COVERAGE: (
        *("cakupan", "cakupannya", "kepesertaan", "coverage", "realisasi", "progres", "posisi", "capaian"),
        *("terlindungi", "peserta", "covered"),
    ),
    Intent.START: ("mulai",),
    Intent.HELP: ("bantuan", "help", "tolong bantu"),
}
HARMLESS: Final = frozenset(
    """
    a about ada adalah kabar sehat admin angka angkanya apa apakah are assalamualaikum at bagaimana bang banyak
    belum berapa berapaan berapakah berikut boleh bpjamsostek bpjs bpjstk brp bu bulan cek current
    daerah dan dari data dengan dgn di do does dong donk figure figures for gimana gmn hai halo hey hi
    how in info informasi ingin ini is itu jamsostek jumlah kabupaten kah kak kalau kami kasih ke
    ketenagakerjaan kira kota lagi latest lihat makasih malam many mas mau mbak me min minta mohon much
    naker nasional nih now nya of on orang pada pagi pak pekerja pekerjanya people per percent permisi
    persen persentase please provinsi s saat sampai saya se secara security segmen sekarang sekian
    sektor selamat show siang sih social sore sudah tahu tahun tampilkan tanya tau tell tentang terakhir
    terbaru terhadap terima terkini the there thn tk to tolong tunjukkan untuk utk what whats wilayah
    workers ya yah yang year yg
    """.split()
)
EXCLUDING: Final = frozenset({"bukan", "selain", "tanpa", "kecuali", "except", "without", "not", "excluding"})
HEALTH: Final = frozenset({"kesehatan", "jkn", "kis", "uhc", "faskes", "puskesmas"})
PERSONAL: Final = frozenset(
    {"saldo", "klaim", "nik", "ktp", "jmo", "pencairan", "cairkan", "mencairkan", "kpj"}
)
MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan", "january"),
            ("februari", "feb", "peb", "pebruari", "february"),
            ("maret", "mar", "march"),
            ("april", "apr"),
            ("mei", "may"),
            ("juni", "jun", "june"),
            ("juli", "jul", "july"),
            ("agustus", "agt", "ags", "agu", "august", "aug"),
            ("september", "sept", "sep"),
            ("oktober", "okt", "october", "oct"),
            ("november", "nopember", "nop", "nov"),
            ("desember", "des", "december", "dec"),
        ),
        start=1,
    )
    for name in names
}
INDEX: Final = {
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "pertama": 1,
    "kedua": 2,
    "ketiga": 3,
    "keempat": 4,
}
SPANS: Final = {
    **dict.fromkeys(("triwulan", "tw", "kuartal", "quarter", "q"), Span.QUARTER),
    **dict.fromkeys(("semester", "smt", "sem", "s"), Span.SEMESTER),
}
