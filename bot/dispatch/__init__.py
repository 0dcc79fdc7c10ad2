"""From Telegram's updates to answers: `reading` understands the update, `handling` decides what follows."""

from bot.dispatch.handling import Dispatch

__all__ = ["Dispatch"]
