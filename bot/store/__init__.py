"""What the bot remembers: chats' settings, the inbox of updates, and what was told where."""

from bot.store.chats import Chat, Chats
from bot.store.inbox import Inbox, Received
from bot.store.memory import Memory, UnusableDatabaseError
from bot.store.told import Told, ToldMessage

__all__ = ["Chat", "Chats", "Inbox", "Memory", "Received", "Told", "ToldMessage", "UnusableDatabaseError"]
