"""/peringkat: the provinces, or a province's kabupaten and kota, in order of coverage, gap or shortage."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot import phrases, picturing
from bot.charts import Bar, Bars
from bot.commands import Command
from bot.i18n import Html, Translator, mark
from bot.language.heard import Heard
from bot.language.question import Intent, Measure, Order, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message, shown
from bot.occasion import Occasion
from bot.phrases import rankings
from core.model import Basis, Completeness, FigureSet, Metric, Segment
from core.ranking import RankBy, Ranked, RankingAnswer, RankingRequest, answer_ranking, members
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
    t, rows = occasion.t, _shown(answer)
    if picturing.is_wanted(answer.question) and _is_drawable(answer):
        return _picture(answer, rows, occasion)
    blocks = (
        [_headline(answer, occasion), *_scope(answer, occasion)],
        [_row(row, answer.found.request.by, t, marked=row.region == answer.marked) for row in rows],
        [*rankings.doubts(rows, t), *rankings.cautions(answer.found, t)],
        rankings.left_lines(answer.found, t),
    )
    text = "\n\n".join("\n".join(lines) for lines in blocks if lines)
    return Message(text, _buttons(answer, occasion), picturing.without(answer.question))


def _is_drawable(answer: Ranking) -> bool:
    """Whether the rows are ranked by what bars can show: shares, which the others are not."""
    return bool(answer.found.rows) and answer.found.request.by is RankBy.COVERAGE


def _picture(answer: Ranking, rows: list[Ranked], occasion: Occasion) -> Message:
    """The page's regions beneath one another; the caption says the same in words."""
    t, found = occasion.t, answer.found
    title, scope = _headline(answer, occasion), _scope(answer, occasion)
    key = t("Blue: covered. 100% is everybody whom the denominator counts.")
    notes = [*scope, *rankings.doubts(rows, t), *rankings.cautions(found, t)]
    sources = dict.fromkeys(source for row in rows for source in row.coverage.figure.sources)
    key = picturing.key_to_bars(key, [row.coverage for row in rows], t)
    frame = picturing.frame(title, key, notes, sources, t)
    lines = [_row(row, found.request.by, t, marked=row.region == answer.marked) for row in rows]
    text = picturing.caption(([title, *scope], lines, notes[len(scope) :]), ([title, *scope], lines))
    about = Question(Intent.COVERAGE, (found.request.parent,))
    ways = (
        Button(phrases.intent_name(Intent.RANK, t), picturing.without(answer.question)),
        Button(phrases.intent_name(Intent.COVERAGE, t), about),
    )
    bars = tuple(_bar(row, t) for row in rows)
    return Message(text, (ways,), answer.question, picture=Bars(frame, bars))


def _bar(row: Ranked, t: Translator) -> Bar:
    return Bar(
        name=f"{t.number(row.place)}. {row.region.name}",
        beside=t.period(row.coverage.figure.period),
        share=row.value.shown,
        said=shown(t.share(row.value)),
        unsure=picturing.is_unsure(row.coverage),
    )


def _size(answer: Ranking) -> int:
    return min(max(answer.question.count or _PAGE, 1), _LARGEST_PAGE)


