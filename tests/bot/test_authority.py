"""Who may do what: nothing that is pressed, linked, typed or passed on does more than its author may."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from fakes import BOT_ID, TOKEN, Call, FakeTelegram
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr
from sqlalchemy import Connection, select
from talk import GROUP, PERSON, TODAY, Talk
from test_desk import SHIPPED, corrected, draft

from bot.app import connected
from bot.broadcast import desk as broadcasting
from bot.broadcast.audience import Everybody
from bot.broadcast.message import KIND, text_content
from bot.language.question import Intent
from bot.settings import Settings
from bot.store import Memory
from bot.store.broadcasts import State
from bot.store.tables import audit, broadcasts, chats, releases, subscriptions, timings, versions

ADMIN = {"id": 900, "is_bot": False, "first_name": "Pengelola"}
CHANNEL = {"id": -300, "type": "channel", "title": "Kanal"}
PRIVATE_OF_ADMIN = {"id": 900, "type": "private", "first_name": "Pengelola"}
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Cakupan", "username": "cakupan_bot"}
FORWARDED = {"type": "user", "date": 1, "sender_user": PERSON}
APOLOGY = "Ada gangguan di pihak kami."
FOR_ADMINS = "Perintah ini untuk pengelola"

DEEDS = (
    *("approve", "reject", "back", "send", "drop", "pause", "resume", "repeat", "cancel", "ask"),
    *("test", "report", "hour", "day", "move", "paused"),
)
topics = st.one_of(
    st.builds("{}-{}".format, st.sampled_from(DEEDS), st.integers(-1, 4)),
    st.sampled_from(
        ["yes", "en", "id", "all", "every", "open", "daily", "one-m300", "fig-m100", "log", "1", "2"]
    ),
    st.from_regex(r"[A-Za-z0-9-]{1,20}", fullmatch=True),
)
codes = st.one_of(
    st.builds(
        "{}{}_x{}".format,
        st.sampled_from([intent.value for intent in Intent]),
        st.sampled_from(["", "_r61", "_r6108", "_r61_st", "_r61_d99991231", "_w999999999999999"]),
        topics,
    ),
    st.text("ABCDHIJRSVhlwyqgz_-xr6101.", min_size=1, max_size=64),
)
places = st.sampled_from(["private", "group", "supergroup", "channel"])


@asynccontextmanager
async def office(folder: Path) -> AsyncIterator[Talk]:
    """A bot of the admins 900 and 901, with much that could be done, in a chat with somebody else."""
    url = SecretStr(f"sqlite:///{folder / 'memory.db'}")
    telegram = FakeTelegram(channels={-300: "Kanal"})
    administered = Settings(
        _env_file=None, bot_token=SecretStr(TOKEN), database_url=url, bot_admins=(900, 901)
    )
    async with connected(administered, telegram, telegram, lambda: TODAY) as bot:
        await bot.desk.propose(draft(corrected(700_000), SHIPPED.version, 900))
        await bot.memory.writer.run(_written)
        for chat in (-100, -300):
            await bot.memory.chats.change(chat, region="61.08")
        talk = Talk(bot, telegram, person=ADMIN, chat=PRIVATE_OF_ADMIN)
        telegram.admins = {900, BOT_ID}
        await talk.say("/langganan -300 kalbar")
        talk.chat = GROUP
        await talk.say("/langganan kalbar")
        telegram.admins = {BOT_ID}
        yield Talk(bot, telegram, updates=talk.updates, messages=talk.messages)


def _written(connection: Connection) -> None:
    for state in State:
        number = broadcasting.send(
            connection, KIND, text_content("Halo"), Everybody(), draft=state is State.DRAFT, made_by=900
        )
        connection.execute(broadcasts.update().where(broadcasts.c.number == number).values(state=state))


async def guarded(memory: Memory) -> Mapping[str, Sequence[Any]]:
    """All that only admins may change, of the bot or of the group and the channel."""

    def read(connection: Connection) -> Mapping[str, Sequence[Any]]:
        whole = {
            each.name: connection.execute(select(each)).all()
            for each in (versions, releases, audit, broadcasts)
        }
        of_others = {
            each.name: connection.execute(select(each).where(each.c.chat_id < 0)).all()
            for each in (chats, subscriptions, timings)
        }
        return whole | of_others

    return await memory.writer.run(read)


@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.lists(st.tuples(codes, places, st.booleans()), min_size=1, max_size=40))
def test_no_button_and_no_link_does_more_than_its_presser_may(
    pressed: Sequence[tuple[str, str, bool]],
) -> None:
    async def press_all() -> None:
        strangers = count(1000)
        with TemporaryDirectory() as folder:
            async with office(Path(folder)) as talk:
                before = await guarded(talk.bot.memory)
                for code, kind, as_link in pressed:
                    person = next(strangers)
                    be(talk, person, kind)
                    await (talk.message(text=f"/start {code}") if as_link else talk.press_code(code))
                assert await guarded(talk.bot.memory) == before
                assert not [call for call in talk.telegram.calls if APOLOGY in str(call.parameters)]

    asyncio.run(press_all())


def be(talk: Talk, person: int, kind: str) -> None:
    """Go on as somebody in a chat of a kind."""
    own = {"id": person, "type": "private", "first_name": "Orang"}
    talk.chat = {"private": own, "channel": CHANNEL}.get(kind, GROUP | {"type": kind})
    talk.person = {"id": person, "is_bot": False, "first_name": "Orang"}


@pytest.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Talk]:
    async with office(tmp_path) as talk:
        yield talk


@pytest.mark.parametrize("chat", [GROUP, GROUP | {"type": "group"}, CHANNEL], ids=lambda chat: chat["type"])
async def test_an_admins_own_deeds_are_done_in_private_only(talk: Talk, chat: dict[str, Any]) -> None:
    before = await guarded(talk.bot.memory)
    talk.person, talk.chat = ADMIN | {"id": 901}, chat
    for code in ("S_xapprove-1", "S_xreject-1", "B_xcancel-1", "B_xresume-4", "R_xsend-1", "V_xback-0"):
        await talk.press_code(code)
    assert await guarded(talk.bot.memory) == before


async def test_a_link_does_nothing_for_an_admin_either(talk: Talk) -> None:
    before = await guarded(talk.bot.memory)
    talk.person, talk.chat = ADMIN | {"id": 901}, PRIVATE_OF_ADMIN | {"id": 901}
    for code in ("S_xapprove-1", "S_xreject-1", "B_xcancel-1", "B_xresume-4", "R_xsend-1", "V_xback-0"):
        await talk.message(text=f"/start {code}")
    assert await guarded(talk.bot.memory) == before


@pytest.mark.parametrize("code", ["l_xen", "h_xyes", "w_r61", "y_r61_xdaily", "q_xall", "c_r61", "t_r6108"])
async def test_a_button_in_a_channel_changes_neither_its_settings_nor_its_posts(
    talk: Talk, code: str
) -> None:
    before = await guarded(talk.bot.memory)
    talk.chat = CHANNEL
    (told,) = await talk.press_code(code)
    assert (told.method, told.text) == (
        "answerCallbackQuery",
        "Silakan tanyakan kepada saya di obrolan pribadi: @cakupan_bot",
    )
    assert await guarded(talk.bot.memory) == before


COMMANDS = (
    "/versi",
    "/setujui 1",
    "/impor",
    "/ralat",
    "/siaran Halo",
    "/siaran batal 1",
    "/jadwal 2 09:00",
    "/status",
)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", ["private", "group", "supergroup"])
async def test_the_commands_of_admins_are_refused_to_others_everywhere(
    talk: Talk, command: str, kind: str
) -> None:
    before = await guarded(talk.bot.memory)
    be(talk, 7, kind)
    assert (await talk.say(command)).text.startswith(FOR_ADMINS)
    assert (await talk.edit(1, command)).text.startswith(FOR_ADMINS)
    assert await guarded(talk.bot.memory) == before


async def test_a_command_in_a_channel_is_not_even_heard(talk: Talk) -> None:
    post = {"message_id": 1, "date": 1, "chat": CHANNEL, "sender_chat": CHANNEL, "text": "/siaran Halo"}
    assert await talk.feed(channel_post=post) == []
    assert await talk.feed(edited_channel_post=post | {"edit_date": 2}) == []


@pytest.mark.parametrize(
    "content", [{"forward_origin": FORWARDED}, {"via_bot": BOT}], ids=["forwarded", "offered inline"]
)
@pytest.mark.parametrize("command", ["/siaran Halo", "/versi", "siaran Halo semua"])
async def test_what_an_admin_passes_on_is_no_order_of_theirs(
    talk: Talk, content: dict[str, Any], command: str
) -> None:
    before = await guarded(talk.bot.memory)
    talk.person, talk.chat = ADMIN, PRIVATE_OF_ADMIN
    await talk.message(text=command, **content)
    assert await guarded(talk.bot.memory) == before


async def test_what_a_group_admin_passes_on_sets_nothing_in_the_group(talk: Talk) -> None:
    talk.chat, talk.telegram.admins = GROUP, {7}
    said = await talk.say("/bahasa en", forward_origin=FORWARDED)
    assert said.text == "Hanya admin grup ini yang dapat mengganti bahasanya."


async def test_a_group_admin_who_stepped_down_changes_nothing_any_more(talk: Talk) -> None:
    talk.chat, talk.telegram.admins = GROUP, {7}
    said = await talk.say("/bahasa en")
    assert talk.bot.memory.chats.get(-100).language == "en"
    talk.telegram.admins = set()
    assert (await talk.say("/bahasa id")).text == "Only admins of this group may change its language."
    (told,) = await talk.press(said, "Bahasa Indonesia")
    assert told.text == "Only admins of this group may change its language."
    assert talk.bot.memory.chats.get(-100).language == "en"


@pytest.mark.parametrize(
    ("sender", "chat"),
    [
        ({"id": 136817688, "is_bot": True, "first_name": "Channel"}, CHANNEL),
        ({"id": 777000, "is_bot": False, "first_name": "Telegram"}, CHANNEL),
        (ADMIN, CHANNEL),
    ],
    ids=["as a channel", "the linked channel", "an admin as a channel"],
)
async def test_a_channel_that_writes_in_a_group_is_nobodys_admin(
    talk: Talk, sender: dict[str, Any], chat: dict[str, Any]
) -> None:
    talk.chat, talk.person, talk.telegram.admins = GROUP, sender, {900, 136817688, 777000}
    said = await talk.say("/bahasa en", sender_chat=chat, is_automatic_forward=True)
    assert said.text == "Hanya admin grup ini yang dapat mengganti bahasanya."


@pytest.mark.parametrize(
    "typed", [*COMMANDS, "bahasa en", "langganan kalbar", "hapus data saya", "status", "versi"]
)
async def test_behind_the_bots_name_nothing_but_figures_and_pages_is_offered(talk: Talk, typed: str) -> None:
    before = await guarded(talk.bot.memory)
    talk.person = ADMIN
    links = str(await talk.type_inline(typed))
    assert [
        code
        for code in ("start=B", "start=S", "start=V", "start=R", "start=l", "start=h", "start=y")
        if code in links
    ] == []
    assert await guarded(talk.bot.memory) == before


async def test_a_deed_that_is_confirmed_twice_is_done_once(talk: Talk) -> None:
    talk.person, talk.chat = ADMIN | {"id": 901}, PRIVATE_OF_ADMIN | {"id": 901}
    edits = [await pressed(talk, "S_xapprove-1") for _ in range(2)]
    assert edits[0].text.startswith("<b>Kini berlaku: versi 1</b>")
    assert not edits[1].text.startswith("<b>Kini berlaku: versi 1</b>, di semua tempat")
    assert len(await talk.bot.memory.versions.releases()) == 1


async def pressed(talk: Talk, code: str) -> Call:
    """What a button shows in the place of its message."""
    return next(call for call in await talk.press_code(code) if call.method == "editMessageText")
