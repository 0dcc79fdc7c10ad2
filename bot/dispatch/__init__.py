"""From Telegram's updates to answers: `gate` lets an update in, `reading` understands it, `handling` decides."""

from bot.dispatch.gate import admitted
from bot.dispatch.handling import Dispatch

__all__ = ["Dispatch", "admitted"]
