"""The change that an answer asks for: of a chat's choices, of subscriptions, or that all of it is forgotten."""

from __future__ import annotations

from collections.abc import Callable

from bot.dispatch.reporting import Reports
from bot.dispatch.turns import Turns
from bot.occasion import Change, Occasion
from bot.outgoing import Outgoing, Place
from bot.store import Memory
from bot.subscription import Changes


class Applying:
    """Carries changes out; `to` gives a chat's occasion."""

    def __init__(
        self,
        memory: Memory,
        outgoing: Outgoing,
        turns: Turns,
        reports: Reports,
        to: Callable[[int], Occasion],
    ) -> None:
        self._memory = memory
        self._outgoing = outgoing
        self._turns = turns
        self._reports = reports
        self._to = to

    async def apply(self, chat_id: int, person: int | None, change: Change | None) -> None:
        """Carry out what a person's question changes in a chat."""
        if change is None:
            return
        if change.report:
            await self._reports.pass_on(change.report, person, self._to)
        elif change.aside:
            await self._outgoing.send(Place(chat_id), change.aside, noted=False)
        elif change.forget:
            self._turns.forget_chat(chat_id)
            await self._memory.forget(chat_id)
        elif change.subscriptions:
            await self._subscribe(change.subscriptions)
        else:
            await self._memory.chats.change(chat_id, region=change.region, language=change.language)

    async def _subscribe(self, changes: Changes) -> None:
        await self._memory.subscriptions.change(changes.kept, changes.stopped, changes.chosen)
        if changes.spoken:
            channel, language = changes.spoken
            await self._memory.chats.change(channel, language=language)