def _shown(answer: Ranking) -> list[Ranked]:
    """The rows of the page, and the marked one where it stands elsewhere."""
    rows, size = answer.found.rows, _size(answer)
    page = min(answer.page, max(1, -(-len(rows) // size)))
    shown = list(rows[(page - 1) * size : page * size])
    return shown + [row for row in rows if row.region == answer.marked and row not in shown]


def _headline(answer: Ranking, occasion: Occasion) -> Html:
    t, found = occasion.t, answer.found
    parent = occasion.figures.regions[found.request.parent].name
    bounds = rankings.bounds(found.request, t)
    if answer.marked:
        return _of_marked(answer.marked, answer, parent, t)
    if not found.among:
        return t("<b>No region in {parent} can be ranked by this yet</b>", parent=parent)
    if bounds:
        holes = {"count": t.number(len(found.rows)), "among": t.number(found.among), "bounds": bounds}
        return t("<b>{parent}: {count} of {among} ranked regions {bounds}</b>", parent=parent, **holes)
    first = [row.region for row in found.rows if row.place == found.rows[0].place]
    holes = {"title": rankings.title(found.request, parent, t), "names": rankings.names(first, t)}
    if len(first) > 1:
        return t("<b>{title}: {names}, too close to tell apart</b>", **holes)
    return t(
        "<b>{title}: {names}, {value}</b>",
        value=rankings.headline_value(found.rows[0], found.request.by, t),
        **holes,
    )


def _of_marked(region: Region, answer: Ranking, parent: str, t: Translator) -> Html:
    """The place of the region that was asked for, or why it has none."""
    found = answer.found
    row = next((row for row in found.rows if row.region == region), None)
    holes: dict[str, object] = {"region": region.name, "parent": parent}
    if row is None:
        why = next((left.why for left in found.left if left.region == region), None)
        return t("<b>{region} is not ranked: {reason}</b>", reason=rankings.why_not(why, t), **holes)
    holes |= {"place": t.number(row.place), "among": t.number(len(found.rows))}
    holes["value"] = rankings.headline_value(row, found.request.by, t)
    if found.request.lowest_first:
        return t("<b>{region}: number {place} of {among} in {parent} from the lowest, {value}</b>", **holes)
    return t("<b>{region}: number {place} of {among} in {parent}, {value}</b>", **holes)


def _scope(answer: Ranking, occasion: Occasion) -> list[Html]:
    """How many regions are ranked on what denominator, and a target that was asked for but is not there."""
    t, found = occasion.t, answer.found
    lines = []
    if answer.missing:
        name = answer.missing.upper() if len(answer.missing) < 6 else answer.missing.capitalize()
        lines.append(t("No target of {instrument} can be compared here; others stand in.", instrument=name))
    if found.basis:
        count = t.number(found.among)
        whole = t.number(len(members(occasion.figures, found.request.parent)))
        basis = phrases.basis_name(found.basis, t)
        lines.append(
            t(
                "{count} of {whole} regions have it on one denominator: {basis}",
                count=count,
                whole=whole,
                basis=basis,
            )
        )
    return lines


def _row(row: Ranked, by: RankBy, t: Translator, *, marked: bool) -> Html:
    """A region in its place: its value, its period and the publication that tells it."""
    figure = row.coverage.figure
    deciding = figure[Metric.COVERAGE] or figure[Metric.COVERED]
    source = deciding.source if deciding else figure.sources[0]
    value = (
        t("{value} (doubtful)", value=rankings.value(row, by, t))
        if row.coverage.doubts
        else rankings.value(row, by, t)
    )
    line = t(
        "{place}. <b>{region}</b>: {value} · {period} · {source}",
        place=t.number(row.place),
        region=row.region.name,
        value=value,
        period=t.period(figure.period),
        source=phrases.linked(t("source"), source.url),
    )
    return Html(f"➤ {line}") if marked else line


def _buttons(answer: Ranking, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    t, request = occasion.t, answer.found.request
    if not answer.found.among:
        about = Question(Intent.COVERAGE, (request.parent,))
        return ((Button(t("Coverage"), about), Button(t("Provinces"), Question(Intent.RANK, (COUNTRY,)))),)
    whole = replace(answer.question, topic=None)
    plain = replace(whole, measure=None, uncovered=False, instrument=None)
    turned = Order.HIGHEST if request.lowest_first else Order.LOWEST
    others = (
        Button(
            t("Lowest first") if turned is Order.LOWEST else t("Highest first"), replace(whole, order=turned)
        ),
        Button(phrases.chosen(t("Coverage"), when=request.by is RankBy.COVERAGE), plain),
        Button(
            phrases.chosen(t("Target gap"), when=request.by is RankBy.GAP),
            replace(plain, measure=Measure.GAP),
        ),
    )
    drawn = (picturing.button(whole, t),) if answer.page == 1 and _is_drawable(answer) else ()
    return tuple(row for row in (_turning(answer, t), others, _segments(answer, occasion), drawn) if row)


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
