"""The people short: of a percentage, of a rise, of the nearest target, or of everyone being covered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from core.coverage import CoverageAnswer, NoFigures, answer_coverage
from core.figures import Figures
from core.model import Issuer, Segment
from core.period import Period
from core.quantity import Quantity
from core.targets import Comparison, TargetAnswer, TargetCheck, answer_targets
from core.whatif import Reaching, Rising, beside, people_wanted, room

_ONE = Quantity.exact(1)


@dataclass(frozen=True, slots=True)
class Everyone:
    """All workers covered."""


@dataclass(frozen=True, slots=True)
class NearestTarget:
    """The nearest target: of the plan that is named, and of that year, where there is one."""

    instrument: str | None = None
    year: int | None = None


Aim = Reaching | Rising | Everyone | NearestTarget


@dataclass(frozen=True, slots=True)
class Shortfall:
    """So many people short of an aim, by the figures; with the target where one was the aim."""

    people: Quantity
    found: CoverageAnswer
    target: TargetCheck | None = None


@dataclass(frozen=True, slots=True)
class NoShortfall:
    """Nobody is short: the aim is met, or (`met` is False) nobody can be counted; with the targets compared."""

    found: CoverageAnswer
    met: bool
    checks: tuple[TargetCheck, ...] = ()


def answer_shortfall(
    figures: Figures, region: str, segment: Segment, period: Period | None, aim: Aim, today: date
) -> Shortfall | NoShortfall | NoFigures:
    """The people a region's segment is short of an aim."""
    found = answer_coverage(figures, region, segment, period, today)
    if isinstance(found, NoFigures):
        return found
    if isinstance(aim, NearestTarget):
        return _of_target(found, answer_targets(figures, region, segment, period, today), aim)
    people, most = _people(found, aim), room(found.coverage, _ONE)
    if people is None or most is None or people.low > most.high:
        return NoShortfall(found, met=False)
    return Shortfall(people, found) if people.low > 0 else NoShortfall(found, met=True)


def nearest_gap(targets: TargetAnswer, found: CoverageAnswer, year: int | None = None) -> TargetCheck | None:
    """The first unmet target of the segment whose people short are known.

    Those beside the figures of the answer come first, those that a branch office set for itself last; with a
    year, only the targets of that year.
    """
    segment = found.coverage.figure.segment
    unmet = [
        check
        for check in targets.compared
        if check.target.segment is segment and _short(check) and year in (None, check.target.year)
    ]
    internal = Issuer.INTERNAL
    return min(
        unmet, key=lambda check: (check.target.issuer is internal, not beside(check, found)), default=None
    )


def _short(check: TargetCheck) -> Quantity | None:
    """The people short of a target, where there are some."""
    short = check.outcome.short if isinstance(check.outcome, Comparison) else None
    return short if short and short.high > 0 else None


def _people(found: CoverageAnswer, aim: Reaching | Rising | Everyone) -> Quantity | None:
    if isinstance(aim, Everyone):
        return room(found.coverage, _ONE)
    return people_wanted(found.coverage, aim)


def _of_target(found: CoverageAnswer, targets: TargetAnswer, aim: NearestTarget) -> Shortfall | NoShortfall:
    named = aim.instrument
    fitting = tuple(check for check in targets.checks if named and named in check.target.instrument.lower())
    targets = replace(targets, checks=fitting) if fitting else targets
    check = nearest_gap(targets, found, aim.year) or nearest_gap(targets, found)
    short = _short(check) if check else None
    if short:
        return Shortfall(short, found, check)
    segment = found.coverage.figure.segment
    own = tuple(each for each in targets.compared if each.target.segment is segment)
    met = all(isinstance(each.outcome, Comparison) and each.outcome.met for each in own)
    return NoShortfall(found, bool(own) and met, own)
