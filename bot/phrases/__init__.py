"""Wording that several commands share: segments, bases, sources, ages and the answer "nothing is known"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Final, assert_never

from bot.i18n import Html, Translator, escaped, mark, places
from bot.language.question import Intent, Question
from bot.messages import Button, Message
from bot.occasion import Occasion
from core.coverage import Coverage, CoverageAnswer, NoFigures
from core.model import Basis, Issuer, Note, Segment, Source, Target
from core.period import Period, months_between
from core.quantity import Quantity
from core.targets import Comparison, Incomparable, TargetCheck


def segment_name(segment: Segment, t: Translator) -> Html:
    """The segment with BPJS's own name for it, as a heading or list entry."""
    match segment:
        case Segment.TOTAL:
            return t("All workers")
        case Segment.FORMAL:
            return t("Formal (PU)")
        case Segment.INFORMAL:
            return t("Informal (BPU)")
        case Segment.CONSTRUCTION:
            return t("Construction")
        case Segment.CONSTRUCTION_AND_MIGRANT:
            return t("Construction and migrant workers")
    assert_never(segment)


def workers_of(segment: Segment, t: Translator) -> Html:
    """The workers of a segment within a sentence: "formal workers"."""
    match segment:
        case Segment.TOTAL:
            return t("workers")
        case Segment.FORMAL:
            return t("formal workers")
        case Segment.INFORMAL:
            return t("informal workers")
        case Segment.CONSTRUCTION:
            return t("construction workers")
        case Segment.CONSTRUCTION_AND_MIGRANT:
            return t("construction and migrant workers")
    assert_never(segment)


def basis_name(basis: Basis, t: Translator) -> Html:
    """Whom a denominator counts, in words."""
    match basis:
        case Basis.ELIGIBLE:
            return t("eligible workers (UCJ)")
        case Basis.EMPLOYED:
            return t("all employed people (BPS)")
        case Basis.UNKNOWN:
            return t("not named by the source")
    assert_never(basis)


def basis_in_words(basis: Basis, t: Translator) -> Html:
    """Whom a denominator counts, without an abbreviation in brackets, for a place that has brackets already."""
    match basis:
        case Basis.ELIGIBLE:
            return t("eligible workers")
        case Basis.EMPLOYED:
            return t("all employed people")
        case Basis.UNKNOWN:
            return t("not named")
    assert_never(basis)


@lru_cache(maxsize=4_096)
def source_link(source: Source, t: Translator) -> Html:
    """The publisher as a link to the publication, and its date; without an address the title stands beside it."""
    when = published(source, t)
    if source.url:
        link = linked(source.publisher, source.url)
    else:
        link = t("{publisher}, “{title}”", publisher=source.publisher, title=source.title)
    return t("{publisher}, {date}", publisher=link, date=when) if when else link


def linked(text: str, url: str) -> Html:
    """A text that opens an address; just the text where there is none, as for an office's own figures."""
    if not url:
        return escaped(text)
    return Html(f'<a href="{escaped(url)}">{escaped(text)}</a>')


def published(source: Source, t: Translator) -> str:
    """The date of a publication, as precisely as it is known; empty where it is not."""
    if not source.published:
        return ""
    if len(source.published) == len("2024-01-31"):
        return t.date(source.published_by)
    return t.period(Period.parse(source.published))


