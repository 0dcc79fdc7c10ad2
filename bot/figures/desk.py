"""The data desk: which figures are current, here and in every other process, and who may change that.

The memory decides. Each process looks every second whether there is a new release, and then reads its version.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final, assert_never
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.figures.judging import judged
from bot.figures.storing import restored, stored
from bot.store import Versions
from bot.versions import SHIPPED, Approve, Deed, Draft, Reject, Release, RollBack, Verdict, Version
from core.figures import Figures
from core.judgement import Judgement
from core.packed import PackedFigures

log = structlog.get_logger(__name__)

_LOOK: Final = 1.0
"""Seconds between two looks for a new release; with the reading of it a process is never two seconds behind."""

_HELD: Final = 2
"""Versions besides the current one that are kept for the next question."""


class MissingVersionError(Exception):
    """The current version is not in the memory, or cannot be read by this release of the program."""


class Desk:
    """The current figures of this process, and the deeds on versions."""

    def __init__(
        self, versions: Versions, shipped: PackedFigures, admins: Sequence[int], zone: ZoneInfo
    ) -> None:
        self.versions = versions
        self.admins = tuple(admins)
        self._shipped = shipped
        self.zone = zone
        self._figures = shipped
        self._release = 0
        self._released_at = 0
        self._current = SHIPPED
        self._held: OrderedDict[int, PackedFigures] = OrderedDict()
        self._judged: OrderedDict[tuple[int, str], Judgement] = OrderedDict()

    @property
    def figures(self) -> PackedFigures:
        """The current figures."""
        return self._figures

    @property
    def current(self) -> int:
        """The number of the current version."""
        return self._current

    @property
    def release(self) -> int:
        """The number of the release that made it so; 0 before the first."""
        return self._release

    @property
    def released_at(self) -> int:
        """When that was, in seconds since 1970; 0 before the first."""
        return self._released_at

    async def refresh(self) -> bool:
        """Take over the last release, where there is a new one; whether there was.

        Raises MissingVersionError where its version cannot be read: the figures stay as they are then.
        """
        if await self.versions.last_release() == self._release:
            return False
        last = (await self.versions.releases())[0]
        figures = await self.version(last.version)
        if figures is None:
            raise MissingVersionError(f"version {last.version} is not in the memory")
        if last.number < self._release:
            # while its version was read, somebody else here took over a later one
            return False
        self._figures, self._current, self._release = figures, last.version, last.number
        self._released_at = last.approved_at
        log.info("figures released", version=last.version, digest=figures.version, deed=last.deed)
        return True

    async def watch(self) -> None:
        """Refresh for as long as the process lives; a database that is away is asked again."""
        away = False
        while True:
            await asyncio.sleep(_LOOK)
            try:
                await self.refresh()
                away = False
            except SQLAlchemyError as error:
                if not away:
                    log.warning("no news of figures, asking again", error=type(error).__name__)
                away = True
            except MissingVersionError as error:
                if not away:
                    log.error("the released figures cannot be used, the earlier ones stay", reason=str(error))  # noqa: TRY400
                away = True

    async def version(self, number: int) -> PackedFigures | None:
        """A version's figures; nothing for a number that none has.

        Raises MissingVersionError where they cannot be read.
        """
        if number == SHIPPED:
            return self._shipped
        if number == self._current:
            return self._figures
        held = self._held.get(number)
        if held is None:
            content = await self.versions.content(number)
            if content is None:
                return None
            held = self._held[number] = await asyncio.to_thread(self._unpacked, number, content)
            if len(self._held) > _HELD:
                self._held.popitem(last=False)
        return held

    async def by_digest(self, digest: str) -> PackedFigures | None:
        """The version with a digest; nothing where there is none, as of what an earlier program shipped."""
        if digest == self._figures.version:
            return self._figures
        if digest == self._shipped.version:
            return self._shipped
        found = next((each for each in await self.versions.all() if each.digest == digest), None)
        return await self.version(found.number) if found else None

    async def content(self, number: int) -> bytes:
        """A version as the memory keeps it, the shipped one likewise. Raises MissingVersionError."""
        if number == SHIPPED:
            return stored(self._shipped)
        content = await self.versions.content(number)
        if content is None:
            raise MissingVersionError(f"version {number} is not in the memory")
        return content

    async def on(self, day: date) -> Figures:
        """The figures as they were known at the end of a day, in the zone of the settings.

        The version that was current then; before the first release what had been published by that day.
        """
        end = datetime.combine(day, time.max, self.zone).timestamp()  # the last day there is has no morrow
        earlier = [each for each in await self.versions.releases() if each.approved_at < end]
        figures = await self.version(earlier[0].version) if earlier else None
        return figures or self._shipped.as_of(day)

    async def propose(self, draft: Draft) -> int:
        """Keep a draft as a version that waits for approval, and return its number."""
        return await self.versions.propose(draft)

    async def carry_out(self, deed: Deed, actor: int | None, *, alone: bool = False) -> Verdict:
        """Do it, and use what it made current at once. The only admin there is may approve their own import."""
        shipped = self._shipped.version
        if not isinstance(deed, Reject) and not await self._is_readable(deed.version):
            return Verdict.UNREADABLE
        match deed:
            case Approve(number):
                alone = alone or self.admins == (actor,)
                verdict = await self.versions.approve(number, actor, shipped, alone=alone)
            case Reject(number):
                verdict = await self.versions.reject(number, actor)
            case RollBack(number):
                verdict = await self.versions.roll_back(number, actor, shipped)
            case _:
                assert_never(deed)
        await self.refresh()
        return verdict

    async def _is_readable(self, number: int) -> bool:
        try:
            await self.version(number)
        except MissingVersionError as error:
            log.exception("a version cannot be used", reason=str(error))
            return False
        return True

    async def judgement(self, version: Version, today: date) -> Judgement | None:
        """What a version changes in the current figures; nothing where it cannot be read."""
        beside, base = self._figures.version, self._current
        held = self._judged.get((version.number, beside))
        if held is None and await self._is_readable(version.number):
            old, new = await self.content(base), await self.content(version.number)
            held = await judged(old, new, self._shipped.regions, today)
            self.remember(version.number, beside, held)
        return held

    def remember(self, number: int, beside: str, judgement: Judgement) -> None:
        """Keep what a version changes beside the figures with a digest, for whoever looks at it next."""
        self._judged[number, beside] = judgement
        if len(self._judged) > _HELD:
            self._judged.popitem(last=False)

    async def releases(self) -> list[Release]:
        """Every release, the newest first."""
        return await self.versions.releases()

    def _unpacked(self, number: int, content: bytes) -> PackedFigures:
        try:
            return restored(content, self._shipped.regions)
        except ValueError as error:
            raise MissingVersionError(f"version {number} cannot be read: {type(error).__name__}") from error
