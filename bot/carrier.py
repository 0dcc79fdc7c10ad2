"""How one request gets to Telegram: a reply with endless patience, a broadcast's message with care.

A reply is repeated until Telegram takes it or refuses it, because nobody may be left without an answer. Where
a request broke off after it was sent, that may show an answer twice: Telegram has no key to tell.

A broadcast's message waits for every limit and for replies under way, and asks for leave right before each
attempt. It is repeated only where it surely did not arrive; where it may have arrived, that is its outcome.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import structlog
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.api import Calls, pause
from bot.limits import Limits
from bot.messages import CAPTION_LIMIT, plain, shown
from bot.metrics import Metrics
from bot.outcome import Leave, Moved, Outcome, Place, Refused, Sent, Uncertain, Withheld
from bot.pace import Pace, Slot
from bot.patience import excused
from bot.store import Chats
from bot.transport import BrokenOff, NotSent
from bot.transport.deadline import not_after

log = structlog.get_logger(__name__)

_LONGEST_PAUSE: Final = 5.0
_LONGEST_NAP: Final = 1.0
"""Seconds after which a broadcast's message that waits looks whether it is still wanted."""

_YIELDED: Final = 0.25
"""Seconds that a broadcast's message waits for replies under way; longer ones wait for Telegram, not for us."""

_STALE: Final = 0.25
"""Seconds after which a leave that took so long to get has cost the message its place in the pace."""

_MOST_FAILURES: Final = 8
"""Refusals by a server at fault after which a message is given up, if others got through meanwhile."""

_UNCHANGED: Final = "message is not modified"
_UNREADABLE: Final = "can't parse entities"


Shared = Callable[[int], Awaitable[float]]
"""Counts a message to a group for all processes, right before it is sent; the seconds to wait where that was one
too many."""


@dataclass(slots=True)
class _Attempt:
    """An announced message between its tries; `taken_before` is how many others had got through by then."""

    parameters: dict[str, Any]
    taken_before: int
    failures: int = 0

    def failed(self) -> float:
        """Count a try that came to nothing; the seconds until the next."""
        self.failures += 1
        return _pause(self.failures)


