"""Whole conversations in any order, on a Telegram that fails in between, over restarts of the bot.

A few short ones in each run of the tests; `HYPOTHESIS_PROFILE=long` has thousands of steps.
"""

import asyncio
import re
import shutil
from collections.abc import Coroutine
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from fakes import BOT_ID, TOKEN
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from pydantic import SecretStr
from sqlalchemy import Connection, func, select
from talk import TODAY
from unsteady import ASIDE, Heard, UnsteadyTelegram

from bench.fuzz.campaign import Time
from bench.fuzz.complaints import complaints
from bot.app import Bot, connected
from bot.language.question import Intent, Question
from bot.settings import Settings
from bot.store import Memory
from bot.store.tables import audit, broadcasts, inbox, metadata, releases, versions

REGIONS = {
    "kalbar": "Kalimantan Barat",
    "bali": "Bali",
    "sintang": "Kabupaten Sintang",
    "kota singkawang": "Kota Singkawang",
    "jatim": "Jawa Timur",
}
COMMANDS = ("/cakupan {}", "/target {}", "/coverage {} 2024", "/sumber {}", "/ringkas {}", "/simulasi 500 {}")
SENTENCES = ("cakupan {}", "berapa target {}?", "coverage of {}", "kalau {}?")
DEEDS = (
    "/siaran Rapat besok",
    "/setujui 1",
    "/versi",
    "/versi 0",
    "/impor",
    "/ralat",
    "/status",
    "/jadwal",
    "setujui versi 1",
    "kirim siaran ke semua",
)
FORGED = (
    "zzz",
    "z" + "A" * 20,
    "c_r9999",
    "S_x1",
    "S_xa1",
    "V_x0",
    "V_xr0",
    "B",
    "B_xsend1",
    "J",
    "R_x1",
    "H",
    "é<&>",
)

WHERE = st.sampled_from(["anna", "budi", "group"])
REGION = st.sampled_from(sorted(REGIONS))
NOT_DELIVERED = ("429", "500", "reset")
FAULTS = st.lists(st.sampled_from([*NOT_DELIVERED, "late", "blocked", "migrate", "gone"]), max_size=3)
ADMIN = 900
PAUSE = 60.0
"""Seconds between two steps, so that nobody is slowed down."""
PICK = st.integers(0, 10_000)
"""Picks from what a chat shows by then: drawn by itself, since how much that is depends on when a process died."""

BEFORE_DEATH = st.integers(0, 80)


@dataclass
class Chat:
    """What we know of a chat: what it chose, and which of our messages answers which of its own."""

    id: int
    language: str = "id"
    region: str = "Kalimantan Barat"
    answers: dict[int, int] = field(default_factory=dict)
    subscribed: bool = False

    @property
    def is_group(self) -> bool:
        return self.id < 0

    @property
    def raw(self) -> dict[str, Any]:
        return {"id": self.id, "type": "supergroup" if self.is_group else "private", "title": "…"}


@cache
def migrated_database() -> Path:
    """An empty memory, made once and copied for every conversation."""
    path = Path(mkdtemp()) / "memory.db"

    async def make() -> None:
        await (await Memory.open(f"sqlite:///{path}")).close()

    asyncio.run(make())
    return path


