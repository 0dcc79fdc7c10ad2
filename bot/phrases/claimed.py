"""How a claim of a text is repeated: its premises, what it tells of them and what it should."""

from __future__ import annotations

from typing import Final, assert_never

from bot.i18n import Html, Translator, places
from core.claims import Change, Claim, Dues, Effect, Fails, PartOf, Remark, Rest, Sum, Told, Unit
from core.model import Metric
from core.quantity import Quantity, half_up

_MILLION: Final = 1_000_000


def said(claim: Claim, t: Translator) -> Html:
    """The premises of a claim, without its result: "42.591 of 154.008"."""
    match claim:
        case PartOf() if claim.asks_part:
            return t("{part} of {whole}", part=percent(claim.share, t), whole=count(claim.whole, t))
        case PartOf():
            return t("{part} of {whole}", part=count(claim.part, t), whole=count(claim.whole, t))
        case Sum():
            return Html(" + ".join(count(part, t) for part in claim.parts))
        case Change():
            before, after = (_level(each, claim, t) for each in (claim.before, claim.after))
            return t("from {before} to {after}", before=before, after=after)
        case Effect():
            if claim.base is None:
                return t("the effect of {people} workers on coverage", people=count(claim.people, t))
            people, base = count(claim.people, t), count(claim.base, t)
            return t("the effect of {people} of {base} workers on coverage", people=people, base=base)
        case Rest():
            share, covered = percent(claim.share, t), count(claim.covered, t)
            return t("{covered} covered, or {share}", covered=covered, share=share)
        case Dues():
            return t(
                "{people} people × {monthly} × {months} months",
                people=count(claim.people, t),
                monthly=rupiah(claim.monthly, t),
                months=t.number(claim.months),
            )
        case Told():
            return told(claim.quantity, claim.metric, t)
    assert_never(claim)


def told_and_expected(finding: Fails, claim: Claim, t: Translator) -> tuple[Html, Html]:
    """What the text tells and what it should, each in its own unit."""
    expected = finding.expected
    match claim:
        case PartOf() if claim.asks_part:
            return count(claim.part, t), t.people(expected)
        case PartOf():
            return percent(claim.share, t), t.share(expected)
        case Sum():
            return count(claim.whole, t), t.people(expected)
        case Change():
            return _told_change(claim, t), _expected_change(finding, claim, t)
        case Effect():
            return amount(claim.change, claim.unit, t), t.points(expected)
        case Rest():
            return t("{number} not covered", number=count(claim.uncovered, t)), t.people(expected)
        case Dues():
            return rupiah(claim.total, t), rupiah(expected, t)
        case Told():
            raise TypeError("a figure told is compared, not recomputed")
    assert_never(claim)


def whole(claim: Claim, t: Translator) -> Html:
    """A claim with its result: "42.591 of 154.008 is 27,66%"."""
    premises = said(claim, t)
    match claim:
        case PartOf():
            result = count(claim.part, t) if claim.asks_part else percent(claim.share, t)
        case Sum():
            result = count(claim.whole, t)
        case Change():
            result = _told_change(claim, t)
        case Effect():
            result = amount(claim.change, claim.unit, t)
        case Rest():
            result = t("{number} not covered", number=count(claim.uncovered, t))
        case Dues():
            result = rupiah(claim.total, t)
        case Told():
            result = Html("")
    return t("{said} is {result}", said=premises, result=result)


def value(quantity: Quantity, metric: Metric, t: Translator) -> Html:
    """A figure as its metric is written: a percentage or a count."""
    if metric in (Metric.COVERAGE, Metric.SHARE):
        return t.share(quantity)
    return t.people(quantity)


def told(quantity: Quantity, metric: Metric, t: Translator) -> Html:
    """A figure as the text prints it, without a word on its rounding."""
    return percent(quantity, t) if metric in (Metric.COVERAGE, Metric.SHARE) else count(quantity, t)


def count(quantity: Quantity, t: Translator) -> Html:
    """A count as the text prints it."""
    if quantity.shown >= _MILLION and quantity.step >= _MILLION // 100:
        return Html(t.compact(half_up(quantity.shown)))
    return Html(t.number(half_up(quantity.shown)))


def percent(share: Quantity, t: Translator) -> Html:
    """A percentage with the decimals it was printed with."""
    return Html(t.percent(share.shown, places(share)))


def amount(quantity: Quantity, unit: Unit, t: Translator) -> Html:
    """A change as the text words it: in percent, in percentage points or in people."""
    if unit is Unit.COUNT:
        return count(quantity, t)
    digits = percent(quantity, t).removesuffix("%")
    if unit is Unit.POINTS:
        return t("{number} percentage points", number=digits)
    return t("{number} percent", number=digits)


def rupiah(quantity: Quantity, t: Translator) -> Html:
    """Money in rupiah, whole."""
    whole = t.rupiah(half_up(quantity.shown))
    return whole if quantity.is_exact else t("about {number}", number=whole)


def _told_change(claim: Change, t: Translator) -> Html:
    if claim.change is not None:
        return amount(claim.change, claim.unit, t)
    return t("a rise") if claim.up else t("a fall")


def _expected_change(finding: Fails, claim: Change, t: Translator) -> Html:
    if finding.remark is Remark.POINTS and claim.change is not None:
        size = amount(claim.change, Unit.POINTS, t)
    elif claim.of_shares:
        size = t.points(finding.expected)
    elif claim.unit is Unit.PERCENT and finding.remark is not Remark.DIRECTION:
        size = t.share(finding.expected)
    else:
        size = t.people(finding.expected)
    if finding.remark is not Remark.DIRECTION:
        return size
    return t("a fall of {size}", size=size) if claim.up else t("a rise of {size}", size=size)


def _level(quantity: Quantity, claim: Change, t: Translator) -> Html:
    return percent(quantity, t) if claim.of_shares else count(quantity, t)
