"""Two sources that give one number differently: one of them is told, the other is not."""

from __future__ import annotations

from collections.abc import Iterator

from core.packed.content import Content
from core.plausibility.finding import Conflict, Finding, Severity
from core.plausibility.judged import Judged


def conflicts(content: Content, judged: Judged) -> Iterator[Finding]:
    """Each row of a set that is not told, where its number is another one beyond rounding."""
    for (segment, metric), other in content.untold(judged.number):
        figure = judged.figures[segment]
        used = figure.stated[metric]
        if not used.quantity.meets(other.quantity):
            doubt = used.doubt is not None or other.doubt is not None
            yield Conflict(Severity.WARNING.lowered(when=doubt), figure, metric, used, other)
