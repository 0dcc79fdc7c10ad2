"""What an answer leaves ready to be pasted: a sentence for the press, a paragraph for a memo, a row for a report.

Each of them stands alone, so each names its region, its period, its denominator and its source, and none of
them says more than the figures do: a doubt, a rounding and an estimate travel along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from bot import phrases
from bot.i18n import Html, Translator, escaped, places
from bot.messages import plain
from bot.occasion import Occasion
from core.coverage import Coverage, CoverageAnswer
from core.model import Source, Target
from core.quantity import Quantity, half_up, to_decimal
from core.targets import Incomparable, TargetCheck

COPY_LIMIT: Final = 256
"""Characters that a button can copy (Bot API, CopyTextButton)."""


def press_sentence(found: CoverageAnswer, occasion: Occasion) -> str | None:
    """One sentence as plain text for a press release; nothing where it is longer than a button copies.

    Where all its sources are too long, the one that decides is named alone.
    """
    every = found.coverage.figure.sources
    said = (plain(_press(found, named, occasion)) for named in (every, every[:1]))
    return next((text for text in said if len(text) <= COPY_LIMIT), None)


def memo(found: CoverageAnswer, further: Iterable[Html], occasion: Occasion) -> Html:
    """A paragraph for a nota dinas, in one line: the position, the segments, what goes further, the doubts."""
    t, coverage = occasion.t, found.coverage
    opening = t(
        "According to {source}, {position} in {region} in {period} (denominator: {basis}{caution}).",
        source=t.listed(_dated(source, t) for source in coverage.figure.sources),
        position=_position(coverage, t),
        region=occasion.figures.regions[found.figures.region].name,
        period=t.period(found.figures.period),
        basis=phrases.basis_in_words(found.figures.basis, t),
        caution=t("; round figure") if _is_round(coverage) else "",
    )
    doubts = phrases.doubt_lines(coverage.doubts, t)
    contradiction = phrases.contradiction(coverage, t)
    sentences = [opening, *_segments(found.parts, t), *further, *doubts]
    return in_prose(" ".join([*sentences, *([contradiction] if contradiction else [])]), t)


def target_sentence(check: TargetCheck, t: Translator) -> Html:
    """A compared target with the distance from it. Raises TypeError for one that is not compared."""
    if isinstance(check.outcome, Incomparable):
        raise TypeError("only a compared target has a distance")
    return t(
        "Against the target of {percent} ({target}): {distance}.",
        percent=phrases.target_share(check.target, t),
        target=_target_name(check.target, t),
        distance=phrases.distance(check.outcome, t),
    )


def report_row(found: CoverageAnswer, check: TargetCheck | None, occasion: Occasion) -> str | None:
    """A row for a spreadsheet: cells between tabs in the order of `columns`, an estimate marked with ≈.

    Counts have no dots in them, so that a spreadsheet of any language reads them as numbers.
    """
    t, coverage = occasion.t, found.coverage
    source = sources(coverage.figure.sources[:1], t)
    doubtful = _questionable(coverage) or (check is not None and check.target.doubt is not None)
    cells = [
        occasion.figures.regions[found.figures.region].name,
        t.period(found.figures.period),
        plain(phrases.segment_name(coverage.figure.segment, t)),
        _count(coverage.covered),
        _count(coverage.workers),
        _hundredths(coverage.share, t),
        *_target_cells(check, t),
        plain(phrases.basis_in_words(found.figures.basis, t)),
        plain(t("{source}; doubtful", source=source) if doubtful else source),
    ]
    row = "\t".join(cells)
    return row if len(row) <= COPY_LIMIT else None


def sources(every: Iterable[Source], t: Translator) -> Html:
    """The publishers with their dates, without links."""
    return Html("; ".join(dict.fromkeys(_source(source, t) for source in every)))


def columns(t: Translator) -> Html:
    """What the cells of a report's row are."""
    return t(
        "Columns of the row: region, period, segment, covered, workers, coverage (%), target (%), "
        "gap (percentage points), people short, denominator, source; ≈ marks an estimate."
    )


def in_prose(text: str, t: Translator) -> Html:
    """The same with "percent" for the sign of a number, as offices and newspapers write within a sentence."""
    word = t("percent")
    return Html(re.sub(r"(?<=\d)%", f" {word}", text))


