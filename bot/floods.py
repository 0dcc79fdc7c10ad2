"""How fast one person, or one group, may ask: a bucket for each that fills by itself, in memory only."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

MOST: Final = 10_000
"""Buckets that are kept; the one that was used longest ago makes room, which is full again by then."""


@dataclass(frozen=True, slots=True)
class Turn:
    """When something has its turn: so many seconds after it arrived, or never where that is None.

    `first` where it is the first of a flood that has to wait.
    """

    wait: float | None
    first: bool = False


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    told: bool = False


class Floods:
    """Lets `burst` through at once, then one each `seconds`; a flood has ebbed once half the bucket is back."""

    def __init__(self, burst: int, seconds: float) -> None:
        self._burst = burst
        self._seconds = seconds
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def turn(self, key: int, at: float, longest: float = 0.0) -> Turn:
        """The turn of something by `key` that arrived at a moment, in seconds of any clock.

        What would wait for longer than `longest` has none, and takes no room.
        """
        bucket = self._filled(key, at)
        wait = max(0.0, 1 - bucket.left) * self._seconds
        first = wait > 0 and not bucket.told
        if wait <= longest:
            bucket.left -= 1
        bucket.told = bucket.told or first
        return Turn(wait if wait <= longest else None, first)

    def _filled(self, key: int, at: float) -> _Bucket:
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
        return bucket

    def __len__(self) -> int:
        return len(self._buckets)
