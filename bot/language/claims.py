"""What a text claims with its figures: a share of a whole, a sum, a rise, an effect, a cost.

Only wordings that leave no doubt make a claim; where a text is loose, a claim is made only if it comes out
right, or one slip away from right. So a sound sentence is left in peace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Final

from bot.language.amounts import PEOPLE, PERCENT
from bot.language.changes import changes, dues, effects
from bot.language.plan import GAP, LINK, OF, Plan, joined
from bot.language.printed import Sentence, sentences
from bot.language.telling import of_something_else, segment_in, segments_in, telling, told_coverage
from core.claims import Claim, Effect, PartOf, Rest, Sum, Told
from core.model import Metric, Segment
from core.quantity import Quantity
from core.region import Regions


@dataclass(frozen=True, slots=True)
class Reading:
    """The claims of a text in their order, the region it is about if there is one, and its number of figures."""

    claims: tuple[Claim, ...]
    region: str | None
    figures: int


def read_claims(text: str, regions: Regions, today: date) -> Reading:
    """The claims of a text, each once."""
    read = sentences(text, regions, today)
    region = _subject([code for sentence in read for _, code in sentence.places], regions)
    counts = tuple(f.quantity for sentence in read for f in sentence.figures if f.kind == PEOPLE)
    found: list[Claim] = []
    for at, sentence in enumerate(read):
        found += _of_sentence(Plan(sentence.plan, sentence.figures, counts), read[max(0, at - 4) : at])
        found += _rest(joined(read[at : at + 2]))
        found += telling(sentence, region)
    claims = _with_base(list(dict.fromkeys(found or _bare(read, region))), region)
    return Reading(tuple(claims), region, sum(len(sentence.figures) for sentence in read))


def _bare(read: Sequence[Sentence], region: str | None) -> list[Told]:
    """ "bener ga ptk udah 70 persen": a lone percentage of a region is taken for its coverage."""
    figures = [(sentence, figure) for sentence in read for figure in sentence.figures]
    if region is None or len(figures) != 1 or figures[0][1].kind != PERCENT:
        return []
    sentence, figure = figures[0]
    return [] if of_something_else(sentence.plan) else [told_coverage(sentence, figure, region)]


def _subject(codes: Sequence[str], regions: Regions) -> str | None:
    """The region that a text is about: the only one, or the one that all others lie in."""
    named = dict.fromkeys(codes)
    holding = (code for code in named if all(each == code or regions[each].parent == code for each in named))
    return next(holding, None)


_A, _B, _P = r"#[nc](?P<a>\d+)", r"#[nc](?P<b>\d+)", r"#p(?P<p>\d+)"
_BEHIND: Final = r"(?P<after>[^#]{0,30})"
_PARTS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_A}{GAP}{OF}{GAP}{_B}(?P<gap>{GAP}) ?{LINK} {_P}{_BEHIND}",
        rf"^[^#]*?{OF}{GAP}{_B}(?P<gap>[^#]{{0,70}}{_A}{GAP}) ?{LINK} {_P}{_BEHIND}",
        rf"{_P}(?P<gap> {LINK}) {_A}{GAP}{OF}{GAP}{_B}(?P<after>)",
        rf"{_A}(?P<gap>{GAP}) ?{LINK} {_P} {OF}{GAP}{_B}(?P<after>)",
    )
)
"""A of B is P; of B, A is P; P or A of B; A or P of B."""

_ASKED_PART: Final = re.compile(
    rf"{_P} {OF}{GAP}{_B}(?P<gap>{GAP})(?:atau|setara|yakni|yaitu|adalah|alias|or|=|\()"
    rf"(?: (?:setara|sama|dengan|sekitar|kurang|lebih|hanya|about|around))* {_A}(?P<after>)"
)
"""P of B, or A."""

_MOVING: Final = (
    r"\b(?:target\w*|sasaran\w*|menjadi|naik\w*|kenaikan|turun\w*|penurunan|tumbuh\w*|pertumbuhan|meningkat\w*|peningkatan"
    r"|menurun\w*|bertambah|berkurang|sisa\w*|sedangkan|sementara|dibanding\w*|kekurangan|selisih\w*|gap"
    r"|rose|fell|rise|increase\w*|grew|dropped|remaining|rest|while|whereas)\b"
)
_MOVES: Final = re.compile(_MOVING)
_OTHER_SHARE: Final = re.compile(r"\s*(?:dari )?(?:\S+ ){0,2}(?:target|sasaran|belum|not|sisanya|lagi)\b")


def _of_sentence(plan: Plan, before: Sequence[Sentence]) -> Iterator[Claim]:
    yield from _shares(plan)
    yield from _sums(plan, before[-1:])
    yield from changes(plan, before)
    yield from effects(plan)
    yield from dues(plan)


def _shares(plan: Plan) -> Iterator[PartOf]:
    for pattern in (*_PARTS, _ASKED_PART):
        for found in pattern.finditer(plan.text):
            gap, after = found["gap"], found["after"]
            if _MOVES.search(gap) or _OTHER_SHARE.match(after):
                continue
            part, whole = plan.figures[int(found["a"])], plan.figures[int(found["b"])]
            if part.kind != whole.kind or part.quantity.shown > 2 * whole.quantity.shown:
                continue
            yield PartOf(
                part.quantity,
                whole.quantity,
                plan[found["p"]],
                asks_part=pattern is _ASKED_PART,
                segment=segment_in(plan.around(int(found["a"]))) if part.kind == PEOPLE else None,
                elsewhere=plan.counts,
            )


_LISTING: Final = re.compile(
    r"\b(?:terdiri (?:dari|atas)|dengan rincian|rinciannya|perinciannya|consisting of|made up of|meliputi)\b"
)
_LAST: Final = re.compile(r"\b(?:dan|serta|sedangkan|sementara|and)\b")
_ENDING: Final = re.compile(
    r"\b(?:total\w*|sehingga|antara lain|di antaranya|termasuk|dari|including|target)\b"
)
_ADDED: Final = re.compile(
    rf"#n(\d+){GAP}(?:\+|\bditambah\b|\bplus\b){GAP}#n(\d+){GAP}"
    rf"(?:=|\b(?:menjadi|total\w*|jumlah\w*|berjumlah|sehingga|equals|is)\b){GAP}#n(\d+)"
)
_TOTALLED: Final = re.compile(
    r"#n(\d+)[^#]{0,40}\b(?:dan|serta|and|,)[^#]{0,40}#n(\d+)[^#]{0,40}"
    r"\b(?:total\w*|jumlahnya|berjumlah|seluruhnya|altogether)\b(?! pekerja| peserta)[^#]{0,40}#n(\d+)"
)
_REMAINING: Final = re.compile(
    rf"^[^#]*?{OF}{GAP}#n(?P<b>\d+)[^#]{{0,70}}#n(?P<c>\d+)(?P<covered>(?:[^#]|#[pq]\d+){{0,90}}?)#n(?P<u>\d+)(?P<rest>[^#]{{0,40}})"
)
_COVERED: Final = re.compile(
    r"\b(?:terlindungi|dilindungi|terdaftar|peserta|tercover|tercakup|covered|registered)\b"
)
_NOT: Final = re.compile(r"\b(?:belum|sisanya|not|remaining)\b")
_SLIP: Final = Fraction(1, 1000)


def _sums(plan: Plan, before: Sequence[Sentence]) -> Iterator[Sum]:
    for pattern in (_ADDED, _TOTALLED):
        for found in pattern.finditer(plan.text):
            yield Sum((plan[found[1]], plan[found[2]]), plan[found[3]])
    for found in _REMAINING.finditer(plan.text):
        told = found["covered"] + " " + found["rest"]
        if _COVERED.search(told) and _NOT.search(told[-60:]) and not _ENDING.search(found["covered"]):
            yield Sum((plan[found["c"]], plan[found["u"]]), plan[found["b"]])
    listing = _LISTING.search(plan.text)
    listed = listing and _listed(plan, listing, before)
    if listed:
        yield listed
    else:
        yield from _halves(plan)


_THIS: Final = re.compile(r"(?:dari )?(?:jumlah|angka|total) (?:ini|itu|tersebut)\b")


def _listed(plan: Plan, listing: re.Match[str], before: Sequence[Sentence]) -> Sum | None:
    """A total and the parts behind "terdiri dari"; of several numbers before it, the one that fits or is near."""
    totals = [plan[index] for index in re.findall(r"#n(\d+)", plan.text[: listing.start()])]
    if not totals and _THIS.match(plan.text):
        totals = [
            figure.quantity for sentence in before for figure in sentence.figures if figure.kind == PEOPLE
        ]
    parts: list[str] = []
    complete, at = False, listing.end()
    for found in re.finditer(r"#n(\d+)", plan.text[listing.end() :]):
        gap = plan.text[at : listing.end() + found.start()]
        if complete or _ENDING.search(gap):
            break
        parts.append(found[1])
        complete = len(parts) > 1 and bool(_LAST.search(gap))
        at = listing.end() + found.end()
    if not complete or not totals:
        return None
    quantities = tuple(plan[index] for index in parts)
    return _nearest(quantities, totals, strict=len(totals) == 1)


def _halves(plan: Plan) -> Iterator[Sum]:
    """Formal and informal in one sentence, where another count of the text is their sum or all but."""
    counted = [at for at, figure in enumerate(plan.figures) if figure.kind == PEOPLE]
    for first, second in pairwise(counted):
        named = segments_in(plan.around(first)), segments_in(plan.around(second))
        both = any(Segment.FORMAL in one and Segment.INFORMAL in other for one, other in (named, named[::-1]))
        found = _nearest((plan[first], plan[second]), plan.counts, strict=False) if both else None
        if found:
            yield found


def _nearest(parts: tuple[Quantity, ...], totals: Sequence[Quantity], *, strict: bool) -> Sum | None:
    low, high = sum(part.low for part in parts), sum(part.high for part in parts)
    fitting = next((each for each in totals if low <= each.high and each.low <= high), None)
    if fitting:
        return Sum(parts, fitting)
    total = sum((part.shown for part in parts), Fraction(0))
    least, most = total * (1 - _SLIP), total * (1 + _SLIP)
    slipped = next((each for each in totals if least <= each.shown <= most), totals[0] if strict else None)
    return Sum(parts, slipped) if slipped else None


_COVERED_SHARE: Final = re.compile(
    rf"#n(?P<c>\d+)(?P<told>[^#]{{0,80}}) ?{LINK} {_P}"
    r"(?P<gap>[^#]{0,120})#n(?P<u>\d+)(?P<rest>[^#]{0,40})"
)


def _rest(plan: Plan) -> Iterator[Rest]:
    for found in _COVERED_SHARE.finditer(plan.text):
        rest = found["gap"][-40:] + found["rest"]
        of = re.search(OF, found["gap"])
        if _NOT.search(rest) and _COVERED.search(found[0]) and not of and not _NOT.search(found["told"]):
            yield Rest(plan[found["c"]], plan[found["u"]], plan[found["p"]])


def _with_base(found: list[Claim], region: str | None) -> Iterator[Claim]:
    """The claims, an effect with the number of workers that the text names, or with its region."""
    told = [claim for claim in found if isinstance(claim, Told)]
    covered = [claim.quantity for claim in told if claim.metric is Metric.COVERED]
    wholes = [claim.quantity for claim in told if claim.metric is Metric.WORKERS]
    wholes += [claim.whole for claim in found if isinstance(claim, PartOf) and claim.whole not in covered]
    base = max(wholes, key=lambda whole: whole.shown, default=None)
    for claim in found:
        yield replace(claim, base=claim.base or base, region=region) if isinstance(claim, Effect) else claim
