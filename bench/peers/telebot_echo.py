"""An echo with pyTelegramBotAPI's AsyncTeleBot as its documentation shows it; uvloop makes it no faster."""

import asyncio
import os

from telebot import asyncio_helper
from telebot.async_telebot import AsyncTeleBot
from telebot.types import Message

asyncio_helper.API_URL = os.environ["BOT_API_URL"] + "/bot{0}/{1}"
bot = AsyncTeleBot(os.environ["BOT_TOKEN"])


@bot.message_handler(func=lambda _message: True)
async def echo(message: Message) -> None:
    """Say what was said."""
    await bot.send_message(message.chat.id, message.text)


if __name__ == "__main__":
    asyncio.run(bot.polling())
