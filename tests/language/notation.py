"""The notation of the corpus: a question's meaning as words that anyone can read and write."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from bot.language.heard import (
    Abuse,
    Heard,
    NoSuchPeriod,
    NotUnderstood,
    OutOfScope,
    Topic,
    Understood,
    UnknownRegion,
    WhichRegion,
    WhichSegment,
)
from bot.language.question import PICTURE, Intent, Measure, Order, Question
from core.model import Segment
from core.period import Period

TODAY = date(2026, 11, 22)
INTENTS = {
    Intent.COVERAGE: "cakupan",
    Intent.TARGET: "target",
    Intent.WHAT_IF: "simulasi",
    Intent.BUDGET: "anggaran",
    Intent.COMPARE: "bandingkan",
    Intent.RANK: "peringkat",
    Intent.TREND: "tren",
    Intent.CHECK: "cek",
    Intent.BRIEF: "ringkas",
    Intent.SOURCE: "sumber",
    Intent.RULES: "aturan",
    Intent.PROGRAMMES: "program",
    Intent.TERMS: "istilah",
    Intent.HELP: "bantuan",
    Intent.START: "mulai",
    Intent.THANKS: "terima-kasih",
    Intent.SUBSCRIBE: "langganan",
    Intent.UNSUBSCRIBE: "berhenti",
    Intent.EXPORT: "ekspor",
    Intent.LANGUAGE: "bahasa",
    Intent.REGION: "wilayah",
    Intent.PRIVACY: "privasi",
    Intent.FORGET: "hapus_data",
    Intent.SETTINGS: "pengaturan",
    Intent.CANCEL: "batal",
}
SEGMENTS = {
    Segment.TOTAL: "total",
    Segment.FORMAL: "formal",
    Segment.INFORMAL: "informal",
    Segment.CONSTRUCTION: "konstruksi",
    Segment.CONSTRUCTION_AND_MIGRANT: "konstruksi-pmi",
}
TOPICS = {Topic.HEALTH: "kesehatan", Topic.PERSONAL: "pribadi", Topic.OTHER: "lain"}
ORDERS = {Order.LOWEST: "terendah", Order.HIGHEST: "tertinggi"}
MEASURES = {Measure.GAP: "selisih", Measure.SHORT: "kekurangan"}
RELATIVE = {
    "tahun-ini": "2026",
    "tahun-lalu": "2025",
    "bulan-ini": "2026-11",
    "bulan-lalu": "2026-10",
    "terbaru": None,
    "Q1": "2026-Q1",
    "Q2": "2026-Q2",
    "Q3": "2026-Q3",
    "Q4": "2026-Q4",
    "S1": "2026-S1",
    "S2": "2026-S2",
}


@dataclass(frozen=True)
class Entry:
    """A line of the corpus: the text, its meaning, and whether it follows the one above in the same chat."""

    kind: str
    line: int
    text: str
    meaning: str
    follows: bool

    @property
    def forgiving(self) -> bool:
        """Whether asking back is as good as the answer."""
        return self.meaning.startswith("~")


def entries(file: Path) -> Iterator[Entry]:
    """The lines of a file of the corpus."""
    kind = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("## "):
            kind = line[3:].strip()
        elif line.strip() and not line.startswith("#"):
            text, arrow, meaning = line.rpartition(" => ")
            assert arrow, f"{file.name}, line {number}: no meaning"
            follows = text.startswith("+ ")
            text = text.removeprefix("+ ").replace(" ⏎ ", "\n")
            yield Entry(kind, number, text, meaning.strip(), follows)


def written(heard: tuple[Heard, ...]) -> str:
    """What was heard, in the notation."""
    return " && ".join(map(_one, heard))


def same(meaning: str, heard: tuple[Heard, ...]) -> bool:
    """Whether what was heard is the meaning; with "~" a question back will do."""
    forgiving = meaning.startswith("~")
    if forgiving and isinstance(heard[0], WhichRegion | UnknownRegion | WhichSegment | NotUnderstood):
        return True
    expected = [_normal(part) for part in meaning.removeprefix("~").split(" && ")]
    return expected == [_normal(part) for part in written(heard).split(" && ")]


def _normal(part: str) -> tuple[object, ...]:
    """A meaning as something to compare: slots in any order, relative periods resolved."""
    head, *slots = part.split()
    if head == "tanya":
        name, _, value = slots[0].partition("=")
        return head, name, frozenset(code for code in value.split("|") if not code.startswith("REG"))
    if head in ("kata-asing", "tolak"):
        return (head, *slots)
    found = {}
    for slot in slots:
        name, _, value = slot.partition("=")
        if name == "periode":
            periods = [RELATIVE.get(each, each) for each in value.split(",")]
            periods = [each.replace("bulan-", "2026-") if each else None for each in periods]
            value = ",".join(each for each in periods if each)
            if not value:
                continue
        found[name] = (
            frozenset(value.split(",")) if name in ("wilayah", "segmen", "program", "ambang") else value
        )
    if head == "istilah":
        found.pop("topik", None)
    return head, frozenset(found.items())


def _one(heard: Heard) -> str:
    match heard:
        case Understood(question):
            return _question(question)
        case WhichRegion(_, _, choices):
            return "tanya wilayah=" + "|".join(choices)
        case WhichSegment():
            return "tanya segmen"
        case NoSuchPeriod(_, name):
            return f"periode-salah {name}"
        case UnknownRegion(_, name):
            return f"kata-asing {name}"
        case OutOfScope(topic):
            return f"tolak {TOPICS[topic]}"
        case Abuse():
            return "makian"
        case NotUnderstood():
            return "tidak-paham"


def _question(question: Question) -> str:
    slots = {
        "wilayah": ",".join(question.regions),
        "segmen": ",".join(SEGMENTS[segment] for segment in question.segments),
        "periode": ",".join(map(str, question.periods)),
        "sejak": _text(question.since),
        "sampai": _text(question.until),
        "belum": "ya" if question.uncovered else "",
        "persen": _percent(question.share),
        "poin": _percent(question.points),
        "pekerja": _text(question.people),
        "rupiah": _text(question.rupiah),
        "bulan": _text(question.months),
        "ambang": ",".join(
            f"{'>' if each.above else '<'}{_percent(each.share)}" for each in question.thresholds
        ),
        "urutan": ORDERS[question.order] if question.order else "",
        "banyak": _text(question.count),
        "ukuran": MEASURES[question.measure] if question.measure else "",
        "instrumen": question.instrument or "",
        "program": ",".join(question.programmes),
        "pembayar": question.payer or "",
        "topik": question.topic if question.topic and question.topic != PICTURE else "",
        "per": _text(question.known),
        "gambar": "ya" if question.topic == PICTURE else "",
    }
    return " ".join(
        [INTENTS[question.intent], *(f"{name}={value}" for name, value in slots.items() if value)]
    )


def _text(value: Period | date | int | None) -> str:
    return "" if value is None else str(value)


def _percent(share: Fraction | None) -> str:
    return "" if share is None else f"{float(share * 100):.6g}"