class Carrier:
    """Carries requests of both kinds, within the limits that they share."""

    def __init__(
        self,
        api: Calls,
        chats: Chats,
        pace: Pace,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        metrics: Metrics | None = None,
        shared: Shared | None = None,
    ) -> None:
        self._api = api
        self._chats = chats
        self._sends = (metrics or Metrics()).sends
        self._limits = Limits()
        self._shared = shared
        self._pace = pace
        self._clock = clock
        self._sleep = sleep
        self._replies = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._turn = asyncio.Lock()
        self._taken = 0

    async def reply(self, method: str, place: Place, parameters: Mapping[str, Any]) -> Outcome:
        """Try until Telegram takes it or refuses it for good; an update is not cut off for that."""
        self._replies += 1
        self._quiet.clear()
        try:
            with excused():
                return self._counted(method, await self._persist(method, place, dict(parameters)))
        finally:
            self._replies -= 1
            if not self._replies:
                self._quiet.set()

    async def announce(
        self, method: str, place: Place, parameters: Mapping[str, Any], leave: Leave
    ) -> Outcome:
        """Try while there is leave, until Telegram answers or may have heard it."""
        attempt = _Attempt(dict(parameters), self._taken)
        while True:
            turn = await self._wait_for_turn(place, leave)
            if turn is None:
                return Withheld()
            try:
                result = await self._request(method, place, attempt.parameters, *turn)
            except InvalidToken:
                raise
            except TelegramError as error:
                outcome = await self._judge(error, place, attempt)
                if outcome:
                    return self._counted(method, outcome)
                self._failed(method, error)
            else:
                self._taken += 1
                return self._counted(method, Sent(int(result["message_id"]), picture_id(result)))

    def rest(self, seconds: float) -> None:
        """No broadcast's message for so long, because another process may have sent just now."""
        self._pace.halt(seconds, self._clock())

    def prune(self) -> None:
        """Forget the limits of chats that have been quiet."""
        self._limits.prune(self._clock())

    async def _request(
        self, method: str, place: Place, parameters: Mapping[str, Any], slot: Slot, deadline: float
    ) -> Any:
        try:
            with not_after(deadline):
                return await self._api.call(method, chat_id=place.chat_id, **parameters)
        finally:
            self._pace.over(slot, self._clock())
            self._limits.answered(place.chat_id, self._clock())

    async def _judge(self, error: TelegramError, place: Place, attempt: _Attempt) -> Outcome | None:
        """What became of an announced message; nothing where it surely did not arrive and may be tried again."""
        match error:
            case RetryAfter():
                self._wait_as_told(place, pause(error))
            case ChatMigrated(new_chat_id=chat_id):
                return Moved(chat_id)
            case Forbidden():
                return Refused(error.message, gone=True)
            case BadRequest():
                if not _is_unreadable(error, attempt.parameters):
                    return _judged(error, attempt.parameters)
                attempt.parameters = _plain(attempt.parameters)
            case NotSent():
                await self._sleep(attempt.failed())
            case NetworkError() if not isinstance(error, TimedOut | BrokenOff):
                # Telegram's own fault (5xx): everybody's, or this message's alone
                seconds = attempt.failed()
                if attempt.failures >= _MOST_FAILURES and self._taken > attempt.taken_before:
                    return Refused(error.message)
                await self._sleep(seconds)
            case _:
                return Uncertain(error.message)
        return None

    async def _persist(self, method: str, place: Place, parameters: dict[str, Any]) -> Outcome:
        chat_id, moved_to, failures = place.chat_id, None, 0
        while True:
            await self._wait_for_room(chat_id, group=place.group)
            try:
                result = await self._api.call(method, chat_id=chat_id, **parameters)
                return Sent(int(result["message_id"]), picture_id(result), moved_to)
            except RetryAfter as error:
                self._failed(method, error)
                self._limits.halt(chat_id, pause(error), self._clock())
                log.warning("told to wait", seconds=pause(error))
            except ChatMigrated as error:
                await self._chats.move(chat_id, error.new_chat_id)
                chat_id = moved_to = error.new_chat_id
            except Forbidden as error:
                log.info("not welcome in the chat", reason=error.message)
                await self._chats.set_gone(chat_id, gone=True)
                return Refused(error.message, gone=True, moved_to=moved_to)
            except BadRequest as error:
                if not _is_unreadable(error, parameters):
                    return _judged(error, parameters)
                parameters = _plain(parameters)
            except InvalidToken:
                raise
            except NetworkError as error:
                failures += 1
                self._failed(method, error)
                log.warning(
                    "not sent, trying again", method=method, error=type(error).__name__, failures=failures
                )
                await self._sleep(_pause(failures))

    async def _wait_for_room(self, chat_id: int, *, group: bool) -> None:
        """Count a reply, once its chat may have one."""
        while delay := self._limits.delay(chat_id, group=group, broadcast=False, now=self._clock()):
            await self._sleep(delay)
        self._limits.take(chat_id, group=group, now=self._clock())
        while self._shared and group and (delay := await self._shared(chat_id)):
            await self._sleep(delay)

    async def _wait_for_turn(self, place: Place, leave: Leave) -> tuple[Slot, float] | None:
        """A place in the pace and the leave to use it, once no limit and no reply stands before it."""
        while True:
            if delay := self._delay(place):
                if await leave() is None:
                    return None
                await self._sleep(min(delay, _LONGEST_NAP))
                continue
            if self._replies:
                await self._let_replies_pass()
            slot = await self._next_slot(place)
            if slot and self._shared and place.group and (delay := await self._shared(place.chat_id)):
                self._pace.give_back(slot)
                self._limits.give_back(place.chat_id)
                await self._sleep(min(delay, _LONGEST_NAP))
                slot = None
            deadline = await leave()
            if slot and deadline is not None and self._clock() - slot.started < _STALE:
                return slot, deadline
            if slot:
                self._pace.give_back(slot)
            if deadline is None:
                return None

    async def _next_slot(self, place: Place) -> Slot | None:
        """The next place in the pace, one after another; nothing where it is time to look around again."""
        if self._pace.limit == 0 and not self._pace.delay(self._clock()):
            self._limits.take(place.chat_id, group=place.group, now=self._clock())
            return self._pace.take(self._clock())
        async with self._turn:
            while delay := self._pace.delay(self._clock()):
                await self._sleep(min(delay, _LONGEST_NAP))
                if delay > _LONGEST_NAP:
                    return None
            if self._delay(place):
                return None
            self._limits.take(place.chat_id, group=place.group, now=self._clock())
            return self._pace.take(self._clock())

    def _counted(self, method: str, outcome: Outcome) -> Outcome:
        self._sends.labels(method, _label(outcome)).inc()
        return outcome

    def _failed(self, method: str, error: TelegramError) -> None:
        self._sends.labels(method, "waited" if isinstance(error, RetryAfter) else "failed").inc()

    def _delay(self, place: Place) -> float:
        return self._limits.delay(place.chat_id, group=place.group, broadcast=True, now=self._clock())

    async def _let_replies_pass(self) -> None:
        try:
            await asyncio.wait_for(self._quiet.wait(), _YIELDED)
        except TimeoutError:
            return

    def _wait_as_told(self, place: Place, seconds: float) -> None:
        """In a group its own limit was met; in a private chat, where one message goes, that of all chats."""
        log.warning("a broadcast was told to wait", seconds=seconds, group=place.group)
        self._limits.halt(place.chat_id, seconds, self._clock())
        if not place.group:
            self._pace.halt(seconds, self._clock())


def picture_id(message: Mapping[str, Any]) -> str | None:
    """The id of a photo's largest size, which Telegram lists last."""
    sizes = message.get("photo")
    return str(sizes[-1]["file_id"]) if sizes else None


def _label(outcome: Outcome) -> str:
    match outcome:
        case Refused(gone=True):
            return "gone"
        case _:
            return type(outcome).__name__.lower()


def _pause(failures: int) -> float:
    return min(_LONGEST_PAUSE, 0.25 * 2.0**failures)


def _is_unreadable(error: BadRequest, parameters: Mapping[str, Any]) -> bool:
    """Whether our own markup is at fault: then the words still go out, without it."""
    if not error.message.lower().startswith(_UNREADABLE) or "parse_mode" not in parameters:
        return False
    log.error("markup refused, sent as plain text", reason=error.message)
    return True


def _plain(parameters: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in parameters.items() if name != "parse_mode"}
    if "caption" in kept:
        return kept | {"caption": shown(str(parameters["caption"]))[:CAPTION_LIMIT]}
    return kept | {"text": plain(str(parameters["text"]))[:4096]}


def _judged(error: BadRequest, parameters: Mapping[str, Any]) -> Outcome:
    if error.message.lower().startswith(_UNCHANGED):
        return Sent(int(parameters["message_id"]))
    log.error("refused by Telegram", reason=error.message)
    return Refused(error.message)
