"""/anggaran: the dues of non-wage workers (BPU): for a number, for closing a gap, or what a sum pays for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, assert_never

from bot import phrases
from bot.commands import Command
from bot.i18n import Html, Translator, mark
from bot.language.heard import Heard
from bot.language.question import Intent, Question
from bot.language.understand import Understanding
from bot.messages import Button, Message
from bot.occasion import Occasion
from bot.phrases import sums, unpriced
from bot.phrases.unpriced import ByWage, Nobody, TooEarly
from core.coverage import Coverage, NoFigures
from core.dues import LONGEST, Dues, Payer, Programme, Work, dues, known_since, next_month
from core.model import Segment
from core.quantity import Quantity
from core.shipped import rates
from core.shortfall import Aim, Everyone, NearestTarget, NoShortfall, Shortfall, answer_shortfall
from core.targets import Comparison
from core.whatif import Reaching, Rising

_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Priced:
    """What so many workers cost; `shortfall` where that number follows from figures.

    `transport` are the dues of transport workers where theirs differ.
    """

    question: Question
    people: Quantity
    shortfall: Shortfall | None
    dues: Dues
    payer: Payer
    transport: Dues | None


Answer = Priced | Nobody | ByWage | TooEarly | NoFigures


def parse(text: str, understanding: Understanding) -> Heard:
    """A region, a number of workers or a sum, months, programmes and who pays, all of them optional."""
    return understanding.argument(Intent.BUDGET, text)


def answer(question: Question, occasion: Occasion) -> Answer:
    """The dues from next month on; the workers are said, or follow from the region's figures."""
    segment = question.segment or Segment.TOTAL
    if segment not in (Segment.TOTAL, Segment.INFORMAL):
        return ByWage(question, segment)
    since = known_since(rates(), _programmes(question))
    if next_month(occasion.today) < since:
        return TooEarly(question, since)
    payer = Payer.SELF if question.payer == Payer.SELF.value else Payer.APBD
    of_others, in_transport = (
        _dues(question, payer, work, occasion) for work in (Work.OTHER, Work.TRANSPORT)
    )
    people, shortfall = _people_said(question, of_others, payer), None
    if people is None:
        found = _shortfall(question, occasion)
        if isinstance(found, NoFigures):
            return found
        if isinstance(found, NoShortfall):
            return Nobody(question, found)
        people, shortfall = found.people, found
    transport = in_transport if in_transport.per_worker != of_others.per_worker else None
    return Priced(question, people, shortfall, of_others, payer, transport)


def present(answer: Answer, occasion: Occasion) -> Message:
    """The sum in the first line, then how it comes about: people, rates, months, law; the gap's source."""
    match answer:
        case NoFigures():
            said = phrases.nothing_known(answer, Intent.BUDGET, occasion)
            nothing, _, there_is = said.text.partition("\n")
            return replace(said, text=Html(f"{nothing}\n{unpriced.how_to_ask(occasion.t)}\n\n{there_is}"))
        case ByWage():
            return unpriced.by_wage(answer, occasion)
        case Nobody():
            return unpriced.nobody(answer, occasion)
        case TooEarly():
            return unpriced.too_early(answer, occasion)
        case Priced():
            return _priced(answer, occasion)
    assert_never(answer)


def _dues(question: Question, payer: Payer, work: Work, occasion: Occasion) -> Dues:
    months = _YEAR if question.months is None else question.months
    return dues(rates(), _programmes(question), payer, work, next_month(occasion.today), months)


def _programmes(question: Question) -> tuple[Programme, ...]:
    """JKK and JKM always, JHT where it was named."""
    wished = Programme.JHT.value in question.programmes
    return (Programme.JKK, Programme.JKM, *((Programme.JHT,) if wished else ()))


