"""Plans notices: once for each release, and whenever an hour comes for which something waits.

Every process may look. What a chat knows stands with its subscription and is written in the same transaction as
the broadcast that tells it: nobody is told twice, and a process that dies on the way leaves the rest to the next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import Any, Final

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.figures.desk import Desk, MissingVersionError
from bot.store import Memory, announced, broadcasts, subscriptions
from bot.store.broadcasts import Draft
from bot.store.deliveries import Recipient
from bot.subscription import News, Rhythm, Subscription
from core.crossing import Aim, Crossing, Crossings, crossings
from core.figures import Figures
from core.model import Segment
from core.news import position

log = structlog.get_logger(__name__)

KIND: Final = "notice"
_PRIORITY: Final = 3
"""Before announcements, after corrections."""

_AT_ONCE: Final = 250
"""Subscriptions looked at in one transaction, for which nothing else is written."""

_LOOK: Final = 1.0
_RECOVER: Final = 30.0
"""Seconds until planning is tried again after an error of our own."""

Positions = Mapping[tuple[str, Segment | None], str]


@dataclass(frozen=True, slots=True)
class _Current:
    """The figures that are told, and since which version; `note` is why they are as they are."""

    figures: Figures
    version: int
    since: int
    note: str
    now: datetime


@dataclass
class _Part:
    """What one chat, or one topic of it, is told in a message."""

    figures: list[list[Any]] = field(default_factory=list)
    crossed: list[int] = field(default_factory=list)
    digest: list[list[Any]] = field(default_factory=list)

    @property
    def extra(self) -> dict[str, Any]:
        told = {"figures": self.figures, "crossed": self.crossed, "digest": self.digest}
        return {name: value for name, value in told.items() if value}


Parts = dict[tuple[int, int, int | None], _Part]
"""By the time to begin (seconds since 1970), the chat and the topic."""


class Notifying:
    """Looks for what subscribers do not know yet."""

    def __init__(
        self, memory: Memory, desk: Desk, today: Callable[[], date], now: Callable[[], datetime]
    ) -> None:
        self._memory = memory
        self._desk = desk
        self._today = today
        self._now = now

    async def watch(self) -> None:
        """Look at the start and after every release, for as long as the process lives."""
        known = None
        while True:
            await asyncio.sleep(_LOOK)
            release = self._desk.release
            if release == known:
                continue
            try:
                await self.look()
                known = release
            except SQLAlchemyError as error:
                log.warning("the release is not announced yet, trying again", error=type(error).__name__)
            except Exception:
                log.exception("a release could not be announced")
                await asyncio.sleep(_RECOVER)

    async def look(self) -> None:
        """Plan what is to be told of the current release, where nobody did, and what is due by now."""
        await self.release()
        await self.due()

    async def release(self) -> None:
        """Plan what a new release has to say, in one process of all."""
        run = self._memory.writer.run
        last, since = await run(announced.last)
        release = self._desk.release
        if release <= last:
            return
        current = await self._current(since)
        stood = await run(announced.stood)
        old = await self._earlier(since)
        none = Crossings((), {})
        found = (
            await asyncio.to_thread(crossings, old, current.figures, self._today(), stood) if old else none
        )
        positions = await self._positions(current.figures)
        some = partial(_announce, release=release, current=current, found=found, positions=positions)
        while await run(some):
            # in parts, so that replies go on; what is done is known by the release that was looked at
            pass
        if await run(partial(_announced, release=release, current=current, found=found)):
            log.info("a release was announced", release=release, crossed=len(found.crossed))

    async def due(self) -> None:
        """Plan what waited for its hour; an hour that was missed is made up for once."""
        current = await self._current(self._desk.current)
        positions = await self._positions(current.figures)
        while await self._memory.writer.run(partial(_tell_due, current=current, positions=positions)):
            pass

    async def _positions(self, figures: Figures) -> Positions:
        places = await self._memory.writer.run(subscriptions.places)
        return await asyncio.to_thread(
            lambda: {(region, segment): position(figures, region, segment) for region, segment in places}
        )

    async def _current(self, since: int) -> _Current:
        # taken together: a release that comes in between must not lend its figures to this version
        figures, version = self._desk.figures, self._desk.current
        found = next((each for each in await self._memory.versions.all() if each.number == version), None)
        return _Current(figures, version, since, found.note if found else "", self._now())

    async def _earlier(self, version: int) -> Figures | None:
        try:
            return await self._desk.version(version)
        except MissingVersionError as error:
            log.warning("no alerts of targets: the earlier figures cannot be read", reason=str(error))
            return None


def _announce(
    connection: Connection, release: int, current: _Current, found: Crossings, positions: Positions
) -> bool:
    """Tell some of those for whom the release was not looked at; whether more are left."""
    known = subscriptions.unheard(connection, release, _AT_ONCE)
    parts: Parts = {}
    noted = []
    for each in known:
        part = partial(_part, parts, each, int(each.timing.awake(current.now).timestamp()))
        knows = replace(each, heard=release)
        if News.FIGURES in each.news and _is_news(each, positions):
            if each.timing.rhythm is Rhythm.AT_ONCE:
                part().figures.append(_entry(each, each.version))
                knows = _knowing(knows, current, positions)
            elif each.due_at is None:
                knows = replace(knows, due_at=int(each.timing.next(current.now).timestamp()))
        crossed = [at for at, crossing in enumerate(found.crossed) if _concerns(crossing, each)]
        if crossed and News.CROSSINGS in each.news:
            told = part()
            told.crossed = sorted({*told.crossed, *crossed})
        noted.append(knows)
    subscriptions.note(connection, noted)
    _write_down(connection, parts, current, found.crossed)
    return subscriptions.is_unheard(connection, release)


def _announced(connection: Connection, release: int, current: _Current, found: Crossings) -> bool:
    """Note that everybody was told; false where another process did."""
    if not announced.claim(connection, release, current.version):
        return False
    announced.stand(connection, found.standings)
    return True


def _tell_due(connection: Connection, current: _Current, positions: Positions) -> int:
    """Tell some of those whose hour has come; how many that were."""
    now = int(current.now.timestamp())
    known = subscriptions.due(connection, now, _AT_ONCE)
    parts: Parts = {}
    noted = []
    for each in known:
        is_due = each.due_at is not None and each.due_at <= now
        digested = each.digest_at is not None and each.digest_at <= now
        knows = _knowing(each, current, positions) if is_due else each
        # an hour that was missed may be made up for in the quiet hours
        part = partial(_part, parts, each, int(each.timing.awake(current.now).timestamp()))
        if digested:
            knows = replace(knows, digest_at=int(each.timing.next_digest(current.now).timestamp()))
        if is_due and _is_news(each, positions):
            part().figures.append(_entry(each, each.version))
        elif digested:
            part().digest.append(_entry(each))
        noted.append(knows)
    subscriptions.note(connection, noted)
    _write_down(connection, parts, current, ())
    return len(known)


def _is_news(each: Subscription, positions: Positions) -> bool:
    """Whether the current figures say what the chat does not know; one that began just now knows them."""
    return positions.get((each.region, each.segment), each.told) != each.told


def _knowing(each: Subscription, current: _Current, positions: Positions) -> Subscription:
    told = positions.get((each.region, each.segment), each.told)
    return replace(each, told=told, version=current.version, due_at=None)


def _part(parts: Parts, each: Subscription, starts_at: int) -> _Part:
    return parts.setdefault((starts_at, each.chat_id, each.topic), _Part())


def _entry(each: Subscription, *more: int) -> list[Any]:
    return [each.region, each.segment.value if each.segment else "", *more]


def _concerns(crossing: Crossing, each: Subscription) -> bool:
    return crossing.region == each.region and each.segment in (None, crossing.target.segment)


def _write_down(connection: Connection, parts: Parts, current: _Current, crossed: Sequence[Crossing]) -> None:
    """A broadcast for each time to begin."""
    content = {
        "version": current.version,
        "since": current.since,
        "note": current.note,
        "crossed": [as_json(each) for each in crossed],
    }
    for time in sorted({starts_at for starts_at, _, _ in parts}):
        recipients = [
            Recipient(chat_id, topic, part.extra)
            for (starts_at, chat_id, topic), part in parts.items()
            if starts_at == time
        ]
        draft = Draft(KIND, content, starts_at=time, priority=_PRIORITY)
        broadcasts.create(connection, draft, recipients)


def as_json(crossing: Crossing) -> list[Any]:
    """A crossing as a broadcast carries it: its aim, and whether it is reached."""
    aim = Aim.of(crossing.region, crossing.target)
    return [
        aim.region,
        aim.segment.value,
        aim.basis.value,
        aim.year,
        str(aim.share),
        aim.instrument,
        crossing.met,
    ]
