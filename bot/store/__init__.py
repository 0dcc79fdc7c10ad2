"""What the bot remembers: chats, updates, what was told and answered, pictures, and versions of the figures."""

from bot.store.answers import Answers
from bot.store.chats import Chat, Chats
from bot.store.inbox import Inbox, Received
from bot.store.memory import Memory, UnusableDatabaseError
from bot.store.pictures import Pictures
from bot.store.told import Told, ToldMessage
from bot.store.versions import Versions

__all__ = [
    "Answers",
    "Chat",
    "Chats",
    "Inbox",
    "Memory",
    "Pictures",
    "Received",
    "Told",
    "ToldMessage",
    "UnusableDatabaseError",
    "Versions",
]
