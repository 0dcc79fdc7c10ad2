"""What the bot remembers: chats, updates, what was told and answered, pictures, and versions of the figures."""

from bot.store.answers import Answers
from bot.store.chats import Chat, Chats
from bot.store.inbox import Inbox, Received
from bot.store.memory import Memory
from bot.store.pictures import Pictures
from bot.store.subscriptions import Subscriptions
from bot.store.told import Told, ToldMessage
from bot.store.unusable import UnusableDatabaseError
from bot.store.versions import Versions

__all__ = [
    "Answers",
    "Chat",
    "Chats",
    "Inbox",
    "Memory",
    "Pictures",
    "Received",
    "Subscriptions",
    "Told",
    "ToldMessage",
    "UnusableDatabaseError",
    "Versions",
]