class Conversation(RuleBasedStateMachine):
    """Anna, Budi and a group that Budi administers; the admin of the figures is somebody else."""

    def __init__(self) -> None:
        super().__init__()
        self.held = ExitStack()
        self.folder = Path(self.held.enter_context(TemporaryDirectory()))
        shutil.copy(migrated_database(), self.folder / "memory.db")
        self.complained = self.held.enter_context(complaints())
        self.runner = self.held.enter_context(asyncio.Runner())
        self.telegram = UnsteadyTelegram(admins=frozenset({8}))
        self.time = Time()
        self.chats = {"anna": Chat(7), "budi": Chat(8), "group": Chat(-100)}
        self.updates, self.messages = count(1), count(1)
        self.start()

    def teardown(self) -> None:
        self.end()
        self.held.close()

    @invariant()
    def nothing_is_said_that_telegram_would_refuse(self) -> None:
        assert self.telegram.wrong == []

    @invariant()
    def nothing_breaks(self) -> None:
        assert [
            each.what for each in self.complained if not each.what.startswith("refused by Telegram")
        ] == []

    @invariant()
    def nothing_stays_unanswered(self) -> None:
        assert self.run(self.bot.memory.inbox.waiting()) == 0

    @invariant()
    def nobody_but_an_admin_changes_figures_or_sends_a_broadcast(self) -> None:
        assert [self.rows(table) for table in (versions, releases, broadcasts, audit)] == [0, 0, 0, 0]

    @rule(where=WHERE, form=st.sampled_from(COMMANDS), region=REGION, faults=FAULTS)
    def ask_with_a_command(self, where: str, form: str, region: str, faults: list[str]) -> None:
        self.ask(where, form.format(region), REGIONS[region], faults)

    @rule(where=WHERE, form=st.sampled_from(SENTENCES), region=REGION, faults=FAULTS)
    def ask_with_a_sentence(self, where: str, form: str, region: str, faults: list[str]) -> None:
        called = "@cakupan_bot " if where == "group" else ""
        self.ask(where, called + form.format(region), REGIONS[region], faults)

    @rule(where=WHERE, faults=FAULTS)
    def ask_without_a_region(self, where: str, faults: list[str]) -> None:
        self.ask(where, "/cakupan", self.chats[where].region, faults)

    @rule(form=st.sampled_from(SENTENCES), region=REGION)
    def speak_to_others_in_the_group(self, form: str, region: str) -> None:
        heard = self.say(self.chats["group"], 7, form.format(region))
        assert heard.shown == []

    @rule(
        regions=st.lists(st.tuples(WHERE, REGION), min_size=2, max_size=6),
        faults=st.lists(st.sampled_from(NOT_DELIVERED), max_size=4),
    )
    def ask_many_things_at_once(self, regions: list[tuple[str, str]], faults: list[str]) -> None:
        asked = [(self.chats[where], region) for where, region in regions]
        raw = [
            self.message(chat, 7 if chat.is_group else chat.id, f"/cakupan {region}")
            for chat, region in asked
        ]
        heard = self.feed(raw, asked[0][0].id, faults)
        for chat in self.chats.values():
            wanted = [REGIONS[region] for each, region in asked if each is chat]
            said = [shown.text for shown in heard.shown if shown.chat_id == chat.id]
            assert len(said) == len(wanted)
            assert all(head in text.split("\n")[0] for text, head in zip(said, wanted, strict=True))

    @rule(pick=PICK, where=WHERE, form=st.sampled_from(COMMANDS), region=REGION, faults=FAULTS)
    def edit_a_question(self, pick: int, where: str, form: str, region: str, faults: list[str]) -> None:
        chat = self.chats[where]
        if not chat.answers:
            return
        asked_id = sorted(chat.answers)[pick % len(chat.answers)]
        answer = chat.answers[asked_id]
        there = (chat.id, answer) in self.telegram.screen
        message = self.message(chat, 7 if chat.is_group else chat.id, form.format(region), asked_id)
        heard = self.feed([{"edited_message": message["message"] | {"edit_date": 2}}], chat.id, faults)
        self.answered_once(chat, heard, REGIONS[region])
        if there and not {"gone", "migrate"} & {*heard.failed}:
            assert {shown.message_id for shown in heard.shown} <= {answer}
        self.note(chat, asked_id, heard)

    @rule(pick=PICK, where=WHERE, presser=st.sampled_from([7, 8]), faults=FAULTS)
    def press_a_button_on_the_screen(self, pick: int, where: str, presser: int, faults: list[str]) -> None:
        chat = self.chats[where]
        buttons = sorted(
            (shown.message_id, code)
            for shown in self.telegram.screen.values()
            for code in shown.codes
            if shown.chat_id == chat.id and not code.endswith("_xpic")
        )
        if buttons:
            message_id, code = buttons[pick % len(buttons)]
            self.press(chat, presser if chat.is_group else chat.id, message_id, code, faults)

    @rule(where=WHERE, code=st.sampled_from(FORGED), faults=FAULTS)
    def press_a_forged_button(self, where: str, code: str, faults: list[str]) -> None:
        chat = self.chats[where]
        self.press(chat, 7 if chat.is_group else chat.id, 5, code, faults)

    @rule(where=WHERE, person=st.sampled_from([7, 8]), language=st.sampled_from(["id", "en"]), faults=FAULTS)
    def choose_a_language(self, where: str, person: int, language: str, faults: list[str]) -> None:
        chat = self.chats[where]
        heard = self.say(chat, person, f"/bahasa {language}", faults)
        if self.may_configure(chat, person):
            chat.language = language
        self.answered_once(chat, heard)

    @rule(where=WHERE, person=st.sampled_from([7, 8]), region=REGION, faults=FAULTS)
    def choose_a_region(self, where: str, person: int, region: str, faults: list[str]) -> None:
        chat = self.chats[where]
        heard = self.say(chat, person, f"/wilayah {region}", faults)
        if self.may_configure(chat, person):
            chat.region = REGIONS[region]
        self.answered_once(chat, heard)

    @rule(where=st.sampled_from(["anna", "budi"]), region=REGION, faults=FAULTS)
    def subscribe(self, where: str, region: str, faults: list[str]) -> None:
        chat = self.chats[where]
        self.answered_once(chat, self.say(chat, chat.id, f"/langganan {region}", faults))
        assert self.run(self.bot.memory.subscriptions.of(chat.id))

    @rule(where=WHERE, faults=FAULTS)
    def look_at_what_may_be_stopped(self, where: str, faults: list[str]) -> None:
        chat = self.chats[where]
        self.answered_once(chat, self.say(chat, 8 if chat.is_group else chat.id, "/berhenti", faults))

    @rule(where=WHERE, deed=st.sampled_from(DEEDS), faults=FAULTS)
    def a_stranger_tries_what_admins_do(self, where: str, deed: str, faults: list[str]) -> None:
        chat = self.chats[where]
        called = "@cakupan_bot " if chat.is_group and not deed.startswith("/") else ""
        self.answered_once(chat, self.say(chat, 7 if chat.is_group else chat.id, called + deed, faults))

    @rule(where=WHERE, faults=FAULTS)
    def be_forgotten(self, where: str, faults: list[str]) -> None:
        chat = self.chats[where]
        self.press(chat, 8, 5, "h_xyes", faults)
        names = [table for table in metadata.sorted_tables if "chat_id" in table.c]
        assert [table.name for table in names if self.rows(table, chat_id=chat.id)] == []
        assert self.rows(inbox, lane=chat.id) == 0

    @precondition(lambda self: self.chats["group"].id > -ASIDE)
    @rule()
    def the_group_becomes_a_supergroup(self) -> None:
        group = self.chats["group"]
        self.telegram._move(group.id)
        message = self.message(group, 8, "")["message"] | {
            "text": None,
            "migrate_to_chat_id": group.id - ASIDE,
        }
        assert self.feed([{"message": message}]).shown == []
        self.follow(group)

    @rule(where=WHERE)
    def the_bot_is_sent_away_and_comes_back(self, where: str) -> None:
        chat = self.chats[where]
        changes = [self.membership(chat, *each) for each in (("member", "kicked"), ("kicked", "member"))]
        assert self.feed(changes[:1]).shown == []
        assert len(self.feed(changes[1:]).shown) == int(chat.is_group)

    @rule()
    def restart(self) -> None:
        self.end()
        self.start()

    @rule(where=WHERE, region=REGION, moments=BEFORE_DEATH)
    def the_process_dies_while_it_answers(self, where: str, region: str, moments: int) -> None:
        chat = self.chats[where]
        raw = self.message(chat, 7 if chat.is_group else chat.id, f"/cakupan {region}")
        self.telegram.begin()
        self.run(self.begin(raw, moments))
        self.end()
        self.start()
        self.run(self.bot.intake.lanes.drain(30))
        shown = self.telegram.heard.shown
        assert 1 <= len(shown) <= 2
        assert all(REGIONS[region] in each.text.split("\n")[0] for each in shown)
        self.note(chat, raw["message"]["message_id"], self.telegram.heard)

    def ask(self, where: str, text: str, head: str, faults: list[str]) -> None:
        """A question about figures: one answer, about the right region, in the chat's language, with a source."""
        chat = self.chats[where]
        asked_id = next(self.messages)
        raw = self.message(chat, 7 if chat.is_group else chat.id, text, asked_id)
        heard = self.feed([raw], chat.id, faults)
        self.answered_once(chat, heard, head)
        for shown in heard.shown:
            assert shown.replies_to == (asked_id if chat.is_group else None)
            number = {"id": "\nJawaban <code>", "en": "\nAnswer <code>"}[chat.language]
            assert number in shown.text or "%" not in shown.text
            assert "%" not in shown.text or re.search(r'<a href="https?://', shown.text)
        self.note(chat, asked_id, heard)

    def press(self, chat: Chat, person: int, message_id: int, code: str, faults: list[str]) -> None:
        """A press: its spinner stops once, and either a notice comes or one answer."""
        presser = person if chat.is_group else chat.id
        message = {"message_id": message_id, "date": 1, "chat": chat.raw, "text": "…", "from": user(BOT_ID)}
        query = {"id": "1", "from": user(presser), "chat_instance": "1", "message": message, "data": code}
        heard = self.feed([{"callback_query": query}], chat.id, faults)
        assert len(heard.notices) == 1
        if heard.notices != [""]:
            # a doubt is passed on to the admin
            assert {shown.chat_id for shown in heard.shown} <= {ADMIN}
            return
        self.apply(chat, presser, code)
        self.answered_once(chat, heard)

    def apply(self, chat: Chat, person: int, code: str) -> None:
        """What a button changes, where its presser may."""
        question = self.run(self.bot.memory.codes.question(code))
        if not self.may_configure(chat, person):
            return
        match question:
            case Question(intent=Intent.LANGUAGE, topic="id" | "en" as language):
                chat.language = language
            case Question(intent=Intent.REGION, topic=None) if question.regions:
                chat.region = self.bot.desk.figures.regions[question.regions[0]].name
            case Question(intent=Intent.FORGET, topic="yes"):
                chat.language, chat.region, chat.answers = "id", "Kalimantan Barat", {}

    def answered_once(self, chat: Chat, heard: Heard, head: str = "") -> None:
        """One answer, and one more for each that may or may not have arrived; none where we are blocked."""
        self.follow(chat)
        until = heard.failed.index("blocked") if "blocked" in heard.failed else len(heard.failed)
        late = heard.failed[:until].count("late")
        assert len(heard.shown) == late + ("blocked" not in heard.failed)
        assert all(head in shown.text.split("\n")[0] for shown in heard.shown)
        # what may have arrived before a group moved stands in the old one
        assert {shown.chat_id for shown in heard.shown[late:]} <= {chat.id}

    def note(self, chat: Chat, asked_id: int, heard: Heard) -> None:
        if heard.shown and "blocked" not in heard.failed:
            chat.answers[asked_id] = heard.shown[-1].message_id

    def follow(self, chat: Chat) -> None:
        """A group that moved is known under its new id; its old messages are out of reach."""
        if chat.id in self.telegram.moved:
            chat.id, chat.answers = self.telegram.moved[chat.id], {}

    def may_configure(self, chat: Chat, person: int) -> bool:
        return not chat.is_group or person in self.telegram.admins

    def say(self, chat: Chat, person: int, text: str, faults: list[str] | None = None) -> Heard:
        return self.feed([self.message(chat, person, text)], chat.id, faults or [])

    def message(self, chat: Chat, person: int, text: str, number: int | None = None) -> dict[str, Any]:
        sender = user(person if chat.is_group else chat.id)
        number = number or next(self.messages)
        return {"message": {"message_id": number, "date": 1, "chat": chat.raw, "from": sender, "text": text}}

    def membership(self, chat: Chat, before: str, after: str) -> dict[str, Any]:
        old, new = ({"status": status, "user": user(BOT_ID), "until_date": 0} for status in (before, after))
        change = {
            "chat": chat.raw,
            "from": user(8),
            "date": 1,
            "old_chat_member": old,
            "new_chat_member": new,
        }
        return {"my_chat_member": change}

    def feed(
        self, contents: list[dict[str, Any]], chat_id: int | None = None, faults: list[str] | None = None
    ) -> Heard:
        self.time.now += PAUSE
        self.telegram.begin(chat_id, faults or [])
        raw = [{"update_id": next(self.updates), **each} for each in contents]

        async def fed() -> None:
            await self.bot.intake.take(raw)
            assert await self.bot.intake.lanes.drain(30) == 0

        self.run(fed())
        return self.telegram.heard

    async def begin(self, content: dict[str, Any], moments: int) -> None:
        await self.bot.intake.take([{"update_id": next(self.updates), **content}])
        for _ in range(moments):
            await asyncio.sleep(0)
        await self.bot.intake.lanes.drain(0)

    def start(self) -> None:
        settings = Settings(
            _env_file=None,
            bot_token=SecretStr(TOKEN),
            database_url=SecretStr(f"sqlite:///{self.folder / 'memory.db'}"),
            bot_admins=(ADMIN,),
        )
        self.open = AsyncExitStack()
        self.bot: Bot = self.run(
            self.open.enter_async_context(
                connected(
                    settings,
                    self.telegram,
                    self.telegram,
                    lambda: TODAY,
                    clock=self.time.clock,
                    sleep=self.time.sleep,
                )
            )
        )
        self.run(self.bot.intake.replay())

    def end(self) -> None:
        self.run(self.open.aclose())

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def rows(self, table: Any, **which: int) -> int:
        def counted(connection: Connection) -> int:
            wanted = [table.c[name] == value for name, value in which.items()]
            return connection.execute(select(func.count()).select_from(table).where(*wanted)).scalar_one()

        return int(self.run(self.bot.memory.writer.run(counted)))


def user(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": number == BOT_ID, "first_name": "Orang"}


_IS_LONG = hypothesis_settings.get_current_profile_name() == "long"
TestConversation = Conversation.TestCase
# steps cost too much for shrinking, a failure tells them as they were; and a busy machine is no failure
TestConversation.settings = hypothesis_settings(
    max_examples=hypothesis_settings().max_examples if _IS_LONG else 15,
    stateful_step_count=hypothesis_settings().stateful_step_count if _IS_LONG else 20,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
