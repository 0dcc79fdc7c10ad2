"""Which targets new figures reach or lose: the moments that an alert is for.

The measure is the coverage that `/target` compares: the region's best figure on the target's own basis, by the end
of its year. A target is reached from its lower bound on, in exact arithmetic; a rounded figure counts on a side
only where every number it may stand for lies there. What is never a crossing: an unchanged figure, a first figure
(nobody knows where it came from), and one behind a break in the series (it counts other workers).

So that a coverage that wavers about its target is not told again and again, a told crossing disarms the target: as
long as the coverage stays within `margin` of the bound, neither way is told. It is armed again as soon as a figure
lies the margin away, on either side. What was told is carried from version to version as `Standing`; so is where
a region stood before a figure that is undecided, from which the next certain one goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from core.coverage import Coverage
from core.figures import Figures
from core.model import Basis, Issuer, Segment, Target
from core.targets import Comparison, check_target

MARGIN: Final = Fraction(1, 200)
"""Half a persen poin: what rounding to whole percents hides."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a region is measured by; a target that is set anew with another share is another aim."""

    region: str
    segment: Segment
    basis: Basis
    year: int
    share: Fraction
    instrument: str

    @classmethod
    def of(cls, region: str, target: Target) -> Aim:
        """A target as it applies to a region."""
        return cls(region, target.segment, target.basis, target.year, target.low, target.instrument)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a region was last known to stand with an aim, and whether the next crossing is told at once."""

    met: bool
    armed: bool


@dataclass(frozen=True, slots=True)
class Crossing:
    """A target that is now reached (`met`), or lost; `before` is absent where only what was told is known."""

    region: str
    target: Target
    before: Coverage | None
    after: Coverage
    met: bool


@dataclass(frozen=True, slots=True)
class Crossings:
    """What is to be told, and where every region then stands that the new figures moved."""

    crossed: tuple[Crossing, ...]
    standings: Mapping[Aim, Standing]


_NOTHING_TOLD: Final[Mapping[Aim, Standing]] = MappingProxyType({})


def crossings(
    old: Figures,
    new: Figures,
    today: date,
    standings: Mapping[Aim, Standing] = _NOTHING_TOLD,
    margin: Fraction = MARGIN,
) -> Crossings:
    """The targets of the new version that its figures reach or lose, in the order of the regions.

    `standings` are those that earlier versions left; an aim without one is armed and stands where the old version
    puts it. The standings that come back are those that are other now, to be laid over the earlier ones.
    """
    crossed: list[Crossing] = []
    moved: dict[Aim, Standing] = {}
    for region in (each.code for each in new.regions):
        for target in applying(new, region):
            passage = _passage(old, new, region, target, today)
            if passage is None:
                continue
            aim = Aim.of(region, target)
            known = standings.get(aim)
            stood = known or passage.stood
            if not passage.is_certain:
                if stood and not known and not passage.broken:
                    moved[aim] = stood
                continue
            stands = passage.stands(stood, margin)
            if stands != stood:
                moved[aim] = stands
            if stood and stands.met is not stood.met and not passage.broken:
                crossed.append(Crossing(region, target, passage.before, passage.after, stands.met))
    return Crossings(tuple(crossed), moved)


def applying(figures: Figures, region: str) -> Iterator[Target]:
    """The targets whose crossing matters to a region; a branch office's only where it is the region's own."""
    for target in figures.targets(region):
        foreign = target.issuer is Issuer.INTERNAL and target.region != region
        if target.basis is not Basis.UNKNOWN and not foreign:
            yield target


@dataclass(frozen=True, slots=True)
class _Passage:
    """The way from the old comparison with a target to the new one."""

    earlier: Comparison | None
    later: Comparison
    bound: Fraction
    broken: bool

    @property
    def is_certain(self) -> bool:
        """Whether the new figures say on which side of the target they lie."""
        return self.later.met is not None

    @property
    def before(self) -> Coverage | None:
        return self.earlier.coverage if self.earlier else None

    @property
    def after(self) -> Coverage:
        return self.later.coverage

    @property
    def stood(self) -> Standing | None:
        """Where the region stood if nothing was ever told of it."""
        met = self.earlier.met if self.earlier else None
        return None if met is None else Standing(met, armed=True)

    def stands(self, stood: Standing | None, margin: Fraction) -> Standing:
        """Where it stands now, as far as is told; only of a passage that is certain."""
        met = self.later.met is True
        if stood is None or self.broken:
            return Standing(met, armed=True)
        if self._is_unchanged():
            return stood
        away = self._is_away(margin)
        if met is stood.met:
            return Standing(met, stood.armed or away)
        return Standing(met, away) if stood.armed or away else stood

    def _is_unchanged(self) -> bool:
        before, after = self.before, self.after
        return before is not None and (before.share, before.figure.period) == (
            after.share,
            after.figure.period,
        )

    def _is_away(self, margin: Fraction) -> bool:
        share = self.after.share
        return share is not None and (share.low >= self.bound + margin or share.high <= self.bound - margin)


def _passage(old: Figures, new: Figures, region: str, target: Target, today: date) -> _Passage | None:
    """Nothing where the new figures have none that is compared with the target."""
    later, earlier = (_compared(figures, region, target, today) for figures in (new, old))
    if later is None:
        return None
    broken = earlier is not None and _is_broken(new, earlier.coverage, later.coverage)
    return _Passage(earlier, later, target.low, broken)


def _compared(figures: Figures, region: str, target: Target, today: date) -> Comparison | None:
    outcome = check_target(figures, region, target, today).outcome
    return outcome if isinstance(outcome, Comparison) else None


def _is_broken(figures: Figures, before: Coverage, after: Coverage) -> bool:
    one, two = before.figure, after.figure
    return figures.broken(two.region, two.basis, one.period, two.period) is not None
