"""From Telegram's updates to what follows from them.

gate          lets an update in, or leaves it out
reading       understands an update, and is the only reader of Telegram's classes
handling      decides what follows, and has it carried out
replying      what is replied to a text, a link, a button
preparing     what has to be looked up before, with `subscribing`
applying      changes of a chat's choices, with `reporting` of doubtful answers
bringing      figures that an admin brings as a file
inline        cards for who types behind the bot's name
turns         what each person last asked
slowing       a polite slow-down for floods
"""

from bot.dispatch.gate import admitted
from bot.dispatch.handling import Dispatch

__all__ = ["Dispatch", "admitted"]
