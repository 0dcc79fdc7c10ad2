"""Tells the admins once a month which regions' figures have grown old."""

from __future__ import annotations

from collections.abc import Callable

from bot.occasion import Occasion
from bot.outgoing import Outgoing, Place
from bot.phrases.staleness import reminder
from bot.store import Versions
from core.staleness import stale


class Reminding:
    """Looks at the current figures; the memory knows what was reminded of, for all processes."""

    def __init__(
        self, versions: Versions, outgoing: Outgoing, admins: tuple[int, ...], to: Callable[[int], Occasion]
    ) -> None:
        self._versions = versions
        self._outgoing = outgoing
        self._admins = admins
        self._to = to

    async def remind(self) -> None:
        """Remind the admins, where that was not done this month and something is stale."""
        if not self._admins:
            return
        occasion = self._to(self._admins[0])
        found = stale(occasion.figures, occasion.today)
        if found and await self._versions.note_once("remind", f"{occasion.today:%Y-%m}"):
            for admin in self._admins:
                await self._outgoing.send(Place(admin), reminder(found, self._to(admin).t))
