"""Judging a stored version beside another one, in a process of its own."""

from __future__ import annotations

import asyncio
from datetime import date

from bot.figures import judgements
from bot.figures.apart import apart
from bot.figures.frames import Kind
from bot.figures.limits import LIMITS
from bot.figures.ordering import Order
from bot.figures.problems import Fault
from core.judgement import Judgement
from core.region import Regions


class NotJudgedError(Exception):
    """The process that judges has ended before it was done; its text says why."""


async def judged(old: bytes, new: bytes, regions: Regions, today: date) -> Judgement:
    """What a version as it is stored means beside an older one. Raises NotJudgedError."""
    said = await apart(Order(None, regions, today, LIMITS), old, new)
    if isinstance(said, Fault):
        raise NotJudgedError(said)
    return await asyncio.to_thread(judgements.unpacked, said[Kind.JUDGEMENT])
