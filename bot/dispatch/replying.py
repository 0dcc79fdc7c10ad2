"""What is replied to a text, to a link and to a pressed button, and who may change what by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.announcing import Announcing
from bot.answering import Answering, Reply, split_command
from bot.dispatch.preparing import OF_BROADCASTS, OF_SUBSCRIPTIONS, OF_THE_DESK, Preparing
from bot.dispatch.reading import Asked, Pressed
from bot.dispatch.turns import Turns
from bot.figures.desk import Desk
from bot.i18n import translator
from bot.language.heard import Heard, Understood
from bot.language.question import Intent, Question
from bot.occasion import Occasion
from bot.outgoing import Outgoing, Place
from bot.store import Memory

_CONFIGURING: Final = (Intent.REGION, Intent.LANGUAGE, Intent.FORGET, *OF_SUBSCRIPTIONS)
_NOT_BY_LINK: Final = (*_CONFIGURING, Intent.DOUBT, *OF_THE_DESK, *OF_BROADCASTS)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds for a chat that chose nothing."""

    region: str
    language: str


class Replying:
    """Decides on replies; sends nothing and changes nothing but what each person last asked."""

    def __init__(
        self,
        answering: Answering,
        desk: Desk,
        announcing: Announcing,
        preparing: Preparing,
        memory: Memory,
        outgoing: Outgoing,
        turns: Turns,
        defaults: Defaults,
        today: Callable[[], date],
        bot_name: str,
    ) -> None:
        self._answering = answering
        self._desk = desk
        self._announcing = announcing
        self._preparing = preparing
        self._memory = memory
        self._outgoing = outgoing
        self._turns = turns
        self._defaults = defaults
        self._today = today
        self._bot_name = bot_name

    async def to_text(self, asked: Asked) -> Reply | None:
        """The reply to what somebody wrote; nothing where it is not for us."""
        reply = await self._answer(asked)
        if reply:
            self._turns.remember(asked.place.chat_id, asked.sender_id, reply.heard)
        return reply

    async def to_button(self, pressed: Pressed) -> tuple[Reply, bool] | None:
        """The reply to a button, and whether it passes over the message; nothing where nobody can read it."""
        try:
            question = await self._memory.codes.question(pressed.code)
        except ValueError:
            return None
        configuring = question.intent in _CONFIGURING
        allowed = not configuring or await self._may_configure(
            pressed.place, pressed.sender_id, as_group=False
        )
        occasion = self.occasion(pressed.place, may_configure=allowed)
        occasion = await self._preparing.question(
            question, occasion, pressed.sender_id, pressed.place, pressed=True
        )
        reply = self._answering.question(question, occasion)
        in_passing = not allowed or question.intent is Intent.DOUBT
        if not in_passing:
            self._turns.remember(pressed.place.chat_id, pressed.sender_id, reply.heard)
        return reply, in_passing

    def occasion(self, place: Place, text: str = "", *, may_configure: bool = True) -> Occasion:
        """The circumstances of whatever is said at a place; `text` is what was written, without its command."""
        chat = self._memory.chats.get(place.chat_id)
        return Occasion(
            figures=self._desk.figures,
            today=self._today(),
            region=chat.region or self._defaults.region,
            t=translator(chat.language or self._defaults.language),
            bot_name=self._bot_name,
            group=place.group,
            may_configure=may_configure,
            text=text,
            to_admin=place.chat_id in self._desk.admins,
        )

    async def _answer(self, asked: Asked) -> Reply | None:
        name, argument = split_command(asked.text)
        if name is None and await self._belongs_to_draft(asked):
            said = replace(
                asked, text=f"/{self._answering.commands.by_intent[Intent.BROADCAST].name} {asked.text}"
            )
            return await self._reply(said, argument)
        if name is None:
            before = () if asked.edited else self._turns.last(asked.place.chat_id, asked.sender_id)
            return await self._reply(asked, argument, before)
        command = self._answering.commands.by_name.get(name)
        if command is None and asked.place.group and not asked.called:
            return None
        if command and command.intent is Intent.CANCEL:
            self._turns.forget(asked.place.chat_id, asked.sender_id)
        if command and command.intent is Intent.START and argument:
            return await self._linked(argument, asked)
        return await self._reply(asked, argument)

    async def _belongs_to_draft(self, asked: Asked) -> bool:
        """Whether an admin with a draft types its code, or wants to see it as another reads it."""
        admin = asked.author if asked.author in self._desk.admins else None
        private = not asked.place.group
        return private and admin is not None and await self._announcing.expects(asked.text, admin)

    async def _reply(self, asked: Asked, argument: str, before: Sequence[Heard] = ()) -> Reply:
        said = self.occasion(asked.place, argument)
        turn = self._answering.turn(asked.text, said, before)
        if any(isinstance(each, Understood) and each.question.intent in _CONFIGURING for each in turn.heard):
            allowed = await self._may_configure(asked.place, asked.author, asked.as_group)
            said = replace(said, may_configure=allowed)
        prepared = await self._preparing.heard(turn.heard, said, asked.author, asked.place)
        return self._answering.reply(turn, prepared)

    async def _linked(self, code: str, asked: Asked) -> Reply:
        """A deep link: `/start` with the code of a question, which may show figures but change nothing."""
        occasion = self.occasion(asked.place)
        try:
            question = await self._memory.codes.question(code.strip())
        except ValueError:
            question = Question(Intent.START)
        if question.intent in _NOT_BY_LINK:
            question = Question(Intent.START)
        occasion = await self._preparing.question(question, occasion, asked.sender_id, asked.place)
        return self._answering.question(question, occasion)

    async def _may_configure(self, place: Place, sender_id: int | None, as_group: bool) -> bool:
        """In a group only its admins; one who writes as the group itself is one of them."""
        if not place.group or as_group:
            return True
        return sender_id is not None and await self._outgoing.is_admin(place.chat_id, sender_id)
