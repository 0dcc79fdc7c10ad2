"""What python-telegram-bot would keep in memory of everybody who ever wrote."""

from fakes import TOKEN, FakeTelegram
from telegram import Chat, Message, Update, User
from telegram.ext import Application

from bot.api import Api
from bot.app import Forgetful


async def test_nothing_is_kept_of_who_wrote() -> None:
    telegram = FakeTelegram()
    api = Api(TOKEN, "http://127.0.0.1", telegram, telegram)
    builder = Application.builder().application_class(Forgetful).bot(api).updater(None).job_queue(None)
    application = builder.build()
    await application.initialize()
    message = Message(1, None, Chat(7, "private"), from_user=User(7, "Orang", is_bot=False), text="halo")
    await application.process_update(Update(1, message=message))
    await application.shutdown()
    assert application._chat_ids_to_be_updated_in_persistence == set()
    assert application._user_ids_to_be_updated_in_persistence == set()
