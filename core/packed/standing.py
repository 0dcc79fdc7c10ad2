"""The standing of every set and segment as a byte, so that the set that answers is found without a loop.

`bytes.translate` makes ranks of the bytes of a region's sets, and `max` and `rfind` find the best of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import product
from typing import Any, Final

from core.figures import answers, firmness, tells, worth
from core.model import Basis, Completeness, Metric, Segment, Standing, standings_of
from core.packed.content import BASES, CELLS, SEGMENTS


@lru_cache(maxsize=4096)
def weighed(cells: bytes, doubts: bytes, basis: int) -> bytes:
    """The standings of a set with these cells, a byte for each segment; `doubts` has a 1 for each cell in doubt.

    Of cells that are alike the first counts. Most sets look alike, so that few have to be worked out.
    """
    stated: dict[Segment, set[Metric]] = {segment: set() for segment in SEGMENTS}
    doubted: dict[Segment, set[Metric]] = {segment: set() for segment in SEGMENTS}
    for number, doubt in zip(cells, doubts, strict=True):
        segment, metric = CELLS[number]
        if doubt and metric not in stated[segment]:
            doubted[segment].add(metric)
        stated[segment].add(metric)
    found = standings_of(stated, doubted)
    return bytes(_byte(found[segment], BASES[basis]) for segment in SEGMENTS)


@lru_cache(maxsize=4096)
def standings(weights: bytes) -> Mapping[Segment, Standing]:
    """What `weighed` gave, spelled out."""
    return {segment: _EVERY[byte][0] for segment, byte in zip(SEGMENTS, weights, strict=True)}


def _byte(standing: Standing, basis: Basis) -> int:
    return standing.completeness | standing.doubtful << 3 | BASES.index(basis) << 4


_EVERY: Final = {
    _byte(Standing(level, doubtful), basis): (Standing(level, doubtful), basis)
    for level, doubtful, basis in product(Completeness, (False, True), BASES)
}


def _ranks(value: Callable[[Standing, Basis], Any], among: Callable[[Standing, Basis], bool]) -> bytes:
    """For each byte its rank by the value; 0 for what is not to be chosen."""
    values = {byte: value(*each) for byte, each in _EVERY.items() if among(*each)}
    order = sorted(set(values.values()))
    return bytes(order.index(values[byte]) + 1 if byte in values else 0 for byte in range(256))


def _beside(own: Basis) -> bytes:
    return _ranks(
        lambda standing, _: firmness(standing), lambda standing, basis: basis is own and tells(standing)
    )


def _answering(own: Basis | None) -> bytes:
    return _ranks(worth, lambda standing, basis: own in (None, basis) and answers(standing))


ANSWERING: Final = {basis: _answering(basis) for basis in (None, *BASES)}
"""For `Figures.newest`, `Figures.at` and `Figures.best_first`, on any basis or on one."""

BESIDE: Final = tuple(_beside(basis) for basis in BASES)
"""For `Figures.beside`, by the place of the basis."""

BASIS: Final = _ranks(lambda _, basis: BASES.index(basis), lambda standing, _: tells(standing))
"""One more than the place of its basis, for each set that tells a share."""

TELLING: Final = dict(zip((None, *BASES), (BASIS, *BESIDE), strict=True))
"""For `Figures.newer` and `Figures.series`, on any basis or on one."""
