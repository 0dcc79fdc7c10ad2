"""What a person asks without writing: pressing a button, typing the bot's name and a question."""

from bot.playground import objects
from bot.playground.methods.answers import BUTTON_WAITS
from bot.playground.model import Chat, Json, Message
from bot.playground.people import RefusedError, speaker
from bot.playground.world import BOT, Query, World

LONGEST_INLINE_QUERY = 256
CHAT_TYPES = {"private": "sender", "group": "group", "supergroup": "supergroup", "channel": "channel"}


def press(world: World, person: int, chat: Chat, message_id: int, data: str) -> str:
    """Press a button; gives the query's id, which the bot's answer will name."""
    message = chat.messages.get(message_id)
    if message is None or data not in _data_of(message):
        raise RefusedError("Tombol ini sudah tidak ada.")
    _forget_old(world.callbacks, world.now() - BUTTON_WAITS)
    query = Query(world.number(), person, chat.id, world.now())
    world.callbacks[query.id] = query
    source: Json = {"message": objects.message(world, message)}
    if message.inline_id:
        source = {"inline_message_id": message.inline_id}
    asked = {"id": query.id, "from": objects.user(world.people[person]), **source}
    world.updates.put("callback_query", {**asked, "chat_instance": str(chat.id), "data": data})
    return query.id


def ask_inline(world: World, person: int, chat: Chat, text: str) -> str:
    """Ask the bot inline; gives the query's id, under which its results will come."""
    _forget_old(world.inline_queries, world.now() - BUTTON_WAITS)
    query = Query(world.number(), person, chat.id, world.now())
    world.inline_queries[query.id] = query
    world.updates.put(
        "inline_query",
        {
            "id": query.id,
            "from": objects.user(world.people[person]),
            "query": text[:LONGEST_INLINE_QUERY],
            "offset": "",
            "chat_type": CHAT_TYPES[chat.type],
        },
    )
    return query.id


def choose(world: World, person: int, chat: Chat, query: str, result: str, topic: int = 0) -> Message:
    """Send one of the results that were offered, as this person by way of the bot."""
    offer = world.inline_answers.get(person)
    content = offer.results.get(result) if offer and offer.query == query else None
    if content is None:
        raise RefusedError("Hasil ini sudah tidak berlaku. Ketik pertanyaannya lagi.")
    if chat.type == "channel" and not chat.status(person).governs:
        raise RefusedError("Hanya pengelola yang dapat menulis di kanal.")
    inline_id = f"inline{world.number()}" if content.markup else None
    message = world.post(
        chat,
        **speaker(chat, person),
        words=content.words,
        media=content.media,
        markup=content.markup,
        topic=topic if topic in chat.topics else None,
        via_bot=True,
        inline_id=inline_id,
    )
    if inline_id:
        world.inline_messages[inline_id] = (chat.id, message.id)
    if chat.status(BOT.id).present:
        world.deliver(message)
    return message


def _data_of(message: Message) -> list[str]:
    rows = (message.markup or {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def _forget_old(queries: dict[str, Query], oldest: float) -> None:
    for query in [query for query in queries.values() if query.at < oldest]:
        del queries[query.id]
