"""What the bot remembers: chats' settings, the inbox of updates, what was told where, and sent pictures."""

from bot.store.chats import Chat, Chats
from bot.store.inbox import Inbox, Received
from bot.store.memory import Memory, UnusableDatabaseError
from bot.store.pictures import Pictures
from bot.store.told import Told, ToldMessage

__all__ = [
    "Chat",
    "Chats",
    "Inbox",
    "Memory",
    "Pictures",
    "Received",
    "Told",
    "ToldMessage",
    "UnusableDatabaseError",
]
