"""How the findings of a check are said: a line each, in words as well as with a mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, assert_never

from bot import phrases
from bot.i18n import Html, Translator
from bot.occasion import Occasion
from bot.phrases import claimed
from core.claims import (
    Effect,
    Fails,
    Finding,
    Holds,
    Known,
    PartOf,
    Reason,
    Remark,
    Rest,
    Told,
    Unsure,
)
from core.model import Metric
from core.quantity import Quantity

_MOST_OTHERS: Final = 3


def failing(finding: Fails, occasion: Occasion) -> Html:
    """A line of what is wrong, with the right number and what explains the wrong one."""
    t = occasion.t
    if isinstance(finding.claim, Told):
        return _differing(finding, finding.claim, occasion)
    told, should = claimed.told_and_expected(finding, finding.claim, t)
    line = t(
        "✖ <b>does not match</b>: {said}, told as {told}, should be {expected}",
        said=claimed.said(finding.claim, t),
        told=told,
        expected=should,
    )
    return Html(". ".join([line, *_remarks(finding, occasion)]))


def _remarks(finding: Fails, occasion: Occasion) -> list[Html]:
    t, claim = occasion.t, finding.claim
    remarks = []
    if finding.instead and finding.remark is Remark.SWAPPED:
        whole = t.people(finding.instead)
        remarks.append(t("It fits a whole of {whole}: two digits may have changed places", whole=whole))
    if finding.instead and finding.remark is Remark.OTHER_BASE and isinstance(claim, Effect):
        told, base = claimed.amount(claim.change, claim.unit, t), t.people(finding.instead)
        remarks.append(t("{told} would need {base} workers", told=told, base=base))
    if finding.remark is Remark.DENOMINATOR and isinstance(claim, Rest):
        whole = claimed.count(claim.uncovered, t)
        remarks.append(t("{whole} fits as the number of all workers", whole=whole))
    if finding.known and isinstance(claim, PartOf):
        remarks.append(_what_it_is(finding.known, occasion))
    if finding.known and isinstance(claim, Effect):
        base, period = t.people(finding.known.quantity), t.period(finding.known.figure.period)
        remarks.append(t("Measured by {base} workers ({period})", base=base, period=period))
    return remarks


def _what_it_is(known: Known, occasion: Occasion) -> Html:
    t, figure = occasion.t, known.figure
    return t(
        "{share} is the coverage of {workers} in {region}, {period}",
        share=t.share(known.quantity),
        workers=phrases.workers_of(figure.segment, t),
        region=occasion.figures.regions[figure.region].name,
        period=t.period(figure.period),
    )


def _differing(finding: Fails, claim: Told, occasion: Occasion) -> Html:
    """A told figure beside ours, with period, basis and distance."""
    if finding.known is None:
        raise TypeError("a figure told is compared with one of ours")
    t, figure, ours = occasion.t, finding.known.figure, finding.known.quantity
    line = t(
        "✖ <b>does not match</b>: {what} told as {told}, should be {ours} by our figures of {period} ({basis})",
        what=_what(claim, occasion),
        told=claimed.told(claim.quantity, claim.metric, t),
        ours=claimed.value(ours, claim.metric, t),
        period=t.period(figure.period),
        basis=_denominator(finding.known, t),
    )
    if finding.remark is Remark.DENOMINATOR:
        more = t("{whole} fits as the number of all workers", whole=claimed.count(claim.quantity, t))
    else:
        off = Quantity.exact(claim.quantity.shown - ours.shown).size
        more = t("{size} apart", size=t.points(off) if claim.metric is Metric.COVERAGE else t.people(off))
    return Html(". ".join((line, more)))


def _denominator(known: Known, t: Translator) -> Html:
    return t("denominator: {basis}", basis=phrases.basis_in_words(known.figure.basis, t))


def _what(claim: Told, occasion: Occasion) -> Html:
    t = occasion.t
    holes = {
        "workers": phrases.workers_of(claim.segment, t),
        "region": occasion.figures.regions[claim.region].name,
    }
    match claim.metric:
        case Metric.COVERAGE | Metric.SHARE:
            return t("coverage of {workers} in {region}", **holes)
        case Metric.COVERED:
            return t("covered {workers} in {region}", **holes)
        case Metric.UNCOVERED:
            return t("{workers} not covered in {region}", **holes)
        case Metric.WORKERS:
            return t("all {workers} in {region}", **holes)
    assert_never(claim.metric)


def unsure(finding: Unsure, occasion: Occasion) -> Html:
    """A line of what cannot be checked, and why."""
    return occasion.t(
        "? <b>cannot be checked</b>: {said}, {why}",
        said=_told_of(finding, occasion),
        why=_why(finding, occasion),
    )


def _told_of(finding: Unsure, occasion: Occasion) -> Html:
    claim, t = finding.claim, occasion.t
    if isinstance(claim, PartOf):
        return claimed.percent(claim.share, t)
    if isinstance(claim, Told):
        told = claimed.told(claim.quantity, claim.metric, t)
        return t("{what} told as {told}", what=_what(claim, occasion), told=told)
    return claimed.said(claim, t)


def _why(finding: Unsure, occasion: Occasion) -> Html:
    t, known = occasion.t, finding.known
    match finding.reason:
        case Reason.OTHER_WHOLE if known and isinstance(finding.claim, PartOf):
            whole = claimed.count(finding.claim.whole, t)
            what = _what_it_is(known, occasion)
            return t("which is not a share of {whole}. {what}", whole=whole, what=what)
        case Reason.NO_PERIOD if known and isinstance(finding.claim, Told) and finding.claim.period:
            return t(
                "there is no figure for {period}; for {known} it is {ours}",
                period=t.period(finding.claim.period),
                known=t.period(known.figure.period),
                ours=claimed.value(known.quantity, known.metric, t),
            )
        case Reason.NO_DATE if known and isinstance(finding.claim, Told):
            return t(
                "its period is not told. By our figures of {period} ({basis}) it is {ours}, {size} apart",
                period=t.period(known.figure.period),
                basis=_denominator(known, t),
                ours=claimed.value(known.quantity, known.metric, t),
                size=t.points(Quantity.exact(finding.claim.quantity.shown - known.quantity.shown).size),
            )
        case Reason.NO_BASE:
            return t("the number of workers it refers to is not named")
        case _:
            return t("there is no figure of it")


def holding(holds: Sequence[Holds], occasion: Occasion) -> list[Html]:
    """What is right by its own arithmetic, then what agrees with our figures, a line each period."""
    t = occasion.t
    sound = dict.fromkeys(claimed.whole(each.claim, t) for each in holds if not isinstance(each.claim, Told))
    lines = [t("✔ <b>matches</b>: {said}", said=line) for line in [*sound][:_MOST_OTHERS]]
    ours = [*_agreeing(holds, occasion)]
    hidden = len(sound) - len(lines) + len(ours[_MOST_OTHERS:])
    lines += ours[:_MOST_OTHERS]
    if hidden:
        lines.append(t.plural("and {count} more that matches", "and {count} more that match", hidden))
    return lines


def _agreeing(holds: Sequence[Holds], occasion: Occasion) -> list[Html]:
    t = occasion.t
    groups: dict[tuple[str, str, Html], dict[str, None]] = {}
    for each in holds:
        if isinstance(each.claim, Told) and each.known:
            figure = each.known.figure
            of = (figure.region, t.period(figure.period), _denominator(each.known, t))
            groups.setdefault(of, {})[claimed.told(each.claim.quantity, each.claim.metric, t)] = None
    return [
        t(
            "✔ <b>matches</b> our figures, {region} {period} ({basis}): {values}",
            region=occasion.figures.regions[region].name,
            period=period,
            basis=basis,
            values="; ".join(values),
        )
        for (region, period, basis), values in groups.items()
    ]


def sourcing(findings: Sequence[Finding], t: Translator) -> list[Html]:
    """The sources of our figures, and the doubts about them."""
    used = [finding.known for finding in findings if finding.known]
    sources = dict.fromkeys(source for known in used for source in known.sources)
    if not sources:
        return []
    stated = (each for known in used for each in known.figure.stated.values())
    doubts = dict.fromkeys(each.doubt for each in stated if each.doubt)
    links = Html("; ".join(phrases.source_link(source, t) for source in [*sources][:_MOST_OTHERS]))
    return [*phrases.doubt_lines([*doubts][:2], t), t("Source of our figures: {sources}", sources=links)]