def _people_said(question: Question, each: Dues, payer: Payer) -> Quantity | None:
    """The workers that were named, or that a sum pays for; one where somebody asks what to pay alone."""
    if question.people is not None:
        return Quantity.exact(abs(question.people))
    if question.rupiah is not None:
        return Quantity.exact(each.affordable(abs(question.rupiah)))
    aimed = question.share is not None or question.points is not None or question.uncovered
    alone = payer is Payer.SELF and not aimed and not question.regions
    return Quantity.exact(1) if alone else None


def _shortfall(question: Question, occasion: Occasion) -> Shortfall | NoShortfall | NoFigures:
    figures, period = occasion.figures, question.period
    region, segment = question.region or occasion.region, question.segment or Segment.TOTAL
    if period and figures.at(region, period, segment) is None:
        period = None
    return answer_shortfall(figures, region, segment, period, _aim(question), occasion.today)


def _aim(question: Question) -> Aim:
    if question.share is not None:
        return Reaching(question.share)
    if question.points is not None:
        return Rising(question.points)
    year = question.period.year if question.period else None
    return Everyone() if question.uncovered else NearestTarget(question.instrument, year)


def _priced(answer: Priced, occasion: Occasion) -> Message:
    t = occasion.t
    blocks = (
        [_headline(answer, occasion), *sums.steps(answer.people, answer.dues, t), *_left_over(answer, t)],
        _reason(answer.shortfall, t) if answer.shortfall else [],
        sums.rate_lines(answer.dues, t),
        [*_payer_lines(answer, t), *_assumptions(answer, t)],
        _sourcing(answer.shortfall, occasion) if answer.shortfall else [],
    )
    text = "\n\n".join("\n".join(lines) for lines in blocks if lines)
    return Message(text, _buttons(answer, occasion), answer.question)


def _headline(answer: Priced, occasion: Occasion) -> Html:
    t, question, shortfall = occasion.t, answer.question, answer.shortfall
    holes: dict[str, object] = {
        "region": occasion.figures.regions[question.region or occasion.region].name,
        "people": t.people(answer.people),
        "months": sums.months(answer.dues.months, t),
        "money": sums.money(answer.dues.of(answer.people), t),
    }
    if question.people is None and question.rupiah is not None:
        holes["money"] = t.rupiah_short(abs(question.rupiah))
        if answer.people.shown == 0:
            return t("<b>{money} does not pay for one worker for {months}</b>", **holes)
        return t("<b>{money} pays for {people} workers for {months}</b>", **holes)
    if shortfall and shortfall.target:
        holes["aim"] = phrases.target_share(shortfall.target.target, t)
        return t("<b>{region}: {money} to reach the target of {aim}</b>", **holes)
    if shortfall and question.share is not None:
        holes["aim"] = t.percent(question.share, phrases.decimals(question.share))
        return t("<b>{region}: {money} to reach {aim}</b>", **holes)
    if shortfall or question.regions:
        return t("<b>{region}: dues of {people} workers for {months}, {money}</b>", **holes)
    return t("<b>Dues of {people} workers for {months}: {money}</b>", **holes)


def _left_over(answer: Priced, t: Translator) -> list[Html]:
    question = answer.question
    if question.people is not None or question.rupiah is None:
        return []
    one, spent = answer.dues.per_worker, int(answer.dues.of(answer.people).shown)
    rest = t.rupiah(abs(question.rupiah) - spent)
    return [t("One worker costs {one}; left over: {rest}", one=t.rupiah(one), rest=rest)]


def _reason(shortfall: Shortfall, t: Translator) -> list[Html]:
    """Why so many workers, by which figures."""
    coverage = _coverage(shortfall)
    holes = {
        "period": t.period(coverage.figure.period),
        "share": t.share(coverage.share) if coverage.share else "",
    }
    holes["workers"] = phrases.workers_of(coverage.figure.segment, t)
    lines = [t("Coverage of {workers} {period}: {share}", **holes)]
    if shortfall.target:
        lines.append(phrases.target_line(shortfall.target, t))
    else:
        lines.append(t("Workers to be added: {people}", people=t.people(shortfall.people)))
    target, contradiction = shortfall.target, phrases.contradiction(coverage, t)
    doubts = (*coverage.doubts, *([target.target.doubt] if target and target.target.doubt else []))
    return [*lines, *phrases.doubt_lines(doubts, t), *([contradiction] if contradiction else [])]


