"""What a new version means beside the current figures: what it changes, what stands out, what targets it moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.crossing import Crossing, crossings
from core.difference import Difference, difference
from core.packed import PackedFigures
from core.plausibility import Findings, Severity, findings


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an admin has to know before approving a version."""

    difference: Difference
    findings: tuple[Findings, ...]
    crossings: tuple[Crossing, ...]

    def count(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return sum(each.count for each in self.findings if each.severity is severity)


def judge(old: PackedFigures, new: PackedFigures, today: date) -> Judgement:
    """The new version beside the old one."""
    return Judgement(difference(old, new), findings(old, new, today), crossings(old, new, today).crossed)
