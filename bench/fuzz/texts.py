"""What people write to the bot: a grammar of Indonesian questions, commands, and texts that mean harm."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Final

from bot.commands import Commands
from bot.language.code import encode
from bot.language.question import Intent, Question
from core.shipped import shipped

_GRAMMAR: Final[dict[str, Sequence[str]]] = {
    "sentence": (
        "{polite} {ask} {what} {where} {when}",
        "{what} {where}",
        "{where} {when}",
        "{where}",
        "{what} {segment} {where} {when} {mark}",
        "kalau {where} tambah {amount} pekerja {segment}",
        "berapa iuran {amount} pekerja {where} {months}",
        "{where} vs {where} {segment}",
        "{what} {where} dan {what} {where}; {what} {where}",
        "peringkat {segment} {when} {order}",
        "betulkah {what} {where} {percent} {when}",
        "yang {segment} saja",
        "kalau {where}",
        "{when}",
        "bukan, maksud saya {where}",
        "terima kasih {polite}",
        "langganan {where} tiap bulan",
        "berhenti langganan {where}",
        "saldo JHT saya {amount}",
        "iuran BPJS Kesehatan {where}",
    ),
    "polite": ("izin pak", "mohon info", "tolong", "assalamualaikum", "", "", "dong", "🙏"),
    "ask": ("berapa", "brp", "sudah berapa persen", "how many", "what is the", ""),
    "what": (
        "cakupan",
        "capaian",
        "target",
        "realisasi",
        "kurangnya",
        "tren",
        "sumber",
        "yang belum terlindungi",
        "coverage",
        "gap",
        "peringkat",
        "ringkasan",
        "grafik",
        "aturan",
        "arti BPU",
        "ekspor xlsx",
    ),
    "segment": ("formal", "informal", "jasa konstruksi", "BPU", "PU", "pekerja rentan", "total", ""),
    "when": (
        "2024",
        "TW III 2025",
        "smt I 2025",
        "Februari 2024",
        "tahun ini",
        "terbaru",
        "TW 9 2025",
        "1899",
        "",
    ),
    "amount": ("50 ribu", "1,2 juta", "-5", "0", "9" * 20, "seratus ribu", "12.000", "3 koma 5"),
    "months": ("12 bulan", "0 bulan", "999999 bulan", ""),
    "percent": ("36,47 persen", "140%", "-3%", "2,58 persen poin"),
    "order": ("terendah", "tertinggi", "5 terbawah", "999 teratas"),
    "mark": ("?", "??", "!", "", "…"),
}
_HOSTILE: Final = (
    "<b>tebal",
    "</b></i>",
    "&lt;script&gt;",
    "<a href='javascript:alert(1)'>x</a>",
    "&",
    "&#0;",
    "<",
    "a<b>c&d;",
    "{region}",
    "{0}",
    "%s%n",
    "'; DROP TABLE chats; --",
    "../../etc/passwd",
    "\x00\x01\x02",
    "\u202e\u2066abc",
    "ﷺ" * 50,
    "👨‍👩‍👧‍👦" * 40,
    "Z̸̛͇a̷͝l̴͠g̵͘o̶" * 20,
    "\ufeff",
    "\u200b",
    "\u2028\u2029",
    "=cmd|' /C calc'!A0",
    "/" * 50,
    "@cakupan_bot" * 30,
    "9" * 400,
    "(" * 400,
    "1.2.3.4.5",
    "1e309",
    "∞ persen",
    "٣٦ persen",
    "३६%",
    "kalbar " * 80,
    "\n" * 100 + "kalbar",
    "/cakupan" + " " * 500 + "kalbar",
    "NaN",
    "null",
    "true",
    "-",
    ".",
    "/",
    "@",
    "/@",
    "/cakupan@",
    "/ cakupan",
    "/cakupan@cakupan_bot@x",
    "/\n",
    "\u00a0",
    "\t",
    "/CAKUPAN KALBAR",
    "／cakupan",
)
_LONG: Final = 4096


class Texts:
    """Texts, the same for the same chance."""

    def __init__(self, chance: random.Random, commands: Commands) -> None:
        self._chance = chance
        self._names = sorted(commands.by_name)
        self._regions = [region.name for region in shipped().known()]
        self._codes = [region.code for region in shipped().known()]
        self._makers: Sequence[Callable[[], str]] = (self.sentence, self.command, self.hostile, self.mixture)

    def text(self) -> str:
        """Anything that a person may write; never empty, never longer than Telegram lets through."""
        (made,) = self._chance.choices(self._makers, (10, 10, 3, 2))
        return made()[:_LONG] or "?"

    def word(self) -> str:
        """A short String where no person speaks, such as a name."""
        return self._chance.choice((*_HOSTILE, "Orang", "x", "id", ""))[:64]

    def sentence(self) -> str:
        """A question as the grammar has it, now and then with a letter too few."""
        said = " ".join(self._grown("{sentence}").split())
        at = self._chance.randrange(len(said) + 1)
        return said[:at] + said[at + 1 :] if self._chance.random() < 0.1 else said

    def command(self) -> str:
        """A command with an argument that may or may not suit it."""
        name = self._chance.choice(self._names)
        argument = self._chance.choice((self.sentence, self.hostile, self._region, str, self._digits))()
        return f"/{name}{self._chance.choice(('', '', '@cakupan_bot'))} {argument}"

    def hostile(self) -> str:
        """What breaks parsers, markup, formats and databases."""
        return self._chance.choice(_HOSTILE)

    def mixture(self) -> str:
        """Several of them, up to the most that one message holds."""
        parts = [self._chance.choice(self._makers[:3])() for _ in range(self._chance.randint(2, 60))]
        return self._chance.choice((" ", "\n", "\n\n", "; ")).join(parts)

    def code(self) -> str:
        """A button's data: of some question, with a letter changed, or made up."""
        chance, made = self._chance.random(), encode(self._question())
        if chance < 0.6:
            return made[:64]
        if chance < 0.8:
            at = self._chance.randrange(len(made) + 1)
            return (made[:at] + self._chance.choice("0Zz_-.~é\x00<") + made[at + 1 :])[:64]
        return self._chance.choice(
            (self.hostile()[:64], "z" + "A" * 20, "z", "_", "c_" * 30, made + "." + made)
        )[:64]

    def _question(self) -> Question:
        topic = self._chance.choice(
            (None, "yes", "list2", "id", "en", "1", "0", "999999999", "gambar", self._digits() or "a")
        )
        regions = tuple(self._chance.sample(self._codes, self._chance.choice((0, 1, 1, 2))))
        return Question(self._chance.choice(list(Intent)), regions, topic=topic)

    def _region(self) -> str:
        return self._chance.choice(self._regions)

    def _digits(self) -> str:
        return str(self._chance.choice((0, 7, 2024, -3, 61, 10**6, 10**18)))

    def _grown(self, text: str) -> str:
        while "{" in text:
            before, _, rest = text.partition("{")
            name, _, after = rest.partition("}")
            grown = self._region() if name == "where" else self._chance.choice(_GRAMMAR[name])
            text = f"{before}{grown}{after}"
        return text
