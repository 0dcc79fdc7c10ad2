"""After /hapus_data nothing of a chat is left in any table, nor in the files of SQLite."""

from pathlib import Path

from fakes import FakeTelegram
from rows import fill, holding
from talk import TODAY, Talk

from bot.app import connected
from bot.broadcast import desk
from bot.broadcast.audience import Listed
from bot.settings import Settings
from bot.store import Memory
from bot.versions import Draft

CHAT = 7_310_455_129
OTHER = 7_310_455_130


def of_chat(talk: Talk, chat: int) -> Talk:
    talk.chat = {"id": chat, "type": "private", "first_name": "Orang"}
    talk.person = {"id": chat, "is_bot": False, "first_name": "Orang"}
    return talk


async def erase(talk: Talk) -> None:
    asked = await talk.say("/hapus_data")
    await talk.press(asked, "Ya, hapus")


async def test_a_row_in_any_table_is_erased(either_database: str) -> None:
    """Whoever adds a table with chats in it erases them too."""
    memory = await Memory.open(either_database)
    await memory.writer.run(lambda connection: fill(connection, CHAT))
    await memory.inbox.answered(1)
    assert {"chats.chat_id", "told.chat_id"} <= set(holding(either_database, CHAT))
    await memory.forget(CHAT)
    assert holding(either_database, CHAT) == []
    await memory.close()


async def test_whatever_a_person_did_nothing_is_left_of_it(settings: Settings) -> None:
    telegram = FakeTelegram()
    database = settings.database_url.get_secret_value()
    async with connected(settings, telegram, telegram, lambda: TODAY) as bot:
        talk = of_chat(Talk(bot, telegram), CHAT)
        await talk.say("/wilayah sambas")
        said = await talk.say(
            "bandingkan sambas, landak, sanggau, ketapang, sintang, kubu raya, melawi, sekadau"
        )
        await talk.press(said, "Peringkat", message_id=1002)
        await talk.message(location={"latitude": 0, "longitude": 0})
        await talk.membership("member", "kicked")
        assert holding(database, CHAT) != []
        await erase(talk)
        assert holding(database, CHAT) == []


async def test_a_broadcast_to_listed_chats_no_longer_lists_it(memory: Memory) -> None:
    listed = Listed((CHAT, OTHER))
    number = await memory.writer.run(lambda connection: desk.send(connection, "message", {}, listed))
    await memory.forget(CHAT)
    found = await memory.writer.run(lambda connection: desk.pause(connection, number, "to look"))
    assert found.audience == {"to": "chats", "chats": [OTHER]}  # type: ignore[union-attr]


async def test_of_an_admin_the_deeds_stay_and_the_page_says_so(settings: Settings) -> None:
    telegram = FakeTelegram()
    database = settings.database_url.get_secret_value()
    administered = settings.model_copy(update={"bot_admins": (CHAT,)})
    async with connected(administered, telegram, telegram, lambda: TODAY) as bot:
        talk = of_chat(Talk(bot, telegram), CHAT)
        figures = bot.desk.figures
        await bot.desk.propose(Draft("other", figures.version, b"", CHAT, "", 1, 0, 1, 0, 0, 0))
        await bot.memory.versions.approve(1, CHAT, figures.version, alone=True)
        assert "catatan keduanya tetap menyimpan nomor Anda" in (await talk.say("/privasi")).text
        await erase(talk)
    assert holding(database, CHAT) == ["audit.actor", "releases.approved_by", "versions.imported_by"]


async def test_its_bytes_are_gone_from_the_files_too(tmp_path: Path) -> None:
    memory = await Memory.open(f"sqlite:///{tmp_path}/memory.db")
    for chat in range(200):
        await memory.chats.change(chat, region=f"secret-{chat:03}")
    assert b"secret-077" in bytes_in(tmp_path)
    await memory.forget(77)
    assert b"secret-077" not in bytes_in(tmp_path)
    assert b"secret-078" in bytes_in(tmp_path)
    await memory.close()


async def test_where_somebody_reads_they_are_gone_with_the_next_housekeeping(tmp_path: Path) -> None:
    memory = await Memory.open(f"sqlite:///{tmp_path}/memory.db")
    await memory.chats.change(77, region="secret-077")
    with memory.writer.reading() as connection:
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql("SELECT count(*) FROM chats").scalar()
        await memory.forget(77)
        assert b"secret-077" in bytes_in(tmp_path)
    await memory.prune()
    assert b"secret-077" not in bytes_in(tmp_path)
    await memory.close()


async def test_a_text_is_gone_from_the_files_after_it_was_answered(
    settings: Settings, tmp_path: Path
) -> None:
    telegram = FakeTelegram()
    async with connected(settings, telegram, telegram, lambda: TODAY) as bot:
        await Talk(bot, telegram).say("/cakupan sambas rahasiaku")
        await bot.memory.prune()
        assert b"rahasiaku" not in bytes_in(tmp_path)


def bytes_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("memory.db*"))
