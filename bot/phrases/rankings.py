"""Rankings in words: the first lines, titles, bounds, the rows, and what to know of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import assert_never

from bot import phrases
from bot.i18n import Html, Translator
from bot.occasion import Occasion
from bot.phrases import unranked
from core.model import Basis, Issuer, Metric, Note, Target
from core.ranking import RankBy, Ranked, RankingAnswer, RankingRequest, members
from core.region import Region


def opening(
    found: RankingAnswer, marked: Region | None, missing: str | None, occasion: Occasion
) -> list[Html]:
    """The finding, and how many regions are ranked on what denominator.

    `marked` is the region whose place was asked for, `missing` a plan that sets no target here.
    """
    return [_headline(found, marked, occasion), *_scope(found, missing, occasion)]


def title(found: RankingAnswer, parent: str, t: Translator) -> Html:
    """What stands first in the ranking, which has rows."""
    request = found.request
    workers = phrases.workers_of(request.segment, t)
    holes = {"workers": workers, "parent": parent}
    low = request.lowest_first
    match request.by:
        case RankBy.COVERAGE if low:
            return t("Lowest coverage of {workers} in {parent}", **holes)
        case RankBy.COVERAGE:
            return t("Highest coverage of {workers} in {parent}", **holes)
        case RankBy.UNCOVERED if low:
            return t("Fewest {workers} not covered in {parent}", **holes)
        case RankBy.UNCOVERED:
            return t("Most {workers} not covered in {parent}", **holes)
        case RankBy.GAP if low:
            return t("Best placed against the target for {workers} in {parent}", **holes)
        case RankBy.GAP if found.rows[0].value.shown < 0:
            return t("Least above the target for {workers} in {parent}", **holes)
        case RankBy.GAP:
            return t("Furthest below the target for {workers} in {parent}", **holes)
        case RankBy.SHORT if low:
            return t("Fewest {workers} still to be covered for the target in {parent}", **holes)
        case RankBy.SHORT:
            return t("Most {workers} still to be covered for the target in {parent}", **holes)
    assert_never(request.by)


def bounds(request: RankingRequest, t: Translator) -> Html | None:
    """The bounds on coverage, where there are any."""
    low = t.percent(request.above, phrases.decimals(request.above)) if request.above is not None else None
    high = t.percent(request.below, phrases.decimals(request.below)) if request.below is not None else None
    if low and high:
        return t("between {low} and {high}", low=low, high=high)
    if low:
        return t("above {share}", share=low)
    return t("below {share}", share=high) if high else None


def row(ranked: Ranked, by: RankBy, t: Translator, *, marked: bool, aim: bool = True) -> Html:
    """A region in its place: its value, which is the link to its source, its target and its period."""
    line = t(
        "{place}. <b>{region}</b>: {value} · {period}",
        place=t.number(ranked.place),
        region=ranked.region.name,
        value=_with_remarks(_linked(ranked, by, t), ranked, t, aim=aim),
        period=t.period(ranked.coverage.figure.period),
    )
    return _with_arrow(line) if marked else line


def bare_row(ranked: Ranked, by: RankBy, t: Translator, *, marked: bool) -> Html:
    """A row in the fewest words, beneath a picture that shows the rest."""
    line = t(
        "{place}. <b>{region}</b>: {value}",
        place=t.number(ranked.place),
        region=ranked.region.name,
        value=_with_remarks(_linked(ranked, by, t), ranked, t, aim=False),
    )
    return _with_arrow(line) if marked else line


def value(ranked: Ranked, by: RankBy, t: Translator) -> Html:
    """What a region is ranked by."""
    if by is RankBy.COVERAGE:
        return t.share(ranked.value)
    if by is RankBy.GAP:
        points = t.points(ranked.value)
        below = ranked.value.shown >= 0
        return t("short by {points}", points=points) if below else t("above by {points}", points=points)
    if by is RankBy.SHORT and ranked.value.high <= 0:
        return t("target met")
    return t("{people} workers", people=t.people(ranked.value))


def footnotes(found: RankingAnswer, rows: Sequence[Ranked], t: Translator) -> list[Html]:
    """What to know of the shown rows: doubts, different times, and why some share a place."""
    return [*_doubts(rows, t), *_cautions(found, rows, t)]


def doubts_of(row: Ranked) -> tuple[Note, ...]:
    """Why a row may be wrong: its figure, or the target it is measured by."""
    of_target = row.target.doubt if row.target else None
    return (*row.coverage.doubts, *([of_target] if of_target else []))


def _doubts(rows: Sequence[Ranked], t: Translator) -> list[Html]:
    """Each reason for doubt once, with the regions that it concerns."""
    reasons: dict[Note, list[Region]] = {}
    for row in rows:
        for note in doubts_of(row):
            reasons.setdefault(note, []).append(row.region)
    return [
        t("{names}, doubtful: {reason}.", names=unranked.names(regions, t), reason=t.note(note))
        for note, regions in reasons.items()
    ]


def _cautions(found: RankingAnswer, rows: Sequence[Ranked], t: Translator) -> list[Html]:
    periods = sorted(row.coverage.figure.period for row in rows)
    lines = []
    if len({period.year for period in periods}) > 1:
        first, last = t.period(periods[0]), t.period(periods[-1])
        lines.append(t("The figures are of different times, {first} to {last}.", first=first, last=last))
    sharing = Counter(row.place for row in found.rows)
    if any(sharing[row.place] > 1 for row in rows):
        lines.append(t("Equal numbers: the same value, or rounding hides which is higher."))
    return lines


def _headline(found: RankingAnswer, marked: Region | None, occasion: Occasion) -> Html:
    t, request = occasion.t, found.request
    parent = occasion.figures.regions[request.parent].name
    bounded = bounds(request, t)
    if marked:
        return _of_marked(marked, found, parent, t)
    if not found.among:
        return t("<b>No region in {parent} can be ranked by this yet</b>", parent=parent)
    if bounded:
        holes = {"count": t.number(len(found.rows)), "among": t.number(found.among), "bounds": bounded}
        return t("<b>{parent}: {count} of {among} ranked regions {bounds}</b>", parent=parent, **holes)
    first = [row.region for row in found.rows if row.place == found.rows[0].place]
    holes = {"title": title(found, parent, t), "names": unranked.names(first, t)}
    if len(first) > 1:
        return t("<b>{title}: {names}, too close to tell apart</b>", **holes)
    return t("<b>{title}: {names}, {value}</b>", value=_headline_value(found.rows[0], request.by, t), **holes)


def _of_marked(region: Region, found: RankingAnswer, parent: str, t: Translator) -> Html:
    """The place of the region that was asked for, or why it has none."""
    row = next((row for row in found.rows if row.region == region), None)
    holes: dict[str, object] = {"region": region.name, "parent": parent}
    if row is None:
        why = next((left.why for left in found.left if left.region == region), None)
        return t("<b>{region} is not ranked: {reason}</b>", reason=unranked.why_not(why, t), **holes)
    holes |= {"place": t.number(row.place), "among": t.number(len(found.rows))}
    holes["value"] = _headline_value(row, found.request.by, t)
    if found.request.lowest_first:
        return t("<b>{region}: number {place} of {among} in {parent} from the lowest, {value}</b>", **holes)
    return t("<b>{region}: number {place} of {among} in {parent}, {value}</b>", **holes)


def _headline_value(row: Ranked, by: RankBy, t: Translator) -> Html:
    told = value(row, by, t)
    return t("{value} (doubtful)", value=told) if doubts_of(row) else told


def _with_remarks(told: Html, row: Ranked, t: Translator, *, aim: bool = True) -> Html:
    """The value with its target where there is one, and whether it is in doubt."""
    target = [_aim(row.target, t)] if row.target and aim else []
    about = [*target, *([t("doubtful")] if doubts_of(row) else [])]
    return Html(f"{told} ({'; '.join(about)})") if about else told


def _aim(target: Target, t: Translator) -> Html:
    aim = phrases.linked(phrases.target_share(target, t), target.source.url)
    if target.issuer is Issuer.NATIONAL:
        return t("national target {aim} for {year}", aim=aim, year=str(target.year))
    return t("target {aim} for {year}", aim=aim, year=str(target.year))


def _linked(row: Ranked, by: RankBy, t: Translator) -> Html:
    return phrases.linked(value(row, by, t), _source(row))


def _source(row: Ranked) -> str:
    """The address of the publication that tells what decides."""
    figure = row.coverage.figure
    deciding = figure[Metric.COVERAGE] or figure[Metric.COVERED]
    return (deciding.source if deciding else figure.sources[0]).url


def _with_arrow(line: Html) -> Html:
    return Html(f"➤ {line}")


def _scope(found: RankingAnswer, missing: str | None, occasion: Occasion) -> list[Html]:
    """A plan that sets no target here, how many regions are ranked, and whom their denominator counts."""
    t, lines = occasion.t, []
    if missing:
        name = missing.upper() if len(missing) < 6 else missing.capitalize()
        lines.append(t("No target of {instrument} can be compared here; others stand in.", instrument=name))
    if found.basis:
        whole = len(members(occasion.figures, found.request.parent))
        lines.append(
            t(
                "{count} of {whole} regions have it on one denominator: {basis}",
                count=t.number(found.among),
                whole=t.number(whole),
                basis=phrases.basis_name(found.basis, t),
            )
        )
    if found.basis is Basis.EMPLOYED:
        lines.append(_why_not_eligible(found, t))
    return lines


def _why_not_eligible(found: RankingAnswer, t: Translator) -> Html:
    """That the ranking is not on the usual denominator, so that a figure differs from the one told elsewhere."""
    if not found.eligible:
        return t("Not on the usual denominator, eligible workers (UCJ): no region has it on that one.")
    return t.plural(
        "Not on the usual denominator, eligible workers (UCJ): {count} region has another figure on it.",
        "Not on the usual denominator, eligible workers (UCJ): {count} regions have another figure on it.",
        found.eligible,
    )