def _press(found: CoverageAnswer, named: Sequence[Source], occasion: Occasion) -> Html:
    t, coverage = occasion.t, found.coverage
    said = t(
        "In {region}, {position} in {period} (denominator: {basis}; source: {source}{caution}).",
        region=occasion.figures.regions[found.figures.region].name,
        position=_position(coverage, t),
        period=t.period(found.figures.period),
        basis=phrases.basis_in_words(found.figures.basis, t),
        source=sources(named, t),
        caution=Html("".join(_cautions(coverage, t))),
    )
    return in_prose(said, t)


def _position(coverage: Coverage, t: Translator) -> Html:
    """Who is covered, as far as it is known: both counts and the share, or what there is of them."""
    kind = phrases.workers_of(coverage.figure.segment, t)
    share = t.share(coverage.share) if coverage.share else ""
    covered = t.people(coverage.covered) if coverage.covered else ""
    if share and covered and coverage.workers:
        return t(
            "{covered} of {workers} {kind}, or {share}, are covered by BPJS Ketenagakerjaan",
            covered=covered,
            workers=t.people(coverage.workers),
            kind=kind,
            share=share,
        )
    if share or covered:
        return t("{amount} {kind} are covered by BPJS Ketenagakerjaan", amount=share or covered, kind=kind)
    if coverage.uncovered is None:
        raise TypeError("a figure that answers tells a share, the covered or the uncovered")
    uncovered = t.people(coverage.uncovered)
    return t("{amount} {kind} are not covered by BPJS Ketenagakerjaan", amount=uncovered, kind=kind)


def _source(source: Source, t: Translator) -> Html:
    when = phrases.published(source, t)
    return (
        t("{publisher}, {date}", publisher=source.publisher, date=when) if when else escaped(source.publisher)
    )


def _dated(source: Source, t: Translator) -> Html:
    """A publisher with its date in brackets, where a comma would run into the sentence."""
    when = phrases.published(source, t)
    return (
        t("{publisher} ({date})", publisher=source.publisher, date=when)
        if when
        else escaped(source.publisher)
    )


def _cautions(coverage: Coverage, t: Translator) -> list[Html]:
    return [
        *([t("; round figure")] if _is_round(coverage) else []),
        *([t("; doubtful figure")] if _questionable(coverage) else []),
    ]


def _is_round(coverage: Coverage) -> bool:
    return coverage.share is not None and phrases.is_round(coverage.share)


def _questionable(coverage: Coverage) -> bool:
    return bool(coverage.doubts) or coverage.contradicted is not None


def _segments(parts: Iterable[Coverage], t: Translator) -> list[Html]:
    """The coverage of each segment's own workers: not their share among the covered."""
    told = [_segment(part, t) for part in parts if part.share and not _questionable(part)]
    return [t("By segment, {parts} are covered.", parts=t.listed(told))] if told else []


def _segment(part: Coverage, t: Translator) -> Html:
    holes = {
        "share": t.share(part.share) if part.share else "",
        "workers": phrases.workers_of(part.figure.segment, t),
    }
    if _is_round(part):
        return t("{share} of all {workers} (round figure)", **holes)
    return t("{share} of all {workers}", **holes)


def _target_name(target: Target, t: Translator) -> Html:
    """The target's instrument without its link, with its year and who set it."""
    link = phrases.target_name(target, t)
    return Html(re.sub(r"</?a[^>]*>", "", link))


def _target_cells(check: TargetCheck | None, t: Translator) -> list[str]:
    if check is None or isinstance(check.outcome, Incomparable):
        return ["", "", ""]
    comparison = check.outcome
    decimals = phrases.decimals(comparison.bound)
    aim = t.number(to_decimal(comparison.bound * 100, decimals), decimals)
    return [aim, _hundredths(comparison.gap, t), _count(comparison.short)]


def _count(people: Quantity | None) -> str:
    if people is None:
        return ""
    return f"{'' if people.is_exact else '≈'}{half_up(people.shown)}"


def _hundredths(share: Quantity | None, t: Translator) -> str:
    """A share, or a difference of shares, in hundredths and with the language's decimal sign."""
    if share is None:
        return ""
    return t.number(to_decimal(share.shown * 100, places(share)), places(share))
