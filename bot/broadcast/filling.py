"""Texts with holes: which holes there are, what is wrong with a text, and the text for one region.

    Cakupan {wilayah} {periode}: {cakupan}, kurang {kurang} pekerja dari {target} ({instrumen}).

A figure never goes without its source: where the text does not name it, lines are added that do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from string import Formatter
from typing import Final

from bot import phrases
from bot.i18n import Html, escaped
from bot.messages import shown
from bot.occasion import Occasion
from core.coverage import CoverageAnswer, answer_coverage
from core.model import Segment
from core.targets import Comparison, TargetCheck, answer_targets

LONGEST: Final = 4096
_TAG: Final = re.compile(
    "a|b|strong|i|em|s|strike|del|u|ins|code|pre|blockquote|span|tg-spoiler|tg-emoji|tg-time"
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What fills the holes: a region's coverage, and the target nearest to it."""

    occasion: Occasion
    coverage: CoverageAnswer
    check: TargetCheck | None

    @property
    def comparison(self) -> Comparison | None:
        return self.check.outcome if self.check and isinstance(self.check.outcome, Comparison) else None


Hole = Callable[[_Known], Html | None]


def _coverage(known: _Known) -> Html | None:
    share = known.coverage.coverage.share
    return known.occasion.t.share(share) if share else None


def _covered(known: _Known) -> Html | None:
    covered = known.coverage.coverage.covered
    return known.occasion.t.people(covered) if covered else None


def _workers(known: _Known) -> Html | None:
    workers = known.coverage.coverage.workers
    return known.occasion.t.people(workers) if workers else None


def _uncovered(known: _Known) -> Html | None:
    uncovered = known.coverage.coverage.uncovered
    return known.occasion.t.people(uncovered) if uncovered else None


def _target(known: _Known) -> Html | None:
    return phrases.target_share(known.check.target, known.occasion.t) if known.check else None


def _instrument(known: _Known) -> Html | None:
    return phrases.target_name(known.check.target, known.occasion.t) if known.check else None


def _gap(known: _Known) -> Html | None:
    return known.occasion.t.points(known.comparison.gap) if known.comparison else None


def _short(known: _Known) -> Html | None:
    short = known.comparison.short if known.comparison else None
    return known.occasion.t.people(short) if short else None


def _period(known: _Known) -> Html | None:
    return escaped(known.occasion.t.period(known.coverage.figures.period))


def _basis(known: _Known) -> Html | None:
    return phrases.basis_in_words(known.coverage.figures.basis, known.occasion.t)


def _source(known: _Known) -> Html | None:
    return Html("; ".join(phrases.source_link(each, known.occasion.t) for each in known.coverage.sources))


_REGION: Final = ("wilayah", "region")
_OF_FIGURES: Final[Mapping[str, Hole]] = {
    "cakupan": _coverage,
    "terlindungi": _covered,
    "pekerja": _workers,
    "belum": _uncovered,
    "periode": _period,
    "penyebut": _basis,
    "sumber": _source,
}
_OF_TARGETS: Final[Mapping[str, Hole]] = {
    "target": _target,
    "instrumen": _instrument,
    "selisih": _gap,
    "kurang": _short,
}
_ENGLISH: Final = {
    "coverage": "cakupan",
    "covered": "terlindungi",
    "workers": "pekerja",
    "uncovered": "belum",
    "period": "periode",
    "basis": "penyebut",
    "source": "sumber",
    "instrument": "instrumen",
    "gap": "selisih",
    "short": "kurang",
}

HOLES: Final = ("wilayah", *_OF_FIGURES, *_OF_TARGETS)
"""The holes by their Indonesian names; English ones are understood too."""


class UnusableTextError(ValueError):
    """A text that cannot be sent; the message says what is wrong and what would be right."""


