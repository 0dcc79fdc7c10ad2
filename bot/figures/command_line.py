"""`python -m bot figures …`: the data desk without a chat. The running bot takes a release over by itself."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.figures import wording
from bot.figures.apart import Progress
from bot.figures.caption import LONGEST
from bot.figures.desk import Desk, MissingVersionError
from bot.figures.importing import Note, Proposed, Unchanged, bring_in
from bot.figures.reading import Rejected
from bot.figures.writing import write_observations
from bot.i18n import Translator, translator
from bot.messages import plain
from bot.phrases import desk as phrases
from bot.phrases.preview import preview
from bot.settings import Settings
from bot.store import Memory
from bot.versions import SHIPPED, Approve, Deed, DeskView, RollBack, Verdict
from core.shipped import shipped

FAILED: Final = 1
_WIDE: Final = 100_000
"""Characters of a preview in a terminal: all of it."""


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Carry a command out; its exit status. Raises bot.store.UnusableDatabaseError."""
    return asyncio.run(_carried_out(options, settings))


async def _carried_out(options: argparse.Namespace, settings: Settings) -> int:
    t = translator(settings.default_language)
    deed = _DEEDS[options.deed]
    async with _desk(settings) as desk:
        try:
            return await deed(options, desk, t)
        except MissingVersionError as error:
            return _fail(str(error))


@asynccontextmanager
async def _desk(settings: Settings) -> AsyncIterator[Desk]:
    memory = await Memory.open(settings.memory_url)
    try:
        desk = Desk(memory.versions, shipped(), settings.bot_admins, settings.zone)
        await desk.refresh()
        yield desk
    finally:
        await memory.close()


async def _import(options: argparse.Namespace, desk: Desk, t: Translator) -> int:
    file: Path = options.file
    if not await asyncio.to_thread(file.is_file):
        return _fail(plain(t("There is no file {name}.", name=str(file))))

    async def tell(progress: Progress) -> None:
        if sys.stderr.isatty():
            print(f"\r{progress.percent}% ({progress.rows})", end="", file=sys.stderr, flush=True)

    today = datetime.now(desk.zone).date()
    found = await bring_in(desk, file, file.name, today, Note(None, options.note[:LONGEST]), tell)
    match found:
        case Rejected(problems, more):
            for line in wording.lines(problems, more, t):
                print(plain(line), file=sys.stderr)
            return FAILED
        case Unchanged():
            print(plain(t("Nothing to approve: the file says what the figures say already.")))
        case Proposed(number, judged):
            regions = desk.figures.regions
            text = preview(judged.difference, judged.findings, judged.crossings, regions, t, _WIDE)
            print(plain(text))
            print()
            print(plain(t("This is version {number}, and it waits for approval.", number=number)))
    return 0


async def _list(_: argparse.Namespace, desk: Desk, t: Translator) -> int:
    view = await _view(desk)
    print(plain(t("Current: {version}", version=phrases.name(desk.current, t))))
    for version in view.versions:
        when = phrases.when(version.imported_at, view, t)
        standing, counts = phrases.standing(version, view, t), phrases.counts(version, t)
        print(plain(f"{version.number}\t{standing}\t{when}\t{counts}\t{phrases.note(version)}"))
    return 0


async def _show(options: argparse.Namespace, desk: Desk, t: Translator) -> int:
    view = await _view(desk)
    version = view.version(options.version)
    if version is None:
        return _fail(plain(t("There is no version {number}.", number=options.version)))
    print(plain(f"{phrases.name(version.number, t)}, {phrases.standing(version, view, t)}"))
    print(plain(phrases.counts(version, t)))
    judged = await desk.judgement(version, datetime.now(desk.zone).date())
    if judged and version in view.waiting:
        regions = desk.figures.regions
        print(plain(preview(judged.difference, judged.findings, judged.crossings, regions, t, _WIDE)))
    return 0


async def _approve(options: argparse.Namespace, desk: Desk, t: Translator) -> int:
    return await _decide(Approve(options.version), desk, t, alone=options.alone)


async def _roll_back(options: argparse.Namespace, desk: Desk, t: Translator) -> int:
    return await _decide(RollBack(options.version), desk, t)


async def _decide(deed: Deed, desk: Desk, t: Translator, *, alone: bool = False) -> int:
    verdict = await desk.carry_out(deed, None, alone=alone)
    if verdict is Verdict.OWN:
        return _fail(
            plain(
                t(
                    "This was imported here: let an admin approve it in the chat, or say --alone, which is logged."
                )
            )
        )
    said = plain(phrases.outcome(deed, verdict, await _view(desk), t))
    if verdict is not Verdict.DONE:
        return _fail(said)
    print(said)
    return 0


async def _export(options: argparse.Namespace, desk: Desk, t: Translator) -> int:
    file: Path = options.file
    try:
        with file.open("wb") as stream:
            write_observations(desk.figures.observations(), desk.figures.regions, stream, t)
    except OSError as error:
        return _fail(
            plain(t("{name} cannot be written ({reason}).", name=str(file), reason=error.strerror or ""))
        )
    return 0


async def _view(desk: Desk) -> DeskView:
    """The desk as the command line sees it."""
    versions = desk.versions
    return DeskView(
        asker=SHIPPED,
        sole=False,
        zone=desk.zone,
        versions=tuple(await versions.all()),
        releases=tuple(await versions.releases()),
        current=desk.current,
    )


Deeds = Mapping[str, Callable[[argparse.Namespace, Desk, Translator], Awaitable[int]]]
_DEEDS: Final[Deeds] = {
    "import": _import,
    "list": _list,
    "show": _show,
    "approve": _approve,
    "rollback": _roll_back,
    "export": _export,
}


def _fail(line: str) -> int:
    print(line, file=sys.stderr)
    return FAILED
