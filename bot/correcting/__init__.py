"""Corrections: which messages showed figures that were wrong, and what is said about it.

finding   the messages whose answer would have been another one
saying    the message as it should be, and the reply that says what was wrong
"""

from bot.correcting.finding import Corrections
from bot.correcting.saying import KIND, Saying

__all__ = ["KIND", "Corrections", "Saying"]
