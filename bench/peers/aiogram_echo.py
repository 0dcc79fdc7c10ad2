"""An echo with aiogram as its documentation shows it; its `fast` extra brings uvloop, which it then uses."""

import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    """Say what was said."""
    await message.answer(message.text)


if __name__ == "__main__":
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_URL"]))
    dispatcher.run_polling(Bot(os.environ["BOT_TOKEN"], session=session))
