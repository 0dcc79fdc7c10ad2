"""What a second pair of eyes should look at before new figures are approved.

    finding     what may be found, with its severity
    alone       a set against itself         course      against the last one before it
    inside      a region against those in it             conflict    two rows for one number
    judging     goes through a version region by region; what `screen` clears by the columns alone is not read

Only what an import touched is judged, and its neighbours. The rules know what may differ rightly: rounding, two
bases, construction workers counted in, breaks in a series, more than a hundred percent.
"""

from core.plausibility.finding import (
    AboveAll,
    Conflict,
    Contradicts,
    Copied,
    Finding,
    Findings,
    Jump,
    LessComplete,
    NoBasis,
    NotOver,
    OtherDenominator,
    PublishedEarly,
    RegionsDiffer,
    SegmentsDiffer,
    Severity,
    TooOld,
)
from core.plausibility.judging import findings

__all__ = [
    "AboveAll",
    "Conflict",
    "Contradicts",
    "Copied",
    "Finding",
    "Findings",
    "Jump",
    "LessComplete",
    "NoBasis",
    "NotOver",
    "OtherDenominator",
    "PublishedEarly",
    "RegionsDiffer",
    "SegmentsDiffer",
    "Severity",
    "TooOld",
    "findings",
]