def age(period: Period, today: date, t: Translator) -> Html:
    """How long ago a period ended: in months up to three years, then in years."""
    months = months_between(period.last_day, today)
    if months < 1:
        return t("figures of this month")
    if months < 36:
        return t.plural("figures {count} month old", "figures {count} months old", months)
    return t.plural("figures {count} year old", "figures {count} years old", months // 12)


def sourcing(found: CoverageAnswer, t: Translator) -> list[Html]:
    """Whom the denominator counts, and where the figures come from and how old they are."""
    return [basis_line(found, t), source_line(found.sources, found.figures.period, found.as_of, t)]


def basis_line(found: CoverageAnswer, t: Translator) -> Html:
    """Whom the denominator counts, with what the source says of it."""
    basis, note = basis_name(found.figures.basis, t), found.coverage.denominator_note
    if note:
        return t("Denominator: {basis}, {note}", basis=basis, note=t.note(note))
    return t("Denominator: {basis}", basis=basis)


def source_line(sources: Iterable[Source], period: Period, today: date, t: Translator) -> Html:
    """Every source as a link with its date, and the age of the figures."""
    links = Html("; ".join(source_link(source, t) for source in sources))
    return t("Source: {sources} · {age}", sources=links, age=age(period, today, t))


def doubt_lines(notes: Iterable[Note], t: Translator) -> list[Html]:
    """A line for each reason why a number may be wrong."""
    return [t("Doubtful: {reason}.", reason=t.note(note)) for note in notes]


def contradiction(coverage: Coverage, t: Translator) -> Html | None:
    """That the source prints another percentage than its own numbers give."""
    if coverage.contradicted is None or coverage.share is None:
        return None
    return t(
        "The source prints {printed}, but its own numbers give {share}.",
        printed=t.share(coverage.contradicted),
        share=t.percent(coverage.share.shown),
    )


def region_button(code: str, question: Question, occasion: Occasion) -> Button:
    """A button that asks the same question of a region."""
    asked = replace(question, regions=(*question.regions, code))
    return Button(occasion.figures.regions[code].name, asked)


def how_to_reach(occasion: Occasion) -> Html:
    """How to ask in a group, where the bot hears only what is meant for it."""
    return occasion.t(
        "In a group use a command, reply to one of my messages, or mention @{name}.", name=occasion.bot_name
    )


def in_rows(buttons: Iterable[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    """The buttons in rows of a width that a phone can show."""
    row = tuple(buttons)
    return tuple(row[at : at + width] for at in range(0, len(row), width))


def with_segments(
    about: tuple[str, Period | None],
    asked: Callable[[Segment], Question],
    shown: Segment,
    more: tuple[Button, ...],
    occasion: Occasion,
) -> tuple[tuple[Button, ...], ...]:
    """Buttons for the segments that have figures, the shown one marked, and more below them.

    `about` is the region and the period, `asked` the question that a segment's button asks. Where there is no
    other segment there is nothing to choose; a lone fourth one joins the rows below.
    """
    t = occasion.t
    known = [segment for segment in _CHOICES if _answers(*about, segment, occasion)]
    if known in ([], [shown]):
        return in_rows(more, 3)
    buttons = [
        Button(chosen(t(_CHOICES[segment]), when=segment is shown), asked(segment)) for segment in known
    ]
    return (tuple(buttons[:3]), *in_rows((*buttons[3:], *more), 3))


_CHOICES: Final = {
    Segment.TOTAL: mark("Total"),
    Segment.FORMAL: mark("Formal"),
    Segment.INFORMAL: mark("Informal"),
    Segment.CONSTRUCTION: mark("Constr."),
}


def _answers(region: str, period: Period | None, segment: Segment, occasion: Occasion) -> bool:
    figures = occasion.figures
    found = figures.at(region, period, segment) if period else figures.newest(region, segment)
    return found is not None


def is_round(share: Quantity) -> bool:
    """Whether a source printed a percentage without decimals."""
    return not share.derived and places(share) == 0 and not share.is_exact


def chosen(label: str, *, when: bool) -> str:
    """A button's label, marked where it is the one that is shown."""
    return f"✓ {label}" if when else label


def nothing_known(answer: NoFigures, intent: Intent, occasion: Occasion) -> Message:
    """An honest "no figures", with what there is: other periods, other segments, or other regions."""
    t = occasion.t
    if answer.periods:
        asked = [
            Question(intent, (answer.region,), (answer.segment,), (period,)) for period in answer.periods[:6]
        ]
        rows = in_rows((Button(t.period(each.period), each) for each in asked if each.period), 3)
        there_is = t("There are figures for these periods: {periods}.", periods=_labels(rows))
    elif answer.segments:
        others = [Question(intent, (answer.region,), (segment,)) for segment in answer.segments]
        rows = in_rows((Button(segment_name(each.segment, t), each) for each in others if each.segment), 2)
        there_is = t("There are figures for: {segments}.", segments=_labels(rows))
    else:
        rows = _regions_with_figures(answer.region, intent, occasion)
        there_is = _elsewhere(answer.region, _labels(rows), occasion)
    return Message("\n".join((_no_figure(answer, occasion), there_is)), rows)


def _no_figure(answer: NoFigures, occasion: Occasion) -> Html:
    t, region = occasion.t, occasion.figures.regions[answer.region].name
    workers = workers_of(answer.segment, t)
    if answer.period is None:
        return t(
            "There is no figure yet on the coverage of {workers} in {region}.", workers=workers, region=region
        )
    return t(
        "There is no figure on the coverage of {workers} in {region} for {period}.",
        workers=workers,
        region=region,
        period=t.period(answer.period),
    )


def _labels(rows: Iterable[Iterable[Button]]) -> Html:
    """What the buttons offer, for where none can be shown."""
    return Html(", ".join(escaped(button.text) for row in rows for button in row))


def _elsewhere(region: str, others: Html, occasion: Occasion) -> Html:
    t, parent = occasion.t, occasion.figures.regions[region].parent
    if parent and _neighbours(region, occasion):
        inside = occasion.figures.regions[parent].name
        return t("In {region} there are figures for: {others}.", region=inside, others=others)
    return t("There are figures for these regions, among others: {others}.", others=others)


def _neighbours(region: str, occasion: Occasion) -> list[str]:
    parent = occasion.figures.regions[region].parent
    near = [parent] if parent and occasion.figures.sets(parent) else []
    return near + [
        each.code
        for each in occasion.figures.known()
        if each.parent == parent and parent is not None and each.code != region
    ]


def _regions_with_figures(region: str, intent: Intent, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    codes = _neighbours(region, occasion) or [occasion.region, "00"]
    return in_rows((region_button(code, Question(intent), occasion) for code in codes[:8]), 2)


def target_name(target: Target, t: Translator) -> Html:
    """The target's instrument as a link to where it was told, with its year and who set it."""
    name = (
        target.instrument if str(target.year) in target.instrument else f"{target.instrument}, {target.year}"
    )
    link = linked(name, target.source.url)
    match target.issuer:
        case Issuer.OWN:
            return link
        case Issuer.NATIONAL:
            return t("{target}, national", target=link)
        case Issuer.INTERNAL:
            return t("{target}, internal to a branch office", target=link)
    assert_never(target.issuer)


def target_share(target: Target, t: Translator) -> Html:
    """The percentage aimed at; a range with both its ends."""
    low = t.percent(target.low, decimals(target.low))
    if target.low == target.high:
        return Html(low)
    return t("{low} to {high}", low=low, high=t.percent(target.high, decimals(target.high)))


def decimals(share: Fraction) -> int:
    """As many decimals as a target was set with: 40%, not 40,00%."""
    return next(
        (places for places in (0, 1) if share.numerator * 10 ** (places + 2) % share.denominator == 0), 2
    )


def distance(comparison: Comparison, t: Translator) -> Html:
    """How far coverage is from a target, in percentage points and people."""
    gap, short = comparison.gap, comparison.short
    if gap.shown == 0:
        return t("exactly met")
    if gap.shown > 0:
        return t("above by {points}", points=t.points(gap))
    if short is None or short.shown == 0:
        return t("short by {points}", points=t.points(gap))
    return t("short by {points}, {people} more workers", points=t.points(gap), people=t.people(short))


def target_line(check: TargetCheck, t: Translator) -> Html:
    """A compared target in one line: its name, its percentage and how far coverage is from it."""
    if isinstance(check.outcome, Incomparable):
        raise TypeError("only a compared target has a distance")
    return t(
        "Target {percent} ({target}): {distance}",
        percent=target_share(check.target, t),
        target=target_name(check.target, t),
        distance=distance(check.outcome, t),
    )


def kind_of(question: Question, occasion: Occasion) -> Html:
    """What a question is about, for a button: "Target, Kabupaten Sambas"."""
    kind = intent_name(question.intent, occasion.t)
    if not question.region:
        return kind
    return occasion.t("{kind}, {region}", kind=kind, region=occasion.figures.regions[question.region].name)


def carried(question: Question, occasion: Occasion) -> Html:
    """What a follow-up asks, in full, so that nobody has to guess what was carried over."""
    t, regions = occasion.t, occasion.figures.regions
    parts: list[str] = [intent_name(question.intent, t)]
    parts += [regions[code].name for code in question.regions]
    parts += [segment_name(segment, t) for segment in question.segments]
    parts += [t.period(period) for period in question.periods]
    if question.share is not None:
        parts.append(t.percent(question.share, decimals(question.share)))
    if question.people is not None:
        parts.append(t("{number} workers", number=t.number(question.people)))
    return t("Continued from your last question: {parts}.", parts=", ".join(parts))


def as_known(day: date, t: Translator) -> Html:
    """That an answer rests on what was known on a day, not on today's figures."""
    return t("As it was known on {day}; later figures are left out.", day=t.date(day))


def intent_name(intent: Intent, t: Translator) -> Html:
    """The kind of a question as a noun."""
    names = {
        Intent.COVERAGE: t("Coverage"),
        Intent.TARGET: t("Target"),
        Intent.WHAT_IF: t("What-if"),
        Intent.BUDGET: t("Budget"),
        Intent.COMPARE: t("Comparison"),
        Intent.RANK: t("Ranking"),
        Intent.TREND: t("Trend"),
        Intent.CHECK: t("Check of a sentence"),
        Intent.BRIEF: t("Summary"),
        Intent.SOURCE: t("Source"),
        Intent.RULES: t("Rules"),
        Intent.EXPORT: t("Export"),
        Intent.SUBSCRIBE: t("Subscription"),
        Intent.UNSUBSCRIBE: t("Subscription"),
    }
    return names.get(intent) or t("Question")
