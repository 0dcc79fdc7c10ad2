"""A set of figures on its way through the judgement: read and worked out once, and only where somebody asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core.coverage import Coverage, work_out
from core.model import Basis, Figure, FigureSet, Segment
from core.period import Period

Worked = Mapping[Segment, Coverage]


@dataclass(frozen=True)
class Judged:
    """A set of the new version with its number in the columns; if the import touched it, with the old one's."""

    set: FigureSet
    number: int
    touched: bool
    before: FigureSet | None

    @property
    def period(self) -> Period:
        """The period of the set."""
        return self.set.period

    @property
    def basis(self) -> Basis:
        """The basis of the set."""
        return self.set.basis

    @cached_property
    def figures(self) -> Mapping[Segment, Figure]:
        """Every figure, the total first."""
        return self.set.figures

    @cached_property
    def worked(self) -> Worked:
        """What each figure comes to by itself."""
        return {segment: work_out(figure) for segment, figure in self.figures.items()}
