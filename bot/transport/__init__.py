"""The wire to Telegram: requests over aiohttp, with errors that tell what may have arrived."""

from bot.transport.client import Transport
from bot.transport.failure import BrokenOff, ConnectTimedOut, NotSent

__all__ = ["BrokenOff", "ConnectTimedOut", "NotSent", "Transport"]
