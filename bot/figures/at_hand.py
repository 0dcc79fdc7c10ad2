"""The current figures for a command that runs beside the bot: read from its memory, which is only looked at."""

from __future__ import annotations

from datetime import date, datetime, time

from bot.figures.storing import restored
from bot.settings import Settings
from bot.store.current import SQLAlchemyError, read_current
from core.figures import Figures
from core.shipped import shipped


class UnreadableMemoryError(Exception):
    """The memory is there, but cannot be read; answers of the shipped figures might be others than the bot's."""


def figures_at_hand(settings: Settings, day: date | None = None) -> Figures:
    """The figures that the bot answers with, or that it answered with at the end of a day.

    Raises UnreadableMemoryError.
    """
    end = None
    if day is not None:
        end = datetime.combine(
            day, time.max, settings.zone
        ).timestamp()  # the last day there is has no morrow
    try:
        content = read_current(settings.memory_url, end)
        if content is not None:
            return restored(content, shipped().regions)
    except (SQLAlchemyError, OSError, ValueError) as error:
        raise UnreadableMemoryError(type(error).__name__) from error
    return shipped() if day is None else shipped().as_of(day)
