"""What subscribers are told by themselves: new figures, targets reached or lost, and digests.

planning  who is to be told what, of a new release or because an hour has come: written down as a broadcast
saying    the message that one chat reads
"""

from bot.notifying.planning import KIND, Notifying
from bot.notifying.saying import Saying

__all__ = ["KIND", "Notifying", "Saying"]
