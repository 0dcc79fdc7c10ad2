"""The real python-telegram-bot against the playground, over real HTTP."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from playground_client import PLANNER
from scripted_bot import LoopbackServer, png
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest, Forbidden

from bot.playground import TOKEN
from bot.playground.world import TEST_GROUP


@pytest.fixture
async def server() -> AsyncIterator[LoopbackServer]:
    with LoopbackServer() as running:
        yield running


@pytest.fixture
async def bot(server: LoopbackServer) -> AsyncIterator[Bot]:
    root = server.address
    async with Bot(TOKEN, base_url=f"{root}/bot", base_file_url=f"{root}/file/bot") as ready:
        yield ready


async def do(server: LoopbackServer, deed: str, **body: object) -> None:
    async with httpx.AsyncClient(base_url=server.address) as http:
        answer = await http.post(f"/playground/do/{deed}", json={"person": PLANNER, "chat": PLANNER, **body})
        assert answer.status_code == 200


async def test_a_button_makes_its_round(server: LoopbackServer, bot: Bot) -> None:
    await do(server, "say", text="/start")
    [greeting] = await bot.get_updates()
    assert greeting.message
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Target", callback_data="target")]])
    sent = await greeting.message.reply_html("Pilih <b>satu</b>.", reply_markup=keyboard, do_quote=True)
    await do(server, "press", message=sent.message_id, data="target")
    [pressed] = await bot.get_updates(offset=greeting.update_id + 1)
    assert pressed.callback_query
    assert await pressed.callback_query.answer("Baik")
    edited = await pressed.callback_query.edit_message_text("Target 40%")
    assert edited.text == "Target 40%"


async def test_pictures_are_sent_replaced_and_downloaded(server: LoopbackServer, bot: Bot) -> None:
    await do(server, "say", text="/start")
    sent = await bot.send_photo(PLANNER, png(40, 30), caption="Tren")
    edited = await sent.edit_media(InputMediaPhoto(png(60, 30), caption="Baru"))
    assert edited.photo[0].width == 60
    file = await edited.photo[0].get_file()
    assert bytes(await file.download_as_bytearray()) == png(60, 30)


async def test_refusals_become_its_exceptions(server: LoopbackServer, bot: Bot) -> None:
    with pytest.raises(Forbidden, match="can't initiate"):
        await bot.send_message(PLANNER, "halo")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(42, "halo")


async def test_chats_members_and_commands_are_read_as_its_objects(bot: Bot) -> None:
    chat = await bot.get_chat(TEST_GROUP)
    admins = await bot.get_chat_administrators(TEST_GROUP)
    await bot.set_my_commands([BotCommand("bantuan", "Cara bertanya")])
    assert (chat.title, [admin.status for admin in admins]) == ("Grup Uji", ["creator", "administrator"])
    assert [command.command for command in await bot.get_my_commands()] == ["bantuan"]


async def test_shutting_down_ends_a_long_poll_at_once(server: LoopbackServer, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=50))
    await bot.get_me()
    server.close_world()
    assert await poll == ()
