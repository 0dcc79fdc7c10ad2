"""Differences in words: how much higher, lower, more or fewer, and why something is not subtracted."""

from __future__ import annotations

from typing import assert_never

from bot.i18n import Html, Translator, places
from bot.phrases.changes import differs_when_rounded
from core.comparison import Difference, Obstacle, Refused
from core.quantity import Quantity
from core.side import Side


def higher(pair: Difference, t: Translator) -> Html:
    """How far the first of two sides lies above the second."""
    if pair.points:
        return t("{points} higher", points=t.points(pair.points))
    return people_more(pair.people, t) or t("about as many workers")


def lower(pair: Difference, t: Translator) -> Html:
    """How far the second of two sides lies below the first, in points and in people."""
    people = people_more(turned(pair.people), t) if pair.people else None
    if pair.points is None:
        return people or t("about as many workers")
    if not pair.decided:
        return t("cannot be told apart")
    points = t("{points} lower", points=t.points(pair.points))
    return t("{points}, {people}", points=points, people=people) if people else points


def change(pair: Difference, t: Translator) -> Html:
    """How the second of two periods differs from the first."""
    value = pair.points or pair.people
    if value is None or not pair.decided:
        exact = value is not None and value.is_exact
        return t("unchanged") if exact else t("no certain change")
    amount = t.points(pair.points) if pair.points else t("{people} workers", people=t.people(size(value)))
    return t("down {amount}", amount=amount) if value.shown > 0 else t("up {amount}", amount=amount)


def people_more(people: Quantity | None, t: Translator) -> Html | None:
    """A difference in people; nothing where rounding leaves its direction open."""
    if people is None or people.shown == 0 or people.low < 0 < people.high:
        return None
    if people.shown > 0:
        return t("{people} workers more", people=t.people(people))
    return t("{people} workers fewer", people=t.people(size(people)))


def counted(side: Side, t: Translator) -> Html | None:
    """A side's people, of all workers where they are known."""
    if side.people is None:
        return None
    people, workers = t.people(side.people), side.coverage.workers if side.coverage else None
    if workers:
        return t("{covered} of {workers} workers", covered=people, workers=t.people(workers))
    return t("{number} workers", number=people)


def value(side: Side, t: Translator) -> Html:
    """A side's share and people, as far as they are known."""
    share = t.share(side.share) if side.share else None
    people = t.people(side.people) if side.people else None
    workers = t.people(side.coverage.workers) if side.coverage and side.coverage.workers else None
    if side.coverage is None:
        return t("number not covered unknown") if side.uncovered else t("no figure yet")
    if share and people and workers:
        return t("{share}, {people} of {workers} workers", share=share, people=people, workers=workers)
    if share and people:
        return t("{share}, {people} workers", share=share, people=people)
    if people:
        return t("{people} workers", people=people)
    return share or t("not stated")


def amount(side: Side, t: Translator) -> Html:
    """The one number that a side is compared by."""
    if side.share:
        return t.share(side.share)
    return t("{people} workers", people=t.people(side.people)) if side.people else t("not stated")


def looks_rounded(pair: Difference) -> bool:
    """Whether the difference of two exact shares is not that of the rounded ones that are shown."""
    first, second, points = pair.first.share, pair.second.share, pair.points
    if not (first and second and points) or places(points) < 2:
        return False
    return differs_when_rounded(second, first, points)


def size(value: Quantity) -> Quantity:
    """A difference without its sign."""
    return turned(value) if value.shown < 0 else value


def turned(value: Quantity) -> Quantity:
    """A difference seen from the other side."""
    return Quantity(-value.high, -value.low, -value.shown, value.step, value.derived)


def refusal(pair: Refused, missing: Html, t: Translator) -> Html:
    """Why two sides are not subtracted; `missing` names a side without a figure."""
    match pair.obstacle:
        case Obstacle.NO_FIGURE:
            return t("there is no figure for {name}", name=missing)
        case Obstacle.NO_SHARE:
            return t("one of them is without a percentage")
        case Obstacle.BREAK:
            reason = t.note(pair.found.reason) if pair.found else ""
            return t("the series is broken: {reason}", reason=reason)
        case Obstacle.BASIS_UNKNOWN:
            return t("a denominator is not named by its source")
        case Obstacle.OTHER_BASIS:
            return t("their denominators count different workers")
    assert_never(pair.obstacle)
