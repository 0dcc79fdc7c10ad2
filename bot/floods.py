"""How fast one person, or one group, may ask: a bucket for each that fills by itself, in memory only."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum
from typing import Final

MOST: Final = 10_000
"""Buckets that are kept; the one that was used longest ago makes room, which is full again by then."""


class Verdict(Enum):
    """What becomes of an update in a flood."""

    ADMITTED = "there is room for it"
    TOLD = "the first that is too much: its author is told"
    SILENT = "one more of the same flood"


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    told: bool = False


class Floods:
    """Admits `burst` at once, then one each `seconds`; a flood has ebbed once the bucket is half full again."""

    def __init__(self, burst: int, seconds: float) -> None:
        self._burst = burst
        self._seconds = seconds
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def verdict(self, key: int, at: float) -> Verdict:
        """What becomes of something by `key` that arrived at a moment, in seconds of any clock."""
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(self._burst, at)
            if len(self._buckets) > MOST:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(key)
        if at > bucket.at:  # what was held up elsewhere may be older
            bucket.left = min(self._burst, bucket.left + (at - bucket.at) / self._seconds)
            bucket.at = at
        if bucket.left >= self._burst / 2:
            bucket.told = False
        if bucket.left >= 1:
            bucket.left -= 1
            return Verdict.ADMITTED
        if bucket.told:
            return Verdict.SILENT
        bucket.told = True
        return Verdict.TOLD

    def __len__(self) -> int:
        return len(self._buckets)
