"""Deeds on broadcasts by people: each in one transaction, with who did it in the log."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from sqlalchemy import Connection

from bot.announcement import BY_HAND, NoAnnouncement, NotNow, Outcome, Shown
from bot.announcing.seeing import Sight
from bot.broadcast import desk
from bot.broadcast.desk import Done, NoBroadcast
from bot.store import Memory
from bot.store.audit import append
from bot.store.broadcasts import Broadcast
from bot.store.deliveries import Fate

_BY_BUTTON: Final[dict[str, Callable[[Connection, int], Done]]] = {
    "pause": partial(desk.pause, why=BY_HAND),
    "resume": desk.resume,
    "repeat": partial(desk.resume, repeating=(Fate.UNCERTAIN,)),
    "cancel": desk.cancel,
}


class Deeds:
    """Changes rows, and tells how the broadcast stands then."""

    def __init__(self, memory: Memory, sight: Sight) -> None:
        self._memory = memory
        self._sight = sight

    async def by_button(self, name: str, number: int, admin: int) -> Outcome:
        """What a button is called for: pause, resume, repeat, cancel; another name changes nothing."""
        deed = _BY_BUTTON.get(name)
        if deed is None:
            return Shown(await self._sight.known(number))
        return await self.carry_out(name, number, lambda connection: deed(connection, number), admin)

    async def confirm(self, number: int, starts_at: int, admin: int) -> Outcome:
        """Let a draft begin at a time, at once where that is 0."""
        confirm = partial(desk.confirm, number=number, starts_at=starts_at)
        return await self.carry_out("send", number, confirm, admin)

    async def move(self, number: int, starts_at: int, admin: int) -> Outcome:
        """Let a scheduled broadcast begin at another time."""
        return await self.carry_out(
            "move", number, partial(desk.move, number=number, starts_at=starts_at), admin
        )

    async def carry_out(
        self, name: str, number: int, deed: Callable[[Connection], Done], admin: int
    ) -> Outcome:
        """Do it, and write in the log who did."""

        def carried_out(connection: Connection) -> Done:
            done = deed(connection)
            if isinstance(done, Broadcast):
                append(connection, admin, name, f"broadcast {number}")
            return done

        done = await self._memory.writer.run(carried_out)
        if isinstance(done, NoBroadcast):
            return NoAnnouncement(number)
        announcement = await self._sight.known(number)
        return Shown(announcement) if isinstance(done, Broadcast) else NotNow(announcement)
