"""How often and at what hour something is wanted: "tiap minggu jam 7 WITA", "setiap bulan", "every day at 9"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.subscription import Rhythm, Timing

_RHYTHMS: Final = (
    (Rhythm.DAILY, re.compile(r"\b(?:(?:tiap|setiap|every)\s+(?:hari|day)|harian|daily)\b", re.IGNORECASE)),
    (
        Rhythm.WEEKLY,
        re.compile(
            r"\b(?:(?:tiap|setiap|every)\s+(?:minggu|pekan|senin|week)|mingguan|pekanan|weekly)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Rhythm.MONTHLY,
        re.compile(r"\b(?:(?:tiap|setiap|every)\s+(?:bulan|month)|bulanan|monthly)\b", re.IGNORECASE),
    ),
)
_HOUR: Final = re.compile(
    r"\b(?:jam|pukul|pkl|at)\s*(\d{1,2})(?:[.:]\d{2})?\b(?:\s*(wib|wita|wit)\b)?", re.IGNORECASE
)


def read_timing(text: str, usual: Timing) -> Timing:
    """The timing that a text asks for; what it does not say is as usual."""
    rhythm = next((rhythm for rhythm, said in _RHYTHMS if said.search(text)), usual.rhythm)
    found = _HOUR.search(text)
    if found is None or int(found[1]) > 23:
        return replace(usual, rhythm=rhythm)
    zone = found[2].upper() if found[2] else usual.zone
    return replace(usual, rhythm=rhythm, hour=int(found[1]), zone=zone)


def without_timing(text: str) -> str:
    """The text without the words of its timing, which mean nothing else."""
    for said in (_HOUR, *(said for _, said in _RHYTHMS)):
        text = said.sub(" ", text)
    return " ".join(text.split())
