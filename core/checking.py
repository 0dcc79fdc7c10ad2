"""Checks the claims of a text: by their own arithmetic, and beside our own figures.

A claim fails only where no reading of its rounding makes it true: a printed number stands for the interval
that its digits leave open.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final, assert_never

from core.agreement import known, newest, told
from core.claims import (
    Change,
    Claim,
    Dues,
    Effect,
    Fails,
    Finding,
    Holds,
    Known,
    PartOf,
    Reason,
    Remark,
    Rest,
    Sum,
    Told,
    Unit,
    Unsure,
)
from core.figures import Figures
from core.model import Metric, Segment
from core.quantity import Quantity, divide, half_up

_FINE: Final = Fraction(1, 1000)
_CLOSE: Final = Fraction(1, 2000)
"""Two shares this near (0,05 persen poin) are one number of the source, rounded in two ways."""


def check(claims: Iterable[Claim], figures: Figures, region: str | None = None) -> tuple[Finding, ...]:
    """What is found of each claim, in their order; `region` is the one that the text is about, if any."""
    judged = (_judged(claim, figures, region) for claim in claims)
    found = [finding for finding in judged if finding is not None]
    wrong = {number for finding in found if isinstance(finding, Fails) for number in _numbers(finding.claim)}
    return tuple(finding for finding in found if not _said_already(finding, wrong))


def _numbers(claim: Claim) -> tuple[Quantity, ...]:
    """The counts of a claim that its own arithmetic may refute."""
    match claim:
        case PartOf():
            return claim.part, claim.whole
        case Sum():
            return (*claim.parts, claim.whole)
        case Rest():
            return claim.covered, claim.uncovered
        case _:
            return ()


def _said_already(finding: Finding, wrong: set[Quantity]) -> bool:
    """Whether a figure that differs from ours is wrong by its own sentence too."""
    if not isinstance(finding, Fails) or not isinstance(finding.claim, Told):
        return False
    return finding.claim.quantity in wrong


def _judged(claim: Claim, figures: Figures, region: str | None) -> Finding | None:
    match claim:
        case PartOf():
            return _part(claim, figures, region)
        case Sum():
            return _sum(claim)
        case Change():
            return _change(claim)
        case Effect():
            return _effect(claim, figures)
        case Rest():
            return _rest(claim)
        case Dues():
            return _dues(claim)
        case Told():
            return told(claim, figures)
    assert_never(claim)


def _part(claim: PartOf, figures: Figures, region: str | None) -> Finding | None:
    """The share of the counts; a share of the others ("sisa 12.500 dari 50.000, 75 persen") is left alone."""
    share = _ratio(claim.part, claim.whole)
    if share is None:
        return None
    if share.meets(claim.share):
        return Holds(claim)
    if (Quantity.exact(1) - share).meets(claim.share):
        return None
    fine = claim.share.step <= _FINE
    for other in claim.elsewhere if fine else ():
        whole = _ratio(claim.part, other)
        if whole and whole.meets(claim.share):
            return Holds(PartOf(claim.part, other, claim.share))
    ours = _explaining(claim, figures, region) if fine else None
    if ours and not _is_of_covered(claim, figures, ours):
        return Unsure(claim, Reason.OTHER_WHOLE, ours)
    if claim.asks_part:
        return Fails(claim, _product(claim.share, claim.whole), known=ours)
    swapped = next((each for each in _swapped(claim.whole) if _fits(claim, each)), None) if fine else None
    return Fails(claim, share, Remark.SWAPPED if swapped else None, swapped, ours)


def _fits(claim: PartOf, whole: Quantity) -> bool:
    share = _ratio(claim.part, whole)
    return share is not None and share.meets(claim.share)


def _explaining(claim: PartOf, figures: Figures, region: str | None) -> Known | None:
    """Our coverage of the segment beside the part, where that is the percentage told."""
    if region is None or claim.segment is None:
        return None
    ours = known(figures, region, claim.segment, Metric.COVERAGE)
    return next((each for each in ours if each.quantity.meets(claim.share)), None)


def _is_of_covered(claim: PartOf, figures: Figures, ours: Known) -> bool:
    """Whether the part is told of all who are covered: a segment's coverage is never a share of them."""
    every = known(figures, ours.figure.region, Segment.TOTAL, Metric.COVERED)
    return any(each.quantity.meets(claim.whole) for each in every)


