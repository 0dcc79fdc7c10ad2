"""Broadcasts by chat: what an admin writes becomes a draft, and a confirmed draft is a broadcast like any other.

wishes     what a line after /siaran or /jadwal asks for
drafting   what is written as the content and the time of a broadcast, or what is wrong with it
drafts     drafts from their first word to their confirmation
deeds      what is done with a broadcast after that, with its entry in the log
seeing     a broadcast's rows as an admin sees them
timetable  what is to come, by itself too
desk       what an admin wants, carried out, and what they see then
progress   keeps the message that shows a broadcast up to date, and reports its end
health     how the bot is
"""

from bot.announcing.desk import Announcing
from bot.announcing.health import Checkup
from bot.announcing.progress import Progress

__all__ = ["Announcing", "Checkup", "Progress"]
