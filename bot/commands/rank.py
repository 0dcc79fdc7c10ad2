"""/peringkat: the provinces, or a province's kabupaten and kota, in order of coverage, gap or shortage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot import phrases, picturing
from bot.commands import Command
from bot.i18n import Html, Translator, mark
from bot.language.heard import Heard
from bot.language.question import Intent, Measure, Order, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Occasion
from bot.phrases import rankings, unranked
from bot.picturing import ranked_bars
from core.model import Basis, Completeness, FigureSet, Segment
from core.ranking import RankBy, Ranked, RankingAnswer, RankingRequest, answer_ranking
from core.region import COUNTRY, Level, Region

_PAGE = 5
_LARGEST_PAGE = 15


@dataclass(frozen=True, slots=True)
class Ranking:
    """A ranking as asked, from page `page` on; `marked` is the region it was asked for, if it is within.

    `missing` is a plan or law that sets no target here, so that others are used.
    """

    question: Question
    found: RankingAnswer
    page: int
    marked: Region | None = None
    missing: str | None = None


def parse(text: str, understanding: Understanding) -> Heard:
    """A region, a segment, a period, an order, a number of places and bounds, all of them optional."""
    return understanding.argument(Intent.RANK, text)


def answer(question: Question, occasion: Occasion) -> Ranking:
    """The regions inside the one named; of a kabupaten or kota, those of its province."""
    regions = occasion.figures.regions
    region = regions[question.region or occasion.region]
    inside = region.level in (Level.REGENCY, Level.CITY)
    request = _request(question, region.parent if inside and region.parent else region.code)
    found = answer_ranking(occasion.figures, request, occasion.today)
    missing = None
    if request.instrument and not found.among:
        request, missing = replace(request, instrument=None), request.instrument
        found = answer_ranking(occasion.figures, request, occasion.today)
    named = replace(question, regions=question.regions or (region.code,))
    return Ranking(named, found, _page(question), region if inside else None, missing)


def _request(question: Question, parent: str) -> RankingRequest:
    above = [bound.share for bound in question.thresholds if bound.above]
    below = [bound.share for bound in question.thresholds if not bound.above]
    return RankingRequest(
        parent,
        question.segment or Segment.TOTAL,
        question.period,
        _by(question),
        question.order is Order.LOWEST or (question.order is None and bool(below) and not above),
        max(above, default=None),
        min(below, default=None),
        question.instrument,
    )


def _by(question: Question) -> RankBy:
    if question.measure is Measure.SHORT:
        return RankBy.SHORT
    if question.measure is Measure.GAP or question.instrument:
        return RankBy.GAP
    return RankBy.UNCOVERED if question.uncovered else RankBy.COVERAGE


def _page(question: Question) -> int:
    page = (question.topic or "").removeprefix("p")
    return max(1, int(page)) if page.isdecimal() else 1


def present(answer: Ranking, occasion: Occasion) -> Message:
    """Who comes first in the first line, then a page of the ranking, then who is left out of it and why."""
    if picturing.is_wanted(answer.question) and ranked_bars.is_drawable(answer.found):
        return _picture(answer, occasion)
    t, found, rows = occasion.t, answer.found, _shown(answer, _size(answer))
    blocks = (
        rankings.opening(found, answer.marked, answer.missing, occasion),
        [rankings.row(row, found.request.by, t, marked=row.region == answer.marked) for row in rows],
        [*rankings.footnotes(found, rows, t), *_sources(rows, t)],
        unranked.lines(found, t),
    )
    text = "\n\n".join("\n".join(lines) for lines in blocks if lines)
    return Message(text, _buttons(answer, occasion), picturing.without(answer.question))


def _picture(answer: Ranking, occasion: Occasion) -> Message:
    """The first regions beneath one another; the caption says the same in words."""
    t, found = occasion.t, answer.found
    rows = _shown(answer, min(_size(answer), ranked_bars.MOST))
    opening = rankings.opening(found, answer.marked, answer.missing, occasion)
    notes = rankings.footnotes(found, rows, t)
    ways = (
        Button(phrases.intent_name(Intent.RANK, t), picturing.without(answer.question)),
        Button(phrases.intent_name(Intent.COVERAGE, t), Question(Intent.COVERAGE, (found.request.parent,))),
    )
    text = picturing.caption(*_captions(answer, rows, opening, notes, t))
    drawn = ranked_bars.drawn(opening, rows, notes, found, t)
    return Message(text, (ways,), answer.question, picture=drawn)


def _captions(
    answer: Ranking, rows: list[Ranked], opening: list[Html], notes: list[Html], t: Translator
) -> Iterator[tuple[list[Html], ...]]:
    """What stands beneath a picture, in ever fewer words."""
    by, marked = answer.found.request.by, answer.marked
    for aim in (True, False):
        lines = [rankings.row(row, by, t, marked=row.region == marked, aim=aim) for row in rows]
        yield opening, lines, [*notes, *_sources(rows, t)]
        yield opening, lines, _sources(rows, t)
    yield opening[:1], [rankings.bare_row(row, by, t, marked=row.region == marked) for row in rows]


def _sources(rows: list[Ranked], t: Translator) -> list[Html]:
    return [t("The source is linked at each figure.")] if rows else []


def _size(answer: Ranking) -> int:
    return min(max(answer.question.count or _PAGE, 1), _LARGEST_PAGE)


def _shown(answer: Ranking, size: int) -> list[Ranked]:
    """The rows of the page of a size, and the marked one where it stands elsewhere."""
    rows = answer.found.rows
    page = min(answer.page, max(1, -(-len(rows) // size)))
    shown = list(rows[(page - 1) * size : page * size])
    return shown + [row for row in rows if row.region == answer.marked and row not in shown]


def _buttons(answer: Ranking, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    t, request = occasion.t, answer.found.request
    if not answer.found.among:
        about = Question(Intent.COVERAGE, (request.parent,))
        return ((Button(t("Coverage"), about), Button(t("Provinces"), Question(Intent.RANK, (COUNTRY,)))),)
    whole = replace(answer.question, topic=None)
    plain = replace(whole, measure=None, uncovered=False, instrument=None)
    turned = Order.HIGHEST if request.lowest_first else Order.LOWEST
    measures = (
        Button(phrases.chosen(t("Coverage"), when=request.by is RankBy.COVERAGE), plain),
        Button(
            phrases.chosen(t("Target gap"), when=request.by is RankBy.GAP),
            replace(plain, measure=Measure.GAP),
        ),
        Button(
            phrases.chosen(t("Shortfall"), when=request.by is RankBy.SHORT),
            replace(plain, measure=Measure.SHORT),
        ),
    )
    order = Button(
        t("Lowest first") if turned is Order.LOWEST else t("Highest first"), replace(whole, order=turned)
    )
    drawn = (
        (picturing.button(whole, t),) if answer.page == 1 and ranked_bars.is_drawable(answer.found) else ()
    )
    rows = (_turning(answer, t), measures, _segments(answer, occasion), (order, *drawn))
    return tuple(row for row in rows if row)


def _turning(answer: Ranking, t: Translator) -> tuple[Button, ...]:
    pages = -(-len(answer.found.rows) // _size(answer))
    page = min(answer.page, max(1, pages))
    before = (Button(t("← Back"), replace(answer.question, topic=f"p{page - 1}")),) if page > 1 else ()
    after = (Button(t("More →"), replace(answer.question, topic=f"p{page + 1}")),) if page < pages else ()
    return (*before, *after)


def _segments(answer: Ranking, occasion: Occasion) -> tuple[Button, ...]:
    """The segments of which any of the regions has a percentage on a known basis."""
    t, figures, request = occasion.t, occasion.figures, answer.found.request
    names = {Segment.TOTAL: t("Total"), Segment.FORMAL: t("Formal"), Segment.INFORMAL: t("Informal")}
    known = [
        segment
        for segment in names
        if any(found and _ranks(found, segment) for _, found in figures.across(request.parent, segment))
    ]
    buttons = (
        Button(
            phrases.chosen(names[each], when=each is request.segment),
            replace(answer.question, segments=(each,), topic=None),
        )
        for each in known
    )
    return tuple(buttons) if known not in ([], [request.segment]) else ()


def _ranks(found: FigureSet, segment: Segment) -> bool:
    return found.basis is not Basis.UNKNOWN and found.completeness(segment) >= Completeness.PERCENTAGE


COMMAND = Command(
    intent=Intent.RANK,
    names=("peringkat", "rank"),
    summary=mark("Provinces, or kabupaten and kota, in order"),
    parse=parse,
    answer=answer,
    present=present,
    example="/peringkat kalbar",
)