class UnknownHolesError(UnusableTextError):
    """Names in braces that nothing fills."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        named, known = ", ".join(f"{{{hole}}}" for hole in names), ", ".join(f"{{{hole}}}" for hole in HOLES)
        super().__init__(f"unknown: {named}; these can be filled: {known}")


class BrokenBraceError(UnusableTextError):
    """A brace that opens or closes no hole, or a hole with more than its name."""


class TooLongError(UnusableTextError):
    """More characters than Telegram takes."""

    def __init__(self, length: int) -> None:
        self.length = length
        super().__init__(f"the text has {length} characters; Telegram takes {LONGEST}")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A hole that cannot be filled for a region."""

    hole: str
    region: str


def check(text: str) -> None:
    """Raise UnusableTextError where a text has unknown holes, broken tags, or too much or nothing in it."""
    wrong = [hole for hole in holes(text) if hole not in (*HOLES, *_REGION, *_ENGLISH)]
    if wrong:
        raise UnknownHolesError(wrong)
    _check_tags(text)
    length = len(shown(text))
    if not shown(text).strip():
        raise UnusableTextError("the text is empty")
    if length > LONGEST:
        raise TooLongError(length)


def holes(text: str) -> list[str]:
    """The names in braces, each once. Raises UnusableTextError for a brace that opens or closes none."""
    try:
        found = [(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(text)]
    except ValueError:
        raise BrokenBraceError(
            "a brace opens or closes no hole; write {{ or }} for one that is shown"
        ) from None
    for name, spec, conversion in found:
        if name is not None and (spec or conversion):
            raise BrokenBraceError(f"{{{name}}} takes nothing but its name")
    return list(dict.fromkeys(name for name, _, _ in found if name is not None))


def fill(text: str, occasion: Occasion) -> Html | Unknown:
    """The text for the occasion's region, each value escaped, with the sources of its figures."""
    names = holes(text)
    values: dict[str, Html] = {
        name: escaped(occasion.figures.regions[occasion.region].name) for name in names if name in _REGION
    }
    asked = [name for name in names if name not in values]
    if not asked:
        return Html(text.format_map(values))
    known = _known(occasion)
    for name in asked:
        own = _ENGLISH.get(name, name)
        value = (_OF_FIGURES.get(own) or _OF_TARGETS[own])(known) if known else None
        if value is None:
            return Unknown(name, occasion.region)
        values[name] = value
    lines = _sourcing(known, {_ENGLISH.get(name, name) for name in asked}) if known else []
    return Html("\n\n".join(filter(None, (text.format_map(values), "\n".join(lines)))))


def _known(occasion: Occasion) -> _Known | None:
    figures, region = occasion.figures, occasion.region
    found = answer_coverage(figures, region, Segment.TOTAL, None, occasion.today)
    if not isinstance(found, CoverageAnswer):
        return None
    compared = answer_targets(figures, region, Segment.TOTAL, None, occasion.today).compared
    mine = (each for each in compared if _is_about(each, found))
    return _Known(occasion, found, next(mine, None))


def _is_about(check: TargetCheck, found: CoverageAnswer) -> bool:
    same = isinstance(check.outcome, Comparison) and check.outcome.coverage.figure == found.coverage.figure
    return same and check.target.year == found.figures.period.year


def _sourcing(known: _Known, asked: set[str]) -> list[Html]:
    """What a reader needs to believe the figures, as far as the text does not say it."""
    t, found = known.occasion.t, known.coverage
    lines = phrases.doubt_lines(found.coverage.doubts, t)
    if known.check and asked & set(_OF_TARGETS) and "instrumen" not in asked:
        lines.append(phrases.target_line(known.check, t))
    if "sumber" not in asked:
        lines += phrases.sourcing(found, t)
    return lines


def _check_tags(text: str) -> None:
    tags = _Tags(convert_charrefs=False)
    tags.feed(text)
    tags.close()
    if tags.open:
        raise UnusableTextError(f"<{tags.open[-1]}> is not closed")


class _Tags(HTMLParser):
    """Refuses what Telegram would: other tags than its own, crossed ones, a bare < in the text."""

    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if not _TAG.fullmatch(tag):
            raise UnusableTextError(f"Telegram knows no <{tag}>; write &lt; for a < that is shown")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise UnusableTextError(f"</{tag}> closes nothing that is open")

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise UnusableTextError("a < begins no tag; write &lt; for one that is shown")