def _swapped(whole: Quantity) -> Iterable[Quantity]:
    """The same number with two neighbouring digits in each other's place."""
    if not whole.is_exact:
        return
    digits = str(half_up(whole.shown))
    for at in range(1, len(digits) - 1):
        if digits[at] != digits[at + 1]:
            yield Quantity.exact(int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]))


def _sum(claim: Sum) -> Finding:
    low, high = sum(part.low for part in claim.parts), sum(part.high for part in claim.parts)
    shown = sum((part.shown for part in claim.parts), Fraction(0))
    total = Quantity(
        Fraction(low), Fraction(high), shown, max(part.step for part in claim.parts), derived=True
    )
    return Holds(claim) if total.meets(claim.whole) else Fails(claim, total)


def _change(claim: Change) -> Finding | None:
    difference = claim.after - claim.before
    if claim.up is not None and _contradicts(difference, up=claim.up):
        return Fails(claim, difference.size, Remark.DIRECTION)
    if claim.change is None:
        return None
    size, relative = difference.size, _relative(claim, difference.size)
    in_points = claim.of_shares and size.meets(claim.change)
    in_percent = relative is not None and relative.meets(claim.change)
    match claim.unit:
        case Unit.POINTS if in_points:
            return Holds(claim)
        case Unit.POINTS:
            return Fails(claim, size, Remark.RELATIVE if in_percent else None)
        case Unit.PERCENT if in_percent:
            return Holds(claim)
        case Unit.PERCENT if claim.of_shares:
            return Fails(claim, size, Remark.POINTS)
        case Unit.PERCENT:
            return Fails(claim, relative) if relative else None
        case Unit.COUNT:
            return Holds(claim) if size.meets(claim.change) else Fails(claim, size)


def _contradicts(difference: Quantity, *, up: bool) -> bool:
    return difference.high < 0 if up else difference.low > 0


def _relative(claim: Change, size: Quantity) -> Quantity | None:
    if claim.before.low <= 0:
        return None
    low, high = size.low / claim.before.high, size.high / claim.before.low
    return Quantity(low, high, size.shown / claim.before.shown, Fraction(1, 10_000), derived=low != high)


def _effect(claim: Effect, figures: Figures) -> Finding:
    region = claim.region if claim.base is None else None
    ours = newest(figures, region, Segment.TOTAL, Metric.WORKERS) if region else None
    base = claim.base or (ours.quantity if ours else None)
    share = _ratio(claim.people, base) if base else None
    if share is None:
        return Unsure(claim, Reason.NO_BASE)
    if not share.meets(claim.change):
        return Fails(claim, share, Remark.OTHER_BASE, divide(claim.people, claim.change), ours)
    if claim.unit is Unit.POINTS:
        return Holds(claim, ours)
    return Fails(claim, share, Remark.POINTS, base, ours)


def _rest(claim: Rest) -> Finding | None:
    """Whether covered and uncovered make up the whole; a percentage of something else is left alone."""
    whole = claim.covered.shown + claim.uncovered.shown
    if claim.uncovered.shown <= 0:
        return None
    share = _ratio(claim.covered, Quantity.exact(whole))
    if share and share.meets(claim.share):
        return Holds(claim)
    if abs(claim.covered.shown / claim.uncovered.shown - claim.share.shown) > _CLOSE:
        return None
    return Fails(claim, claim.uncovered - claim.covered, Remark.DENOMINATOR)


def _dues(claim: Dues) -> Finding:
    low = claim.people.low * claim.monthly.low * claim.months
    high = claim.people.high * claim.monthly.high * claim.months
    shown = claim.people.shown * claim.monthly.shown * claim.months
    cost = Quantity(low, high, shown, Fraction(0), derived=low != high)
    return Holds(claim) if cost.meets(claim.total) else Fails(claim, Quantity.exact(shown))


def _ratio(part: Quantity, whole: Quantity) -> Quantity | None:
    """The share with its two decimals, of the numbers as printed and of all they may stand for."""
    if whole.low <= 0:
        return None
    low, high = part.low / whole.high, part.high / whole.low
    return Quantity(low, high, part.shown / whole.shown, Fraction(1, 10_000), derived=low != high)


def _product(share: Quantity, whole: Quantity) -> Quantity:
    low, high = share.low * whole.low, share.high * whole.high
    return Quantity(low, high, share.shown * whole.shown, Fraction(1), derived=True)
