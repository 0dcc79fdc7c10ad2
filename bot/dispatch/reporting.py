"""Reports of doubtful answers, passed on to the admins: nothing about who reported is kept or told."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final

from bot.i18n import Html
from bot.language.question import Intent, Question
from bot.messages import Button, Message
from bot.occasion import Occasion
from bot.outgoing import Outgoing, Place

AGAIN: Final = 24 * 3600.0
"""Seconds in which one answer is reported to the admins once, however many doubt it."""

_PER_PERSON: Final = 5
"""Reports of one person in that time; more are thanked for and left."""

_MOST: Final = 10_000


class Reports:
    """Passes reports on, a reasonable number of them; what it counts is in memory only."""

    def __init__(self, outgoing: Outgoing, admins: Sequence[int], clock: Callable[[], float]) -> None:
        self._outgoing = outgoing
        self._admins = admins
        self._clock = clock
        self._seen: OrderedDict[str | int, list[float]] = OrderedDict()

    async def pass_on(self, number: str, reporter: int | None, to_admin: Callable[[int], Occasion]) -> None:
        """Tell each admin, in their language, which answer is doubted; once a day for each answer."""
        if not (self._admits(number, 1) and self._admits(reporter or 0, _PER_PERSON)):
            return
        for admin in self._admins:
            await self._outgoing.send(Place(admin), _report(number, to_admin(admin)))

    def _admits(self, key: str | int, most: int) -> bool:
        now = self._clock()
        times = [time for time in self._seen.get(key, ()) if time > now - AGAIN]
        if len(times) >= most:
            return False
        self._seen[key] = [*times, now]
        self._seen.move_to_end(key)
        if len(self._seen) > _MOST:
            self._seen.popitem(last=False)
        return True


def _report(number: str, occasion: Occasion) -> Message:
    t = occasion.t
    text = t(
        "Somebody doubts answer {number}. Please compare it with its source.",
        number=Html(f"<code>{number}</code>"),
    )
    return Message(text, ((Button(t("Show the answer"), Question(Intent.ANSWER, topic=number)),),))
