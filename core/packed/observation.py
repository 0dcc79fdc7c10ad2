"""A published number by itself: a row of a file of observations."""

from __future__ import annotations

from dataclasses import dataclass

from core.model import Basis, Metric, Segment, Stated
from core.period import Period


@dataclass(frozen=True, slots=True)
class Observation:
    """One published number. Its quantity is exact or rounded, as a source prints it, and not negative."""

    region: str
    period: Period
    segment: Segment
    metric: Metric
    basis: Basis
    stated: Stated

    @property
    def key(self) -> Key:
        """What it is a number of; several sources may tell it."""
        return Key(self.region, self.period, self.basis, self.segment, self.metric)


@dataclass(frozen=True, slots=True)
class Key:
    """What a number is of."""

    region: str
    period: Period
    basis: Basis
    segment: Segment
    metric: Metric
