"""A ranking as bars: shares, shares with what they lack to their target, or numbers of people."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, assert_never

from bot import phrases, picturing
from bot.charts import Bar, Bars, Mark
from bot.i18n import Html, Translator
from bot.messages import shown
from bot.phrases import rankings
from core.model import Issuer, Source
from core.ranking import RankBy, Ranked, RankingAnswer

MOST: Final = 10
"""Rows in a picture; with more it grows too tall for a phone, and its caption too long for Telegram."""
_OF_PEOPLE: Final = (RankBy.UNCOVERED, RankBy.SHORT)


def is_drawable(found: RankingAnswer) -> bool:
    """Whether any row has something to draw: of people short of their targets all may be none."""
    return any(row.value.shown > 0 or found.request.by not in _OF_PEOPLE for row in found.rows)


def drawn(
    opening: Sequence[Html],
    rows: Sequence[Ranked],
    notes: Sequence[Html],
    found: RankingAnswer,
    t: Translator,
) -> Bars:
    """The rows beneath one another; `opening` is the finding and what the ranking rests on."""
    by = found.request.by
    title, *scope = opening
    left = len(found.rows) - len(rows)
    more = t.plural("Not drawn: {count} more.", "Not drawn: {count} more.", left)
    people = by in _OF_PEOPLE
    key = picturing.key_to_bars(_key(by, t), [row.coverage for row in rows], t, people=people)
    frame = picturing.frame(title, key, [*scope, *notes, *([more] if left else [])], _sources(rows), t)
    return Bars(frame, tuple(_bar(row, by, t) for row in rows), people=people)


def _key(by: RankBy, t: Translator) -> Html:
    match by:
        case RankBy.COVERAGE:
            return t("Blue: covered. 100% is everybody whom the denominator counts.")
        case RankBy.UNCOVERED:
            return t("Orange: workers not yet covered.")
        case RankBy.GAP:
            return t("Blue: coverage. Black line: target. Light orange: what is missing to it.")
        case RankBy.SHORT:
            return t("Orange: workers still to be covered for the target.")
    assert_never(by)


def _sources(rows: Sequence[Ranked]) -> list[Source]:
    figures = [source for row in rows for source in row.coverage.figure.sources]
    return list(dict.fromkeys([*figures, *(row.target.source for row in rows if row.target)]))


def _bar(row: Ranked, by: RankBy, t: Translator) -> Bar:
    name = f"{t.number(row.place)}. {row.region.name}"
    unsure = picturing.is_unsure(row.coverage) or bool(rankings.doubts_of(row))
    value = shown(rankings.value(row, by, t))
    share, target = row.coverage.share, row.target
    if by is RankBy.GAP and share and target:
        mark = Mark(target.low, target.high, shown(_dated(row, t)))
        aim = target.low if share.shown < target.low else None
        return Bar(name, value, share.shown, shown(t.share(share)), unsure, (mark,), aim)
    return Bar(name, shown(_dated(row, t)), max(row.value.shown, Fraction(0)), value, unsure)


def _dated(row: Ranked, t: Translator) -> Html:
    """The time of a figure, after its target where the ranking goes by one."""
    period = t.period(row.coverage.figure.period)
    if row.target is None:
        return Html(period)
    holes = {"aim": phrases.target_share(row.target, t), "year": str(row.target.year), "period": period}
    if row.target.issuer is Issuer.NATIONAL:
        return t("National target {aim} for {year} · figure of {period}", **holes)
    return t("Target {aim} for {year} · figure of {period}", **holes)