def _coverage(shortfall: Shortfall) -> Coverage:
    """The coverage that is short: the one beside the target, where there is a target."""
    outcome = shortfall.target.outcome if shortfall.target else None
    return outcome.coverage if isinstance(outcome, Comparison) else shortfall.found.coverage


def _sourcing(shortfall: Shortfall, occasion: Occasion) -> list[Html]:
    t, figure = occasion.t, _coverage(shortfall).figure
    if figure == shortfall.found.coverage.figure:
        return phrases.sourcing(shortfall.found, t)
    basis = t("Denominator: {basis}", basis=phrases.basis_name(figure.basis, t))
    return [basis, phrases.source_line(figure.sources, figure.period, occasion.today, t)]


def _payer_lines(answer: Priced, t: Translator) -> Iterator[Html]:
    """Who pays, and what that means for the halving of PP 50/2025."""
    if answer.payer is Payer.APBD:
        yield t(
            "Paid by APBD, the full rate: PP 50/2025 halves JKK and JKM only for those who pay themselves."
        )
        return
    first = t.period(answer.dues.stretches[0].first)
    yield t("Paid by the workers themselves, from {month} on.", month=first)
    if answer.transport:
        total = t.rupiah(int(answer.transport.of(answer.people).shown))
        last = max(rate.until for rate in answer.transport.rates if rate.until)
        yield t("Transport workers pay half until {month}: {money}", month=t.period(last), money=total)


def _assumptions(answer: Priced, t: Translator) -> Iterator[Html]:
    """What was not said and is taken for granted, and what was said and does not count."""
    question = answer.question
    taken = [sums.months(answer.dues.months, t)] if question.months is None else []
    taken += [t("paid by APBD")] if question.payer is None else []
    if taken:
        yield t("Not said, so assumed: {assumptions}.", assumptions=t.listed(taken))
    if question.months is not None and question.months > LONGEST:
        yield t("Counted for {months} at most.", months=sums.months(LONGEST, t))
    if {"jp", "jkp"} & set(question.programmes):
        yield t("JP and JKP are for wage workers (PU) only and are not counted.")
    named, target = question.instrument, answer.shortfall.target if answer.shortfall else None
    if named and target and named not in target.target.instrument.lower():
        yield t(
            "A target of {instrument} is not known here; this is the nearest one.", instrument=named.upper()
        )


def _buttons(answer: Priced, occasion: Occasion) -> tuple[tuple[Button, ...], ...]:
    """Other months, with or without JHT, the other payer, and what the same workers do to coverage."""
    t, question = occasion.t, answer.question
    months = (
        Button(
            phrases.chosen(sums.months(count, t), when=count == answer.dues.months),
            replace(question, months=count),
        )
        for count in (1, 6, _YEAR)
    )
    has_jht = Programme.JHT.value in question.programmes
    programmes = () if has_jht else (*(each.value for each in Programme),)
    by_apbd = answer.payer is Payer.APBD
    payer = Payer.SELF if by_apbd else Payer.APBD
    more = [
        Button(t("Without JHT") if has_jht else t("With JHT"), replace(question, programmes=programmes)),
        Button(t("Paid by workers") if by_apbd else t("Paid by APBD"), replace(question, payer=payer.value)),
    ]
    region = question.region or occasion.region
    if answer.people.shown > 0 and occasion.figures.newest(region, question.segment or Segment.TOTAL):
        people = int(answer.people.shown)
        more.append(
            Button(t("What-if"), Question(Intent.WHAT_IF, (region,), question.segments, people=people))
        )
    return tuple(months), tuple(more)


COMMAND = Command(
    intent=Intent.BUDGET,
    names=("anggaran", "iuran", "budget"),
    summary=mark("What covering workers costs"),
    parse=parse,
    answer=answer,
    present=present,
    example="/anggaran kalbar",
)
