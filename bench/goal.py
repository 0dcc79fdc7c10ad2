"""A line of the results: what was measured, what was found, and whether it is what it should be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A measure with its goal; without one there is nothing to meet."""

    what: str
    measured: str
    goal: str = ""
    met: bool = True

    def __str__(self) -> str:
        """As it is printed."""
        return f"{self.what:62} {self.measured:>34} {self.goal:>10} {'' if self.met else 'MISSED'}".rstrip()


def at_most(what: str, measured: float, goal: float, form: str = ".2f") -> Row:
    """A measure that should not be above its goal."""
    return Row(what, f"{measured:,{form}}", f"≤ {goal:,g}", measured <= goal)


def at_least(what: str, measured: float, goal: float, form: str = ".2f") -> Row:
    """A measure that should not be below its goal."""
    return Row(what, f"{measured:,{form}}", f"≥ {goal:,g}", measured >= goal)
