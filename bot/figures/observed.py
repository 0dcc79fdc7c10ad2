"""What an import brings: observations, and the keys of figures that it takes away."""

from __future__ import annotations

from dataclasses import dataclass

from core.model import Basis, Metric, Segment
from core.period import Period
from core.shipped.archive import Observation

__all__ = ["Key", "Observation"]


@dataclass(frozen=True, slots=True)
class Key:
    """What a number speaks of; whatever an earlier version says of it is taken away."""

    region: str
    period: Period
    segment: Segment
    metric: Metric
    basis: Basis
