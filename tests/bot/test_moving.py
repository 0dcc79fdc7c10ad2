"""Answers that find their group moved, their message gone, or their asker away."""

from fakes import Call, refusal
from sqlalchemy import Connection, func, select
from talk import GROUP, Talk

from bot.store import Memory
from bot.store.tables import chats, told

MOVED = refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-100500)
GONE = refusal(400, "Bad Request: message to edit not found")
BLOCKED = refusal(403, "Forbidden: bot was blocked by the user")


async def rows(memory: Memory, chat_id: int) -> list[int]:
    def counted(connection: Connection) -> list[int]:
        counts = (select(func.count()).where(table.c.chat_id == chat_id) for table in (chats, told))
        return [connection.execute(count).scalar_one() for count in counts]

    return list(await memory.writer.run(counted))


async def test_a_group_that_is_told_twice_to_have_moved_keeps_what_it_chose(memory: Memory) -> None:
    await memory.chats.change(-100, language="en")
    await memory.chats.move(-100, -100500)
    await memory.chats.move(-100, -100500)

    await memory.chats.load()
    assert memory.chats.get(-100500).language == "en"


async def test_what_was_answered_while_the_group_moved_is_edited_where_it_stands_now(group: Talk) -> None:
    group.telegram.next_answers["sendMessage"] = [MOVED]
    *_, answer = await group.message(text="/cakupan kalbar", message_id=5)
    assert answer.parameters["chat_id"] == -100500

    group.chat = GROUP | {"id": -100500}
    edited = await group.edit(5, "/cakupan bali")
    assert (edited.method, edited.parameters["message_id"]) == ("editMessageText", 1001)


async def test_an_answer_that_is_gone_comes_anew_and_is_edited_from_then_on(talk: Talk) -> None:
    await talk.say("/cakupan kalbar", message_id=5)
    talk.telegram.next_answers["editMessageText"] = [GONE]
    _, anew = await talk.feed(edited_message=talk.made(message_id=5, text="/cakupan bali", edit_date=1))
    assert anew.method == "sendMessage"

    edited = await talk.edit(5, "/cakupan jatim")
    assert (edited.method, edited.parameters["message_id"]) == ("editMessageText", 1002)


async def test_who_erases_everything_and_blocks_the_bot_leaves_nothing_behind(talk: Talk) -> None:
    await talk.say("/bahasa en")
    asked: Call = await talk.say("/forget_me")
    talk.telegram.next_answers["editMessageText"] = [BLOCKED]
    await talk.press(asked, "Yes, erase")

    assert await rows(talk.bot.memory, 7) == [0, 0]
