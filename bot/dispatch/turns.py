"""What each person last asked in each chat, for follow-ups: in memory only, and forgotten after a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from bot.language.heard import Heard, NotUnderstood

KEPT: Final = 15 * 60.0
"""Seconds after which a question is a new one."""

_MOST: Final = 10_000


class Turns:
    """The last turn of each person in each chat; in a group everybody has their own."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._turns: OrderedDict[tuple[int, int | None], tuple[float, tuple[Heard, ...]]] = OrderedDict()

    def last(self, chat_id: int, person: int | None) -> tuple[Heard, ...]:
        """What was heard last, if it is not too long ago."""
        found = self._turns.get((chat_id, person))
        if found is None or found[0] < self._clock() - KEPT:
            return ()
        return found[1]

    def remember(self, chat_id: int, person: int | None, heard: tuple[Heard, ...]) -> None:
        """Keep what was heard now; the oldest make room. A slip of the pen leaves what was asked before it."""
        if all(isinstance(each, NotUnderstood) for each in heard):
            return
        self._turns[chat_id, person] = self._clock(), heard
        self._turns.move_to_end((chat_id, person))
        if len(self._turns) > _MOST:
            self._turns.popitem(last=False)

    def forget_chat(self, chat_id: int) -> None:
        """Keep nothing of a chat."""
        for key in [key for key in self._turns if key[0] == chat_id]:
            del self._turns[key]

    def forget(self, chat_id: int, person: int | None) -> None:
        """Let the next question stand for itself."""
        self._turns.pop((chat_id, person), None)
