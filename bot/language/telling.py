"""Which figures of a sentence are told of a region: coverage, covered, uncovered or all workers.

A figure is told only where the words around it name what it measures; one that names a target, a rise or a
part of the workers without figures of its own ("pekerja rentan") is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.language.amounts import PEOPLE, PERCENT, Printed
from bot.language.printed import Sentence
from core.claims import Told
from core.model import Metric, Segment
from core.period import Period

_SEGMENTS: Final = (
    (Segment.INFORMAL, re.compile(r"\b(?:informal|nonformal|bpu|pbpu|bukan penerima upah|non wage)\b")),
    (Segment.FORMAL, re.compile(r"\b(?:formal|pu|ppu|penerima upah|wage workers)\b")),
    (Segment.CONSTRUCTION, re.compile(r"\b(?:konstruksi|jakon|construction)\b")),
)
_BREAKS: Final = re.compile(r"\b(?:dan|serta|sedangkan|sementara|and|while|tetapi|namun)\b|[,;:]")
_LINKED: Final = re.compile(
    r"(?:(?:pekerja|orang|peserta|tenaga|kerja|workers|formal|informal|bpu|pu|aktif|sudah|telah|yang|terlindungi|terdaftar"
    r"|tercover|covered|atau|setara|dengan|yakni|yaitu|sebesar|sekitar|baru|hanya|or|about|are|dari|of|total|\(|\)|,|=)"
    r" ?)*\Z"
)
_NEXT_SEGMENT: Final = re.compile(r"[,(] *(?:pekerja |dan )?(?:formal|informal|bpu|pu)\b")
_COVERING: Final = re.compile(
    r"\b(?:cakupan\w*|kepesertaan\w*|coverage|terlindungi|terlindung|dilindungi|tercover|tercakup|terdaftar|covered"
    r"|peserta aktif|jadi peserta|menjadi peserta|capaian\w*|realisasi\w*)\b"
)
_OF_COVERED: Final = re.compile(
    r"(?:dari|of) (?:(?:total|seluruh|jumlah|all|the) )?(?:peserta|kepesertaan|participants)\b"
)
_NOT: Final = re.compile(r"\b(?:belum|not|uncovered|tidak)\b")
_WORKERS: Final = re.compile(
    r"\b(?:jumlah|total|potensi|seluruh|all)\b[^#]*\b(?:pekerja|tenaga kerja|workers)\b"
)
_ELSE: Final = re.compile(
    r"\b(?:target\w*|sasaran\w*|naik\w*|kenaikan|turun\w*|penurunan|meningkat\w*|menaikkan|peningkatan|tumbuh\w*|bertambah"
    r"|berkurang|kurang|kekurangan|selisih\w*|gap|sisa\w*|akan|harus|minimal|perlu|butuh|tambahan|lagi|apbd|apbn|rentan"
    r"|dibiayai|iuran|santunan|klaim|pengangguran|kemiskinan|inflasi|porsi|proporsi|komposisi|pertumbuhan|jkk|jkm|jht|jp"
    r"|jkp|kesehatan|jkn|kecelakaan|kematian|pensiun|petani|nelayan|guru|perangkat|ojek|desa|perusahaan|mandiri"
    r"|dari target|rise|rose|fell|shortfall|short|peringkat|perempuan|laki)\b"
)


def segment_in(words: str) -> Segment | None:
    """The one segment that words name; none where there are several."""
    named = segments_in(words)
    return named[0] if len(named) == 1 else None


def segments_in(words: str) -> list[Segment]:
    """All segments that words name."""
    bare = re.sub(r"\bbukan penerima upah\b", "bpu", words)
    return [segment for segment, pattern in _SEGMENTS if pattern.search(bare)]


def of_something_else(words: str) -> bool:
    """Whether words name a target, a rise, a programme or a group without figures of its own."""
    return bool(_ELSE.search(words) or "belum" in words)


def told_coverage(sentence: Sentence, figure: Printed, region: str) -> Told:
    """A percentage told of a region, with the segment and period of its sentence."""
    segment = segment_in(sentence.plan) or Segment.TOTAL
    return Told(region, segment, _period(sentence, figure), Metric.COVERAGE, figure.quantity)


def telling(sentence: Sentence, region: str | None) -> Iterator[Told]:
    """The figures that a sentence tells of the region it names, else of the one of the whole text."""
    chunks = re.split(r"#[a-z]\d+", sentence.plan)
    covering = bool(_COVERING.search(sentence.plan))
    for group in _groups(sentence, chunks):
        first, last = group[0], group[-1]
        context = _Context(chunks, first, last)
        if not covering or _ELSE.search(context.words):
            continue
        for at in group:
            told = _told(sentence, at, context, region)
            if told:
                yield told


class _Context:
    """The words that belong to a group of figures: from the last break before to the first behind."""

    def __init__(self, chunks: list[str], first: int, last: int) -> None:
        before, after = chunks[first][-160:], chunks[last + 1][:60]
        cuts = [found.end() for found in _BREAKS.finditer(before)]
        behind = _BREAKS.search(after)
        self.before = before[cuts[-1] if cuts and before[cuts[-1] :].strip() else 0 :]
        self.after = after[: behind.start()] if behind else after
        self.words = " ".join([self.before, *chunks[first + 1 : last + 1], self.after])


def _groups(sentence: Sentence, chunks: list[str]) -> Iterator[list[int]]:
    """Figures of one statement: "607.426 dari 1.665.422 pekerja atau 36,47 persen"."""
    group: list[int] = []
    for at in range(len(sentence.figures)):
        if group and (not _LINKED.match(chunks[at].strip()) or _NEXT_SEGMENT.search(chunks[at])):
            yield group
            group = []
        group.append(at)
    if group:
        yield group


def _told(sentence: Sentence, at: int, context: _Context, text_region: str | None) -> Told | None:
    figure = sentence.figures[at]
    region = _region(sentence, figure, text_region)
    metric = _metric(sentence, at, context)
    if region is None or metric is None:
        return None
    segments = segments_in(context.words) or [Segment.TOTAL]
    if len(segments) > 1:
        return None
    return Told(region, segments[0], _period(sentence, figure), metric, figure.quantity)


def _metric(sentence: Sentence, at: int, context: _Context) -> Metric | None:
    figure, words = sentence.figures[at], context.words
    negated, covering = _NOT.search(words), _COVERING.search(words)
    if figure.kind == PERCENT:
        if _OF_COVERED.match(" ".join(sentence.words[figure.end : figure.end + 3])):
            return None
        return Metric.COVERAGE if covering and not negated else None
    if figure.kind != PEOPLE:
        return None
    before = sentence.words[max(0, figure.start - 3) : figure.start]
    if at and {"dari", "of"} & set(before):
        return Metric.WORKERS if covering and not {"peserta", "terlindungi"} & set(before) else None
    if negated:
        return Metric.UNCOVERED if covering else None
    if covering:
        return Metric.COVERED
    return Metric.WORKERS if _WORKERS.search(words) else None


def _region(sentence: Sentence, figure: Printed, text_region: str | None) -> str | None:
    """The region right behind the figure ("4,95 juta di Jawa Timur"), else the nearest one before it."""
    behind = next(((at, code) for at, code in sentence.places if at >= figure.end), None)
    between = sentence.words[figure.end : behind[0]] if behind else ()
    if behind and _is_said_of(sentence, figure, between):
        return behind[1]
    before = [code for at, code in sentence.places if at < figure.start]
    if before:
        return before[-1]
    return behind[1] if behind and _SPEAKING.isdisjoint(between) else text_region


_SPEAKING: Final = frozenset(
    "kata katanya ujar ujarnya ucap ucapnya tutur tuturnya jelas jelasnya sebut sebutnya ungkap ungkapnya terang "
    "terangnya papar paparnya tegas tegasnya imbuh imbuhnya said".split()
)
"""Behind a quotation, where somebody spoke is not what was spoken of."""


def _is_said_of(sentence: Sentence, figure: Printed, between: Sequence[str]) -> bool:
    """Whether a place follows in the same breath: "di" before it, no break and no other figure between."""
    other = any(figure.end <= each.start < figure.end + len(between) for each in sentence.figures)
    apart = _BREAKS.search(" ".join(between)) or not _SPEAKING.isdisjoint(between)
    return bool(between) and between[-1] in ("di", "in") and not other and not apart


def _period(sentence: Sentence, figure: Printed) -> Period | None:
    """The period nearest to the figure."""
    near = sorted(sentence.periods, key=lambda each: abs(each[0] - figure.start))
    return near[0][1] if near else None
